"""What the reports for people say alike."""

from collections.abc import Sequence

from idxcheck.conformance.adapter import Implementation
from idxcheck.conformance.outcomes import WORST_FIRST, Outcome
from idxcheck.conformance.report import ConformanceReport, Result
from idxcheck.reports.escaping import escape
from idxcheck.sizes import counted

LONGEST = 300  # characters of a message


def title(implementation: Implementation) -> str:
    """Return name and version, printable."""
    return clip(f"{implementation.name} {implementation.version}".strip())


def clip(text: str) -> str:
    """Return `text` printable, and no longer than a reader wants it."""
    more = len(text) - LONGEST
    shown = escape(text[:LONGEST])
    return f"{shown}... ({counted(more, 'more character')})" if more > 0 else shown


def said(result: Result) -> str:
    """Return the outcome and what was found: `hang: no answer in 5 s`."""
    return f"{result.outcome.value}: {clip(result.detail)}".removesuffix(": ")


def failing(report: ConformanceReport) -> list[Result]:
    """Return what fails the run by its outcome; a stale entry of known failures does not."""
    return [each for each in report.failures if each.outcome.fails(strict=report.strict)]


def leaky(report: ConformanceReport) -> list[Result]:
    """Return the leaky errors that fail nothing."""
    if report.strict:
        return []
    return [
        each
        for each in report.everything
        if each.outcome is Outcome.LEAKY_ERROR and each.known is None
    ]


def unsupported(results: Sequence[Result]) -> list[Result]:
    """Return what the implementation said it does not take."""
    return [each for each in results if each.outcome is Outcome.UNSUPPORTED]


def score(report: ConformanceReport) -> str:
    """Return how many of the executed cases passed: `38/46`."""
    return f"{report.passed}/{report.executed}"


def counts(report: ConformanceReport) -> str:
    """Return how many cases have each outcome: `3 wrong-values, 38 pass`."""
    found = report.counts
    listed = [f"{found[each]} {each.value}" for each in WORST_FIRST if each in found]
    return ", ".join(listed) or "no case"


def executed(report: ConformanceReport) -> str:
    """Return how many cases were executed, of how many."""
    return f"executed {report.executed} of {counted(len(report.results), 'case')} asked"


def verdict(report: ConformanceReport) -> str:
    """Return whether the run passed, and if not why."""
    if report.ok:
        return "passed"
    reasons = []
    failed, stale = len(failing(report)), sum(each.stale is not None for each in report.everything)
    if failed:
        reasons.append(counted(failed, "failure"))
    if stale:
        reasons.append(f"{stale} known as a failure and none any more")
    least = max(report.min_executed, 1)
    if report.executed < least:
        reasons.append(f"{report.executed} executed, and {least} must be")
    return f"failed: {'; '.join(reasons)}"
