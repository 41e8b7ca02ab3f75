"""Exceptions in a configuration that nothing needed, and that would hide a later fault."""

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from idxcheck.configuration.model import Configuration, FilesEntry, Ignore
from idxcheck.configuration.places import is_within, names_below
from idxcheck.sizes import counted


@dataclass(frozen=True, slots=True)
class JudgedFile:
    """A file that was judged: the codes found in it, ignored or not, and those executed."""

    path: str | None
    found: Collection[str]
    executed: Collection[str]


@dataclass(frozen=True, slots=True)
class UnusedIgnore:
    """An exception that was not needed, and why not.

    `place` is the path of its key in the configuration file, `rule` and `reason` are as
    written there, `pattern` holds the patterns of its `[[files]]`.
    """

    place: str
    rule: str
    pattern: str
    reason: str
    why: str


def unused_ignores(
    configuration: Configuration, judged: Iterable[JudgedFile], checked: Collection[str] = ()
) -> list[UnusedIgnore]:
    """Return the exceptions of `configuration` that nothing in the `judged` files needed.

    One is unused where its rules were executed on files it is for and found nothing there,
    or where no file is for it although all its patterns begin in one of the `checked`
    folders. To be called for a run that left out neither rules nor bytes: whether another
    rule would have needed the exception is not known otherwise.
    """
    unused: list[UnusedIgnore] = []
    for entry, files, covered in _matched(configuration, judged, checked):
        for ignore in entry.ignores:
            why = _why_unused(ignore, files, covered=covered)
            if why is not None:
                pattern = entry.pattern
                unused.append(UnusedIgnore(ignore.place, ignore.rule, pattern, ignore.reason, why))
    return unused


def unmatched_patterns(
    configuration: Configuration, judged: Iterable[JudgedFile], checked: Collection[str] = ()
) -> list[str]:
    """Return the patterns of the `[[files]]` that were for none of the `judged` files.

    A mistyped path would else leave its files without what is expected of them. Only those
    are told that begin in one of the `checked` folders, and not those whose exceptions are
    told of already.
    """
    entries = _matched(configuration, judged, checked)
    return [
        entry.pattern
        for entry, files, covered in entries
        if covered and not files and not entry.ignores
    ]


def _matched(
    configuration: Configuration, judged: Iterable[JudgedFile], checked: Collection[str]
) -> Iterator[tuple[FilesEntry, list[JudgedFile], bool]]:
    """Yield each `[[files]]`, its files, and whether `checked` holds all it can be for."""
    placed = [(names_below(configuration.folder, file.path), file) for file in judged]
    for entry in configuration.files:
        files = [file for names, file in placed if entry.matches(names)]
        begins = [os.path.join(configuration.folder, *each.beginning) for each in entry.patterns]  # noqa: PTH118 - a name as given
        covered = all(any(is_within(path, folder) for folder in checked) for path in begins)
        yield entry, files, covered


def _why_unused(ignore: Ignore, files: Collection[JudgedFile], *, covered: bool) -> str | None:
    if not covered:  # another file may need it
        return None
    if not files:
        return "no judged file matches"
    if any(ignore.codes.intersection(file.found) for file in files):
        return None
    tried = sum(not ignore.codes.isdisjoint(file.executed) for file in files)
    return f"nothing found in {counted(tried, 'file')} that it is for" if tried else None
