"""Where a repair reads and writes: a file read several times, a result beside or in its place."""

import contextlib
import errno
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from idxcheck.errors import UsageError
from idxcheck.output import StrPath, open_output
from idxcheck.repair.case import Level
from idxcheck.repair.pieces import pieces_of
from idxcheck.source.inputs import open_input

STANDARD_INPUT = "-"
BACKUP = ".bak"  # behind the name of a file repaired in place


@dataclass(frozen=True, slots=True)
class Place:
    """The name a result takes, and the one the damaged file keeps where that was its own."""

    path: str
    backup: str | None
    replace: bool


def place_for(source: StrPath, target: StrPath | None, *, replace: bool) -> Place:
    """Return where the result of repairing `source` goes: `target`, or None for in its place.

    Raises UsageError for what is no name of a file and where a file would be lost.
    """
    damaged, path = _name(source), _name(source if target is None else target)
    if path == STANDARD_INPUT:
        raise UsageError("give a file: the result takes its name only when it is checked")
    if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113 - a name as given
        raise UsageError(f"{path!r} is no file")
    if target is None:
        backup = path + BACKUP
        if os.path.lexists(backup):
            raise UsageError(f"{backup!r} exists, and a backup replaces nothing; move it away")
        return Place(path, backup, replace=True)
    if _is_same(damaged, path):
        raise UsageError(f"the result would replace {path!r}, the damaged file; repair it in place")
    return Place(path, None, replace)


def _name(path: StrPath) -> str:
    name = os.fspath(path)
    if not isinstance(name, str):
        raise UsageError("a path is text; decode it with os.fsdecode(path)")
    return name


def _is_same(one: str, other: str) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return os.path.samefile(one, other)  # noqa: PTH121 - names as given
    return False  # one of them does not exist


@contextlib.contextmanager
def output_at(place: Place) -> Iterator[IO[bytes]]:
    """Give a binary file that takes its name when the block ends well, as `open_output` does.

    Where it takes that of the damaged file, this one gets its backup's name just before.
    """
    if place.backup is None:
        with open_output(place.path, replace=place.replace) as file:
            yield file
        return
    kept = None
    try:
        with open_output(place.path, replace=True) as file:
            yield file
            _keep(place.path, place.backup)
            kept = os.stat(place.path)  # noqa: PTH116 - a name as given
    except BaseException:
        with contextlib.suppress(OSError):
            # Once the name has passed to the result, the backup is all that is left.
            if kept is not None and os.path.samestat(kept, os.stat(place.path)):  # noqa: PTH116 - a name as given
                os.unlink(place.backup)  # noqa: PTH108 - a name as given
        raise


def _keep(path: str, backup: str) -> None:
    """Give the file `path` the name `backup` too, or a copy where it can have one name only."""
    try:
        os.link(os.path.realpath(path), backup)
    except FileExistsError:
        raise FileExistsError(errno.EEXIST, "the file exists", backup) from None
    except OSError:
        with open(path, "rb") as damaged, open(backup, "xb") as copy:  # noqa: PTH123 - names as given
            try:
                shutil.copyfileobj(damaged, copy)
                copy.flush()
                os.fsync(copy.fileno())
                shutil.copystat(path, backup)
            except BaseException:
                os.unlink(backup)  # noqa: PTH108 - a name as given
                raise


@contextlib.contextmanager
def readable_twice(source: StrPath) -> Iterator[Level]:
    """Give what reads the stored bytes of `source` from their beginning, each time it is called.

    Standard input and pipes go to a temporary file first. Raises OSError and UsageError.
    """
    with contextlib.ExitStack() as stack:
        name = _name(source)
        if name != STANDARD_INPUT and os.path.isfile(name):  # noqa: PTH113 - a name as given
            file = stack.enter_context(open(name, "rb", buffering=0))  # noqa: PTH123 - a name as given
        else:
            file = stack.enter_context(tempfile.TemporaryFile(buffering=0))
            with contextlib.closing(open_input(name)) as stored:
                for piece in pieces_of(stored):
                    file.write(piece)

        def level() -> io.RawIOBase:
            file.seek(0)
            return file

        yield level
