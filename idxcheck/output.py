"""Writing a file whole or not at all, compressed by its suffix."""

import bz2
import contextlib
import errno
import gzip
import lzma
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from idxcheck.names import claimed_compression

NEW_FILE_MODE = 0o666  # less the umask, as for any new file
DESCRIPTORS = Path("/proc/self/fd")  # where Linux names an open file that has no name
TRIES = 100  # names tried for a temporary file

StrPath = str | os.PathLike[str]


@contextlib.contextmanager
def open_output(path: StrPath) -> Iterator[IO[bytes]]:
    """Give a binary file whose content takes the place of `path` when the block ends well.

    A name that ends in .gz, .xz or .bz2 is compressed. The bytes go to a temporary file in
    the same folder, without a name where the system can, are synced and take the name in
    one step; until then, and whatever happens, the old file stays as it was. Symbolic links
    are followed and a replaced file keeps its mode. Raises OSError.
    """
    with _replacing(Path(path).resolve()) as file, _compressed(file, os.fspath(path)) as outer:
        yield outer


@contextlib.contextmanager
def _compressed(file: IO[bytes], name: str) -> Iterator[IO[bytes]]:
    kind = claimed_compression(name)
    if kind == "gzip":
        # No time and no name, so that the same array gives the same bytes.
        with gzip.GzipFile("", "wb", 6, file, mtime=0) as outer:
            yield cast("IO[bytes]", outer)
    elif kind == "xz":
        with lzma.open(file, "wb") as outer_xz:
            yield cast("IO[bytes]", outer_xz)
    elif kind == "bzip2":
        with bz2.open(file, "wb") as outer_bzip2:
            yield cast("IO[bytes]", outer_bzip2)
    else:
        yield file


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    mode = _mode_of(path)
    if mode is not None and not stat.S_ISREG(mode):
        with path.open("wb") as file:  # a device or a pipe is written, not replaced
            yield file
        return
    if mode is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is read-only", str(path))
    descriptor, temporary = _open_temporary(path)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(file.fileno(), stat.S_IMODE(mode))
            os.fsync(file.fileno())
            if temporary is None:
                temporary = _name_it(file.fileno(), path, new=mode is None)
        if temporary is not None:
            temporary.replace(path)
            temporary = None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _mode_of(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _open_temporary(path: Path) -> tuple[int, Path | None]:
    """Open a temporary file beside `path`: without a name where the system can, else with one."""
    if hasattr(os, "O_TMPFILE") and DESCRIPTORS.is_dir():
        with contextlib.suppress(OSError):
            return os.open(path.parent, os.O_TMPFILE | os.O_WRONLY, NEW_FILE_MODE), None
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for name in _temporary_names(path):
        with contextlib.suppress(FileExistsError):
            return os.open(name, flags, NEW_FILE_MODE), name
    raise _no_free_name(path)


def _name_it(descriptor: int, path: Path, *, new: bool) -> Path | None:
    """Give the file without a name its final name, or return the temporary one it got."""
    names = _temporary_names(path)
    for name in [path, *names] if new else names:
        # dst_dir_fd makes this linkat, which follows the link in /proc to the file.
        directory = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.link(DESCRIPTORS / str(descriptor), name.name, dst_dir_fd=directory)
        except FileExistsError:
            continue
        finally:
            os.close(directory)
        return None if name == path else name
    raise _no_free_name(path)


def _temporary_names(path: Path) -> Iterator[Path]:
    for _ in range(TRIES):
        yield path.with_name(f".{path.name[:200]}.{os.urandom(4).hex()}.tmp")


def _no_free_name(path: Path) -> FileExistsError:
    return FileExistsError(errno.EEXIST, "no name is free for a temporary file", str(path.parent))
