"""The IDX header: schema, parse and build (clauses IDX-2.1 to IDX-3.3)."""

from typing import Any

from construct import Array, Int8ub, Int16ub, Int32ub, OneOf, Rebuild, Struct, len_, this

from idxspec.cutting import Field, assemble, cut
from idxspec.elements import ELEMENTS
from idxspec.header import Header, HeaderError


def make_fields() -> dict[str, Field]:
    """Return the fields of an IDX header by name."""
    return {
        "prefix": Field(0, Int16ub, "two zero bytes"),
        "type": Field(
            2,
            Int8ub,
            "08 (uint8), 09 (int8), 0B (int16), 0C (int32), 0D (float32) or 0E (float64)",
        ),
        "rank": Field(3, Int8ub, "the number of sizes, 1..255"),
        "shape": Field(4, Int32ub, "one 4-byte big-endian size for each dimension"),
    }


def make_schema() -> Any:  # noqa: ANN401 - construct ships no types
    """Return the construct schema of an IDX header."""
    fields = make_fields()
    return Struct(
        "prefix" / fields["prefix"].integer,  # IDX-2.1; cut as it stands, a rule judges it
        "type" / OneOf(fields["type"].integer, [each.idx_code for each in ELEMENTS]),  # IDX-2.2
        "rank" / Rebuild(fields["rank"].integer, len_(this.shape)),  # IDX-2.3
        "shape" / Array(this.rank, fields["shape"].integer),  # IDX-3.1, unsigned by IDX-3.2
    )


FIELDS = make_fields()
SCHEMA = make_schema()


def parse(data: bytes) -> Header:
    """Cut the IDX header at the start of `data`.

    The first two bytes and the sizes are taken as they stand; rank 0 is cut too. Raises
    HeaderError for an undefined element type and for data that ends inside the header.
    """
    cuts = cut(SCHEMA, FIELDS, data)
    return Header(
        format="idx",
        byte_order="big",
        magic=cuts.prefix << 16 | cuts.type << 8 | cuts.rank,
        element=next(element for element in ELEMENTS if element.idx_code == cuts.type),
        shape=tuple(cuts.shape),
    )


def build(header: Header) -> bytes:
    """Return the bytes of an IDX header.

    Raises HeaderError where a field does not fit: a size outside 0..2^32-1, a rank over
    255, an element type IDX has no code for, a magic that disagrees with element or rank,
    a byte order or padding that IDX does not have.
    """
    values = {
        "prefix": header.magic >> 16,
        "type": header.element.idx_code or 0,
        "rank": header.rank,
        "shape": list(header.shape),
    }
    data = assemble(SCHEMA, FIELDS, values)
    written = parse(data)
    if written != header:
        expected = f"{written.magic:#010x}, big-endian, without padding"
        raise HeaderError("magic", 0, expected, header.magic)
    return data
