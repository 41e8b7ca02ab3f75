"""Which configuration file is used: the nearest one, but none that came with the data."""

# Names stay as they are given; pathlib would rewrite them.
# ruff: noqa: PTH109, PTH112, PTH113, PTH118, PTH120, PTH123

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from idxcheck.configuration.places import is_within
from idxcheck.configuration.reading import LIMIT, PYPROJECT, TABLE, own_table, read_toml

OWN_FILE = "idxcheck.toml"


@dataclass(frozen=True, slots=True)
class NotUsed:
    """A configuration file that was passed by: it stands in the checked `folder` or below it."""

    path: str
    folder: str


@dataclass(frozen=True, slots=True)
class Found:
    """The file to use, None for none, and the nearer ones that must not be used."""

    path: str | None = None
    not_used: tuple[NotUsed, ...] = ()


def find_configuration(checked: Iterable[str] = ()) -> Found:
    """Return the nearest configuration file from the working directory upward.

    Files in one of the `checked` folders or below it are not used, by their real paths: a
    download must not switch rules off. Paths are relative to the working directory. Raises
    OSError and UsageError for a pyproject.toml that may configure idxcheck and cannot be
    read.
    """
    folders = [path for path in checked if os.path.isdir(path)]
    not_used: list[NotUsed] = []
    for above in _upward():
        holder = next((each for each in folders if is_within(above, each)), None)
        path = _configuration_in(above, trusted=holder is None)
        if path is None:
            continue
        if holder is None:
            return Found(path, tuple(not_used))
        not_used.append(NotUsed(path, holder))
    return Found(None, tuple(not_used))


def _upward() -> Iterator[str]:
    """Yield the working directory and those above it, relative to it."""
    try:
        here = os.getcwd()
    except OSError:  # it was removed
        return
    above = os.curdir
    while True:
        yield above
        parent = os.path.dirname(here)
        if parent == here:
            return
        here, above = parent, os.path.join(above, os.pardir)


def _configuration_in(folder: str, *, trusted: bool) -> str | None:
    """Return the configuration file that stands in `folder`, None for none."""
    own, project = (os.path.normpath(os.path.join(folder, name)) for name in (OWN_FILE, PYPROJECT))
    if os.path.isfile(own):
        return own
    if os.path.isfile(project) and _configures(project, trusted=trusted):
        return project
    return None


def _configures(path: str, *, trusted: bool) -> bool:
    """Whether a pyproject.toml holds our table; what is not `trusted` is not parsed.

    One that never mentions us may be as broken as it likes.
    """
    try:
        with open(path, "rb") as file:
            text = file.read(LIMIT)
    except OSError:
        if trusted:
            raise
        return False
    if not trusted or b"idxcheck" not in text:
        return TABLE.encode() in text
    return own_table(read_toml(path)) is not None
