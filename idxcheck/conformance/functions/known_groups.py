"""Groups of known failures in a session of pytest: did any case of each come out so?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from idxcheck.conformance.known import Known
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import Result
from idxcheck.reports.escaping import escape
from idxcheck.sizes import counted


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """A group of known failures, and how many cases of a test it is about."""

    known: Known
    size: int

    @property
    def as_json(self) -> dict[str, Any]:
        """What a report of a test carries of it."""
        return {"case": self.known.case, "outcome": self.known.outcome.value, "size": self.size}


def groups_among(known: Iterable[Known], cases: Sequence[str]) -> tuple[KnownGroup, ...]:
    """Return the groups with how many of the `cases` of a test, all it has, they are about."""
    sizes = {each: sum(map(each.fits, cases)) for each in known if each.is_group}
    return tuple(KnownGroup(each, size) for each, size in sizes.items())


@dataclass(slots=True)
class GroupsOfSession:
    """The groups of all tests, by what the reports of their cases tell; each case once."""

    _run: dict[tuple[str, str, str, int], set[str]] = field(default_factory=dict)
    _came: set[tuple[str, str, str, int]] = field(default_factory=set)

    def add(self, entry: Mapping[str, Any]) -> None:
        """Take what `record` has told of a case."""
        result = entry["result"]
        for group in entry["groups"]:
            key = (entry["test"], group["case"], group["outcome"], group["size"])
            self._run.setdefault(key, set()).add(result["case"])
            if result["outcome"] == group["outcome"]:
                self._came.add(key)

    def stale(self) -> Iterator[Result]:
        """Yield one for every group all of whose cases were run, and none came out so."""
        for key, cases in self._run.items():
            test, case, outcome, size = key
            if key not in self._came and len(cases) == size:
                yield Result(
                    case,
                    Outcome.PASS,
                    stale=f"known failure {escape(case)} did not come in {counted(size, 'case')}:"
                    f" remove it ({outcome}, in {escape(test)})",
                )
