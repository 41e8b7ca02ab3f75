"""The NORB header is cut and built byte by byte, in either byte order."""

import pytest

from idxspec import (
    LONG_ELEMENTS,
    ByteOrder,
    Element,
    Header,
    HeaderError,
    build,
    norb_header,
    parse_norb,
    read_norb,
)
from idxspec.norb import elements_of

UINT8 = Element("uint8", 1, "u", 0x08, 0x1E3D4C55)
INT8 = Element("int8", 1, "i", 0x09, 0x1E3D4C57)
INT16 = Element("int16", 2, "i", 0x0B, 0x1E3D4C56)
INT32 = Element("int32", 4, "i", 0x0C, 0x1E3D4C54)
FLOAT32 = Element("float32", 4, "f", 0x0D, 0x1E3D4C51)
FLOAT64 = Element("float64", 8, "f", 0x0E, 0x1E3D4C53)
INT64 = Element("int64", 8, "i", None, None)

MAGIC = "1E3D4C51 (float32), 53 (float64), 54 (int32), 55 (uint8), 56 (int16) or 57 (int8)"
RANK = "the number of sizes, 1..11"
SIZE = "one 4-byte size for each dimension, at least 1"
PADDING = "1 in each unused size slot up to the third"

LITTLE = [
    ("554C3D1E 04000000 EC5E0000 02000000 60000000 60000000", UINT8, (24300, 2, 96, 96), ()),
    ("544C3D1E 01000000 EC5E0000 01000000 01000000", INT32, (24300,), (1, 1)),
    ("544C3D1E 02000000 EC5E0000 04000000 01000000", INT32, (24300, 4), (1,)),
    ("514C3D1E 03000000 01000000 02000000 03000000", FLOAT32, (1, 2, 3), ()),
    ("534C3D1E 01000000 04030201 00000000 FFFFFFFF", FLOAT64, (0x01020304,), (0, -1)),
    ("564C3D1E 02000000 00000000 FFFFFFFF 00000080", INT16, (0, -1), (-2147483648,)),
    ("574C3D1E 01000000 FFFFFF7F 07000000 08000000", INT8, (2147483647,), (7, 8)),
    ("554C3D1E 0B000000" + "01000000" * 11, UINT8, (1,) * 11, ()),
]
BIG = [
    ("1E3D4C55 00000004 00005EEC 00000002 00000060 00000060", UINT8, (24300, 2, 96, 96), ()),
    ("1E3D4C54 00000001 00000005 00000000 FFFFFFFF", INT32, (5,), (0, -1)),
]
CASES: list[tuple[str, ByteOrder, Element, tuple[int, ...], tuple[int, ...]]] = [
    *((digits, "little", element, shape, padding) for digits, element, shape, padding in LITTLE),
    *((digits, "big", element, shape, padding) for digits, element, shape, padding in BIG),
]


@pytest.mark.parametrize(("digits", "order", "element", "shape", "padding"), CASES)
def test_headers(
    digits: str,
    order: ByteOrder,
    element: Element,
    shape: tuple[int, ...],
    padding: tuple[int, ...],
) -> None:
    """Each header is cut to these values, whatever follows, and built to these bytes."""
    data = bytes.fromhex(digits)
    header = Header("norb", order, element.norb_magic or 0, element, shape, padding)
    assert parse_norb(data, order) == header
    assert parse_norb(data + b"\x01\x02\x03", order, 5000) == header
    assert read_norb(data, order) == (header,)
    assert build(header) == data


def test_little_endian_is_the_default() -> None:
    """NORB-2.3: without a byte order the bytes are read little-endian."""
    data = bytes.fromhex("544C3D1E 01000000 05000000 01000000 01000000")
    assert parse_norb(data).byte_order == "little"
    assert [header.byte_order for header in read_norb(data)] == ["little"]


@pytest.mark.parametrize(
    ("digits", "field", "offset", "expected"),
    [
        ("", "magic", 0, MAGIC),
        ("554C3D", "magic", 3, MAGIC),
        ("554C3D1E", "rank", 4, RANK),
        ("554C3D1E 010000", "rank", 7, RANK),
        ("554C3D1E 04000000", "shape[0]", 8, SIZE),
        ("554C3D1E 04000000 01000000 01000000 01", "shape[2]", 17, SIZE),
        ("554C3D1E 02000000 01000000 010000", "shape[1]", 15, SIZE),
        ("554C3D1E 02000000 01000000 01000000", "padding", 16, PADDING),
        ("554C3D1E 01000000 01000000 01000000 01", "padding", 17, PADDING),
    ],
)
def test_data_that_ends_inside(digits: str, field: str, offset: int, expected: str) -> None:
    """NORB-4.3: the field that is cut is named, and the offset is where the data ends."""
    with pytest.raises(HeaderError) as caught:
        parse_norb(bytes.fromhex(digits))
    error = caught.value
    assert (error.field, error.offset, error.expected) == (field, offset, expected)
    assert error.actual is None
    assert error.__suppress_context__


