"""What a NORB header leaves open, its rank 0 and its magic of C's long, the length decides."""

import pytest

from idxspec import ByteOrder, Element, Header, HeaderError, build, parse_norb, read_norb

INT32 = Element("int32", 4, "i", 0x0C, 0x1E3D4C54)
INT64 = Element("int64", 8, "i", None, None)

SCALAR = bytes.fromhex("544C3D1E 00000000")
LONG = bytes.fromhex("584C3D1E 02000000 03000000 01000000 01000000")
LONG_SCALAR = bytes.fromhex("584C3D1E 00000000")
SLOTS = bytes.fromhex("07000000 FFFFFFFF 01000000")

SHORT = Header("norb", "little", 0x1E3D4C54, INT32, (), ())
PADDED = Header("norb", "little", 0x1E3D4C54, INT32, (), (7, -1, 1))


@pytest.mark.parametrize(
    ("data", "length", "expected"),
    [
        (SCALAR, 12, SHORT),
        (SCALAR + b"\x05\x00\x00\x00", None, SHORT),
        (SCALAR + SLOTS, 12, SHORT),
        (SCALAR + SLOTS, 24, PADDED),
        (SCALAR + SLOTS + b"\x05\x00\x00\x00", None, PADDED),
    ],
)
def test_a_scalar(data: bytes, length: int | None, expected: Header) -> None:
    """NORB-3.2: 12 bytes have the header of 8, 24 bytes the header of 20."""
    assert parse_norb(data, "little", length) == expected
    assert build(expected) == data[: expected.header_size]


@pytest.mark.parametrize(
    ("data", "length"), [(SCALAR, 8), (SCALAR, 13), (SCALAR, 24), (SCALAR + SLOTS, 20)]
)
def test_a_scalar_of_another_length(data: bytes, length: int) -> None:
    """NORB-3.2: a rank of 0 is refused where the length fits neither header."""
    with pytest.raises(HeaderError) as caught:
        parse_norb(data, "little", length)
    error = caught.value
    assert (error.field, error.offset, error.actual) == ("rank", 4, 0)
    assert error.expected == "the number of sizes, 1..11"


@pytest.mark.parametrize(("length", "element"), [(20 + 3 * 8, INT64), (20 + 3 * 4, INT32)])
def test_long(length: int, element: Element) -> None:
    """NORB-2.5: the length of the file says whether C's long had 8 bytes or 4."""
    header = parse_norb(LONG, "little", length)
    assert header == Header("norb", "little", 0x1E3D4C58, element, (3, 1), (1,))
    assert build(header) == LONG


@pytest.mark.parametrize(("length", "actual"), [(20, 0x1E3D4C58), (33, 0x1E3D4C58)])
def test_long_of_another_length(length: int, actual: int) -> None:
    """NORB-2.5: the magic is refused where the length fits neither width."""
    with pytest.raises(HeaderError) as caught:
        parse_norb(LONG, "little", length)
    error = caught.value
    assert (error.field, error.offset, error.actual) == ("magic", 0, actual)
    assert error.expected.startswith("1E3D4C51 (float32), 53 (float64), ")


@pytest.mark.parametrize(
    ("length", "element", "padding"),
    [(16, INT64, ()), (12, INT32, ()), (28, INT64, (7, -1, 1)), (24, INT32, (7, -1, 1))],
)
def test_a_long_scalar(length: int, element: Element, padding: tuple[int, ...]) -> None:
    """Both questions at once: four lengths, four headers."""
    header = parse_norb(LONG_SCALAR + SLOTS, "little", length)
    assert header == Header("norb", "little", 0x1E3D4C58, element, (), padding)


def test_a_big_endian_scalar_of_another_length() -> None:
    """A swapped header is refused with the same words."""
    with pytest.raises(HeaderError) as caught:
        parse_norb(bytes.fromhex("1E3D4C54 00000000 00"), "big")
    assert str(caught.value) == "rank at 0x4: expected the number of sizes, 1..11, found 0 (0x0)"


@pytest.mark.parametrize(
    ("digits", "order", "shape", "paddings"),
    [
        ("544C3D1E 00000000 05000000 01000000 010000", "little", (), [()]),
        ("544C3D1E 00000000 05000000 01000000 01000000", "little", (), [(), (5, 1, 1)]),
        ("1E3D4C54 00000000 00000005 00000001 00000001", "big", (), [(), (5, 1, 1)]),
        ("1E3D4C58 00000001 00000005 00000001 00000001", "big", (5,), [(1, 1), (1, 1)]),
    ],
)
def test_all_readings(
    digits: str, order: ByteOrder, shape: tuple[int, ...], paddings: list[tuple[int, ...]]
) -> None:
    """Every way the bytes allow is returned, without a word on the length."""
    headers = read_norb(bytes.fromhex(digits), order)
    assert [header.padding for header in headers] == paddings
    assert {header.shape for header in headers} == {shape}
    assert {header.byte_order for header in headers} == {order}
