"""Valid files, each with the array it holds."""

import bz2
import gzip
import lzma
import struct
from collections.abc import Collection
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import SearchStrategy
from numpy.typing import NDArray

from idxcheck.strategies.arrays import DTypes, idx_arrays, norb_arrays
from idxcheck.strategies.bounds import check_choices
from idxcheck.strategies.headers import NORB_SLOTS, Shapes
from idxspec import Format

Answer = TypeVar("Answer")

IDX_CODES = {"uint8": 8, "int8": 9, "int16": 11, "int32": 12, "float32": 13, "float64": 14}
NORB_MAGICS = {
    "uint8": 0x1E3D4C55,
    "int8": 0x1E3D4C57,
    "int16": 0x1E3D4C56,
    "int32": 0x1E3D4C54,
    "float32": 0x1E3D4C51,
    "float64": 0x1E3D4C53,
}
WRAPPERS = ("gzip", "xz", "bzip2")


def idx_files(
    *, dtype: DTypes | None = None, shape: Shapes | None = None, allow_nan: bool = True
) -> SearchStrategy[tuple[bytes, NDArray[Any]]]:
    """Draw `(data, array)`: a valid IDX file, and the native-endian array that it holds.

    They shrink towards 00 00 08 01 00 00 00 01 00, the uint8 array [0]. The bounds are those
    of `idx_arrays`. A reader is right where `read(data).tobytes() == array.tobytes()`, with
    the same dtype and shape.
    """
    arrays = idx_arrays(dtype=dtype, shape=shape, allow_nan=allow_nan)
    return arrays.map(lambda array: (file_of("idx", array), array))


def norb_files(
    *, dtype: DTypes | None = None, shape: Shapes | None = None, allow_nan: bool = True
) -> SearchStrategy[tuple[bytes, NDArray[Any]]]:
    """Draw `(data, array)`: a valid NORB file, and the native-endian array that it holds.

    They shrink towards the uint8 array [0], a file of 21 bytes. The bounds are those of
    `norb_arrays`.
    """
    arrays = norb_arrays(dtype=dtype, shape=shape, allow_nan=allow_nan)
    return arrays.map(lambda array: (file_of("norb", array), array))


def wrapped(
    files: SearchStrategy[tuple[bytes, Answer]], *, kinds: Collection[str] = WRAPPERS
) -> SearchStrategy[tuple[bytes, Answer]]:
    """Draw what `files` draws, the bytes compressed: gzip, xz or bzip2, as `kinds` allows.

    They shrink towards the first of `kinds`, one member, and what `files` shrinks towards.
    gzip comes with or without compression, and in one member or two.
    """
    if not isinstance(files, SearchStrategy):
        raise InvalidArgument(f"files={files!r} is no strategy")
    check_choices("kinds", kinds, WRAPPERS)
    return _wrapped(files, list(kinds))


@st.composite
def _wrapped(
    draw: st.DrawFn, files: SearchStrategy[tuple[bytes, Answer]], kinds: list[str]
) -> tuple[bytes, Answer]:
    kind = draw(st.sampled_from(kinds))
    # Drawn for every kind: one that draws less would count as the simplest.
    level = draw(st.sampled_from([0, 1, 9]))
    in_two = draw(st.booleans())
    data, answer = draw(files)
    if kind == "xz":
        return lzma.compress(data, preset=0), answer
    if kind == "bzip2":
        return bz2.compress(data, 1), answer
    cut = len(data) // 2 if in_two else len(data)
    members = [data[:cut], data[cut:]] if in_two else [data]
    return b"".join(gzip.compress(each, level, mtime=0) for each in members), answer


def file_of(form: Format, array: NDArray[Any]) -> bytes:
    """Return the file that holds `array`, native-endian and of one of the six types."""
    rank, element = array.ndim, array.dtype.name
    if form == "idx":
        head = struct.pack(f">HBB{rank}I", 0, IDX_CODES[element], rank, *array.shape)
        return head + _payload(array, ">")
    slots = [*array.shape, *[1] * (NORB_SLOTS - rank)]
    head = struct.pack(f"<Ii{len(slots)}i", NORB_MAGICS[element], rank, *slots)
    return head + _payload(array, "<")


def _payload(array: NDArray[Any], order: str) -> bytes:
    # Through integers: a float that is converted may lose the bits of a signalling NaN.
    size = array.dtype.itemsize
    return array.view(f"=u{size}").astype(f"{order}u{size}").tobytes()
