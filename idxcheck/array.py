"""load and save: between files and numpy arrays, exactly."""

import errno
import io
from collections.abc import Iterator
from dataclasses import replace
from os import PathLike
from typing import IO, Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idxcheck.errors import LimitError, UsageError
from idxcheck.evidence import Evidence, examine
from idxcheck.names import claimed_format
from idxcheck.output import open_output
from idxcheck.payload import array_header, payload_chunks
from idxcheck.sinks import ArraySink, impossible, reverse, stored_dtype
from idxcheck.soundness import header_ahead, reading_error, sound_header
from idxcheck.source import Source, Target, display_name, gives_text, open_source
from idxspec import LONG_MAGIC, Format, Header, build

MapMode = Literal["r", "r+", "c"]


def load(
    path: Target,
    *,
    items: slice | None = None,
    mmap_mode: MapMode | None = None,
    strict: bool = True,
) -> NDArray[Any]:
    """Return the matrix of an IDX or NORB file as an array.

    `path` is a path, `-`, bytes or a binary file object, compressed or not. The array is
    native-endian, writable, C-order, of the file's element type and shape; NaN bits are
    kept. `items` is a slice of the first axis: only its bytes are read, and only they are
    vouched for. `mmap_mode` ("r", "r+", "c") maps an uncompressed file instead and keeps
    its byte order. `strict` False reads leniently: rank 0, NORB zero sizes, byte-swapped
    NORB, trailing bytes.

    Raises FormatError for bytes that contradict the format, LimitError for a valid matrix
    that numpy or memory cannot hold, UsageError for a call that makes no sense, and OSError.
    """
    if items is not None:
        _check_slice(items)
    if mmap_mode is not None:
        return _map(path, mmap_mode, items, strict=strict)
    with open_source(path) as source:
        name = display_name(path)
        if items is not None:
            return _load_items(source, name, items, strict=strict)
        sinks: list[ArraySink] = []

        def sink_for(header: Header) -> ArraySink:
            sinks.append(ArraySink(header, _payload_bound(source, header)))
            return sinks[0]

        evidence = examine(source, name, strict=strict, sink_for=sink_for)
    header = sound_header(evidence)
    return _collected(sinks[0], header)


def save(
    path: str | PathLike[str] | IO[bytes],
    array: ArrayLike,
    format: Format | None = None,  # noqa: A002 - the field's word
    *,
    strict: bool = True,
) -> None:
    """Write an array as an IDX or NORB file, whole or not at all.

    `format` is "idx" or "norb"; when None the name's suffix decides. A name that ends in
    .gz, .xz or .bz2 is compressed. Any array of the six element types is taken, of any byte
    order and layout. A file is replaced only by a complete one, keeps its mode, and is
    written through a symbolic link; a binary file object is written as it stands.
    `strict` False also writes rank 0 and NORB zero sizes.

    Raises UsageError, before anything is opened, for an array no such file can hold, and
    OSError.
    """
    _check_writable(path)
    try:
        values = np.asanyarray(array)
    except (TypeError, ValueError) as error:
        raise UsageError(f"numpy makes no array of what was given: {error}") from error
    kind = _format_by_name(path) if format is None else format
    header = array_header(values, kind, strict=strict)
    if isinstance(path, (str, PathLike)):
        with open_output(path) as file:
            _write(file, values, header)
    else:
        _write(path, values, header)


def _check_writable(path: str | PathLike[str] | IO[bytes]) -> None:
    if isinstance(path, str) and path == "-":
        raise UsageError("save writes no standard output by name; pass sys.stdout.buffer")
    if isinstance(path, (str, PathLike)):
        return
    if not hasattr(path, "write") or gives_text(path):
        raise UsageError(f"cannot write to {type(path).__name__}; give a path or a binary file")
    if getattr(path, "closed", False):
        raise UsageError("the file object is closed; give an open one")


def _write(file: IO[bytes], values: NDArray[Any], header: Header) -> None:
    _write_all(file, memoryview(build(header)))
    for chunk in payload_chunks(values, stored_dtype(header)):
        _write_all(file, chunk)


def _write_all(file: Any, data: memoryview) -> None:  # noqa: ANN401 - any object with write
    """Write all of `data`: an unbuffered file may take a part of it."""
    while len(data):
        count = file.write(data)
        if count == 0 or (count is None and isinstance(file, io.RawIOBase)):
            raise BlockingIOError(errno.EAGAIN, "the file object takes no bytes now")
        data = data[len(data) if count is None else count :]


