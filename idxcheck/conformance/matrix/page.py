"""The matrix: one page of what came of many implementations, from their result files."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from idxcheck.conformance.causes import Cause, causes, section
from idxcheck.conformance.matrix.results import results_of
from idxcheck.conformance.outcomes import WORST_FIRST, Outcome
from idxcheck.conformance.report import Result
from idxcheck.conformance.reports.markdown import cause_lines, code, literal
from idxcheck.sizes import counted
from idxcheck.vectors import flags

MARK = "<!-- made by: idxcheck conform matrix -->"
"""The first line of the page."""

MOST_CAUSES = 5  # of one reader
IN_ADDRESSES = ":/?#@!$&'*+,;=%~"  # what stays as it is; brackets would end a link
FORMATS = {
    "IDX": ("the file", "the magic", "the sizes", "the payload", "around the file"),
    "NORB": ("the file", "the magic", "the rank", "the sizes", "the payload", "around the file"),
}
"""The sections of both specifications, from the first on, each with its title."""

MEANINGS = {
    Outcome.WRONG_VALUES: "other elements than the file holds, without an error",
    Outcome.WRONG_SHAPE: "another shape, without an error",
    Outcome.WRONG_ELEMENT: "another element type, without an error",
    Outcome.FALSE_ACCEPT: "data from a file that must be refused",
    Outcome.MEMORY: "takes more memory than any such file needs",
    Outcome.HANG: "does not come back",
    Outcome.CRASH: "ends, and whoever called it too",
    Outcome.ERROR: "no answer that anybody can use",
    Outcome.FALSE_REJECT: "refuses a file that must be read",
    Outcome.LEAKY_ERROR: "refuses rightly, by an exception that it does not declare",
    Outcome.UNSUPPORTED: "says that it does not take such files, which is no fault",
}
INTRODUCTION = """\
# What readers and writers make of the conformance vectors

Each was asked to read every vector of its scope, and to write those that have one encoding. A
cell says how many answers were right, of how many, and the worst that came otherwise; cases
answered with `unsupported` are not among them. `-` was not asked. A section is that of the
specification, [IDX](../../spec/idx.md) or [NORB](../../spec/norb.md).
[Vectors](../vectors.md) tells what is asked, and [Known defects](known-defects.md) which faults,
known before, were found again."""
BEYOND = """\
## Outside what they claim

