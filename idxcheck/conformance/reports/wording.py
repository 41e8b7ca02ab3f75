"""What the reports for people say alike."""

from collections import Counter
from collections.abc import Sequence

from idxcheck.conformance.adapter import Implementation
from idxcheck.conformance.outcomes import WORST_FIRST, Outcome
from idxcheck.conformance.report import ConformanceReport, Result, Skipped
from idxcheck.reports.escaping import escape
from idxcheck.sizes import counted

LONGEST = 300  # characters of a message
KINDS = {"valid": "files that must be read ", "invalid": "files that must be refused ", "": ""}


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


def skipped(what: Skipped) -> str:
    """Return what was not asked, with the number of cases where that is known."""
    return clip(what.what) + (f", {counted(what.count, 'case')}" if what.count else "")


def score(report: ConformanceReport) -> str:
    """Return how many of the executed cases passed: `38/46`."""
    return f"{report.passed}/{report.executed}"


def score_and_known(report: ConformanceReport) -> str:
    """Return the score, and how many failures are known: `38/46, 3 known failures`."""
    known = sum(each.known is not None for each in report.everything)
    return score(report) + (f", {counted(known, 'known failure')}" if known else "")


def counts(report: ConformanceReport) -> str:
    """Return how many cases have each outcome, and what failed besides them.

    `3 wrong-values, 38 pass; smoke: 1 false-accept; generated: 2 crash`.
    """
    parts = [_listed(report.results) or "no case"]
    for name, results in (("smoke", report.smoke), ("generated", report.generated)):
        failed = _listed([each for each in results if each.outcome.fails(strict=report.strict)])
        parts += [f"{name}: {failed}"] if failed else []
    return "; ".join(parts)


def _listed(results: Sequence[Result]) -> str:
    found = Counter(each.outcome for each in results)
    return ", ".join(f"{found[each]} {each.value}" for each in WORST_FIRST if each in found)


def nothing_asked(report: ConformanceReport) -> bool:
    """Whether the run was stopped before the first case: its verdict says all there is."""
    return bool(report.stopped) and not report.results


def executed(report: ConformanceReport) -> str:
    """Return how many cases were executed, of how many; or that none was asked, and why."""
    if nothing_asked(report):
        return _stopped(report)
    return f"executed {report.executed} of {counted(len(report.results), 'case')} asked"


def _stopped(report: ConformanceReport) -> str:
    return f"{report.stopped}, nothing more was asked"


def verdict(report: ConformanceReport) -> str:
    """Return whether the run passed, and if not why."""
    if report.ok:
        return "passed"
    if nothing_asked(report):
        return f"failed: {_stopped(report)}"
    reasons = []
    failed, stale = len(failing(report)), sum(each.stale is not None for each in report.everything)
    if failed:
        reasons.append(counted(failed, "failure"))
    if stale:
        entries = "entry" if stale == 1 else "entries"
        remove = "remove it" if stale == 1 else "remove them"
        reasons.append(f"{stale} {entries} of the known failures did not come: {remove}")
    if report.stopped:
        reasons.append(_stopped(report))
    else:
        reasons += [
            f"{each.executed} {KINDS[each.of]}executed, and {each.least} must be"
            for each in report.shortages
        ]
    return f"failed: {'; '.join(reasons)}"
