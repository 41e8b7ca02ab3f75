"""The text report, for people: causes, the worst first, and the score at the end."""

from collections.abc import Iterator, Sequence

from idxcheck.conformance.causes import Cause, causes
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result
from idxcheck.conformance.reports.wording import (
    clip,
    counts,
    executed,
    failing,
    leaky,
    nothing_asked,
    said,
    score,
    skipped,
    title,
    unsupported,
    verdict,
)
from idxcheck.reports.escaping import escape
from idxcheck.sizes import counted
from idxcheck.vectors import flags

MOST_CAUSES = 20  # of failures; with `verbose` all, and every case of each
MOST_LESSER = 5  # causes of what fails nothing


def render(report: ConformanceReport, *, verbose: bool = False) -> str:
    """Return `report` as lines of text, every character of them printable.

    Failures are told by their probable causes, each with its smallest case; `verbose`
    names every case. The last line says how many of those executed passed: `38/46`.
    """
    lines = [
        *_heading(report),
        *(f"{each.case}: {said(each)}" for each in report.smoke),
        *_failures(report, verbose=verbose),
        *_lesser(leaky(report), report, ", failures only with --strict", verbose=verbose),
        *_lesser(unsupported(report.results), report, "", verbose=verbose),
        *_known(report, verbose=verbose),
        *(f"{each.case}: {_of_generation(each)}" for each in report.generated),
        *(f"skipped {skipped(each)}: {clip(each.reason)}" for each in report.skipped),
        *_counts(report),
        verdict(report),
        f"scope {report.scope}: {score(report)}",
    ]
    return "".join(escape(line) + "\n" for line in lines)  # whatever an adapter has said


def _counts(report: ConformanceReport) -> Iterator[str]:
    """Yield the line of counts; where nothing was asked the verdict tells all."""
    if not nothing_asked(report):
        yield f"{counts(report)}; {executed(report)}"


def _heading(report: ConformanceReport) -> Iterator[str]:
    about = (report.implementation.language, report.implementation.homepage)
    known = ", ".join(clip(each) for each in about if each)
    yield title(report.implementation) + (f" ({known})" if known else "")
    if report.platform:
        yield ", ".join(f"{name} {clip(value)}" for name, value in report.platform.items())
    yield from (f"note: {clip(note)}" for note in report.notes)


def _failures(report: ConformanceReport, *, verbose: bool) -> Iterator[str]:
    found = causes(failing(report), report.results)
    shown = found if verbose else found[:MOST_CAUSES]
    known = flags() if found else {}
    for cause in shown:
        yield _cause(cause, "", verbose=verbose)
        if cause.words in known:
            yield f"  perhaps {cause.words}: {known[cause.words].effect}"
        for each in cause.results if verbose else (cause.example,):
            yield f"  {_case(each)}"
            if each.reproducer:
                yield f"    {each.reproducer}"  # whole, however long: it is there to be copied
            elif each.data is not None:
                yield f"    {each.data.hex()}"
    if len(shown) < len(found):
        yield f"and {counted(len(found) - len(shown), 'more cause')}; -v tells all"


def _lesser(
    results: Sequence[Result], report: ConformanceReport, remark: str, *, verbose: bool
) -> Iterator[str]:
    """Yield the causes of what fails nothing, each with its smallest case."""
    found = causes(results, report.results)
    shown = found if verbose else found[:MOST_LESSER]
    for cause in shown:
        yield _cause(cause, remark, verbose=verbose)
        yield from (f"  {_case(each)}" for each in (cause.results if verbose else [cause.example]))
    left = sum(len(cause.results) for cause in found[len(shown) :])
    if left:
        yield f"{found[0].outcome.value}: and {counted(left, 'more case')}; -v tells all"


def _cause(cause: Cause, remark: str, *, verbose: bool) -> str:
    number = len(cause.results)
    example = ", e.g." if number > 1 and not verbose else ""
    return f"{cause.outcome.value}: {counted(number, 'case')}{cause.phrase}{remark}{example}"


def _case(result: Result) -> str:
    clause = f" (clause {result.clause})" if result.clause else ""
    return f"{clip(result.case)}{clause}: {clip(result.detail)}".removesuffix(": ")


def _of_generation(result: Result) -> str:
    """Return the outcome, with what was tried where no cause tells of it."""
    return said(result) if result.outcome is Outcome.PASS else result.outcome.value


def _known(report: ConformanceReport, *, verbose: bool) -> Iterator[str]:
    known = [each for each in report.everything if each.known is not None]
    if known:
        yield f"known: {counted(len(known), 'failure')}, as expected"
    for each in known if verbose else ():
        yield f"  {clip(each.case)}: {each.outcome.value}, {clip(each.known or '')}"
    for each in report.everything:
        if each.stale is not None:
            yield f"stale: {clip(each.case)}: {clip(each.stale)}"
