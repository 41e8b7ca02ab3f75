"""The IDX header is cut and built byte by byte, big-endian."""

from dataclasses import replace

import pytest

from idxspec import Element, Header, HeaderError, build, idx_header, parse_idx

UINT8 = Element("uint8", 1, "u", 0x08, 0x1E3D4C55)
INT8 = Element("int8", 1, "i", 0x09, 0x1E3D4C57)
INT16 = Element("int16", 2, "i", 0x0B, 0x1E3D4C56)
INT32 = Element("int32", 4, "i", 0x0C, 0x1E3D4C54)
FLOAT32 = Element("float32", 4, "f", 0x0D, 0x1E3D4C51)
FLOAT64 = Element("float64", 8, "f", 0x0E, 0x1E3D4C53)
INT64 = Element("int64", 8, "i", None, None)

TYPE = "08 (uint8), 09 (int8), 0B (int16), 0C (int32), 0D (float32) or 0E (float64)"
SIZE = "one 4-byte big-endian size for each dimension"
RANK = "the number of sizes, 1..255"
PREFIX = "two zero bytes"

HEADERS = [
    ("00000803 0000EA60 0000001C 0000001C", 2051, UINT8, (60000, 28, 28)),
    ("00000801 0000EA60", 2049, UINT8, (60000,)),
    ("00000901 00000001", 0x0901, INT8, (1,)),
    ("00000B02 01020304 00000000", 0x0B02, INT16, (0x01020304, 0)),
    ("00000C02 0000EA60 00000008", 0x0C02, INT32, (60000, 8)),
    ("00000D01 FFFFFFFF", 0x0D01, FLOAT32, (4294967295,)),
    ("00000E04 00000001 00000002 00000003 00000004", 0x0E04, FLOAT64, (1, 2, 3, 4)),
    ("00000800", 2048, UINT8, ()),
    ("FFFE0801 00000002", 0xFFFE0801, UINT8, (2,)),
]


@pytest.mark.parametrize(("digits", "magic", "element", "shape"), HEADERS)
def test_headers(digits: str, magic: int, element: Element, shape: tuple[int, ...]) -> None:
    """Each header is cut to these values, whatever follows, and built to these bytes."""
    data = bytes.fromhex(digits)
    header = Header("idx", "big", magic, element, shape, ())
    assert parse_idx(data) == header
    assert parse_idx(data + b"\x01\x02\x03") == header
    assert build(header) == data


def test_the_highest_rank() -> None:
    """255 sizes of 1 and a last of 2 are cut from 1024 bytes."""
    header = parse_idx(b"\x00\x00\x08\xff" + b"\x00\x00\x00\x01" * 254 + b"\x00\x00\x00\x02")
    assert header.shape == (1,) * 254 + (2,)
    assert header.header_size == 1024


@pytest.mark.parametrize(
    ("digits", "field", "offset", "expected"),
    [
        ("", "prefix", 0, PREFIX),
        ("00", "prefix", 1, PREFIX),
        ("0000", "type", 2, TYPE),
        ("000008", "rank", 3, RANK),
        ("00000802", "shape[0]", 4, SIZE),
        ("00000802 000000", "shape[0]", 7, SIZE),
        ("00000802 00000001", "shape[1]", 8, SIZE),
        ("00000802 00000001 000000", "shape[1]", 11, SIZE),
        ("000008FF 00000001 00000001 0000", "shape[2]", 14, SIZE),
    ],
)
def test_data_that_ends_inside(digits: str, field: str, offset: int, expected: str) -> None:
    """IDX-3.1: the field that is cut is named, and the offset is where the data ends."""
    with pytest.raises(HeaderError) as caught:
        parse_idx(bytes.fromhex(digits))
    error = caught.value
    assert (error.field, error.offset, error.expected) == (field, offset, expected)
    assert error.actual is None
    assert error.__suppress_context__


@pytest.mark.parametrize("code", [0, 7, 10, 15, 255])
def test_an_undefined_element_type(code: int) -> None:
    """IDX-2.2: every code outside the table is an error at byte 2."""
    with pytest.raises(HeaderError) as caught:
        parse_idx(bytes([0, 0, code, 1, 0, 0, 0, 1]))
    error = caught.value
    assert (error.field, error.offset, error.expected, error.actual) == ("type", 2, TYPE, code)
    assert error.__suppress_context__


def test_the_message() -> None:
    """The whole message of an undefined element type."""
    message = f"type at 0x2: expected {TYPE}, found 10 (0xa)"
    with pytest.raises(HeaderError) as caught:
        parse_idx(b"\x00\x00\x0a\x01")
    assert str(caught.value) == message


MISFITS: list[tuple[Header, str, int, str, int]] = [
    (idx_header(UINT8, (4294967296,)), "shape[0]", 4, SIZE, 4294967296),
    (idx_header(UINT8, (1, -1, -2)), "shape[1]", 8, SIZE, -1),
    (idx_header(UINT8, (1, 2, 2**80)), "shape[2]", 12, SIZE, 2**80),
    (Header("idx", "big", 0x08FF, UINT8, (1,) * 256), "rank", 3, RANK, 256),
    (idx_header(INT64, (1,)), "type", 2, TYPE, 0),
    (Header("idx", "big", 0x1_0000_0801, UINT8, (1,)), "prefix", 0, PREFIX, 65536),
    (Header("idx", "big", -1, UINT8, (1,)), "prefix", 0, PREFIX, -1),
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
    assert error.__suppress_context__


VECTOR = Header("idx", "big", 0x0801, UINT8, (3,))


@pytest.mark.parametrize(
    ("header", "actual"),
    [
        (replace(VECTOR, magic=0x0802), 0x0802),
        (replace(VECTOR, magic=0x0901), 0x0901),
        (replace(VECTOR, byte_order="little"), 0x0801),
        (replace(VECTOR, padding=(1, 1)), 0x0801),
    ],
)
def test_a_header_that_contradicts_itself(header: Header, actual: int) -> None:
    """A magic of another header, a byte order or padding IDX does not have are refused."""
    with pytest.raises(HeaderError) as caught:
        build(header)
    error = caught.value
    assert (error.field, error.offset, error.actual) == ("magic", 0, actual)
    assert error.expected == "0x00000801, big-endian, without padding"
