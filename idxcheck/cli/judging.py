"""Judging files one after the other; whatever goes wrong with one is its own report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from idxcheck.checking import conclude, in_context, report_on
from idxcheck.cli.progress import Advance, WatchedFile
from idxcheck.cli.running import describe, traceback_of
from idxcheck.errors import IdxcheckError
from idxcheck.examining import Examined, Options, examine_entry, examine_file
from idxcheck.findings import ContentWord, FileReport, SkippedRule, Verdict
from idxcheck.rules import RULES
from idxcheck.source import display_name
from idxcheck.walking import STANDARD_INPUT, Entry


@dataclass(frozen=True, slots=True)
class Looked:
    """What one pass over one file gave; the reason and traceback where idxcheck itself failed."""

    entry: Entry
    examined: Examined | None
    failure: str = ""
    traceback: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """The report on one file, what its rules said, and the traceback where idxcheck failed."""

    report: FileReport
    examined: Examined | None = None
    traceback: str = ""


def look_at_all(
    entries: Iterable[Entry], options: Options, advance: Advance | None = None
) -> Iterator[Looked]:
    """Look at `entries` in order; `advance` is told of the bytes read."""
    for entry in entries:
        yield look_at(entry, options, advance)


def look_at(entry: Entry, options: Options, advance: Advance | None = None) -> Looked:
    """Look at one entry; raises nothing but UsageError, whatever the file."""
    try:
        return Looked(entry, _examine(entry, options, advance))
    except IdxcheckError:
        raise
    except Exception as error:  # noqa: BLE001 - a bug of ours must not end the others' judging
        return failed(entry, describe(error), traceback_of(error))


def failed(entry: Entry, reason: str, traceback: str = "") -> Looked:
    """Return that idxcheck itself failed on an entry."""
    return Looked(entry, None, reason, traceback)


def judge_all(looked: Iterable[Looked], options: Options) -> Iterator[Judged]:
    """Judge what was looked at, each in the context of all, and report on it in order."""
    files = list(looked)
    examined = iter(in_context([each.examined for each in files if each.examined], options))
    for each in files:
        if each.examined is None:
            report = failed_report(each.entry, options, each.failure)
            yield Judged(report, traceback=each.traceback)
        else:
            yield _judge(each.entry, next(examined), options)


def _judge(entry: Entry, examined: Examined, options: Options) -> Judged:
    try:
        done = conclude(examined)
        return Judged(report_on(done, options), done)
    except Exception as error:  # noqa: BLE001 - a bug of ours must not end the others' judging
        report = failed_report(entry, options, describe(error))
        return Judged(report, traceback=traceback_of(error))


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


def _examine(entry: Entry, options: Options, advance: Advance | None) -> Examined:
    if advance is None or entry.fault is not None or entry.path == STANDARD_INPUT:
        return examine_entry(entry, options)
    try:
        file = WatchedFile(entry.path, advance)
    except OSError:
        return examine_entry(entry, options)  # it says why
    with file:
        return examine_file(file, options, entry.path)
