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

from idxcheck.errors import UsageError
from idxcheck.names import claimed_compression

NEW_FILE_MODE = 0o666  # less the umask, as for any new file
PRIVATE_MODE = 0o600  # until a replaced file's own mode is given, at the end
DESCRIPTORS = Path("/proc/self/fd")  # where Linux names an open file that has no name
TRIES = 100  # names tried for a temporary file

StrPath = str | os.PathLike[str]


@contextlib.contextmanager
def open_output(
    path: StrPath, *, replace: bool = True, compress: bool = True
) -> Iterator[IO[bytes]]:
    """Give a binary file whose content takes the place of `path` when the block ends well.

    A name that ends in .gz, .xz or .bz2 is compressed, unless `compress` is False. The
    bytes go to a temporary file in the same folder, without a name where the system can,
    are synced and take the name in one step; until then, and whatever happens, the old file
    stays as it was. Symbolic links are followed and a replaced file keeps its mode; a
    device or a pipe is written as it stands. Without `replace` a file that exists, or comes
    to exist meanwhile, is left alone. Raises OSError, FileExistsError among them, and
    UsageError for a path that no file can have.
    """
    name = name_of(path)
    with (
        _opened(name, replace=replace) as file,
        compressed(file, name if compress else "") as outer,
    ):
        yield outer


def name_of(path: StrPath) -> str:
    """Return `path` as text, as it was given; raises UsageError for one in bytes."""
    name: str | bytes = os.fspath(path)
    if isinstance(name, bytes):
        raise UsageError("a path is text; decode it with os.fsdecode(path)")
    return name


def _opened(name: str, *, replace: bool) -> contextlib.AbstractContextManager[IO[bytes]]:
    mode = _mode_of(name)
    if mode is None or stat.S_ISREG(mode):
        return _replacing(Path(os.path.realpath(name)), mode, replace=replace)
    # By the name as given: what a link such as /dev/stdout stands for may have none.
    return open(name, "wb")  # noqa: PTH123 - a name; the caller closes it


@contextlib.contextmanager
def compressed(file: IO[bytes], name: str) -> Iterator[IO[bytes]]:
    """Give what writes into `file` with the compression that the suffix of `name` asks for."""
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
def _replacing(path: Path, mode: int | None, *, replace: bool) -> Iterator[IO[bytes]]:
    """Give a temporary file that takes the place of `path`, whose mode is `mode` if it exists."""
    if mode is not None and not replace:
        raise _exists(path)
    if mode is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is read-only", str(path))
    descriptor, temporary = _open_temporary(path, NEW_FILE_MODE if mode is None else PRIVATE_MODE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(descriptor, stat.S_IMODE(mode))
            os.fsync(descriptor)
            if temporary is None:
                _name_it(descriptor, path, new=mode is None, replace=replace)
        if temporary is not None and replace:
            temporary.replace(path)
            temporary = None
        elif temporary is not None:
            os.link(temporary, path)  # fails where the name has been taken meanwhile
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _mode_of(name: str) -> int | None:
    """Return the mode of the file of this name, None where there is none."""
    try:
        return os.stat(name).st_mode  # noqa: PTH116 - a name
    except FileNotFoundError:
        return None
    except ValueError as error:  # a zero character, or one the file system cannot encode
        raise UsageError(f"no file can have the name {name!a}: {error}") from error


def _open_temporary(path: Path, mode: int) -> tuple[int, Path | None]:
    """Open a temporary file beside `path`: without a name where the system can, else with one."""
    if hasattr(os, "O_TMPFILE") and DESCRIPTORS.is_dir():
        with contextlib.suppress(OSError):
            return os.open(path.parent, os.O_TMPFILE | os.O_WRONLY, mode), None
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for name in _temporary_names():
        temporary = path.with_name(name)
        try:
            return os.open(temporary, flags, mode), temporary
        except FileExistsError:
            continue
        except OSError as error:
            error.filename = str(path)  # the name the caller knows
            raise
    raise _no_free_name(path)


def _name_it(descriptor: int, path: Path, *, new: bool, replace: bool) -> None:
    """Give the file without a name the name `path`."""
    source = DESCRIPTORS / str(descriptor)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        # dst_dir_fd makes this linkat, which follows the link in /proc to the file.
        if new:
            try:
                os.link(source, path.name, dst_dir_fd=folder)
            except FileExistsError:
                if not replace:
                    raise _exists(path) from None
            else:
                return
        for name in _temporary_names():
            try:
                # Nothing takes another's name without having had one of its own: the file,
                # whole and synced, has a second name for the moment between these two calls.
                os.link(source, name, dst_dir_fd=folder)
                os.replace(name, path.name, src_dir_fd=folder, dst_dir_fd=folder)
            except FileExistsError:
                continue
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(name, dir_fd=folder)
                raise
            return
    finally:
        os.close(folder)
    raise _no_free_name(path)


def _temporary_names() -> Iterator[str]:
    for _ in range(TRIES):
        yield f".idxcheck-{os.urandom(4).hex()}.tmp"


def _exists(path: Path) -> FileExistsError:
    return FileExistsError(errno.EEXIST, "the file exists", str(path))


def _no_free_name(path: Path) -> FileExistsError:
    return FileExistsError(errno.EEXIST, "no name is free for a temporary file", str(path.parent))
