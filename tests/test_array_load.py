"""load(): the exact values of every element type, rank, format and wrapper."""

import bz2
import gzip
import lzma
import struct
import sys
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import idxcheck

WRAPPERS: dict[str, Callable[[bytes], bytes]] = {
    "raw": bytes,
    "gz": gzip.compress,
    "xz": lzma.compress,
    "bz2": bz2.compress,
    "gz in gz": lambda data: gzip.compress(gzip.compress(data)),
    "two members": lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:]),
}
# name, IDX code, NORB magic, struct's letter, six values that a swapped byte order would change
TYPES: list[tuple[str, int, int, str, list[float]]] = [
    ("uint8", 0x08, 0x1E3D4C55, "B", [0, 1, 2, 127, 128, 255]),
    ("int8", 0x09, 0x1E3D4C57, "b", [0, 1, -1, 127, -127, -128]),
    ("int16", 0x0B, 0x1E3D4C56, "h", [1, -2, 258, 32767, -32768, 0]),
    ("int32", 0x0C, 0x1E3D4C54, "i", [1, -2, 16909060, 2147483647, -2147483648, 0]),
    ("float32", 0x0D, 0x1E3D4C51, "f", [1.5, -2.25, 0.0, 3.0e38, 1.0e-45, 7.0]),
    ("float64", 0x0E, 0x1E3D4C53, "d", [1.5, -2.25, 0.0, 1.0e308, 5.0e-324, 0.1]),
]
SHAPES = [(6,), (2, 3), (3, 2, 1), (1, 2, 1, 3), (1, 1, 6, 1, 1)]


def idx(code: int, shape: tuple[int, ...], payload: bytes) -> bytes:
    """Return an IDX file built by hand."""
    return struct.pack(f">HBB{len(shape)}I", 0, code, len(shape), *shape) + payload


def norb(magic: int, shape: tuple[int, ...], payload: bytes, order: str = "<") -> bytes:
    """Return a NORB file built by hand."""
    slots = [*shape, 1, 1, 1][: max(3, len(shape))]
    return struct.pack(f"{order}Ii{len(slots)}i", magic, len(shape), *slots) + payload


def assert_owned(array: NDArray[Any], dtype: str, shape: tuple[int, ...]) -> None:
    """Assert what holds for every array that load returns."""
    assert array.dtype == np.dtype(dtype)
    assert array.dtype.isnative
    assert array.shape == shape
    assert array.flags.writeable
    assert array.flags.c_contiguous
    assert array.flags.aligned
    assert type(array) is np.ndarray


