"""The Markdown report, for the comment on a pull request: counts and the worst failures."""

import re
from collections.abc import Iterator

from idxcheck.conformance.causes import Cause, causes
from idxcheck.conformance.outcomes import WORST_FIRST
from idxcheck.conformance.report import ConformanceReport
from idxcheck.conformance.reports.wording import (
    clip,
    executed,
    failing,
    nothing_asked,
    score,
    title,
    verdict,
)
from idxcheck.reports.escaping import escape
from idxcheck.sizes import counted

MOST_CAUSES = 5
LONGEST_REPRODUCER = 1000  # characters; a comment has room for 65,536
# A colon before a blank and an underscore within a word mean nothing.
ACTIVE = re.compile(r"[][\\`*<>&|~@#$]|:(?=\S)|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])")


def render(report: ConformanceReport) -> str:
    """Return `report` as Markdown; nothing that an implementation says is markup in it."""
    return "\n".join(
        [
            f"### {code(title(report.implementation))}: {score(report)} (scope {report.scope})",
            "",
            verdict(report) + ("" if nothing_asked(report) else f"; {executed(report)}"),
            "",
            *_table(report),
            *_worst(report),
        ]
    )


def literal(text: str) -> str:
    """Return `text` so that Markdown shows every character and means nothing by any of them."""
    return ACTIVE.sub(lambda match: f"&#{ord(match[0])};", clip(text))


def code(text: str) -> str:
    """Return `text` as code within a line outside of tables; nothing in it means anything."""
    shown = clip(text)
    fence = "`" * (_longest_run(shown) + 1)
    # One blank is taken away at both ends, where there is one at both.
    edge = " " if shown[:1] + shown[-1:] in ("  ", "") or "`" in shown[:1] + shown[-1:] else ""
    return f"{fence}{edge}{shown}{edge}{fence}"


def block(text: str) -> list[str]:
    """Return the lines of a block of code that holds the one line `text`."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return [f"{fence}sh", escape(text), fence]


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


def cause_lines(cause: Cause) -> Iterator[str]:
    """Yield the item of a list that tells of a cause: cases, the smallest one, its reproducer."""
    example = cause.example
    detail = f": {code(example.detail)}" if example.detail else ""
    number = counted(len(cause.results), "case")
    yield f"- **{cause.outcome.value}**, {number}{literal(cause.phrase)}, e.g. {code(example.case)}{detail}"
    if 0 < len(example.reproducer) <= LONGEST_REPRODUCER:
        yield ""
        yield from (f"  {line}" for line in block(example.reproducer))
        yield ""


def _table(report: ConformanceReport) -> Iterator[str]:
    """Yield the rows of how many cases came out how."""
    not_asked = sum(each.count for each in report.skipped)
    known = sum(each.known is not None for each in report.everything)
    stale = sum(each.stale is not None for each in report.everything)
    rows = [(each.value, report.counts.get(each, 0)) for each in WORST_FIRST]
    rows += [("not asked", not_asked), ("known failures", known)]
    rows += [("known failures that did not come", stale)]
    yield "| outcome | cases |"
    yield "|---|---|"
    yield from (f"| {name} | {number} |" for name, number in rows if number)


def _worst(report: ConformanceReport) -> Iterator[str]:
    found = causes(failing(report), report.results)
    if found:
        yield ""
    for cause in found[:MOST_CAUSES]:
        yield from cause_lines(cause)
    if len(found) > MOST_CAUSES:
        yield f"- and {counted(len(found) - MOST_CAUSES, 'more cause')}"
    stale = [each for each in report.everything if each.stale is not None]
    yield from (f"- stale: {code(each.case)}: {code(each.stale or '')}" for each in stale)
    yield ""
