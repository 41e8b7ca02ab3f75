"""One way to read bytes from a path, a file object, bytes in memory or standard input."""

import errno
import io
import os
import stat
import sys
from collections.abc import Callable
from typing import IO, Any, Protocol

from idxcheck.errors import UsageError

Target = str | os.PathLike[str] | bytes | bytearray | memoryview | IO[bytes]
"""What can be read: a path, `-` for standard input, bytes, or a binary file object."""


Observer = Callable[[memoryview], object]
"""What is shown bytes as they go by."""


class Readable(Protocol):
    """A stream that fills a buffer: fewer bytes than asked for are allowed, 0 is the end."""

    def readinto(self, view: memoryview, /) -> int:
        """Read into `view`; return the number of bytes, 0 at the end."""


class Input:
    """The stored bytes of a target, from where it stands to its end.

    `length` is their number where it is known without reading, `path` the file's path
    where there is one. `observer`, where one is set, is shown each byte once, in order,
    whatever is read again; what is skipped ends what it sees.
    """

    def __init__(self, file: Any, length: int | None, path: str | None, *, owned: bool) -> None:  # noqa: ANN401 - any object with read or readinto
        self._file = file
        self._position = 0
        self._shown = 0
        self.observer: Observer | None = None
        self._start = 0 if length is None else file.tell()
        self._owned = owned
        self.length = length
        self.path = path

    def readinto(self, view: memoryview, /) -> int:
        """Read into `view`; return the number of bytes, 0 at the end.

        Raises OSError as the file does, BlockingIOError for a file that has nothing yet,
        UsageError for a file object that gives text.
        """
        try:
            count = self._file.readinto(view)
        except (AttributeError, NotImplementedError):  # a RawIOBase has one that is to be written
            count = self._read(view)
        if count is None:
            raise BlockingIOError("the file object is non-blocking and has no bytes yet")
        if self.observer is not None:
            self._show(view[:count], self.observer)
        return int(count)

    def _show(self, data: memoryview, observer: Observer) -> None:
        start, self._position = self._position, self._position + len(data)
        if start <= self._shown < self._position:
            observer(data[self._shown - start :])
            self._shown = self._position

    def _read(self, view: memoryview) -> int | None:
        data = self._file.read(len(view))
        if data is None:
            return None
        if isinstance(data, str):
            raise UsageError("the file object gives text; open it in binary mode ('rb')")
        if not isinstance(data, (bytes, bytearray)) or len(data) > len(view):
            raise UsageError("the file object's read(n) gives something else than n bytes or fewer")
        view[: len(data)] = data
        return len(data)

    def reopen(self, offset: int) -> "Input":
        """Go to `offset` of an input of known length and give it from there."""
        self._file.seek(self._start + offset)
        self._position = offset
        return self

    def close(self) -> None:
        """Close what was opened here; a file object that was handed in stays open."""
        if self._owned:
            self._file.close()


def open_input(target: Target) -> Input:
    """Open `target` for reading.

    Raises OSError where a path cannot be opened and UsageError for anything that is none
    of the kinds `Target` names.
    """
    if isinstance(target, memoryview):
        target = target.tobytes()  # it may be strided
    if isinstance(target, (bytes, bytearray)):
        return Input(io.BytesIO(target), len(target), None, owned=True)
    if isinstance(target, str) and target == "-":
        stream = getattr(sys.stdin, "buffer", None)
        if stream is None:
            raise OSError(errno.EBADF, "standard input is closed", target)
        return Input(stream, None, None, owned=False)
    if isinstance(target, (str, os.PathLike)):
        return _open_path(os.fspath(target))
    if not hasattr(target, "read") or gives_text(target):
        raise UsageError(
            f"cannot read from {type(target).__name__}; give a path, bytes or a binary file object"
        )
    if getattr(target, "closed", False):
        raise UsageError("the file object is closed; give an open one")
    return Input(target, _object_length(target), None, owned=False)


def gives_text(file: object) -> bool:
    """Whether `file` is a file object opened for text."""
    return isinstance(file, io.TextIOBase)


def display_name(target: Target) -> str:
    """Return the name a report gives `target`: its path, its file object's name, or a word."""
    if isinstance(target, (bytes, bytearray, memoryview)):
        return "<bytes>"
    if isinstance(target, (str, os.PathLike)):
        return "<stdin>" if target == "-" else os.fsdecode(target)
    name = getattr(target, "name", None)
    kind = type(target).__name__
    if not isinstance(name, str):
        return f"<{kind}>"
    # A name says nothing of what a wrapper such as GzipFile makes of the file's bytes.
    return name if isinstance(getattr(target, "raw", target), io.FileIO) else f"<{kind} {name}>"


def _open_path(path: str | bytes) -> Input:
    if isinstance(path, bytes):
        raise UsageError("a path is text; decode it with os.fsdecode(path)")
    try:
        file = open(path, "rb", buffering=0)  # noqa: PTH123, SIM115 - closed by Input.close
    except ValueError as error:  # a zero character, or one the file system cannot encode
        raise UsageError(f"no file can have the name {path!a}: {error}") from error
    return Input(file, _regular_length(file), path, owned=True)


def _object_length(file: Any) -> int | None:  # noqa: ANN401 - any file object
    if isinstance(file, io.BytesIO):
        start = file.tell()
        end = file.seek(0, io.SEEK_END)
        file.seek(start)
        return max(0, end - start)
    raw = getattr(file, "raw", file)
    if not isinstance(raw, io.FileIO):
        return None
    length = _regular_length(raw)
    return None if length is None else max(0, length - file.tell())


def _regular_length(file: io.FileIO) -> int | None:
    status = os.fstat(file.fileno())
    # A size of 0 says nothing: the files of /proc have content all the same.
    return status.st_size or None if stat.S_ISREG(status.st_mode) else None