@pytest.mark.parametrize("wrapper", WRAPPERS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("case", TYPES, ids=lambda case: case[0])
def test_idx_values(
    case: tuple[str, int, int, str, list[float]], shape: tuple[int, ...], wrapper: str
) -> None:
    """Every IDX element type and rank gives the values that struct wrote big-endian."""
    name, code, _, letter, values = case
    data = idx(code, shape, struct.pack(f">6{letter}", *values))
    array = idxcheck.load(WRAPPERS[wrapper](data))
    assert_owned(array, name, shape)
    assert array.tobytes() == struct.pack(f"=6{letter}", *values)


@pytest.mark.parametrize("wrapper", WRAPPERS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("case", TYPES, ids=lambda case: case[0])
def test_norb_values(
    case: tuple[str, int, int, str, list[float]], shape: tuple[int, ...], wrapper: str
) -> None:
    """Every NORB element type and rank gives the values that struct wrote little-endian."""
    name, _, magic, letter, values = case
    data = norb(magic, shape, struct.pack(f"<6{letter}", *values))
    array = idxcheck.load(WRAPPERS[wrapper](data))
    assert_owned(array, name, shape)
    assert array.tobytes() == struct.pack(f"=6{letter}", *values)


def test_values_in_their_places() -> None:
    """The last axis runs fastest, and values are what a person reads off the bytes."""
    images = idxcheck.load(bytes.fromhex("00000803 00000002 00000001 00000003 010203040506"))
    assert images.tolist() == [[[1, 2, 3]], [[4, 5, 6]]]
    counts = idxcheck.load(bytes.fromhex("00000B02 00000002 00000002 0001 0102 FFFF 8000"))
    assert counts.tolist() == [[1, 258], [-1, -32768]]
    pairs = idxcheck.load(
        bytes.fromhex("544C3D1E 02000000 01000000 02000000 01000000 01000000 FEFFFFFF")
    )
    assert pairs.tolist() == [[1, -2]]


# quiet, signalling and negative NaN with payloads, both zeros, denormals, infinities
BITS32 = [0x7FC00000, 0x7F800001, 0x7FA5A5A5, 0xFFBADBAD, 0x80000000, 0, 1, 0x807FFFFF, 0xFF800000]
BITS64 = [
    0x7FF8000000000000,
    0x7FF0000000000001,
    0x7FF5A5A5A5A5A5A5,
    0xFFF7DEADBEEFCAFE,
    0x8000000000000000,
    0,
    1,
    0x800FFFFFFFFFFFFF,
    0x7FF0000000000000,
]


@pytest.mark.parametrize("wrapper", ["raw", "gz", "xz"])
@pytest.mark.parametrize("order", [">", "<"])
def test_every_bit_of_a_float(order: str, wrapper: str) -> None:
    """Payloads of NaN, signalling ones too, the sign of zero and denormals are kept."""
    narrow, wide = struct.pack(f"{order}9I", *BITS32), struct.pack(f"{order}9Q", *BITS64)
    wrap = WRAPPERS[wrapper]
    if order == ">":
        small, large = idx(0x0D, (9,), narrow), idx(0x0E, (9,), wide)
    else:
        small, large = norb(0x1E3D4C51, (9,), narrow), norb(0x1E3D4C53, (9,), wide)
    assert idxcheck.load(wrap(small)).view(np.uint32).tolist() == BITS32
    assert idxcheck.load(wrap(large)).view(np.uint64).tolist() == BITS64


@pytest.mark.parametrize("shape", [(0,), (0, 28, 28), (3, 0, 2), (2, 0), (0, 0), (1718909296, 0)])
@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_zero_sizes(shape: tuple[int, ...], wrapper: str) -> None:
    """An IDX matrix without elements keeps its shape."""
    array = idxcheck.load(WRAPPERS[wrapper](idx(0x0E, shape, b"")))
    assert_owned(array, "float64", shape)


def test_rank_64() -> None:
    """The highest rank that numpy has is loaded."""
    assert_owned(idxcheck.load(idx(0x0B, (1,) * 63 + (2,), b"\1\2\3\4")), "int16", (1,) * 63 + (2,))


@pytest.mark.parametrize("rank", [65, 255])
def test_rank_beyond_numpy(rank: int) -> None:
    """A valid file of a higher rank is no fault of the file: LimitError; a cut one is."""
    whole = idx(0x08, (1,) * rank, b"x")
    with pytest.raises(idxcheck.LimitError, match=rf"1 x 1 x 1 x \.\.\. \(rank {rank}\).* 64"):
        idxcheck.load(whole)
    with pytest.raises(idxcheck.FormatError, match="IDX201 truncated-payload"):
        idxcheck.load(whole[:-1])


def test_shape_beyond_numpy() -> None:
    """Sizes whose product numpy cannot count are a limit, although there is no element."""
    sizes = (0, 2**32 - 1, 2**32 - 1, 2**32 - 1)
    with pytest.raises(
        idxcheck.LimitError,
        match="cannot hold the shape 0 x 4294967295 x 4294967295 x 4294967295",
    ):
        idxcheck.load(idx(0x08, sizes, b""))
    with pytest.raises(idxcheck.FormatError, match="IDX202 trailing-bytes"):
        idxcheck.load(idx(0x08, sizes, b"x"))


@pytest.mark.parametrize("code", [0x08, 0x0E])
def test_absurd_claims_cost_nothing(code: int) -> None:
    """A short file that claims 2^1024 bytes and more is cut short, no more."""
    with pytest.raises(idxcheck.FormatError) as caught:
        idxcheck.load(idx(code, (2**32 - 1,) * 32, b"abc"))
    assert caught.value.finding.code == "IDX201"


def test_claims_within_reach_cost_nothing() -> None:
    """Memory that could be had is not taken for bytes that are not there."""
    tracemalloc.start()
    with pytest.raises(idxcheck.FormatError, match="IDX201"):
        idxcheck.load(idx(0x08, (1 << 29,), b"abc"))
    with pytest.raises(idxcheck.FormatError, match="IDX201"):
        idxcheck.load(gzip.compress(idx(0x0C, (1 << 27,), b"abc")))
    with pytest.raises(idxcheck.FormatError, match="IDX201"):
        idxcheck.load(idx(0x08, (1 << 29,), b"abc"), items=slice(None))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20


@pytest.mark.skipif(sys.byteorder != "little", reason="the bytes below are little-endian")
def test_no_swap_where_none_is_needed() -> None:
    """NORB values on a little-endian machine are the file's own bytes."""
    data = norb(0x1E3D4C54, (2,), bytes.fromhex("01020304 05060708"))
    assert idxcheck.load(data).tobytes().hex() == "0102030405060708"


def test_large_swapped_payload() -> None:
    """A payload of many pieces, its end in the middle of one, is swapped without a seam."""
    numbers = list(range(-150_000, 150_001))
    data = idx(0x0C, (300_001,), struct.pack(">300001i", *numbers))
    for stored in (data, gzip.compress(data, 1), lzma.compress(data, preset=0)):
        assert idxcheck.load(stored).tolist() == numbers
