"""RangeScan: the values outside a range."""

import math
import struct

import idxspec
from idxcheck.extremes import FirstOutside, RangeScan

UBYTE = idxspec.parse_idx(bytes.fromhex("00000801 00000006"))
DOUBLE = idxspec.parse_idx(bytes.fromhex("00000E01 00000004"))
LITTLE = idxspec.parse_norb(struct.pack("<I4i", 0x1E3D4C54, 1, 3, 1, 1))


def test_bytes_in_several_pieces() -> None:
    """Index and count go on from piece to piece; the ends of the range are inside."""
    scan = RangeScan(UBYTE, 2, 9)
    for piece in (b"\2\x09", b"\5\x0a", b"\1\xff"):
        scan.feed(memoryview(piece))
    assert scan.first == FirstOutside(3, 10)
    assert (scan.outside, scan.lowest, scan.highest) == (3, 1, 255)


def test_all_inside() -> None:
    """Nothing is outside."""
    scan = RangeScan(UBYTE, 0, 255)
    scan.feed(memoryview(bytes([0, 7, 255])))
    assert (scan.first, scan.outside, scan.lowest, scan.highest) == (None, 0, 0, 255)


def test_floats() -> None:
    """NaN and infinities are outside; NaN is no extreme."""
    scan = RangeScan(DOUBLE, -1.5, 1.5)
    scan.feed(memoryview(struct.pack(">4d", -1.5, math.nan, math.inf, 0)))
    assert scan.first is not None
    assert scan.first.index == 1
    assert math.isnan(scan.first.value)
    assert (scan.outside, scan.lowest, scan.highest) == (2, -1.5, math.inf)


def test_nothing_but_nan() -> None:
    """Then there are no extremes."""
    scan = RangeScan(DOUBLE, 0, 1)
    scan.feed(memoryview(struct.pack(">2d", math.nan, math.nan)))
    assert (scan.outside, scan.lowest, scan.highest) == (2, None, None)


def test_byte_order_and_a_cut_end() -> None:
    """NORB's integers are little-endian and signed; a part of an element is left out."""
    scan = RangeScan(LITTLE, -2, 256)
    scan.feed(memoryview(struct.pack("<2i", -2, 256) + b"\xff\xff"))
    assert (scan.outside, scan.lowest, scan.highest) == (0, -2, 256)
    scan.feed(memoryview(struct.pack("<i", -3)))
    assert scan.first == FirstOutside(2, -3)


def test_bounds_in_the_precision_of_the_file() -> None:
    """A float32 of 0.1 is not above 0.1; a bound beyond float32 leaves infinity outside."""
    single = idxspec.parse_idx(bytes.fromhex("00000D01 00000003"))
    scan = RangeScan(single, -1e300, 0.1)
    scan.feed(memoryview(struct.pack(">3f", 0.1, -3.4e38, 0.11)))
    assert (scan.outside, scan.first) == (
        1,
        FirstOutside(2, struct.unpack(">f", struct.pack(">f", 0.11))[0]),
    )
    scan = RangeScan(single, 0, 1e300)
    scan.feed(memoryview(struct.pack(">2f", 3.4e38, math.inf)))
    assert scan.outside == 1
    scan = RangeScan(single, -math.inf, math.inf)
    scan.feed(memoryview(struct.pack(">2f", -math.inf, math.inf)))
    assert scan.outside == 0


def test_broken_bounds_of_integers() -> None:
    """A bound between two integers is no reason to round."""
    scan = RangeScan(LITTLE, 0.5, 2147483646.5)
    scan.feed(memoryview(struct.pack("<3i", 0, 1, 2147483647)))
    assert (scan.outside, scan.first) == (2, FirstOutside(0, 0))
