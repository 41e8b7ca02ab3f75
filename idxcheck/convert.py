"""Between IDX, NORB, .npy and .npz, streaming: values and shape are kept or it is refused."""

import contextlib
import errno
import lzma
import math
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from os import PathLike, fspath
from typing import IO, Literal

from idxcheck.errors import LimitError, UsageError
from idxcheck.evidence import CHUNK, Evidence, examine
from idxcheck.names import claimed_compression, claimed_format, stem
from idxcheck.numpy_files import (
    DType,
    Put,
    Shape,
    in_c_order,
    npy_header,
    npy_output,
    npz_output,
    putting,
)
from idxcheck.output import open_output
from idxcheck.payload import header_for
from idxcheck.sinks import impossible, stored_dtype
from idxcheck.sizes import counted
from idxcheck.soundness import header_ahead, reading_error, sound_header
from idxcheck.source import Source, display_name, open_source
from idxspec import build

FileFormat = Literal["idx", "norb", "npy", "npz"]
Begin = Callable[[DType, Shape], Put]

LARGEST_ELEMENT = 8  # bytes; wider elements have no integer that moves them bit by bit
UNREADABLE_ZIP = (  # what zipfile raises on bytes that are no zip file, or one it cannot read
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    UnicodeDecodeError,
)


@dataclass(frozen=True, slots=True)
class Matrix:
    """What was converted: the wrappers of the input from the outside in, and what they held."""

    layers: tuple[str, ...]
    format: FileFormat
    dtype: DType
    shape: Shape


def target_format(path: str | PathLike[str]) -> FileFormat:
    """Return the format the name of an output asks for; raises UsageError where it asks none."""
    name = stem(fspath(path)).lower()
    if name.endswith(".npy"):
        return "npy"
    if name.endswith(".npz"):
        if claimed_compression(fspath(path)) is not None:
            raise UsageError("an .npz file is compressed already; let its name end in .npz")
        return "npz"
    claim = claimed_format(name)
    if claim is None:
        raise UsageError(
            f"the name {fspath(path)!r} tells no format; end it in .idx, .mat, .npy or .npz,"
            " the first three with .gz, .xz or .bz2 behind it to compress"
        )
    return claim


def convert(
    source: str | PathLike[str],
    target: str | PathLike[str],
    *,
    strict: bool = True,
    replace: bool = True,
) -> Matrix:
    """Write the matrix of one file as another file, whole or not at all.

    Formats are IDX, NORB, .npy and .npz: the input's is found by its bytes, the output's by
    its name, and so is any compression. Values and shape are kept exactly; byte order is what
    the output's format asks for, little-endian in .npy. Memory is constant; a Fortran-order
    .npy is mapped from a temporary file. Without `replace` an existing `target` is left
    alone, with FileExistsError. `strict` False reads and writes leniently.

    Raises FormatError for an input that contradicts its format, UsageError for one that is
    no array or one the output's format cannot hold, LimitError and OSError.
    """
    wanted = target_format(target)
    with open_source(source) as opened, contextlib.ExitStack() as stack:

        def begin(dtype: DType, shape: Shape) -> Put:
            write = _writer(wanted, dtype, shape, strict=strict)
            return stack.enter_context(
                write(stack.enter_context(open_output(target, replace=replace)))
            )

        return _read(opened, display_name(source), begin, strict=strict)


def _read(source: Source, name: str, begin: Begin, *, strict: bool) -> Matrix:
    """Pass the matrix of `source`, whatever its format, to what `begin` gives."""
    evidence = examine(source, name, strict=strict, header_only=True)
    if evidence.content.detail.startswith("npy"):
        return _read_npy(source, evidence, begin)
    if evidence.content.detail.startswith("npz"):
        return _read_npz(source, begin, strict=strict)
    header = sound_header(header_ahead(source, name, strict=strict)[1])
    dtype = stored_dtype(header)
    put = begin(dtype, header.shape)
    whole = examine(source, name, strict=strict, sink_for=lambda _: Forward(put))
    if sound_header(whole) != header:
        raise UsageError("only the file's length tells how its header reads; decompress it first")
    return Matrix(source.layers, header.format, dtype, header.shape)


