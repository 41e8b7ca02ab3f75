"""What a run found: every result, counted, the worst first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from idxcheck.conformance.adapter import Implementation
from idxcheck.conformance.outcomes import WORST_FIRST, Outcome

_HALVED: tuple[Literal["valid", "invalid"], ...] = ("valid", "invalid")


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one case.

    `case` is its identifier, `clause` and `verdict` are those of the file ("" for the steps
    of the smoke test), `detail` says what was expected and found, `data` are the bytes asked
    about, None where they say nothing, `reproducer` is a line of a shell. `known` is the
    reason of a known failure: it does not fail the run. `stale` says that a failure was
    known, and did not come: it fails the run.
    """

    case: str
    outcome: Outcome
    clause: str = ""
    verdict: str = ""
    flags: tuple[str, ...] = ()
    detail: str = ""
    data: bytes | None = None
    reproducer: str = ""
    known: str | None = None
    stale: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was not asked, how many cases of it, and why."""

    what: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class Shortage:
    """Too little was executed: `executed` cases, and `least` must be.

    `of` names the verdict of the files that it is about, "" for all cases.
    """

    executed: int
    least: int
    of: Literal["valid", "invalid", ""] = ""


@dataclass(frozen=True, slots=True)
class ConformanceReport:
    """What a run found of one implementation.

    `smoke` are the steps before anything else, `results` one for every case that was asked,
    `generated` one for every property tried with files that Hypothesis made, `skipped` what
    was not asked and why. `stale` is one for every entry of the known failures that fits no
    result, each with its `stale`. `min_executed` is how many cases must have been executed: asked,
    and not answered with "unsupported"; with `halves` also half of the files that must be read,
    and half of those that must be refused. `stopped` is why the rest was not asked, "" where
    everything was.
    """

    implementation: Implementation
    scope: str
    results: tuple[Result, ...]
    smoke: tuple[Result, ...] = ()
    generated: tuple[Result, ...] = ()
    stale: tuple[Result, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    strict: bool = False
    min_executed: int = 0
    halves: bool = False
    stopped: str = ""
    notes: tuple[str, ...] = ()
    platform: Mapping[str, str] = field(default_factory=dict)

    @property
    def everything(self) -> tuple[Result, ...]:
        """Smoke, vectors, generated and the stale entries, in this order."""
        return (*self.smoke, *self.results, *self.generated, *self.stale)

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many vectors have each outcome, the worst first; those that none has left out."""
        found = [each.outcome for each in self.results]
        return {outcome: found.count(outcome) for outcome in WORST_FIRST if outcome in found}

    @property
    def executed(self) -> int:
        """How many cases of vectors were answered otherwise than with "unsupported"."""
        return _executed(self.results)

    @property
    def passed(self) -> int:
        """How many of those executed did as they must; a leaky error counts unless strict."""
        return sum(
            not each.outcome.fails(strict=self.strict) and each.outcome is not Outcome.UNSUPPORTED
            for each in self.results
        )

    @property
    def failures(self) -> tuple[Result, ...]:
        """What fails the run, the worst first, then as asked: neither known nor unsupported."""
        failed = [
            each
            for each in self.everything
            if each.stale is not None
            or (each.known is None and each.outcome.fails(strict=self.strict))
        ]
        return tuple(sorted(failed, key=lambda each: WORST_FIRST.index(each.outcome)))

    @property
    def ok(self) -> bool:
        """Whether nothing failed and enough was executed."""
        return not self.failures and not self.shortages

    @property
    def shortages(self) -> tuple[Shortage, ...]:
        """Of what too little was executed; a run of which nothing was, is short always."""
        counts = [Shortage(self.executed, max(self.min_executed, 1))]
        for verdict in _HALVED if self.halves else ():
            read = [r for r in self.results if r.verdict == verdict and r.case.startswith("read ")]
            counts.append(Shortage(_executed(read), (len(read) + 1) // 2, verdict))
        return tuple(each for each in counts if each.executed < each.least)

    def __bool__(self) -> bool:
        return self.ok

    def __str__(self) -> str:
        from idxcheck.conformance.reports.text import render  # noqa: PLC0415 - it needs this module

        return render(self)


def _executed(results: Sequence[Result]) -> int:
    return sum(each.outcome is not Outcome.UNSUPPORTED for each in results)
