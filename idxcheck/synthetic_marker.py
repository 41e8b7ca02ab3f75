"""The file that says which data sets of a folder are synthetic: read, written, taken back."""

# ruff: noqa: PTH108, PTH116, PTH118 - loading pathlib costs more than the check of a header

import errno
import os
import re
import stat
from collections.abc import Iterable, Mapping

from idxcheck.errors import UsageError
from idxcheck.names import SYNTHETIC_MARKER
from idxcheck.registry import data_sets

Folder = str | os.PathLike[str]

MOST = 1 << 16  # bytes read of a marker; a line for each data set takes less than 2 KiB
TEXT = """\
The files here of the data sets named below are synthetic: idxcheck drew them by a recipe.
They have the names and types of the published files; pictures and labels are made up.
A result that was measured with them says nothing about the published data.
The command behind a name, with -o and a folder, makes the same files again.

"""
LINE = re.compile(
    r"(?P<name>[a-z0-9-]+): idxcheck gen (?P=name)"
    r"(?P<arguments>(?: --full| --items [0-9]{1,20}| --layout [a-z]{1,20}| --seed [0-9]{1,20})*)"
)


def marked_sets(folder: Folder) -> frozenset[str]:
    """Return the names of the data sets that the marker in `folder` says are synthetic.

    There are none where it is no regular file, cannot be read, or names none of the registry.
    """
    try:
        text = _read(_path(folder))
    except (OSError, UsageError):
        return frozenset()
    return frozenset(_lines(text or ""))


def refuse_foreign(folder: Folder, *, replace: bool) -> Mapping[str, str]:
    """Return the arguments behind each name in the marker of `folder`, none where there is none.

    Raises UsageError where what has its name is no regular file, FileExistsError for a text
    of somebody else, unless `replace`, and other OSErrors.
    """
    path = _path(folder)
    text = _read(path)
    if text is None:
        return {}
    if text.startswith(TEXT):
        return _lines(text)
    if replace:
        return {}
    raise FileExistsError(errno.EEXIST, "the file exists", path)


def mark(folder: Folder, names: Iterable[str], arguments: str, *, replace: bool) -> str:
    """Say in `folder` that the data sets `names` were generated with `arguments`.

    Returns the path of the marker. What one of ours there says of other data sets stays.
    Raises as `refuse_foreign`.
    """
    lines = dict(refuse_foreign(folder, replace=replace))
    lines |= dict.fromkeys(names, f" {arguments}")
    return _write(folder, lines)


def unmark(folder: Folder, names: Iterable[str]) -> None:
    """Take back that the data sets `names` are synthetic; with the last one the marker goes.

    A text of somebody else stays as it is. Raises OSErrors.
    """
    try:
        before = refuse_foreign(folder, replace=False)
    except (FileExistsError, UsageError):
        return
    lines = {name: before[name] for name in before.keys() - set(names)}
    if lines and len(lines) < len(before):
        _write(folder, lines)
    elif len(lines) < len(before):
        os.unlink(_path(folder))


def _path(folder: Folder) -> str:
    return os.path.join(folder, SYNTHETIC_MARKER)


def _read(path: str) -> str | None:
    """Return the first of the text, None where there is none; a pipe is never waited for."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise UsageError(f"{path} is no regular file; next: move it away")
        with open(path, "rb", opener=_open) as file:
            data = file.read(MOST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    text = data[:MOST].decode("utf-8", errors="replace").replace("\r\n", "\n")
    # The last line may have been cut in its middle.
    return text if len(data) <= MOST else text.rpartition("\n")[0]


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # Windows has no such pipes


def _lines(text: str) -> dict[str, str]:
    known = {each.name for each in data_sets()}
    found = (LINE.fullmatch(line.strip()) for line in text.splitlines())
    return {each["name"]: each["arguments"] for each in found if each and each["name"] in known}


def _write(folder: Folder, lines: Mapping[str, str]) -> str:
    from idxcheck.output import open_output  # noqa: PLC0415 - a check writes nothing

    path = _path(folder)
    text = TEXT + "".join(f"{name}: idxcheck gen {name}{lines[name]}\n" for name in sorted(lines))
    with open_output(path, compress=False) as file:
        file.write(text.encode())
    return path
