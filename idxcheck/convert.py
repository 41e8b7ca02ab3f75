"""Between IDX, NORB, .npy and .npz, streaming: values and shape are kept or it is refused."""

import contextlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from os import PathLike, fspath
from typing import IO, Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from idxcheck.errors import UsageError
from idxcheck.evidence import CHUNK, examine
from idxcheck.names import claimed_format, stem
from idxcheck.output import open_output
from idxcheck.payload import header_for, payload_chunks
from idxcheck.sinks import stored_dtype
from idxcheck.soundness import sound_header
from idxcheck.source import Source, open_source
from idxspec import Header, build

FileFormat = Literal["idx", "norb", "npy", "npz"]
Shape = tuple[int, ...]
Put = Callable[[memoryview], None]

MEMBER = "arr_0.npy"  # the name numpy itself gives a single array in an .npz file
LARGEST_ELEMENT = 8  # bytes; wider elements have no integer that moves them bit by bit
UNREADABLE_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip file can say: same values, same bytes


def target_format(path: str | PathLike[str]) -> FileFormat:
    """Return the format the name of an output asks for; raises UsageError where it asks none."""
    name = stem(fspath(path))
    if name.lower().endswith(".npy"):
        return "npy"
    if name.lower().endswith(".npz"):
        return "npz"
    claim = claimed_format(name)
    if claim is None:
        raise UsageError(
            f"the name {fspath(path)!r} tells no format; end it in .idx, .mat, .npy or .npz,"
            " with .gz, .xz or .bz2 behind it to compress"
        )
    return claim


def convert(
    source: str | PathLike[str], target: str | PathLike[str], *, strict: bool = True
) -> None:
    """Write the matrix of one file as another file, whole or not at all.

    Formats are IDX, NORB, .npy and .npz, each compressed or not: the input's is found by
    its bytes, the output's by its name. Values and shape are kept exactly; byte order is
    what the output's format asks for, little-endian in .npy. Memory is constant, but for a
    Fortran-order .npy that comes compressed. An existing `target` is replaced.

    Raises FormatError for an input that contradicts its format, UsageError for a matrix the
    output's format cannot hold, LimitError and OSError.
    """
    wanted = target_format(target)
    with open_source(source) as opened, contextlib.ExitStack() as stack:

        def writing(dtype: np.dtype[Any], shape: Shape) -> Put:
            start = _checked_start(dtype, shape, wanted, strict=strict)
            file = stack.enter_context(open_output(target))
            return stack.enter_context(start(file))

        _read(opened, fspath(source), writing, strict=strict)


Writing = Callable[[np.dtype[Any], Shape], Put]


def _read(source: Source, name: str, writing: Writing, *, strict: bool) -> None:
    """Pass the matrix of `source`, whatever its format, to `writing`."""
    evidence = examine(source, name, strict=strict, header_only=True)
    if evidence.content.detail.startswith("npy"):
        _read_npy(source, name, writing)
    elif evidence.content.detail.startswith("npz"):
        _read_npz(source, name, writing, strict=strict)
    else:
        header = sound_header(evidence, header_only=True)
        put = writing(stored_dtype(header), header.shape)
        whole = examine(source, name, strict=strict, sink_for=lambda _: _Forward(put))
        if sound_header(whole) != header:
            raise UsageError("only the file's length tells its element type; decompress it first")


class _Forward:
    """A sink that passes each piece of the payload on."""

    def __init__(self, put: Put) -> None:
        self._put = put
        self._buffer = memoryview(bytearray(CHUNK))

    def window(self, remaining: int) -> memoryview:
        return self._buffer[:remaining]

    def accept(self, count: int) -> None:
        self._put(self._buffer[:count])


