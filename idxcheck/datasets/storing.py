"""Where a file lies before it has its name, and how it gets it."""

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from idxcheck.errors import UsageError
from idxcheck.evidence import CHUNK
from idxcheck.source import open_source

HIDDEN = ".idxcheck-"  # how the name of a temporary folder begins: checks pass over it


def folder_named(given: str | os.PathLike[str]) -> Path:
    """Return the folder of this name; raises UsageError where no folder can have it."""
    try:
        folder = Path(given)
        with contextlib.suppress(OSError):
            folder.stat()
    except (TypeError, ValueError) as error:  # a zero character, or one that cannot be encoded
        raise UsageError(f"no folder can have the name {given!a}: {error}") from error
    return folder


def is_file(path: Path) -> bool:
    """Return whether there is a file; raises FileExistsError where something else is."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    if not stat.S_ISREG(mode):
        raise FileExistsError(
            errno.EEXIST, "something that is no file has this name; next: move it away", str(path)
        )
    return True


def refuse_read_only(path: Path) -> None:
    """Raise PermissionError for a file that may not be written, as for any other output."""
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(
            errno.EACCES, "the file is read-only; next: make it writable or move it away", str(path)
        )


def give_name(file: Path, path: Path) -> None:
    """Let `file` take the name `path` in one step; one that it replaces leaves it its mode."""
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    refuse_read_only(target)
    with contextlib.suppress(FileNotFoundError):
        file.chmod(stat.S_IMODE(target.stat().st_mode))
    file.replace(target)


@contextlib.contextmanager
def workspace(path: Path) -> Iterator[Path]:
    """Give a temporary folder on the file system of `path`, gone when the block ends.

    It stands in the nearest folder that exists: none is made for a file that may not come.
    """
    folder = Path(os.path.realpath(path)).parent
    while not folder.exists():
        folder = folder.parent
    try:
        space = tempfile.TemporaryDirectory(prefix=HIDDEN, dir=folder)
    except OSError as error:
        error.filename = str(path)  # the name the caller knows
        raise
    with space as name:
        yield Path(name)


def decompress(source: Path, target: Path, limit: int) -> None:
    """Write what `source` holds decompressed to the new file `target`, `limit` bytes at most."""
    window = memoryview(bytearray(CHUNK))
    with open_source(source) as content, target.open("xb") as file:
        while (count := content.readinto(window)) and content.position <= limit:
            file.write(window[:count])
