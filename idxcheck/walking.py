"""From the paths of a command to the files it is about.

A path named outright stands for itself. A folder stands for what in it holds a matrix by
its first bytes, or should by its name; all else in it is passed over. Nothing is left out
in silence: what cannot be looked into is an entry with its reason.
"""

# Names stay as they are given; pathlib would rewrite them.
# ruff: noqa: PTH110, PTH112, PTH113, PTH114, PTH116, PTH118, PTH207, PTH208

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from idxcheck.names import is_companion, looks_like_matrix, stem
from idxcheck.source import open_source
from idxcheck.source.recognition import Content, recognise

STANDARD_INPUT = "-"
BACKUP = ".bak"  # behind the name of a file that was repaired in place
GLOB_CHARACTERS = frozenset("*?[")
MATLAB = "MATLAB"  # what the name of each of its formats begins with


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to judge; `fault` says why it cannot be, where that is known already."""

    path: str
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """What was found under some paths: the files to judge, and what was passed over.

    `folders` are those that were walked, as they were named or matched a pattern.
    """

    entries: list[Entry] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)


def walk(paths: Iterable[str]) -> Walk:
    """Return the files `paths` stand for, in the order of the paths, folders sorted by name.

    A path that does not exist and holds one of `*?[` is expanded, for shells that do not.
    """
    found = Walk()
    for path in paths:
        matches = _matches(path)
        for each in [path] if matches is None else matches:
            if each != STANDARD_INPUT and os.path.isdir(each):
                found.folders.append(each)
                before = len(found.entries) + len(found.passed_over)
                _walk_folder(each, found)
                if len(found.entries) + len(found.passed_over) == before:
                    found.passed_over.append(each)  # it was asked for, and held nothing
            elif matches is not None and _may_block(each):
                found.passed_over.append(each)
            else:
                found.entries.append(Entry(each))
    return found


def _matches(path: str) -> list[str] | None:
    """Return the names a pattern stands for; None for what is no pattern or stands for none."""
    if GLOB_CHARACTERS.isdisjoint(path) or os.path.lexists(path):
        return None
    import glob  # noqa: PLC0415 - seldom needed

    return [_as_file(name) for name in sorted(glob.glob(path, recursive=True))] or None


def _may_block(path: str) -> bool:
    """Whether `path` is a pipe, a socket or a device: to open one may wait for ever."""
    return os.path.exists(path) and not os.path.isfile(path)


def _walk_folder(root: str, found: Walk) -> None:
    """Add what stands in `root` and below it; each folder once, however links lead there."""
    visited: set[tuple[int, int]] = set()
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            status = os.stat(folder)
            identity = status.st_dev, status.st_ino
            names = [] if identity in visited else sorted(os.listdir(folder))
        except OSError as error:
            found.entries.append(Entry(folder, _reason(error)))
            continue
        if identity in visited:
            found.passed_over.append(folder)
        visited.add(identity)
        paths = _visible(folder, names)
        below = [path for path in paths if _add_unless_folder(path, found)]
        folders += reversed(below)


def _visible(folder: str, names: Iterable[str]) -> Iterator[str]:
    """Yield the paths of the names that are not hidden; those in "." stay bare."""
    for name in names:
        if not name.startswith("."):
            yield _as_file(name) if folder == os.curdir else os.path.join(folder, name)


def _as_file(name: str) -> str:
    """Return `name` so that it is no standard input, which is meant only where it is typed."""
    return os.path.join(os.curdir, name) if name == STANDARD_INPUT else name


def _add_unless_folder(path: str, found: Walk) -> bool:
    """Add `path` where it is no folder; return whether it is one."""
    try:
        os.stat(path)
    except OSError as error:
        if os.path.islink(path) and not looks_like_matrix(path):
            found.passed_over.append(path)  # it leads nowhere
        else:
            found.entries.append(Entry(path, _reason(error)))
        return False
    if os.path.isdir(path):
        return True
    if _may_block(path):
        found.passed_over.append(path)
    else:
        _add_file(path, found)
    return False


def _add_file(path: str, found: Walk) -> None:
    try:
        with open_source(path) as source:
            content = recognise(source.head, source.length)
            length = source.length
    except OSError as error:
        found.entries.append(Entry(path, _reason(error)))
        return
    # A .mat may well be MATLAB's; under any other name of a matrix it is the wrong file.
    matlab = content.detail.startswith(MATLAB) and stem(path).lower().endswith(".mat")
    named = looks_like_matrix(path) and not is_companion(path)
    kept = path.endswith(BACKUP)  # what is kept of a damaged file stays damaged
    if not matlab and not kept and (named or _holds_matrix(content, length)):
        found.entries.append(Entry(path))
    else:
        found.passed_over.append(path)


def _holds_matrix(content: Content, length: int | None) -> bool:
    """Whether the bytes alone say matrix: two zeros that begin anything do not."""
    if content.little_endian:
        return content.header is not None and content.header.file_size == length
    if content.kind == "idx":
        return content.error is None or content.error.field != "type"
    return content.kind == "norb"


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
