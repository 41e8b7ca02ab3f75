"""The annotated hex dump of a header: each field with its bytes, value and clause.

The bytes are cut as far as they go, whatever is wrong with them; faults are marked at the
field they stand in.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from idxspec import ELEMENTS, NONSTANDARD_MAGICS, ByteOrder, Format
from idxspec.idx import FIELDS as IDX_FIELDS
from idxspec.norb import FIELDS as NORB_FIELDS
from idxspec.norb import MAXIMUM_RANK, SIZE_SLOTS

CLAUSES: dict[Format, dict[str, str]] = {
    "idx": {
        "prefix": "IDX-2.1",
        "type": "IDX-2.2",
        "rank": "IDX-2.3",
        "shape": "IDX-3.1",
        "payload": "IDX-4.1",
    },
    "norb": {
        "magic": "NORB-2.2",
        "rank": "NORB-3.1",
        "shape": "NORB-4.1",
        "padding": "NORB-4.2",
        "payload": "NORB-5.1",
    },
}
SHOWN = 8  # bytes on a line
DUMPED = 8 * SHOWN  # bytes shown of what has no header
ASCII_END = 0x7F
HEADINGS = ("offset", "bytes", "field", "value", "clause")

Place = tuple[int, str, str]
"""Where a field stands, its name, and its name with its index."""


@dataclass(frozen=True, slots=True)
class Row:
    """One field: where it stands, its bytes, its name, what they mean, its clause.

    `value` is the number the bytes hold; None where they end inside the field and for what
    is no field. `faults` says what is wrong with it.
    """

    offset: int
    data: bytes
    field: str
    value: int | None = None
    meaning: str = ""
    clause: str | None = None
    faults: tuple[str, ...] = ()


def annotate(
    data: bytes,
    file_format: Format,
    byte_order: ByteOrder,
    faults: Iterable[tuple[int, str]] = (),
) -> tuple[Row, ...]:
    """Return the fields of the header that `data` begins with, and the bytes behind it.

    `byte_order` is that of the header as it stands, so an IDX header may be "little" too.
    `faults` are offsets and texts; each is told at the field its offset stands in.
    """
    if file_format == "idx":
        places, fields = _idx_places(data, byte_order), IDX_FIELDS
    else:
        places, fields = _norb_places(data, byte_order), NORB_FIELDS[byte_order]
    clauses = CLAUSES[file_format]
    # IDX integers are declared big-endian; in a little-endian header they stand reversed.
    backwards = file_format == "idx" and byte_order == "little"
    rows = []
    for offset, name, label in places:
        integer = fields[name].integer
        piece = data[offset : offset + integer.sizeof()]
        if 0 < len(piece) < integer.sizeof():
            rows.append(Row(offset, piece, label, None, "cut short", clauses[name]))
        elif piece:
            value = integer.parse(piece[::-1] if backwards else piece)
            rows.append(Row(offset, piece, label, value, _meaning(name, value), clauses[name]))
    end = sum(len(row.data) for row in rows)
    if data[end:]:
        sized = file_format == "idx" or "shape[0]" in (row.field for row in rows)
        label, clause = ("payload", clauses["payload"]) if sized else ("", None)
        rows.append(Row(end, data[end : end + SHOWN], label, clause=clause))
    return tuple(_marked(rows, faults))


def dump(data: bytes) -> tuple[Row, ...]:
    """Return the first bytes of a content that has no header, with their characters."""
    starts = range(0, min(len(data), DUMPED), SHOWN)
    pieces = [(start, data[start : start + SHOWN]) for start in starts]
    return tuple(Row(start, piece, "", meaning=_characters(piece)) for start, piece in pieces)


def render(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines that show `rows`, each fault beneath its field."""
    yield _line(*HEADINGS)
    for row in rows:
        value = row.meaning if row.value is None else f"{row.value} {row.meaning}"
        data = row.data.hex(" ").upper()
        yield _line(f"{row.offset:#x}", data, row.field, value.strip(), row.clause or "")
        for fault in row.faults:
            yield f"{'':8}^ {fault}"


def _line(offset: str, data: str, field: str, value: str, clause: str) -> str:
    return f"{offset:6}  {data:{3 * SHOWN - 1}}  {field:10}  {value:27}  {clause}".rstrip()


def _idx_places(data: bytes, byte_order: ByteOrder) -> list[Place]:
    names = ("prefix", "type", "rank")
    offsets = [IDX_FIELDS[name].offset for name in names]
    if byte_order == "little" and any(data[:2]):
        names, offsets = names[::-1], [0, 1, 2]  # the magic was written as one number
    places: list[Place] = [(at, name, name) for at, name in zip(offsets, names, strict=True)]
    at = offsets[names.index("rank")]
    return [*places, *_slots("shape", IDX_FIELDS["shape"].offset, sum(data[at : at + 1]))]


def _norb_places(data: bytes, byte_order: ByteOrder) -> list[Place]:
    fields = NORB_FIELDS[byte_order]
    places: list[Place] = [(fields[name].offset, name, name) for name in ("magic", "rank")]
    at, start = fields["rank"].offset, fields["shape"].offset
    rank = int.from_bytes(data[at:start], byte_order, signed=True)
    if len(data) < start or not 1 <= rank <= MAXIMUM_RANK:
        return places  # nobody can say how many sizes there are
    places += _slots("shape", start, rank)
    return [*places, *_slots("padding", start + 4 * rank, SIZE_SLOTS - rank)]


def _slots(name: str, start: int, count: int) -> list[Place]:
    return [(start + 4 * index, name, f"{name}[{index}]") for index in range(count)]


def _meaning(name: str, value: int) -> str:
    """Return in words what a type or a magic stands for."""
    if name not in ("type", "magic"):
        return ""
    code = f"({value:02X})" if name == "type" else f"({value:08X})"
    known = [each.name for each in ELEMENTS if value in (each.idx_code, each.norb_magic)]
    return " ".join([code, *known, *filter(None, [NONSTANDARD_MAGICS.get(value)])])


def _marked(rows: list[Row], faults: Iterable[tuple[int, str]]) -> Iterator[Row]:
    starts = [row.offset for row in rows]
    texts: list[list[str]] = [[] for _ in rows]
    for offset, text in faults:
        if rows:
            texts[bisect_right(starts, offset) - 1].append(text)
    for row, told in zip(rows, texts, strict=True):
        yield replace(row, faults=tuple(told))


def _characters(data: bytes) -> str:
    return "".join(
        chr(byte) if chr(byte).isprintable() and byte < ASCII_END else "." for byte in data
    )
