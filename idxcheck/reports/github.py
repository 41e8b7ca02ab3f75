"""The report for GitHub Actions: annotations, and a table for the summary of the step.

GitHub shows ten annotations a level of each step and drops the others in silence, and it
drops a summary over 1 MiB whole. Both are kept below that, and what is left out is counted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from idxcheck.findings import FileReport, Finding, Report, Severity, Verdict
from idxcheck.reports.escaping import escape
from idxcheck.reports.places import is_file, posix_path
from idxcheck.reports.wording import GRAVITY, details, placed_details, totals_line, unjudged

SHOWN = 9  # annotations of a level; the tenth counts the others
SUMMARY_BYTES = 1 << 19  # half of what GitHub takes, so that a step can check twice
Level = Literal["error", "warning", "notice"]
LEVELS: dict[Severity, Level] = {
    Severity.ERROR: "error",
    Severity.UNDETERMINED: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}
# What neither Markdown nor HTML takes for its own, nor turns into a link.
PLAIN = re.compile(r"[^A-Za-z0-9 ,/=+-]")


@dataclass(frozen=True, slots=True)
class _Problem:
    """What is to be told: a finding, or in `message` what else there is, of a file or of none."""

    level: Level
    word: str
    file: str | None
    finding: Finding | None
    message: str = ""


def render(
    report: Report,
    exit_code: int,  # noqa: ARG001 - every format is given it
) -> str:
    """Return `report` as workflow commands, and a last line with the totals."""
    lines: list[str] = []
    problems = _problems(report)
    for level in dict.fromkeys(LEVELS.values()):
        of_level = [each for each in problems if each.level == level]
        lines += [_annotation(each) for each in of_level[:SHOWN]]
        if more := len(of_level[SHOWN:]):
            lines.append(_command(level, {"title": "idxcheck"}, f"{more} more, see the summary"))
    lines.append(totals_line(report))
    return "".join(line + "\n" for line in lines)


def summary(report: Report) -> str:
    """Return `report` as Markdown: the totals, then a row for each finding, the gravest first.

    It is to be appended to the file that GITHUB_STEP_SUMMARY names.
    """
    parts = [f"### idxcheck\n\n{totals_line(report)}\n"]
    rows = [*_rows(report)]
    if rows:
        parts.append("\n| | file | rule | at | what |\n|---|---|---|---|---|\n")
    left = SUMMARY_BYTES
    for number, row in enumerate(rows):
        left -= len(row)  # all ASCII
        if left < 0:
            more = len(rows) - number
            parts.append(f"\n{more} more rows are left out: GitHub takes no summary over 1 MiB.\n")
            break
        parts.append(row)
    return "".join(parts)


def _problems(report: Report) -> list[_Problem]:
    """Return all that is to be told, the gravest first."""
    unable = [
        _Problem("error", "failed", file.path, None, message)
        for file in report.files
        if (message := unjudged(file)) is not None
    ]
    placed = [(finding, file) for file in report.files for finding in file.findings]
    placed.sort(key=lambda each: GRAVITY.index(each[0].severity))
    found = [
        _Problem(LEVELS[finding.severity], finding.severity.value, file.path, finding)
        for finding, file in placed
    ]
    remarks = [_Problem("warning", "remark", None, None, escape(text)) for text in report.remarks]
    return unable + found + remarks


def _annotation(problem: _Problem) -> str:
    name, finding = problem.file, problem.finding
    lines = [problem.message] if finding is None else placed_details(finding)
    properties = {}
    if name is not None and is_file(name):
        properties = {"file": escape(posix_path(name)), "line": "1"}
    elif name is not None:
        lines[0] = f"{escape(name)}: {lines[0]}"
    title = "idxcheck" if finding is None else f"{finding.code} {finding.name}"
    return _command(problem.level, {**properties, "title": title}, "\n".join(lines))


def _command(level: Level, properties: dict[str, str], message: str) -> str:
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{level} {told}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _rows(report: Report) -> Iterator[str]:
    for problem in _problems(report):
        finding = problem.finding
        if finding is None:
            yield _row(problem.word, problem.file, "", "", problem.message)
        else:
            place = "" if finding.offset is None else f"{finding.offset:#x}"
            rule = f"{finding.code} {finding.name}"
            yield _row(problem.word, problem.file, rule, place, "; ".join(details(finding)))
    for file in report.files:
        if not file.findings and unjudged(file) is None:
            yield _row(_verdict(file), file.path, "", "", "header only" if file.header_only else "")


def _verdict(file: FileReport) -> str:
    return "ok" if file.verdict is Verdict.VALID else file.verdict.value


def _row(word: str, name: str | None, rule: str, place: str, message: str) -> str:
    # Within <code> GitHub mentions nobody and links nothing.
    file = "" if name is None else f"<code>{_text(posix_path(name))}</code>"
    return f"| {word} | {file} | {_text(rule)} | {place} | {_text(message)} |\n"


def _text(text: str) -> str:
    """Return `text` in ASCII, so that Markdown shows it as it is."""
    return PLAIN.sub(lambda match: f"&#{ord(match[0])};", escape(text))
