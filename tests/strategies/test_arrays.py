"""Arrays: their types, shapes and values, and what they shrink towards."""

from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from numpy.typing import NDArray

from idxcheck.strategies import arrays as strategies
from idxcheck.strategies import idx_arrays, norb_arrays, shapes

NAMES = ["uint8", "int8", "int16", "int32", "float32", "float64"]

Array = NDArray[Any]

# Without the phase that explains, whose variations would take the place of what is smallest.
SMALLEST = settings(database=None, max_examples=2000, phases=[Phase.generate, Phase.shrink])
smallest = partial(find, settings=SMALLEST)
reached = partial(find, settings=settings(SMALLEST, phases=[Phase.generate]))


@given(idx_arrays() | norb_arrays())
def test_form(array: Array) -> None:
    """Every array is native-endian, writable, in C order, of one of the six types."""
    assert array.dtype.isnative
    assert array.dtype.name in NAMES
    assert array.flags.c_contiguous
    assert array.flags.writeable
    assert 1 <= array.ndim <= 4
    assert 1 <= array.size <= 128


@pytest.mark.parametrize("name", NAMES)
def test_every_type(name: str) -> None:
    """All six types come up in both formats."""
    for arrays in (idx_arrays(), norb_arrays()):
        assert reached(arrays, lambda array: array.dtype.name == name).dtype.name == name


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_every_rank(rank: int) -> None:
    """Ranks 1 to 3 come up in both formats."""
    for arrays in (idx_arrays(), norb_arrays()):
        assert reached(arrays, lambda array: array.ndim == rank).ndim == rank


def test_rank_4() -> None:
    """Rank 4, that of smallNORB's pictures, comes up for NORB."""
    assert reached(norb_arrays(), lambda array: array.ndim == 4).ndim == 4


def test_the_simplest_arrays() -> None:
    """Arrays shrink to one uint8 zero, and from there to the least that is asked for."""
    for arrays in (idx_arrays(), norb_arrays()):
        found = smallest(arrays, lambda _: True)
        assert (found.dtype, found.tolist()) == (np.dtype(np.uint8), [0])
        assert smallest(arrays, lambda array: array.size == 2).tolist() == [0, 0]
        assert smallest(arrays, lambda array: bool(array.any())).tolist() == [1]


@pytest.mark.parametrize("dtype", ["uint8", "int8", "int16", "int32"])
def test_the_whole_range_of_integers(dtype: str) -> None:
    """Values near both limits of a type come up; negative ones shrink to -1."""
    limits = np.iinfo(dtype)
    arrays = idx_arrays(dtype=dtype)
    assert reached(arrays, lambda array: array.max() > limits.max // 2).dtype.name == dtype
    if limits.min:
        assert reached(arrays, lambda array: array.min() < limits.min // 2).dtype.name == dtype
        assert smallest(arrays, lambda array: array.min() < 0).tolist() == [-1]


@pytest.mark.parametrize(("dtype", "bits"), [("float32", 23), ("float64", 52)])
def test_floats(dtype: str, bits: int) -> None:
    """Infinities and NaN come up, NaN quiet and signalling, of either sign."""
    width = np.dtype(dtype).itemsize
    arrays = norb_arrays(dtype=dtype, shape=1)
    infinity = smallest(arrays, lambda array: bool(np.isinf(array[0])))
    assert infinity.tolist() == [np.inf]
    exponent = (1 << (8 * width - 1)) - (1 << bits)
    least = smallest(arrays, lambda array: bool(np.isnan(array[0])))
    assert least.view(f"u{width}").tolist() == [exponent + 1]  # signalling
    quiet = reached(
        arrays,
        lambda array: bool(np.isnan(array[0]) and array.view(f"u{width}")[0] >> (bits - 1) & 1),
    )
    assert np.isnan(quiet[0])
    negative = smallest(arrays, lambda array: bool(np.isnan(array[0]) and np.signbit(array[0])))
    assert negative.view(f"u{width}").tolist() == [(1 << (8 * width - 1)) + exponent + 1]


@given(idx_arrays(dtype=st.sampled_from(["float32", "float64"]), allow_nan=False))
def test_no_nan(array: Array) -> None:
    """Without NaN there is none; infinities stay."""
    assert not np.isnan(array).any()


@given(idx_arrays(dtype="float32", shape=5000, allow_nan=False))
def test_no_nan_from_a_seed(array: Array) -> None:
    """Nor in those that are too large to be drawn one by one."""
    assert np.isfinite(array).all()


@pytest.mark.parametrize(
    "dtype", ["int16", np.int16, np.dtype(">i2"), st.just("int16"), st.just(np.dtype("<i2"))]
)
def test_what_a_type_can_be(dtype: Any) -> None:  # noqa: ANN401 - the kinds of types
    """A type is whatever numpy takes for one, or a strategy of those."""
    found = smallest(idx_arrays(dtype=dtype, shape=(2, 1)), lambda array: array[0, 0] > 257)
    assert found.dtype == np.dtype(np.int16)
    assert found.tolist() == [[258], [0]]


def test_empty_arrays() -> None:
    """Sizes of 0 come up where the shapes have them."""
    found = smallest(
        idx_arrays(shape=shapes(min_size=0, min_rank=2)), lambda array: array.size == 0
    )
    assert found.shape == (0, 0)


def test_large_arrays_shrink_to_zeros() -> None:
    """An array of more than 256 elements comes from a seed, whose simplest is all zeros."""
    found = smallest(idx_arrays(shape=(300, 28, 28)), lambda _: True)
    assert (found.dtype, found.shape, int(found.sum())) == (np.dtype("uint8"), (300, 28, 28), 0)


def test_bytes_of_a_seed() -> None:
    """The bytes of seed 1 are SHAKE-256 of 00 00 00 01, read little-endian."""
    arrays = idx_arrays(dtype=st.sampled_from(["uint8", "int16"]), shape=257)
    found = smallest(arrays, lambda array: bool(array.any()))
    assert found[:16].tobytes().hex() == "3841796a94ab7e39463114d387479491"
    found = smallest(arrays, lambda array: array.dtype == np.int16 and bool(array.any()))
    assert found[:4].tolist() == [0x4138, 0x6A79, 0xAB94 - 0x10000, 0x397E]


def test_at_the_threshold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to the threshold elements are drawn one by one: one of them can differ alone."""
    monkeypatch.setattr(strategies, "MOST_DRAWN", 3)
    found = smallest(idx_arrays(shape=3, dtype="uint8"), lambda array: bool(array.any()))
    assert found.tolist() == [0, 0, 1]
    found = smallest(idx_arrays(shape=4, dtype="uint8"), lambda array: bool(array.any()))
    assert found.tolist() == [0x38, 0x41, 0x79, 0x6A]


def test_what_a_strategy_draws_is_checked() -> None:
    """Types and shapes that no file can hold are refused when they are drawn."""
    with pytest.raises(InvalidArgument, match="dtype='int64' is none of uint8, int8"):
        smallest(idx_arrays(dtype=st.just("int64")), lambda _: True)
    with pytest.raises(InvalidArgument, match=r"shape=\(0,\): norb has sizes 1 to 2147483647"):
        smallest(norb_arrays(shape=shapes(min_size=0)), lambda _: True)
    with pytest.raises(InvalidArgument, match="numpy has no rank over 64"):
        smallest(idx_arrays(shape=shapes(min_rank=65, max_rank=65)), lambda _: True)