@pytest.mark.parametrize(
    ("digits", "order", "field", "offset", "expected", "actual"),
    [
        ("504C3D1E 01000000", "little", "magic", 0, MAGIC, 507333712),
        ("524C3D1E 01000000", "little", "magic", 0, MAGIC, 507333714),
        ("594C3D1E 01000000", "little", "magic", 0, MAGIC, 507333721),
        ("1E3D4C55 00000001", "little", "magic", 0, MAGIC, 0x554C3D1E),
        ("554C3D1E 01000000", "big", "magic", 0, MAGIC, 0x554C3D1E),
        ("FFFFFFFF 01000000", "little", "magic", 0, MAGIC, 4294967295),
        ("554C3D1E 0C000000", "little", "rank", 4, RANK, 12),
        ("554C3D1E FFFFFFFF", "little", "rank", 4, RANK, -1),
        ("1E3D4C55 7FFFFFFF", "big", "rank", 4, RANK, 2147483647),
    ],
)
def test_what_is_no_header(  # noqa: PLR0913, PLR0917 - one column each
    digits: str, order: ByteOrder, field: str, offset: int, expected: str, actual: int
) -> None:
    """NORB-2.2 and NORB-3.1: a magic or a rank that is none is refused where it stands."""
    with pytest.raises(HeaderError) as caught:
        parse_norb(bytes.fromhex(digits) + bytes(60), order)
    error = caught.value
    assert (error.field, error.offset, error.expected) == (field, offset, expected)
    assert error.actual == actual
    assert error.__suppress_context__


MISFITS: list[tuple[Header, str, int, str, int]] = [
    (norb_header(UINT8, (2147483648,)), "shape[0]", 8, SIZE, 2147483648),
    (norb_header(UINT8, (1, -2147483649, 2**40)), "shape[1]", 12, SIZE, -2147483649),
    (norb_header(UINT8, (1,) * 12), "rank", 4, RANK, 12),
    (norb_header(INT64, (1,)), "magic", 0, MAGIC, 0),
    (Header("norb", "little", -1, UINT8, (1,), (1, 1)), "magic", 0, MAGIC, -1),
    (
        Header("norb", "big", 0x1E3D4C55, UINT8, (1,), (1, 2147483648)),
        *("padding[1]", 16, PADDING, 2147483648),
    ),
    (
        Header("norb", "big", 0x1E3D4C55, UINT8, (1, 1), (-2147483649,)),
        *("padding[0]", 16, PADDING, -2147483649),
    ),
    (
        Header("norb", "little", 0x1E3D4C55, UINT8, (1,), (1,)),
        *("padding", 12, "2 unused size slots", 1),
    ),
    (
        Header("norb", "little", 0x1E3D4C55, UINT8, (1, 1, 1, 1), (1,)),
        *("padding", 24, "0 unused size slots", 1),
    ),
    (
        Header("norb", "little", 0x1E3D4C55, UINT8, (), (1, 1)),
        *("padding", 8, "3 unused size slots", 2),
    ),
    (
        Header("norb", "little", 0x1E3D4C54, UINT8, (1,), (1, 1)),
        *("magic", 0, "the magic of uint8", 0x1E3D4C54),
    ),
    (
        Header("norb", "little", 0x1E3D4C58, UINT8, (1,), (1, 1)),
        *("magic", 0, "the magic of uint8", 0x1E3D4C58),
    ),
]


@pytest.mark.parametrize(("header", "field", "offset", "expected", "actual"), MISFITS)
def test_values_that_do_not_fit(
    header: Header, field: str, offset: int, expected: str, actual: int
) -> None:
    """A value that its field cannot hold is refused by name, offset and value."""
    with pytest.raises(HeaderError) as caught:
        build(header)
    error = caught.value
    assert (error.field, error.offset, error.expected) == (field, offset, expected)
    assert error.actual == actual


def test_the_elements_of_a_magic() -> None:
    """Each documented magic has one element type, long has two, another has none."""
    assert elements_of(0x1E3D4C55) == (UINT8,)
    assert elements_of(0x1E3D4C53) == (FLOAT64,)
    assert elements_of(0x1E3D4C58) == LONG_ELEMENTS
    assert elements_of(0x1E3D4C52) == ()
