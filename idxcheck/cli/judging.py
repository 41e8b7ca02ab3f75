"""Judging files one after the other; whatever goes wrong with one is its own report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from idxcheck.checking import Options, check_entry, check_file
from idxcheck.cli.progress import Advance, WatchedFile
from idxcheck.cli.running import describe, traceback_of
from idxcheck.errors import IdxcheckError
from idxcheck.findings import ContentWord, FileReport, SkippedRule, Verdict
from idxcheck.rules import RULES
from idxcheck.source import display_name
from idxcheck.walking import STANDARD_INPUT, Entry


@dataclass(frozen=True, slots=True)
class Judged:
    """The report on one file, and the traceback where idxcheck itself failed."""

    report: FileReport
    traceback: str = ""


def judge_all(
    entries: Iterable[Entry], options: Options, advance: Advance | None = None
) -> Iterator[Judged]:
    """Judge `entries` in order; `advance` is told of the bytes read."""
    for entry in entries:
        yield judge_entry(entry, options, advance)


def judge_entry(entry: Entry, options: Options, advance: Advance | None = None) -> Judged:
    """Judge one entry; raises nothing but UsageError, whatever the file."""
    try:
        return Judged(_check(entry, options, advance))
    except IdxcheckError:
        raise
    except Exception as error:  # noqa: BLE001 - a bug of ours must not end the others' judging
        return Judged(failed_report(entry, options, describe(error)), traceback_of(error))


def failed_report(entry: Entry, options: Options, reason: str) -> FileReport:
    """Return the report on a file that idxcheck itself failed to judge."""
    told = f"idxcheck itself failed: {reason}"
    return FileReport(
        path=display_name(entry.path),
        layers=(),
        header=None,
        verdict=Verdict.UNDETERMINED,
        content=ContentWord.NOT_READ,
        digests={},
        findings=(),
        rules_executed=(),
        rules_skipped=tuple(SkippedRule(rule.code, told) for rule in RULES),
        internal_error=reason,
        header_only=options.header_only,
    )


def _check(entry: Entry, options: Options, advance: Advance | None) -> FileReport:
    if advance is None or entry.fault is not None or entry.path == STANDARD_INPUT:
        return check_entry(entry, options)
    try:
        file = WatchedFile(entry.path, advance)
    except OSError:
        return check_entry(entry, options)  # it says why
    with file:
        return check_file(file, options)