class Forward:
    """A sink that passes each piece of the payload on."""

    def __init__(self, put: Put) -> None:
        self._put = put
        self._buffer = memoryview(bytearray(CHUNK))

    def window(self, remaining: int) -> memoryview:
        """Return where the next bytes go."""
        return self._buffer[:remaining]

    def accept(self, count: int) -> None:
        """Pass the first `count` bytes of the window on."""
        self._put(self._buffer[:count])


def _read_npy(source: Source, evidence: Evidence, begin: Begin) -> Matrix:
    dtype, shape, fortran, header_size = npy_header(source.head)
    source.skip(header_size)
    put = begin(dtype, shape)
    size = dtype.itemsize * math.prod(shape)
    pieces = _npy_payload(source, evidence, size)
    if fortran and size and sum(each > 1 for each in shape) > 1:
        pieces = in_c_order(pieces, dtype, shape)
    for piece in pieces:
        put(piece)
    return Matrix(source.layers, "npy", dtype, shape)


def _npy_payload(source: Source, evidence: Evidence, remaining: int) -> Iterator[memoryview]:
    """Yield the `remaining` bytes of a .npy file, and see that it ends well behind them."""
    buffer = memoryview(bytearray(CHUNK))
    while remaining:
        piece = buffer[:remaining]
        count = source.readinto(piece)
        remaining -= count
        if count < len(piece):
            raise _fault(source, evidence) or UsageError(
                f"the .npy file is {counted(remaining, 'byte')} short"
            )
        yield piece
    if source.readinto(buffer[:1]):
        raise UsageError("bytes follow the array of the .npy file")
    if error := _fault(source, evidence):
        raise error


def _fault(source: Source, evidence: Evidence) -> Exception | None:
    """Return the error for a compressed stream that did not end well."""
    if source.fault is None:
        return None
    return reading_error(replace(evidence, fault=source.fault, seen=source.position))


def _read_npz(source: Source, begin: Begin, *, strict: bool) -> Matrix:
    if source.path is None or source.layers:
        raise UsageError("an .npz file is read from a file on disk, not compressed again")
    try:
        with zipfile.ZipFile(source.path) as archive:
            members = archive.namelist()
            if len(members) != 1:
                names = ", ".join(ascii(each) for each in members[:5])
                raise UsageError(f"the .npz file holds {len(members)} arrays ({names}), not one")
            with archive.open(members[0]) as member, open_source(member) as inner:
                matrix = _read(inner, members[0], begin, strict=strict)
    except (*UNREADABLE_ZIP, OSError) as error:
        if isinstance(error, OSError) and error.errno != errno.EINVAL:
            raise
        # EINVAL: the archive names an offset before its beginning or behind the largest.
        raise UsageError(f"not an .npz file that can be read: {error}") from None
    return replace(matrix, format="npz")


Writer = Callable[[IO[bytes]], contextlib.AbstractContextManager[Put]]


def _writer(wanted: FileFormat, dtype: DType, shape: Shape, *, strict: bool) -> Writer:
    """Return what begins the output; raises where its format cannot hold the matrix."""
    if wanted in ("idx", "norb"):
        header = header_for(dtype, shape, wanted, strict=strict)
        return lambda file: _matrix_output(file, build(header), dtype, stored_dtype(header))
    if dtype.kind not in "buif" or dtype.itemsize > LARGEST_ELEMENT:
        raise UsageError(f"a matrix of integers or floats is wanted, not {dtype}")
    if reason := impossible(dtype, shape):
        raise LimitError(reason)
    output = npy_output if wanted == "npy" else npz_output
    return lambda file: output(file, dtype, shape)


@contextlib.contextmanager
def _matrix_output(file: IO[bytes], start: bytes, have: DType, want: DType) -> Iterator[Put]:
    file.write(start)
    yield putting(file, have, want)
