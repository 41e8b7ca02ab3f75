"""Writing a generated matrix: header, elements chunk by chunk, compressed by the name."""

import errno
import lzma
import os
import shutil
from collections.abc import Callable, Iterable, Iterator

from idxcheck.names import claimed_compression
from idxcheck.output import StrPath, name_of, open_output
from idxcheck.payload import payload_chunks
from idxcheck.sinks import stored_dtype
from idxcheck.sizes import counted
from idxcheck.synth.fills import Chunk
from idxcheck.synth.stored_gzip import stored_gzip
from idxspec import Header, build

Progress = Callable[[int], None]
Piece = bytes | memoryview

FASTEST = 0  # of xz's presets: the usual one takes over ten minutes for QMNIST


def write_matrix(
    path: StrPath,
    header: Header,
    chunks: Iterable[Chunk],
    *,
    replace: bool,
    progress: Progress | None = None,
) -> None:
    """Write `header` and the elements in `chunks`, native arrays in C order, as one file.

    A name that ends in .gz is written as stored gzip, .xz by the standard library's fastest
    preset, .bz2 as `open_output` does.
    `progress` is told the bytes of each piece of the payload. Raises FileExistsError unless
    `replace`, OSError where the disk has no room, and as `open_output` does.
    """
    pieces = _pieces(header, chunks, progress or (lambda _count: None))
    kind = claimed_compression(name_of(path))
    packed = {"gzip": stored_gzip, "xz": _xz}.get(kind or "")
    if kind in (None, "gzip"):  # these are no smaller than what they hold
        _want_room(name_of(path), header.file_size)
    with open_output(path, replace=replace, compress=packed is None) as file:
        for piece in pieces if packed is None else packed(pieces):
            file.write(piece)


def _want_room(name: str, wanted: int) -> None:
    """Raise OSError where the disk that `name` is on has fewer bytes than are `wanted`."""
    folder = os.path.dirname(os.path.realpath(name))  # noqa: PTH120 - a name as given
    if os.path.isdir(folder):  # noqa: PTH112 - a name as given
        free = shutil.disk_usage(folder).free
        if wanted > free:
            reason = f"the file takes {counted(wanted, 'byte')}, and the disk has {free} left"
            raise OSError(errno.ENOSPC, reason, name)


def _pieces(header: Header, chunks: Iterable[Chunk], progress: Progress) -> Iterator[Piece]:
    yield build(header)
    stored = stored_dtype(header)
    for chunk in chunks:
        for piece in payload_chunks(chunk, stored):
            yield piece
            progress(len(piece))


def _xz(pieces: Iterable[Piece]) -> Iterator[Piece]:
    compressor = lzma.LZMACompressor(preset=FASTEST)
    for piece in pieces:
        yield compressor.compress(piece)
    yield compressor.flush()
