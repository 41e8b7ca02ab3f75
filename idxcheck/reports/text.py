"""The text report, for people: files under their folders, findings under their files."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby

from idxcheck.claim import MARKED
from idxcheck.findings import FileReport, Finding, Report, Severity, Verdict
from idxcheck.reports.escaping import escape
from idxcheck.reports.outcome import is_verified, totals, unchecked
from idxcheck.sizes import describe_shape
from idxspec import Header

QUIET, NORMAL, VERBOSE = -1, 0, 1
NAME_WIDTH = 40  # names are padded to the longest of their folder, but no further
INDENT = "  "
SEVERITIES = [*Severity]  # the gravest first
COLORS = {  # of verdicts and severities, as ANSI knows them
    "ok": 32,
    "invalid": 31,
    "error": 31,
    "warning": 33,
    "undetermined": 35,
    "failed": 35,
    "note": 36,
}

DIGESTS = {"stored": "as stored", "content": "of the content", "values": "of the values"}

Paint = Callable[[str], str]


def render(
    report: Report,
    exit_code: int = 0,  # noqa: ARG001 - every format is given it
    *,
    verbosity: int = NORMAL,
    color: bool = False,
) -> str:
    """Return `report` as lines of text, every character of them printable.

    QUIET leaves out the files that do not bear on the exit status, VERBOSE tells of the
    rules and digests of each file and names what was passed over.
    """
    paint = _paint if color else _plain
    files = [file for file in report.files if verbosity > QUIET or _matters(file, report)]
    width = max((len(_label(file)) for file in files), default=0)
    lines: list[str] = []
    for folder, group in groupby(files, key=_folder):
        members = list(group)
        common = _common_data_set(members)
        if folder or common:
            lines.append("  ".join(filter(None, [escape(folder or os.curdir), common])))
        indent = INDENT if folder or common else ""
        longest = max(len(escape(_name(file))) for file in members)
        for file in members:
            heading = _heading(file, min(longest, NAME_WIDTH), common)
            lines.append(f"{indent}{paint(_label(file).ljust(width))}  {heading}".rstrip())
            body = indent + " " * (width + 2)
            lines += [body + line for line in _body(file, report, verbosity, paint)]
    if report.configuration is not None:
        lines.append(f"configuration: {escape(report.configuration)}")
        lines += [f"  {escape(remark)}" for remark in report.remarks]
    if verbosity == VERBOSE:
        lines += [f"passed over: {escape(path)}" for path in report.passed_over]
    lines.append(_summary(report, verbosity))
    return "".join(line + "\n" for line in lines)


def describe_header(header: Header) -> str:
    """Return format, element type and sizes of a matrix: `IDX uint8 60000 x 28 x 28`."""
    swapped = "byte-swapped " if (header.format, header.byte_order) == ("norb", "big") else ""
    shape = describe_shape(header.shape)
    return f"{swapped}{header.format.upper()} {header.element.name} {shape}"


def _common_data_set(members: list[FileReport]) -> str:
    """Return the data set that all files of a folder are said to be of, and by what; or "".

    Synthetic ones may be only guessed to be of it.
    """
    words = {_data_set(file) for file in members}
    return words.pop() if len(words) == 1 else ""


def _data_set(file: FileReport) -> str:
    word = file.data_set
    if word is None or not (word.asserted or word.synthetic):
        return ""
    titles = word.titles if word.asserted else f"perhaps {word.titles}"
    return f"{titles}, {word.basis}{MARKED if word.synthetic else ''}"


def _folder(file: FileReport) -> str:
    folder, name = os.path.split(file.path)
    return folder if name else ""


def _name(file: FileReport) -> str:
    return os.path.basename(file.path) or file.path  # noqa: PTH119 - a name, not a file


def _label(file: FileReport) -> str:
    if file.internal_error is not None:
        return "failed"
    return "ok" if file.verdict is Verdict.VALID else file.verdict.value


def _matters(file: FileReport, report: Report) -> bool:
    """Whether `file` bears on the exit status."""
    return unchecked(file) or any(_counts(finding, report) for finding in file.findings)


def _counts(finding: Finding, report: Report) -> bool:
    return finding.severity.reaches(report.fail_on) or _is_open(finding)


def _is_open(finding: Finding) -> bool:
    return finding.severity is Severity.UNDETERMINED


def _heading(file: FileReport, width: int, common: str) -> str:
    parts = [*file.layers]
    words = [escape(_name(file)).ljust(width)]
    if file.header is not None:
        parts.append(describe_header(file.header))
    if parts:
        words.append(" > ".join(parts))
    if file.header_only and file.header is not None:
        words.append("header only")
    word = file.data_set
    if word is not None and not (common and _data_set(file) == common):
        words.append(word.what)
    if is_verified(file):
        words.append("content verified")
    return "  ".join(words)


def _body(file: FileReport, report: Report, verbosity: int, paint: Paint) -> Iterator[str]:
    if file.internal_error is not None:
        yield f"idxcheck itself failed: {escape(file.internal_error)}"
    elif unchecked(file) and not any(_is_open(finding) for finding in file.findings):
        yield "the selected rules leave it open (-v lists them)"
    for finding in sorted(file.findings, key=lambda each: SEVERITIES.index(each.severity)):
        if verbosity > QUIET or _counts(finding, report):
            yield from _finding(finding, verbosity, paint)
    for word in file.readers if verbosity > QUIET else ():
        yield from map(escape, word.trouble or (f"{word.reader} reads such files",))
    if verbosity == VERBOSE:
        for name, digest in file.digests.items():
            yield f"sha256 {DIGESTS[name]}: {digest}"
        yield _rules(file)


def _finding(finding: Finding, verbosity: int, paint: Paint) -> Iterator[str]:
    severity = paint(finding.severity.value)
    place = "" if finding.offset is None else f" at {finding.offset:#x}"
    yield f"{severity} {finding.code} {finding.name}{place}: {escape(finding.message)}"
    body = " " * (len(finding.severity.value) + 1)
    if finding.expected is not None:
        yield f"{body}expected {escape(finding.expected)}"
    if finding.actual is not None:
        yield f"{body}found    {escape(finding.actual)}"
    for number, hypothesis in enumerate(finding.hypotheses):
        yield f"{body}{'or' if number else 'likely'}: {escape(hypothesis.text)}"
    if finding.hint is not None:
        yield f"{body}next: {escape(finding.hint)}"
    if verbosity == VERBOSE:
        where = [f"field {finding.field}"] if finding.field else []
        where += [f"clause {finding.clause}"] if finding.clause else []
        yield f"{body}{', '.join([*where, f'see: idxcheck explain {finding.code}'])}"


def _rules(file: FileReport) -> str:
    """Return how many rules were run and how many not, with the reasons."""
    reasons = Counter(rule.reason for rule in file.rules_skipped)
    text = f"{len(file.rules_executed)} rules executed, {len(file.rules_skipped)} skipped"
    told = "; ".join(f"{count} as {escape(reason)}" for reason, count in reasons.items())
    return f"{text}: {told}" if told else text


def _summary(report: Report, verbosity: int) -> str:
    count = totals(report)
    verdicts = ", ".join(f"{count[verdict.value]} {verdict.value}" for verdict in Verdict)
    text = f"{count['judged']} judged: {verdicts}"
    if count["verified"]:
        text += f"; {count['verified']} of {count['valid']} valid verified by digest"
    failed = sum(file.internal_error is not None for file in report.files)
    if failed:
        text += f"; idxcheck itself failed on {failed}"
    if count["passed_over"]:
        hint = "" if verbosity == VERBOSE else " (-v lists them)"
        text += f"; {count['passed_over']} passed over{hint}"
    return text


def _plain(text: str) -> str:
    return text


def _paint(text: str) -> str:
    return f"\x1b[{COLORS[text.strip()]}m{text}\x1b[0m"
