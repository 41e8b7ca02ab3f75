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
from idxcheck.names import claimed_format, stem
from idxcheck.output import StrPath, name_of, open_output
from idxcheck.repair.case import Level
from idxcheck.repair.pieces import pieces_of
from idxcheck.source.inputs import open_input
from idxcheck.walking import BACKUP, STANDARD_INPUT
from idxspec import Format

NUMPY_SUFFIXES = (".npy", ".npz")
UNWRITTEN_SUFFIXES = (".tgz", ".zst", ".lzma", ".lz4", ".zip", ".7z", ".br", ".z")
CONVERT = "repair keeps the format: give another name, then: idxcheck convert OUT NEW"


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
    damaged, path = name_of(source), name_of(source if target is None else target)
    if path == STANDARD_INPUT:
        raise UsageError("give a file: the result takes its name only when it is checked")
    if stem(path).lower().endswith(NUMPY_SUFFIXES):
        raise UsageError(f"{path!r} is a name of numpy files; {CONVERT}")
    if path.lower().endswith(UNWRITTEN_SUFFIXES):
        raise UsageError(f"{path!r} is a name of a compression that is not written; use .gz")
    if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113 - a name as given
        raise UsageError(f"{path!r} is no file")
    if target is None:
        return Place(path, path + BACKUP, replace=True)
    if _is_same(damaged, path):
        raise UsageError(f"the result would replace {path!r}, the damaged file; repair it in place")
    return Place(path, None, replace)


def refuse_contradiction(place: Place, form: Format) -> None:
    """Raise UsageError where a new name is one of another format, or a backup stands there."""
    if place.backup is None:
        claim = claimed_format(place.path)
        if claim not in (None, form):
            raise UsageError(
                f"{place.path!r} is a name of {claim.upper()} files, and this is {form.upper()};"
                f" {CONVERT}"
            )
    elif os.path.lexists(place.backup):
        raise UsageError(f"{place.backup!r} exists, and a backup replaces nothing; move it away")


def _is_same(one: str, other: str) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return os.path.samefile(one, other)  # noqa: PTH121 - names as given
    return False  # one of them does not exist


@contextlib.contextmanager
def naming(path: str) -> Iterator[None]:
    """Give what the system says without a name that of the file it is about, as it was given."""
    try:
        yield
    except OSError as error:
        if error.filename in (None, os.path.realpath(path)):
            error.filename = path
        raise


@contextlib.contextmanager
def output_at(place: Place) -> Iterator[IO[bytes]]:
    """Give a binary file that takes its name when the block ends well, as `open_output` does.

    It is written as it stands, not compressed by its name. Where it takes that of the
    damaged file, this one gets its backup's name just before.
    """
    if place.backup is None:
        with open_output(place.path, replace=place.replace, compress=False) as file:
            yield file
        return
    kept = None
    try:
        with open_output(place.path, replace=True, compress=False) as file:
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
        name = name_of(source)
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