class _Stream:
    """The content of a source as numpy's header reader wants it."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def read(self, size: int) -> bytes:
        buffer = bytearray(size)
        return bytes(buffer[: self._source.readinto(memoryview(buffer))])


def _read_npy(source: Source, name: str, writing: Writing) -> None:
    shape, fortran, dtype = _npy_header(source, name)
    if fortran and len(shape) > 1:
        _read_fortran(source, name, shape, dtype, writing)
        return
    put = writing(dtype, shape)
    remaining = dtype.itemsize * int(np.prod(shape, dtype=object))
    buffer = memoryview(bytearray(CHUNK // dtype.itemsize * dtype.itemsize))
    while remaining:
        count = source.readinto(buffer[:remaining])
        if not count or count % dtype.itemsize:
            raise UsageError(f"{name}: the .npy file ends {remaining - count} bytes early")
        put(buffer[:count])
        remaining -= count
    if source.readinto(buffer[:1]):
        raise UsageError(f"{name}: bytes follow the array of the .npy file")


def _npy_header(source: Source, name: str) -> tuple[Shape, bool, np.dtype[Any]]:
    stream = cast("IO[bytes]", _Stream(source))
    try:
        version = np.lib.format.read_magic(stream)
        if version == (1, 0):
            shape, fortran, dtype = np.lib.format.read_array_header_1_0(stream)
        else:
            shape, fortran, dtype = np.lib.format.read_array_header_2_0(stream)
    except ValueError as error:
        raise UsageError(f"{name}: not a .npy file numpy can read: {error}") from None
    return shape, fortran, dtype


def _read_fortran(
    source: Source, name: str, shape: Shape, dtype: np.dtype[Any], writing: Writing
) -> None:
    """Pass on an array stored column by column, in C order."""
    put = writing(dtype, shape)
    if source.path is not None and not source.layers:
        array: NDArray[Any] = np.load(source.path, mmap_mode="r", allow_pickle=False)
    else:
        array = np.empty(shape, dtype, order="F")
        view = array.reshape(-1, order="F").view(np.uint8).data
        if source.readinto(view) < len(view):
            raise UsageError(f"{name}: the .npy file ends early")
    for chunk in payload_chunks(array, dtype):
        put(chunk)


def _read_npz(source: Source, name: str, writing: Writing, *, strict: bool) -> None:
    if source.path is None or source.layers:
        raise UsageError(f"{name}: an .npz file is read from a file on disk, not compressed again")
    try:
        with zipfile.ZipFile(source.path) as archive:
            members = archive.namelist()
            if len(members) != 1:
                names = ", ".join(members[:5])
                raise UsageError(f"{name}: holds {len(members)} arrays ({names}); one can be kept")
            with archive.open(members[0]) as member, open_source(member) as inner:
                _read(inner, f"{name}/{members[0]}", writing, strict=strict)
    except UNREADABLE_ZIP as error:
        raise UsageError(f"{name}: {error}") from None


Start = Callable[[IO[bytes]], contextlib.AbstractContextManager[Put]]


def _checked_start(
    dtype: np.dtype[Any], shape: Shape, wanted: FileFormat, *, strict: bool
) -> Start:
    """Return how to begin the output; raises UsageError where it cannot hold the matrix."""
    if wanted in ("idx", "norb"):
        header = header_for(dtype, shape, cast("Any", wanted), strict=strict)
        return lambda file: _matrix_output(file, header, dtype)
    if dtype.kind not in "buif" or dtype.itemsize > LARGEST_ELEMENT:
        raise UsageError(f"a matrix of integers or floats is wanted, not {dtype}")
    stored = dtype.newbyteorder("<")
    if wanted == "npy":
        return lambda file: _npy_output(file, dtype, stored, shape)
    return lambda file: _npz_output(file, dtype, stored, shape)


@contextlib.contextmanager
def _matrix_output(file: IO[bytes], header: Header, have: np.dtype[Any]) -> Iterator[Put]:
    file.write(build(header))
    yield _putting(file, have, stored_dtype(header))


@contextlib.contextmanager
def _npy_output(
    file: IO[bytes], have: np.dtype[Any], stored: np.dtype[Any], shape: Shape
) -> Iterator[Put]:
    described = {"descr": stored.str, "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(file, described)
    yield _putting(file, have, stored)


@contextlib.contextmanager
def _npz_output(
    file: IO[bytes], have: np.dtype[Any], stored: np.dtype[Any], shape: Shape
) -> Iterator[Put]:
    entry = zipfile.ZipInfo(MEMBER, ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with (
        zipfile.ZipFile(file, "w") as archive,
        archive.open(entry, "w", force_zip64=True) as member,
        _npy_output(member, have, stored, shape) as put,
    ):
        yield put


def _putting(file: IO[bytes], have: np.dtype[Any], want: np.dtype[Any]) -> Put:
    """Return what writes pieces of `have` as `want`, which differ in byte order alone."""
    size = have.itemsize
    read = np.dtype(f"u{size}").newbyteorder(have.byteorder)
    written = np.dtype(f"u{size}").newbyteorder(want.byteorder)

    def put(piece: memoryview) -> None:
        if read == written:
            file.write(piece)
        else:
            file.write(np.frombuffer(piece, read).astype(written).data)

    return put
