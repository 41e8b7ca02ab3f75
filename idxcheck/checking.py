"""check(): from a target to the report on it."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from os import PathLike, fspath

from idxcheck.errors import UsageError
from idxcheck.evidence import Evidence, examine
from idxcheck.findings import ContentWord, FileReport, Report, Severity
from idxcheck.judging import judge, select_rules, verdict_of
from idxcheck.source import Target, display_name, open_source
from idxcheck.walking import STANDARD_INPUT, Entry, walk


@dataclass(frozen=True, slots=True)
class Options:
    """How to check: which rules, which reading, how much of the file.

    `selected` are rule codes; `strict` False reads leniently; `header_only` leaves the
    payload unread; `max_bytes` bounds the decompressed bytes read of one file.
    """

    selected: frozenset[str]
    strict: bool = True
    header_only: bool = False
    max_bytes: int | None = None


def check(  # noqa: PLR0913 - each is one independent choice
    target: Target,
    *,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    strict: bool = True,
    header_only: bool = False,
    max_bytes: int | None = None,
    fail_on: Severity | str = Severity.ERROR,
) -> Report:
    """Judge a file, or the matrix files of a folder, and return the report.

    `target` is a path, `-`, bytes or a binary file object. `select` and `ignore` are rule
    codes, names, beginnings of codes, or ALL; `max_bytes` bounds the decompressed bytes
    read of one file; `fail_on` is the severity that makes the report fail. Bad bytes are
    findings, and so is a file that cannot be read; UsageError is raised for a call that
    makes no sense, and for a folder with nothing to judge.
    """
    _check_limit(max_bytes)
    threshold = _threshold(fail_on)
    options = Options(select_rules(select, ignore), strict, header_only, max_bytes)
    if not isinstance(target, (str, PathLike)) or not _is_folder(fspath(target)):
        return Report((check_file(target, options),), fail_on=threshold)
    found = walk([fspath(target)])
    if not found.entries:
        raise UsageError(f"nothing to judge in {fspath(target)}")
    files = tuple(check_entry(entry, options) for entry in found.entries)
    return Report(files, tuple(found.passed_over), threshold)


def _check_limit(max_bytes: object) -> None:
    if max_bytes is not None and (not isinstance(max_bytes, int) or max_bytes < 0):
        raise UsageError(f"max_bytes is a number of bytes, not {max_bytes!r}")


def _threshold(fail_on: Severity | str) -> Severity:
    scale = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    for severity in scale:
        if fail_on in (severity, severity.value):
            return severity
    names = ", ".join(repr(severity.value) for severity in scale)
    raise UsageError(f"fail_on is one of {names}, not {fail_on!r}")


def _is_folder(path: str | bytes) -> bool:
    named = isinstance(path, str) and path != STANDARD_INPUT
    return named and os.path.isdir(path)  # noqa: PTH112 - a name as given


def check_entry(entry: Entry, options: Options) -> FileReport:
    """Judge what a walk found by `options`."""
    if entry.fault is None:
        return check_file(entry.path, options)
    evidence = Evidence(entry.path, strict=options.strict, unreadable=entry.fault)
    return report_on(evidence, options.selected, {}, header_only=options.header_only)


def check_file(target: Target, options: Options) -> FileReport:
    """Judge one file by `options`; raises UsageError for a target that is none."""
    name = display_name(target)
    digest = hashlib.sha256()
    try:
        with open_source(target) as source:
            evidence = examine(
                source,
                name,
                strict=options.strict,
                header_only=options.header_only,
                max_bytes=options.max_bytes,
                observers=[digest.update],
                scan_values=True,
            )
    except OSError as error:
        reason = error.strerror or str(error) or type(error).__name__
        evidence = Evidence(name, strict=options.strict, unreadable=reason)
    digests = {"content": digest.hexdigest()}
    return report_on(evidence, options.selected, digests, header_only=options.header_only)


def report_on(
    evidence: Evidence,
    selected: Iterable[str],
    digests: dict[str, str],
    *,
    header_only: bool = False,
) -> FileReport:
    """Judge `evidence` by the `selected` rules; `digests` count where it is complete."""
    findings, executed, skipped = judge(evidence, frozenset(selected))
    return FileReport(
        path=evidence.name,
        layers=evidence.layers,
        header=evidence.content.header,
        verdict=verdict_of(evidence, findings, executed),
        content=ContentWord.UNKNOWN if evidence.complete else ContentWord.NOT_READ,
        digests=digests if evidence.complete else {},
        findings=findings,
        rules_executed=executed,
        rules_skipped=skipped,
        header_only=header_only,
    )
