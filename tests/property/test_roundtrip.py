"""Any matrix passes through both formats and every wrapper bit by bit, in both directions."""

import bz2
import gzip
import io
import lzma
import math
import struct
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import event, given
from hypothesis import strategies as st
from numpy.typing import NDArray

import idxcheck

# numpy's name, IDX code, NORB magic, struct's letter for its bits
TYPES = [
    ("uint8", 0x08, 0x1E3D4C55, "B"),
    ("int8", 0x09, 0x1E3D4C57, "B"),
    ("int16", 0x0B, 0x1E3D4C56, "H"),
    ("int32", 0x0C, 0x1E3D4C54, "I"),
    ("float32", 0x0D, 0x1E3D4C51, "I"),
    ("float64", 0x0E, 0x1E3D4C53, "Q"),
]
UNWRAP: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.decompress,
    ".xz": lzma.decompress,
    ".bz2": bz2.decompress,
}
WRAP: dict[str, Callable[[bytes], bytes]] = {
    "raw": bytes,
    "gz": lambda data: gzip.compress(data, 1),
    "gz, stored": lambda data: gzip.compress(data, 0),
    "xz": lambda data: lzma.compress(data, preset=0),
    "bz2": lambda data: bz2.compress(data, 1),
    "gz in gz": lambda data: gzip.compress(gzip.compress(data, 1), 1),
    "xz in gz": lambda data: gzip.compress(lzma.compress(data, preset=0), 1),
    "two members": lambda data: gzip.compress(data[:7]) + gzip.compress(data[7:]),
    "two streams": lambda data: lzma.compress(data[:7]) + bytes(4) + lzma.compress(data[7:]),
    "two bz2 streams": lambda data: bz2.compress(data[:7]) + bz2.compress(data[7:]),
}


@dataclass(frozen=True)
class Matrix:
    """A matrix as its bits, and as the two files that hold it, built by hand."""

    name: str
    shape: tuple[int, ...]
    bits: list[int]
    letter: str
    idx: bytes
    norb: bytes

    def array(self) -> NDArray[Any]:
        """Return it as numpy holds it."""
        return np.array(self.bits, np.dtype(self.letter)).view(self.name).reshape(self.shape)


