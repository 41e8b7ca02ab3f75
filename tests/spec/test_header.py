"""A header knows its sizes exactly; its error knows the byte at fault."""

import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from idxspec import Element, Header, HeaderError

UINT8 = Element("uint8", 1, "u", 0x08, 0x1E3D4C55)
FLOAT64 = Element("float64", 8, "f", 0x0E, 0x1E3D4C53)
IMAGES = Header("idx", "big", 2051, UINT8, (60000, 28, 28))
VECTOR = Header("norb", "little", 0x1E3D4C53, FLOAT64, (5,), (1, 1))


def test_the_numbers_of_an_idx_header() -> None:
    """MNIST's training images: 16 bytes of header, 784 a picture, 47,040,016 in all."""
    assert IMAGES.rank == 3
    assert IMAGES.shape_offset == 4
    assert IMAGES.header_size == 16
    assert IMAGES.element_count == 47040000
    assert IMAGES.payload_size == 47040000
    assert IMAGES.item_size == 784
    assert IMAGES.file_size == 47040016


def test_the_numbers_of_a_norb_header() -> None:
    """Five float64: 20 bytes of header with two unused slots, 8 an element, 60 in all."""
    assert VECTOR.rank == 1
    assert VECTOR.shape_offset == 8
    assert VECTOR.header_size == 20
    assert VECTOR.element_count == 5
    assert VECTOR.payload_size == 40
    assert VECTOR.item_size == 8
    assert VECTOR.file_size == 60


def test_the_numbers_of_a_scalar() -> None:
    """A scalar has one element and no size; the whole payload is its one item."""
    scalar = Header("idx", "big", 0x0E00, FLOAT64, ())
    assert scalar.rank == 0
    assert scalar.header_size == 4
    assert scalar.element_count == 1
    assert scalar.payload_size == 8
    assert scalar.item_size == 8
    assert scalar.file_size == 12


@pytest.mark.parametrize(
    ("shape", "count", "item"),
    [
        ((0,), 0, 8),
        ((0, 3), 0, 24),
        ((3, 0), 0, 0),
        ((-1, -1), 0, 0),
        ((-2, 3), 0, 24),
        ((1,), 1, 8),
        ((3, 1), 3, 8),
        ((2**31, 2**31, 4), 2**64, 2**36),
    ],
)
def test_odd_sizes(shape: tuple[int, ...], count: int, item: int) -> None:
    """Sizes below 1 give no elements, even two negative ones; large products are exact."""
    header = replace(VECTOR, shape=shape)
    assert header.element_count == count
    assert header.payload_size == 8 * count
    assert header.item_size == item


def test_a_header_is_frozen_and_hashable() -> None:
    """A header cannot be changed, equals its equal, and can be a key."""
    with pytest.raises(FrozenInstanceError):
        IMAGES.shape = (1,)  # type: ignore[misc] # the fault under test
    same = Header("idx", "big", 2051, UINT8, (60000, 28, 28), ())
    assert {IMAGES: "digits"}[same] == "digits"
    assert same != replace(same, magic=2050)
    assert not hasattr(IMAGES, "__dict__")


def test_an_error_names_the_byte() -> None:
    """The error carries field, offset, expected and actual, and says them in one line."""
    error = HeaderError("type", 2, "08 or 09", 10)
    assert isinstance(error, ValueError)
    assert (error.field, error.offset, error.expected, error.actual) == ("type", 2, "08 or 09", 10)
    assert not error.truncated
    assert str(error) == "type at 0x2: expected 08 or 09, found 10 (0xa)"


def test_an_error_at_zero_and_below() -> None:
    """Zero is a value, not the end of the data; a negative value has no hexadecimal form."""
    zero = HeaderError("rank", 3, "1..255", 0)
    assert str(zero) == "rank at 0x3: expected 1..255, found 0 (0x0)"
    assert not zero.truncated
    negative = HeaderError("shape[2]", 16, "at least 1", -5)
    assert str(negative) == "shape[2] at 0x10: expected at least 1, found -5"


def test_an_error_at_the_end_of_the_data() -> None:
    """An error without an actual value is a truncation."""
    error = HeaderError("shape[1]", 10, "a size", None)
    assert error.truncated
    assert str(error) == "shape[1] at 0xa: expected a size, found the end of the data"


@pytest.mark.parametrize("actual", [7, None])
def test_an_error_crosses_processes(actual: int | None) -> None:
    """A pickled error comes back whole."""
    error = pickle.loads(pickle.dumps(HeaderError("rank", 3, "1..255", actual)))  # noqa: S301 - our own bytes
    assert type(error) is HeaderError
    assert (error.field, error.offset, error.expected, error.actual) == (
        "rank",
        3,
        "1..255",
        actual,
    )


def test_a_header_crosses_processes() -> None:
    """A pickled header comes back equal."""
    assert pickle.loads(pickle.dumps(VECTOR)) == VECTOR  # noqa: S301 - our own bytes
