"""The arithmetic of sizes, in numbers and in words."""

import pytest

from idxcheck.sizes import (
    all_but_one,
    byte_swapped,
    counted,
    describe_found,
    describe_promise,
    describe_shape,
    largest_size,
)
from idxspec import Element, Header

UINT8 = Element("uint8", 1, "u", 0x08, 0x1E3D4C55)
FLOAT64 = Element("float64", 8, "f", 0x0E, 0x1E3D4C53)


def idx(element: Element, *shape: int) -> Header:
    """Return an IDX header."""
    return Header("idx", "big", (element.idx_code or 0) << 8 | len(shape), element, shape)


def test_counted() -> None:
    """One is one, all else is plural; a number too long to read becomes a power of two."""
    assert counted(0, "byte") == "0 bytes"
    assert counted(1, "byte") == "1 byte"
    assert counted(2, "whole item") == "2 whole items"
    assert counted(999999999999999999999, "byte") == "999999999999999999999 bytes"
    assert counted(1000000000000000000000, "byte") == "at least 2^69 bytes"
    assert counted(2**402, "byte") == "at least 2^402 bytes"
    assert counted(2**403 - 1, "byte") == "at least 2^402 bytes"


def test_a_shape_in_words() -> None:
    """Up to eight sizes are written out; a scalar has none."""
    assert describe_shape(()) == "1 (rank 0)"
    assert describe_shape((5,)) == "5"
    assert describe_shape((60000, 28, 28)) == "60000 x 28 x 28"
    assert describe_shape((1, 2, 3, 4, 5, 6, 7, 8)) == "1 x 2 x 3 x 4 x 5 x 6 x 7 x 8"
    assert describe_shape((1, 2, 3, 4, 5, 6, 7, 8, 9)) == "1 x 2 x 3 x ... (rank 9)"


def test_the_promise_of_a_header() -> None:
    """Sizes, element type and the product of them."""
    assert describe_promise(idx(UINT8, 10000, 28, 28)) == (
        "10000 x 28 x 28 uint8 = 7840000 bytes of payload"
    )
    assert describe_promise(idx(FLOAT64, 2)) == "2 float64 = 16 bytes of payload"
    assert describe_promise(idx(UINT8)) == "1 (rank 0) uint8 = 1 byte of payload"


@pytest.mark.parametrize(
    ("header", "length", "text"),
    [
        (idx(UINT8, 10000, 28, 28), 7839232, "7839216 bytes = 9999 whole items"),
        (idx(UINT8, 10000, 28, 28), 7840015, "7839999 bytes = 9999 whole items and 783 bytes"),
        (idx(UINT8, 10000, 28, 28), 17, "1 byte = 0 whole items and 1 byte"),
        (idx(UINT8, 5), 11, "3 bytes = 3 elements"),
        (idx(UINT8, 5), 9, "1 byte = 1 element"),
        (idx(FLOAT64, 5), 29, "21 bytes = 2 elements and 5 bytes"),
        (idx(FLOAT64, 5, 0), 28, "16 bytes = 2 elements"),
        (idx(FLOAT64), 12, "8 bytes = 1 element"),
        (idx(UINT8, 5), 3, "0 bytes = 0 elements"),
    ],
)
def test_what_a_content_holds(header: Header, length: int, text: str) -> None:
    """Items of the first axis where there are others, elements where there are not."""
    assert describe_found(header, length) == text


def test_the_largest_size() -> None:
    """IDX sizes are unsigned, NORB sizes signed."""
    assert largest_size("idx") == 4294967295
    assert largest_size("norb") == 2147483647


def test_a_byte_swapped_size() -> None:
    """The four bytes in the other order, unsigned, also of a negative size."""
    assert byte_swapped(0x1C000000) == 0x1C
    assert byte_swapped(0x0000EA60) == 0x60EA0000
    assert byte_swapped(4294967294) == 0xFEFFFFFF
    assert byte_swapped(-2) == 0xFEFFFFFF
    assert byte_swapped(0) == 0


def test_the_payload_but_for_one_size() -> None:
    """For each axis the product of the other sizes and the element size."""
    assert all_but_one(idx(UINT8, 10, 3, 5)) == [15, 50, 30]
    assert all_but_one(idx(FLOAT64, 7)) == [8]
    assert all_but_one(idx(FLOAT64, 7, 2)) == [16, 56]
    assert all_but_one(idx(FLOAT64)) == []
    assert all_but_one(idx(UINT8, 0, 3, 5)) == [15, 0, 0]
    assert all_but_one(Header("norb", "little", 0x1E3D4C55, UINT8, (-1, 3), (1,))) == [3, 0]
