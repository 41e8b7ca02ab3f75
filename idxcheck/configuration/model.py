"""A configuration as values, apart from how it is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from idxcheck.configuration.patterns import Pattern
from idxcheck.expectation import Expectation
from idxcheck.findings import Severity


@dataclass(frozen=True, slots=True)
class Ignore:
    """An exception that is granted: the rules it is for, as written and as codes, and why.

    `place` is the path of the key in the configuration file: `files[0].ignore[1]`.
    """

    rule: str
    codes: frozenset[str]
    reason: str
    place: str


@dataclass(frozen=True, slots=True)
class FilesEntry:
    """One `[[files]]` table: what holds of the files that one of the patterns matches."""

    patterns: tuple[Pattern, ...]
    dataset: str | None = None
    expectation: Expectation = field(default_factory=Expectation)
    severity: Mapping[str, Severity] = field(default_factory=dict)
    ignores: tuple[Ignore, ...] = ()

    @property
    def pattern(self) -> str:
        """Its patterns, as they are written."""
        return ", ".join(each.text for each in self.patterns)

    def matches(self, names: tuple[str, ...]) -> bool:
        """Whether it is for the file with these parts of a path below the folder."""
        return any(pattern.matches(names) for pattern in self.patterns)


@dataclass(frozen=True, slots=True)
class Configuration:
    """What one configuration file says; None where it leaves a choice open.

    `path` is the name to show of it, `folder` the absolute path of the folder that its
    patterns are relative to. `select` and `ignore` are selectors of rules as written,
    `severity` is by the code of the rule, `dataset` the name of a data set, or "none".
    """

    path: str
    folder: str
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    fail_on: Severity | None = None
    lenient: bool | None = None
    dataset: str | None = None
    severity: Mapping[str, Severity] = field(default_factory=dict)
    files: tuple[FilesEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class PathSettings:
    """What a configuration says of one file.

    `dataset` is a name, "none", or None where nothing is said; `expectation` is None
    where nothing is expected; `severity` is by the code of the rule.
    """

    dataset: str | None = None
    expectation: Expectation | None = None
    severity: Mapping[str, Severity] = field(default_factory=dict)
    ignores: tuple[Ignore, ...] = ()