Who claims to read MNIST's files alone was asked to read the other IDX files too, those that are
not compressed. Refusing them is no fault; below is what came otherwise, and is not in the tables
above."""
HARM = (
    Outcome.WRONG_VALUES,
    Outcome.WRONG_SHAPE,
    Outcome.WRONG_ELEMENT,
    Outcome.FALSE_ACCEPT,
    Outcome.MEMORY,
    Outcome.HANG,
    Outcome.CRASH,
)
"""What is no refusal, and no right answer either; the worst first."""


Results = Mapping[str, Mapping[str, Any]]
"""The content of result files by their names."""


def page(results: Results, beyond: Results | None = None) -> str:
    """Return the page in Markdown, from result files.

    The files stand beside the page, `NAME.json`, and those of what is outside the scope that
    is claimed in `beyond/NAME.json`. Nothing that an implementation said is markup in it.
    """
    names = sorted(results)
    lines = [MARK, "", INTRODUCTION, "", *_legend(), "## All", "", *_overview(names, results)]
    for kind in FORMATS:
        lines += ["", f"## {kind}", "", *_table(kind, names, results)]
    for name in names:
        lines += ["", *_reader(name, results[name])]
    if beyond:
        lines += ["", BEYOND, *_beyond(beyond)]
    text = "".join(f"{line}\n" for line in lines)
    return re.sub("\n{3,}", "\n\n", text)  # a block ends with an empty line, and so do lists


def _legend() -> Iterator[str]:
    yield "| word | meaning |"
    yield "|---|---|"
    yield from (f"| {outcome.value} | {meaning} |" for outcome, meaning in MEANINGS.items())
    yield ""


def _overview(names: Sequence[str], results: Results) -> Iterator[str]:
    yield "| implementation | language | scope | passed | failures | worst | date |"
    yield "|---|---|---|---|---|---|---|"
    for name in names:
        found = results[name]
        totals, every = found["totals"], results_of(found, "results")
        yield (
            f"| {_link(name, found)} | {literal(found['implementation']['language'])}"
            f" | {found['scope']} | {totals['passed']}/{totals['executed']}"
            f" | {totals['failures']} | {_worst(every)} | {literal(found['date'][:10])} |"
        )


def _table(kind: str, names: Sequence[str], results: Results) -> Iterator[str]:
    """Yield the rows of one format: reading by sections, and all that has to do with writing."""
    titles = [f"{kind}-{number} {title}" for number, title in enumerate(FORMATS[kind], 1)]
    yield f"| implementation | {' | '.join(titles)} | writing |"
    yield f"|---{'|---' * (len(titles) + 1)}|"
    for name in names:
        every = results_of(results[name], "results")
        mine = [each for each in every if each.clause.startswith(f"{kind}-")]
        if not mine:
            continue
        reading = [each for each in mine if each.case.startswith("read ")]
        cells = [
            _cell([each for each in reading if section(each.clause) == f"{kind}-{number}"])
            for number in range(1, len(titles) + 1)
        ]
        cells.append(_cell([each for each in mine if not each.case.startswith("read ")]))
        yield f"| {_link(name, results[name])} | {' | '.join(cells)} |"


def _cell(asked: Sequence[Result]) -> str:
    if not asked:
        return "-"
    executed = [each for each in asked if each.outcome is not Outcome.UNSUPPORTED]
    passed = sum(not each.outcome.fails() for each in executed)
    score = f"{passed}/{len(executed)}" if executed else ""
    return f"{score} {_worst(asked)}".strip()


def _worst(asked: Sequence[Result]) -> str:
    """Return the worst outcome in a word, "" where all is right."""
    found = {each.outcome for each in asked}
    worst = next((each for each in WORST_FIRST if each in found), Outcome.PASS)
    return "" if worst is Outcome.PASS else worst.value


def _link(name: str, found: Mapping[str, Any]) -> str:
    return f"[{_title(found)}]({_result_file(name)})"


def _title(found: Mapping[str, Any]) -> str:
    implementation = found["implementation"]
    return literal(f"{implementation['name']} {implementation['version']}".strip())


def _result_file(name: str) -> str:
    return quote(f"{name}.json".encode("utf-8", "surrogateescape"))


def _reader(name: str, found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the section of one implementation: how it was asked, its worst, what it lacks."""
    every = results_of(found, "results")
    asked = results_of(found, "results", "generated")
    yield f"## {_title(found)}"
    yield ""
    yield from _how(name, found)
    told = causes([each for each in asked if each.outcome.fails(strict=True)], every)
    yield ""
    yield from ["Worst defects:", ""] if told else ["No defect was found."]
    known = flags()
    for cause in told[:MOST_CAUSES]:
        yield from cause_lines(cause)
        if cause.words in known:
            yield f"  Perhaps: {known[cause.words].effect}"
    if len(told) > MOST_CAUSES:
        left = sum(len(cause.results) for cause in told[MOST_CAUSES:])
        yield f"- and {counted(len(told) - MOST_CAUSES, 'more cause')} of {counted(left, 'case')}"
    lacking = causes([each for each in every if each.outcome is Outcome.UNSUPPORTED], every)
    if lacking or found["skipped"]:
        yield ""
        yield "Not taken or not asked:"
        yield ""
    for cause in lacking:
        number = counted(len(cause.results), "case")
        yield f"- unsupported, {number}, e.g. {code(cause.example.detail)}"
    for each in found["skipped"]:
        yield f"- {code(each['what'])}, {counted(each['count'], 'case')}: {code(each['reason'])}"


def _beyond(beyond: Results) -> Iterator[str]:
    """Yield for each implementation how often it did harm, the plainest case of each kind."""
    for name in sorted(beyond):
        found = beyond[name]
        every = results_of(found, "results")
        yield from ("", f"### {_title(found)}", "")
        yield f"- {counted(len(every), 'case')} asked, [all results](beyond/{_result_file(name)})"
        harm = {outcome: [each for each in every if each.outcome is outcome] for outcome in HARM}
        for outcome, results in harm.items():
            if results:
                yield from cause_lines(Cause(outcome, "", tuple(results)))
        if not any(harm.values()):
            yield "- each was refused, or read as it must be"


def _how(name: str, found: Mapping[str, Any]) -> Iterator[str]:
    """Yield who was asked, when, on what, and how much."""
    implementation, totals = found["implementation"], found["totals"]
    about = [literal(implementation["language"])] if implementation["language"] else []
    homepage = implementation["homepage"]
    if homepage.startswith(("https://", "http://")):
        label = homepage.partition("//")[2].rstrip("/")
        about.append(f"[{literal(label)}]({quote(homepage, safe=IN_ADDRESSES)})")
    yield f"- {', '.join([*about, f'[all results]({_result_file(name)})'])}"
    asked = f"asked on {literal(found['date'][:10])} by idxcheck {literal(found['idxcheck'])}"
    platform = [f"{literal(key)} {literal(found['platform'][key])}" for key in found["platform"]]
    strict = ["strict"] if found["strict"] else []
    yield f"- {', '.join([asked, 'scope ' + found['scope'], *strict, *platform])}"
    yield (
        f"- {totals['passed']} passed of {totals['executed']} executed,"
        f" {counted(totals['asked'], 'case')} asked"
    )
    yield from (f"- {literal(note)}" for note in found["notes"])
