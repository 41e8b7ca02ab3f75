"""The NORB header: schema, parse and build (clauses NORB-2.1 to NORB-4.3)."""

from collections.abc import Iterator
from typing import Any

from construct import Array, Int32sb, Int32sl, Int32ub, Int32ul, OneOf, Rebuild, Struct, len_, this

from idxspec.cutting import Field, assemble, cut
from idxspec.elements import ELEMENTS, LONG_ELEMENTS, LONG_MAGIC, Element
from idxspec.header import ByteOrder, Header, HeaderError

SIZE_SLOTS = 3  # NORB-4.2: at least three sizes are written, whatever the rank
MAXIMUM_RANK = 11  # NORB-3.1: Lush's MAXDIMS


def make_fields(byte_order: ByteOrder) -> dict[str, Field]:
    """Return the fields of a NORB header by name."""
    unsigned, signed = (Int32ul, Int32sl) if byte_order == "little" else (Int32ub, Int32sb)
    return {
        "magic": Field(
            0,
            unsigned,
            "1E3D4C51 (float32), 53 (float64), 54 (int32), 55 (uint8), 56 (int16) or 57 (int8)",
        ),
        "rank": Field(4, signed, f"the number of sizes, 1..{MAXIMUM_RANK}"),
        "shape": Field(8, signed, "one 4-byte size for each dimension, at least 1"),
        "padding": Field(8, signed, "1 in each unused size slot up to the third"),
    }


def make_schema(byte_order: ByteOrder) -> Any:  # noqa: ANN401 - construct ships no types
    """Return the construct schema of a NORB header in `byte_order`.

    A rank of 0 leaves the number of size slots open (NORB-3.2): the parameter
    `scalar_slots` says it.
    """
    fields = make_fields(byte_order)
    magics = [element.norb_magic for element in ELEMENTS]
    ranks = range(MAXIMUM_RANK + 1)
    return Struct(
        "magic" / OneOf(fields["magic"].integer, [*magics, LONG_MAGIC]),  # NORB-2.2, NORB-2.5
        "rank" / Rebuild(OneOf(fields["rank"].integer, ranks), len_(this.shape)),  # NORB-3.1
        "shape" / Array(this.rank, fields["shape"].integer),  # NORB-4.1
        "padding" / Array(_unused_slots, fields["padding"].integer),  # NORB-4.2, verbatim
    )


def _unused_slots(context: Any) -> int:  # noqa: ANN401 - construct ships no types
    slots = SIZE_SLOTS if context.rank else context._params.scalar_slots  # noqa: SLF001 - construct's name for parameters
    return max(0, slots - int(context.rank))


FIELDS: dict[ByteOrder, dict[str, Field]] = {
    "little": make_fields("little"),
    "big": make_fields("big"),
}
SCHEMAS: dict[ByteOrder, Any] = {"little": make_schema("little"), "big": make_schema("big")}


def parse(data: bytes, byte_order: ByteOrder = "little", length: int | None = None) -> Header:
    """Cut the NORB header at the start of `data`.

    `length` is that of the whole file when `data` is only its beginning: it decides the
    two readings the header leaves open, the slots of a rank 0 (NORB-3.2) and the width of
    the magic 1E3D4C58 (NORB-2.5). Sizes and padding are taken as they stand. Raises
    HeaderError for a magic or a rank that is none, for a `length` that fits no reading, and
    for data that ends inside the header.
    """
    length = len(data) if length is None else length
    candidates = readings(data, byte_order)
    if len(candidates) == 1 and candidates[0].rank:
        return candidates[0]
    for header in candidates:
        if header.file_size == length:
            return header
    name = "magic" if candidates[0].rank else "rank"
    field = FIELDS[byte_order][name]
    actual = candidates[0].magic if candidates[0].rank else 0
    raise HeaderError(name, field.offset, field.expected, actual)


def build(header: Header) -> bytes:
    """Return the bytes of a NORB header, in its byte order.

    Raises HeaderError where a field does not fit: a size outside 32 signed bits, a rank
    over 11, padding of the wrong length, a magic that disagrees with the element.
    """
    schema, fields = SCHEMAS[header.byte_order], FIELDS[header.byte_order]
    values = {
        "magic": header.magic,
        "rank": header.rank,
        "shape": list(header.shape),
        "padding": list(header.padding),
    }
    slots = max(0, SIZE_SLOTS - header.rank)
    if len(header.padding) != slots and (header.rank or header.padding):
        offset = fields["padding"].offset + 4 * header.rank
        raise HeaderError("padding", offset, f"{slots} unused size slots", len(header.padding))
    data = assemble(schema, fields, values, scalar_slots=len(header.padding))
    if header.element not in elements_of(header.magic):
        raise HeaderError("magic", 0, f"the magic of {header.element.name}", header.magic)
    return data


def elements_of(magic: int) -> tuple[Element, ...]:
    """Return the element types a NORB magic can stand for: one, or two for 1E3D4C58."""
    if magic == LONG_MAGIC:
        return LONG_ELEMENTS
    return tuple(element for element in ELEMENTS if element.norb_magic == magic)


def readings(data: bytes, byte_order: ByteOrder = "little") -> tuple[Header, ...]:
    """Cut the NORB header at the start of `data` in every way its bytes allow.

    There is one way but for a rank of 0 and the magic 1E3D4C58, where only the length of
    the file decides (see `parse`). Raises HeaderError as `parse` does.
    """
    return tuple(_readings(data, byte_order))


def _readings(data: bytes, byte_order: ByteOrder) -> Iterator[Header]:
    schema, fields = SCHEMAS[byte_order], FIELDS[byte_order]
    cuts = cut(schema, fields, data, scalar_slots=0)
    ways = [cuts]
    if cuts.rank == 0 and len(data) >= fields["padding"].offset + 4 * SIZE_SLOTS:
        ways.append(cut(schema, fields, data, scalar_slots=SIZE_SLOTS))
    for reading in ways:
        for element in elements_of(reading.magic):
            yield Header(
                format="norb",
                byte_order=byte_order,
                magic=reading.magic,
                element=element,
                shape=tuple(reading.shape),
                padding=tuple(reading.padding),
            )
