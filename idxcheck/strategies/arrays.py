"""Arrays that an IDX or a NORB file can hold."""

import contextlib
import hashlib
import math
import struct
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import SearchStrategy
from numpy.typing import DTypeLike, NDArray

from idxcheck.strategies.bounds import check_shape
from idxcheck.strategies.headers import Shape, Shapes, shapes
from idxspec import Format

DTypes = DTypeLike | SearchStrategy[Any]

NAMES = ("uint8", "int8", "int16", "int32", "float32", "float64")
NUMPY_RANK = 64  # numpy's highest
MOST_DRAWN = 256  # elements drawn one by one; Hypothesis has 8 KiB for all of an example
FLOAT_CODES = {4: "f", 8: "d"}  # struct's, by bytes
FRACTION_BITS = {4: 23, 8: 52}  # IEEE 754's, by bytes


def idx_arrays(
    *, dtype: DTypes | None = None, shape: Shapes | None = None, allow_nan: bool = True
) -> SearchStrategy[NDArray[Any]]:
    """Draw arrays as an IDX file holds them, native-endian, writable, in C order.

    They shrink towards the uint8 array [0]: first the type, then the shape, then the values.
    `dtype` is a type or a strategy of types, None for any of the six. `shape` is a shape or
    a strategy of shapes, None for `shapes()`: `shape=shapes(min_size=0)` has empty arrays
    too. Integers are of the whole range of their type, floats any bits: infinities,
    subnormals and, in half of the float arrays with `allow_nan`, NaN, quiet and signalling,
    of either sign and any payload. So compare bytes, not values.

    An array of more than 256 elements is filled from a drawn seed, so that it may be of any
    size: its bytes are those of SHAKE-256 over the seed, and shrink to zeros all at once.
    """
    return _arrays("idx", dtype, shape, allow_nan=allow_nan)


def norb_arrays(
    *, dtype: DTypes | None = None, shape: Shapes | None = None, allow_nan: bool = True
) -> SearchStrategy[NDArray[Any]]:
    """Draw arrays as a NORB file holds them: as `idx_arrays`, but of rank 1 to 4 by default.

    They shrink towards the uint8 array [0]. NORB has ranks to 11 and no size of 0. Of its
    six types no document names int8 (NORB-2.4); `dtype="int16"` or another leaves it out.
    """
    return _arrays("norb", dtype, shape, allow_nan=allow_nan)


def _arrays(
    form: Format, dtype: DTypes | None, shape: Shapes | None, *, allow_nan: bool
) -> SearchStrategy[NDArray[Any]]:
    if not isinstance(allow_nan, bool):
        raise InvalidArgument(f"allow_nan={allow_nan!r} is not True or False")
    types: SearchStrategy[Any] = st.sampled_from(NAMES)
    if dtype is not None:
        types = dtype if isinstance(dtype, SearchStrategy) else st.just(_native(dtype))
    sizes: SearchStrategy[Any] = shapes(max_rank=4 if form == "norb" else 3)
    if shape is not None:
        sizes = shape if isinstance(shape, SearchStrategy) else st.just(_held(shape, form))
    return _filled(form, types, sizes, allow_nan)


@st.composite
def _filled(
    draw: st.DrawFn,
    form: Format,
    types: SearchStrategy[Any],
    sizes: SearchStrategy[Any],
    allow_nan: bool,  # noqa: FBT001 - a composite's arguments have no names
) -> NDArray[Any]:
    dtype = _native(draw(types))
    shape = _held(draw(sizes), form)
    count = math.prod(shape)
    if count > MOST_DRAWN:
        flat = _from_seed(draw(st.integers(0, 2**32 - 1)), dtype, count, allow_nan=allow_nan)
    else:
        with_nan = dtype.kind == "f" and allow_nan and draw(st.booleans())
        value = _values(dtype, with_nan=with_nan)
        drawn = draw(st.lists(value, min_size=count, max_size=count))
        flat = np.array(drawn, _bits(dtype)).view(dtype)
    return flat.reshape(shape)


def _native(dtype: Any) -> np.dtype[Any]:  # noqa: ANN401 - whatever numpy takes for a type
    with contextlib.suppress(TypeError):  # numpy knows no such type
        named: np.dtype[Any] = np.dtype(dtype)
        if named.name in NAMES:
            return named.newbyteorder("=")
    raise InvalidArgument(f"dtype={dtype!r} is none of {', '.join(NAMES)}")


def _held(shape: object, form: Format) -> Shape:
    sizes = check_shape(shape, form)
    if len(sizes) > NUMPY_RANK:
        raise InvalidArgument(f"shape={shape!r}: numpy has no rank over {NUMPY_RANK}")
    return sizes


def _bits(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """Return the type that elements are drawn as: a float as the number of its bits."""
    return np.dtype(f"u{dtype.itemsize}") if dtype.kind == "f" else dtype


def _values(dtype: np.dtype[Any], *, with_nan: bool) -> SearchStrategy[int]:
    size = dtype.itemsize
    if dtype.kind != "f":
        limits = np.iinfo(dtype)
        return st.integers(int(limits.min), int(limits.max))
    numbers = st.floats(allow_nan=False, width=32 if size == 4 else 64)  # noqa: PLR2004 - float32
    code = FLOAT_CODES[size]
    bits = numbers.map(lambda number: int.from_bytes(struct.pack(f">{code}", number), "big"))
    return bits | _nan_bits(size) if with_nan else bits


def _nan_bits(size: int) -> SearchStrategy[int]:
    """Draw the bits of any NaN of `size` bytes: exponent all ones, fraction not 0."""
    fraction = FRACTION_BITS[size]
    sign = 1 << (8 * size - 1)
    exponent = sign - (1 << fraction)
    fractions = st.integers(1, (1 << fraction) - 1)
    return st.builds(
        lambda payload, negative: exponent | payload | sign * negative, fractions, st.booleans()
    )


def _from_seed(seed: int, dtype: np.dtype[Any], count: int, *, allow_nan: bool) -> NDArray[Any]:
    """Return `count` elements of bytes that depend on `seed` alone, zeros for seed 0."""
    size = count * dtype.itemsize
    random = hashlib.shake_256(seed.to_bytes(4, "big")).digest(size) if seed else bytes(size)
    # Read little-endian, so that the values are the same on every machine.
    bits = np.frombuffer(random, f"<u{dtype.itemsize}").astype(f"=u{dtype.itemsize}")
    if dtype.kind == "f" and not allow_nan:
        exponent_top = 1 << (8 * dtype.itemsize - 2)
        bits &= np.array(~exponent_top & (4 * exponent_top - 1), bits.dtype)
    return bits.view(dtype)