def _format_by_name(path: Target) -> Format:
    name = display_name(path)
    claim = claimed_format(name)
    if claim is None:
        raise UsageError(
            f"the name {name!r} tells no format; pass format='idx' or format='norb',"
            " or end the name in .idx or .mat"
        )
    return claim


def _check_slice(items: slice) -> None:
    if not isinstance(items, slice):
        raise UsageError(f"items is a slice of the first axis, not {type(items).__name__}")
    try:
        items.indices(0)
    except (TypeError, ValueError) as error:  # no integers, a step of zero
        raise UsageError(f"items is no slice of an axis: {error}") from error


def _check_first_axis(header: Header) -> None:
    if header.rank == 0:
        raise UsageError("a scalar has no first axis; load it without items")


def _load_items(source: Source, name: str, items: slice, *, strict: bool) -> NDArray[Any]:
    header, evidence = header_ahead(source, name, strict=strict)
    _check_first_axis(header)
    if header.magic == LONG_MAGIC and evidence.length is None:
        raise UsageError("only the file's length tells its element type; load it without items")
    chosen = range(header.shape[0])[items]
    part = replace(header, shape=(len(chosen), *header.shape[1:]))
    sink = ArraySink(part, _payload_bound(source, header))
    position = 0
    for start, size in _runs(header, chosen if chosen.step > 0 else chosen[::-1]):
        source.skip(start - position)
        if not _read_run(source, sink, size):
            raise _cut_short(evidence, source)
        position = start + size
    values = _collected(sink, part)
    if chosen.step < 0:
        reverse(values)
    return values


def _runs(header: Header, ascending: range) -> Iterator[tuple[int, int]]:
    """Yield offset and bytes of each contiguous run of the chosen items that holds any."""
    size = header.item_size
    if not size or not ascending:
        return
    if ascending.step == 1:
        yield header.header_size + ascending.start * size, len(ascending) * size
    else:
        for item in ascending:
            yield header.header_size + item * size, size


def _read_run(source: Source, sink: ArraySink, size: int) -> bool:
    """Read `size` bytes into `sink`; return whether they were there."""
    while size:
        with sink.window(size) as window:
            count, wanted = source.readinto(window), len(window)
        sink.accept(count)
        if count < wanted:
            return False
        size -= count
    return True


def _cut_short(evidence: Evidence, source: Source) -> Exception:
    """Return the error for items that are not there."""
    cut = source.fault is not None and source.fault.kind != "trailing"
    length = evidence.length if evidence.length is not None else source.position
    known = replace(
        evidence, seen=source.position, fault=source.fault, length=None if cut else length
    )
    error = reading_error(known)
    return error or OSError(errno.EIO, "the file changed while it was read", evidence.name)


def _map(path: Target, mode: MapMode, items: slice | None, *, strict: bool) -> NDArray[Any]:
    if mode not in get_args(MapMode):
        raise UsageError(f"mmap_mode is 'r', 'r+' or 'c', not {mode!r}")
    with open_source(path) as source:
        if source.path is None or (source.stored_length is None and source.stored_head):
            raise UsageError("only a file on disk can be mapped; load it without mmap_mode")
        if source.layers:
            raise UsageError(
                f"{source.layers[0]} data cannot be mapped; load it without mmap_mode,"
                " or decompress it first: idxcheck convert IN OUT"
            )
        header = sound_header(header_ahead(source, source.path, strict=strict)[1])
    if items is not None:
        _check_first_axis(header)
    dtype = stored_dtype(header)
    if reason := impossible(dtype, header.shape):
        raise LimitError(reason)
    if header.payload_size == 0:
        values: NDArray[Any] = np.empty(header.shape, dtype)
    else:
        values = np.memmap(source.path, dtype, mode, header.header_size, header.shape)
    return values if items is None else values[items]


def _payload_bound(source: Source, header: Header) -> int | None:
    """Return the most bytes the payload can have, None where nothing bounds it."""
    return None if source.most_bytes is None else source.most_bytes - header.header_size


def _collected(sink: ArraySink, header: Header) -> NDArray[Any]:
    if sink.reason is not None:
        raise LimitError(sink.reason)
    return sink.array(header)
