"""What readers were measured to do, for the files that a user has."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from idxcheck.conformance.matrix.sayings import what_it_does
from idxcheck.errors import UsageError
from idxcheck.findings import FileReport, ReaderWord, Verdict

# What `idxcheck conform matrix --abilities` wrote of the results in docs/conformance.
ABILITIES = Path(__file__).with_name("abilities.json")


def measured_readers() -> Mapping[str, Any]:
    """Return the abilities of every reader that was measured, by its name."""
    found: dict[str, Any] = json.loads(ABILITIES.read_text(encoding="utf-8"))["readers"]
    return found


def reader_words(names: Sequence[str]) -> Callable[[FileReport], tuple[ReaderWord, ...]]:
    """Return what says of a file what each of the readers does with such files.

    It says nothing of a file that is not valid. Raises UsageError for a reader that was not
    measured.
    """
    known = measured_readers()
    for name in names:
        if name not in known:
            raise UsageError(f"no reader {name!r} was measured; choose from: {', '.join(known)}")

    def words(file: FileReport) -> tuple[ReaderWord, ...]:
        if file.verdict is not Verdict.VALID or file.header is None:
            return ()
        return tuple(_word(known[name], file) for name in names)

    return words


def _word(abilities: Mapping[str, Any], file: FileReport) -> ReaderWord:
    assert file.header is not None  # noqa: S101 - a valid file has one
    reader = f"{abilities['name']} {abilities['version']}".strip()
    return ReaderWord(reader, tuple(what_it_does(abilities, file.header, file.layers)))
