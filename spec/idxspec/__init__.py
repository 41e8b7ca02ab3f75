"""The headers of IDX and NORB files as declarative schemas that parse and build.

The prose beside this package, `idx.md` and `norb.md`, numbers the clauses that the
comments name. The schemas cut: they stop only where the next field cannot be found.
Judging what they cut is the work of idxcheck's rules.
"""

from idxspec import idx, norb
from idxspec.elements import (
    ELEMENTS,
    LONG_ELEMENTS,
    LONG_MAGIC,
    NONSTANDARD_MAGICS,
    Element,
)
from idxspec.header import ByteOrder, Format, Header, HeaderError

__all__ = [
    "ELEMENTS",
    "LONG_ELEMENTS",
    "LONG_MAGIC",
    "MAXIMUM_HEADER_SIZE",
    "NONSTANDARD_MAGICS",
    "ByteOrder",
    "Element",
    "Format",
    "Header",
    "HeaderError",
    "build",
    "element_named",
    "idx_header",
    "norb_header",
    "parse_idx",
    "parse_norb",
    "read_norb",
]

MAXIMUM_HEADER_SIZE = 4 + 4 * 255  # bytes; an IDX header of rank 255, NORB's are shorter

parse_idx = idx.parse
parse_norb = norb.parse
read_norb = norb.readings


def build(header: Header) -> bytes:
    """Return the bytes of `header`; raise HeaderError where a field does not fit."""
    return idx.build(header) if header.format == "idx" else norb.build(header)


def element_named(name: str) -> Element | None:
    """Return the element type numpy calls `name`, or None where neither format holds it."""
    return next((element for element in ELEMENTS if element.name == name), None)


def idx_header(element: Element, shape: tuple[int, ...]) -> Header:
    """Return the IDX header of a matrix of six-type `element` and `shape`."""
    magic = (element.idx_code or 0) << 8 | len(shape)
    return Header("idx", "big", magic, element, shape)


def norb_header(
    element: Element, shape: tuple[int, ...], byte_order: ByteOrder = "little"
) -> Header:
    """Return the NORB header of a matrix, with the padding NORB-4.2 asks for.

    Rank 0 gets no size slots, the form Lush itself writes (NORB-3.2).
    """
    padding = (1,) * (norb.SIZE_SLOTS - len(shape)) if shape else ()
    return Header("norb", byte_order, element.norb_magic or 0, element, shape, padding)