@st.composite
def matrices(draw: st.DrawFn, smallest: int = 0, highest_rank: int = 64) -> Matrix:
    """Matrices of every element type; they shrink to a uint8 of shape (smallest,)."""
    name, code, magic, letter = draw(st.sampled_from(TYPES))
    sizes = st.lists(st.integers(smallest, 5), min_size=1, max_size=4)
    shape = tuple(draw(sizes))
    ones = draw(st.one_of(st.just(0), st.integers(0, highest_rank - len(shape))))
    shape = (*shape, *[1] * ones) if draw(st.booleans()) else (*[1] * ones, *shape)
    largest = 256 ** struct.calcsize(letter) - 1
    # The bits of the first elements are drawn, those of the others follow from them.
    drawn = draw(st.lists(st.integers(0, largest), min_size=1, max_size=20))
    count = math.prod(shape)
    bits = [(drawn[i % len(drawn)] + i // len(drawn)) % (largest + 1) for i in range(count)]
    slots = [*shape, 1, 1][: max(3, len(shape))]
    return Matrix(
        name,
        shape,
        bits,
        letter,
        struct.pack(f">HBB{len(shape)}I{count}{letter}", 0, code, len(shape), *shape, *bits),
        struct.pack(f"<Ii{len(slots)}i{count}{letter}", magic, len(shape), *slots, *bits),
    )


def assert_same(array: NDArray[Any], matrix: Matrix) -> None:
    """Assert that an array is the matrix, with nothing left to the eye."""
    assert (array.dtype, array.shape) == (np.dtype(matrix.name), matrix.shape)
    assert array.dtype.isnative
    assert array.flags.c_contiguous
    assert array.flags.writeable
    assert array.tobytes() == struct.pack(f"={len(matrix.bits)}{matrix.letter}", *matrix.bits)


def relaid(array: NDArray[Any], layout: str) -> NDArray[Any]:
    """Return equal values that lie in memory in another way."""
    if layout == "swapped":
        return array.byteswap().view(array.dtype.newbyteorder("S"))
    if layout == "Fortran":
        return np.asfortranarray(array)
    if layout == "reversed":
        return np.ascontiguousarray(array[::-1])[::-1]
    if layout == "strided":
        return np.repeat(array, 2, axis=-1)[..., ::2]
    return array


LAYOUTS = st.sampled_from(["plain", "swapped", "Fortran", "reversed", "strided"])


class Stream:
    """A file object with read() alone, a few bytes at a time."""

    def __init__(self, data: bytes) -> None:
        self._stream = io.BytesIO(data)

    def read(self, size: int) -> bytes:
        """Read some bytes."""
        return self._stream.read(min(size, 11))


@given(matrix=matrices(), wrapper=st.sampled_from(sorted(WRAP)), seekable=st.booleans())
def test_idx_to_array(matrix: Matrix, wrapper: str, *, seekable: bool) -> None:
    """An IDX file built by hand, wrapped and handed over in any way, is the matrix."""
    event(wrapper)
    stored = WRAP[wrapper](matrix.idx)
    target: Any = stored if seekable else Stream(stored)
    assert_same(idxcheck.load(target), matrix)


@given(
    matrix=matrices(smallest=1, highest_rank=11),
    wrapper=st.sampled_from(sorted(WRAP)),
    seekable=st.booleans(),
)
def test_norb_to_array(matrix: Matrix, wrapper: str, *, seekable: bool) -> None:
    """A NORB file built by hand, wrapped and handed over in any way, is the matrix."""
    event(wrapper)
    stored = WRAP[wrapper](matrix.norb)
    target: Any = stored if seekable else Stream(stored)
    assert_same(idxcheck.load(target), matrix)


@given(matrices(), LAYOUTS)
def test_array_to_idx(matrix: Matrix, layout: str) -> None:
    """An array, however it lies in memory, gives the IDX file built by hand."""
    stream = io.BytesIO()
    idxcheck.save(stream, relaid(matrix.array(), layout), "idx")
    assert stream.getvalue() == matrix.idx


@given(matrices(smallest=1, highest_rank=11), LAYOUTS)
def test_array_to_norb(matrix: Matrix, layout: str) -> None:
    """An array, however it lies in memory, gives the NORB file built by hand."""
    stream = io.BytesIO()
    idxcheck.save(stream, relaid(matrix.array(), layout), "norb")
    assert stream.getvalue() == matrix.norb


@given(matrices(smallest=1, highest_rank=11), st.sampled_from(sorted(UNWRAP)))
def test_there_and_back_through_files(matrix: Matrix, suffix: str) -> None:
    """Array to file to array to the other format's file and back changes no bit."""
    with tempfile.TemporaryDirectory() as folder:
        idx, norb = Path(folder, f"m.idx{suffix}"), Path(folder, f"m.mat{suffix}")
        idxcheck.save(idx, matrix.array())
        assert UNWRAP[suffix](idx.read_bytes()) == matrix.idx
        idxcheck.save(norb, idxcheck.load(idx))
        assert UNWRAP[suffix](norb.read_bytes()) == matrix.norb
        assert_same(idxcheck.load(norb), matrix)
        if not suffix:
            mapped = idxcheck.load(norb, mmap_mode="r")
            assert mapped.tobytes() == matrix.norb[-len(mapped.tobytes()) :]


@given(
    matrix=matrices(),
    items=st.slices(7),
    wrapper=st.sampled_from(["raw", "gz", "xz", "bz2"]),
    seekable=st.booleans(),
)
def test_items(matrix: Matrix, items: slice, wrapper: str, *, seekable: bool) -> None:
    """A slice of the first axis is what numpy's slice of the whole is."""
    stored = WRAP[wrapper](matrix.idx)
    target: Any = stored if seekable else Stream(stored)
    part = idxcheck.load(target, items=items)
    whole = matrix.array()[items]
    assert (part.shape, part.dtype) == (whole.shape, whole.dtype)
    assert part.tobytes() == whole.tobytes()
    assert part.flags.c_contiguous
    assert part.flags.writeable
