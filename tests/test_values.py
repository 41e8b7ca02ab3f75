"""ValueScan: what it counts, in pieces as in one."""

import struct

import pytest

import idxspec
from idxcheck.values import ENOUGH, ValueScan
from idxspec import ByteOrder, Header


def header_of(name: str, byte_order: ByteOrder = "big") -> Header:
    """Return a header of rank 1 and this element type."""
    element = idxspec.element_named(name)
    assert element is not None
    if byte_order == "big":
        return idxspec.idx_header(element, (1,))
    return idxspec.norb_header(element, (1,))


def scan(name: str, *pieces: bytes, byte_order: ByteOrder = "big") -> ValueScan:
    """Return the scan of a payload that comes in pieces."""
    values = ValueScan(header_of(name, byte_order))
    for piece in pieces:
        values.feed(memoryview(piece))
    return values


def byte_order_counts(values: ValueScan) -> tuple[int, int, int, int]:
    """Return telling, plausible, plausible with bytes swapped, absurd."""
    return values.telling, values.plausible, values.plausible_swapped, values.absurd


def test_nothing() -> None:
    """A payload without bytes leaves all counts at zero."""
    values = scan("float32", b"")
    assert (values.elements, values.zero_tail, values.nan, values.infinite) == (0, 0, 0, 0)
    assert values.first_not_finite is None
    assert byte_order_counts(values) == (0, 0, 0, 0)


def test_zero_tail() -> None:
    """The run of zero bytes at the end is counted across pieces, and ended by any other byte."""
    assert scan("uint8", b"\0\1\0\0").zero_tail == 2
    assert scan("uint8", b"\1\0", bytes(1000), b"\0\0").zero_tail == 1003
    assert scan("uint8", b"\0\0", b"\0\1").zero_tail == 0
    assert scan("uint8", bytes(5), bytes(5)).zero_tail == 10
    assert scan("uint8", b"\0\0", b"\1\0").zero_tail == 1


def test_elements() -> None:
    """Whole elements are counted, and a cut one at the end is left out."""
    assert scan("uint8", b"\1\2\3", b"\0").elements == 4
    assert scan("int16", b"\1\2\3\4", b"\0\0\0").elements == 3
    assert scan("float64", bytes(16), b"\1" * 15).elements == 3


def test_bytes_tell_nothing() -> None:
    """Elements of one byte have no byte order."""
    assert byte_order_counts(scan("uint8", b"\1\2\3")) == (0, 0, 0, 0)
    assert byte_order_counts(scan("int8", b"\1\2\3")) == (0, 0, 0, 0)


@pytest.mark.parametrize("byte_order", ["big", "little"])
def test_int16(byte_order: ByteOrder) -> None:
    """Small values have a high byte that is all sign, absurd ones a low byte of zero."""
    values = [0, 5, -5, 300, 0x0500, -251, 0x1234]  # -251 is FF05, and 05FF swapped
    order = ">" if byte_order == "big" else "<"
    found = scan("int16", struct.pack(f"{order}7h", *values), byte_order=byte_order)
    # plausible 5, -5, -251; swapped 0500; absurd 0500
    assert byte_order_counts(found) == (6, 3, 1, 1)


@pytest.mark.parametrize("byte_order", ["big", "little"])
def test_int32(byte_order: ByteOrder) -> None:
    """Small values have a highest byte that is all sign, absurd ones a lower half of zeros."""
    values = [0, 5, -5, 70_000, 0x05000000, 0x05060000, 0x05060700, 0x050607FF, 0x12345678]
    order = ">" if byte_order == "big" else "<"
    found = scan("int32", struct.pack(f"{order}9i", *values), byte_order=byte_order)
    # plausible 5, -5, 70000; swapped 0500.., 050600.., ...00, ...FF; absurd the first two of them
    assert byte_order_counts(found) == (8, 3, 4, 2)


def test_int64() -> None:
    """The eight bytes of a C long are judged by the same measure."""
    element = idxspec.LONG_ELEMENTS[0]
    header = Header("norb", "little", idxspec.LONG_MAGIC, element, (4,), (1, 1))
    values = ValueScan(header)
    values.feed(memoryview(struct.pack("<4q", 5, -1, 5 << 56, 0x0102030405060708)))
    assert byte_order_counts(values) == (4, 2, 2, 1)  # -1 is small either way


@pytest.mark.parametrize(("name", "letter"), [("float32", "f"), ("float64", "d")])
@pytest.mark.parametrize("byte_order", ["big", "little"])
def test_floats(name: str, letter: str, byte_order: ByteOrder) -> None:
    """Everyday magnitudes are 1e-6 to 1e9, credible ones 1e-20 to 1e20."""
    values = [0.0, 1.5, -2.0, 2e-6, 0.5e9, 0.5e-6, 2e9, 2e-20, 0.5e20, 0.5e-20, 2e20]
    order = ">" if byte_order == "big" else "<"
    data = struct.pack(f"{order}11{letter}", *values)
    values_seen = scan(name, data, byte_order=byte_order)
    assert (values_seen.telling, values_seen.plausible, values_seen.absurd) == (10, 4, 2)
    swapped = scan(
        name, struct.pack(f"{'<>'[order == '<']}2{letter}", 1.5, -2.0), byte_order=byte_order
    )
    assert byte_order_counts(swapped) == (2, 0, 2, 2)


def test_the_bounds_of_everyday_floats() -> None:
    """The bounds themselves are inside."""
    data = struct.pack(">4d", 1e-6, 1e9, 1e-20, 1e20)
    values = scan("float64", data)
    assert (values.plausible, values.absurd) == (2, 0)


def test_not_finite() -> None:
    """NaN of any bits and both infinities are counted, and the first one found again."""
    words = [0x3F800000, 0xFF800000, 0x7F800001, 0x7FC00000, 0x7F800000, 0xFFFFFFFF, 0x7F7FFFFF]
    values = scan("float32", struct.pack(">7I", *words))
    assert (values.nan, values.infinite, values.first_not_finite) == (3, 2, 1)


def test_not_finite_in_pieces() -> None:
    """Counts add up over pieces; the first is counted from the beginning of the payload."""
    one, nan, infinity = (struct.pack(">d", each) for each in (1.0, float("nan"), float("inf")))
    values = scan("float64", one * 3, bytes(16), one + infinity, nan + nan)
    assert (values.nan, values.infinite, values.first_not_finite) == (2, 1, 6)


def test_enough_elements() -> None:
    """The byte order is judged by the first elements that tell; the rest still counts."""
    piece = struct.pack(">2i", 5, 0) * (ENOUGH // 4)
    values = scan("int32", *[piece] * 5)
    assert byte_order_counts(values) == (ENOUGH, ENOUGH, 0, 0)
    assert values.elements == 2621440
    assert values.zero_tail == 4


def test_enough_floats() -> None:
    """What is not finite is counted to the end."""
    piece = struct.pack(">2f", 1.5, 0.0) * (ENOUGH // 4)
    values = scan("float32", *[piece] * 4, struct.pack(">2f", 1.5, float("nan")))
    assert (values.telling, values.plausible, values.absurd) == (ENOUGH, ENOUGH, 0)
    assert (values.nan, values.first_not_finite) == (1, 2097153)
