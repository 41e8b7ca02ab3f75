"""Conformance of Python functions, in one call."""

import os
from collections.abc import Iterable, Iterator

from idxcheck.conformance.cases import SCOPES, Scope
from idxcheck.conformance.functions.answering import Exceptions
from idxcheck.conformance.functions.in_process import InProcess, Reader, Writer
from idxcheck.conformance.known import Known, read_known
from idxcheck.conformance.report import ConformanceReport
from idxcheck.conformance.runner import run
from idxcheck.errors import UsageError
from idxcheck.output import StrPath
from idxcheck.reports.escaping import escape

WORST_SHOWN = 10
"""So many failures stand in the text of an AssertionError."""


def run_reader(
    read: Reader,
    write: Writer | None = None,
    *,
    rejects: Exceptions = (ValueError, OSError),
    scope: Scope = "all",
    known: StrPath | Iterable[Known] | None = None,
) -> ConformanceReport:
    """Ask Python functions all cases inside `scope`, and report.

    `read(path)` returns the matrix as anything that numpy.asarray takes, in any byte order;
    `write(path, array)` writes one, and reading back is asked too where it is given.
    `rejects` are the exceptions by which they say that a file is none; NotImplementedError
    says that they do not take it, any other is a leaky error. `known` are failures that must
    come and fail nothing: a TOML file, or Known objects. Needs psutil for the files that
    could exhaust memory. Raises UsageError for a scope that there is not, what cannot be
    called or what is no Known, and what `read_known` raises.

    Where there are forks (not on Windows) files that claim much, or are compressed, are asked
    in a child process, which may hang, die or take memory: 5 s and 256 MiB each. All others
    are asked in this process, so that a debugger stops in the functions; one that hangs or
    dies on such a file takes this process with it. `idxcheck conform run --python FILE:FUNC`
    asks everything in another process.
    """
    adapter = InProcess(read, write, rejects=rejects)
    return run(adapter, scope=checked_scope(scope), known=known_failures(known))


def check_reader(
    read: Reader,
    write: Writer | None = None,
    *,
    rejects: Exceptions = (ValueError, OSError),
    scope: Scope = "all",
    known: StrPath | Iterable[Known] | None = None,
) -> ConformanceReport:
    """Do as `run_reader`, and raise AssertionError, with the worst cases, where it is not ok."""
    report = run_reader(read, write, rejects=rejects, scope=scope, known=known)
    if not report.ok:
        raise AssertionError("\n".join(_told(report)))
    return report


def checked_scope(scope: Scope) -> Scope:
    """Return `scope`, which a caller may have misspelt; then UsageError is raised."""
    if scope not in SCOPES:
        raise UsageError(f"there is no scope {scope!r}; next: one of {', '.join(SCOPES)}")
    return scope


def known_failures(known: StrPath | Iterable[Known] | None) -> tuple[Known, ...]:
    """Return the known failures that a caller gave, read from their file if need be.

    Raises UsageError where they are something else.
    """
    if known is None:
        return ()
    if isinstance(known, str | bytes | os.PathLike):
        return read_known(known)
    given: object = known  # whatever the annotation says
    listed = list(given) if isinstance(given, Iterable) else given
    if not isinstance(listed, list) or not all(isinstance(each, Known) for each in listed):
        raise UsageError(
            f"known must be the name of a TOML file or a list of Known, got {listed!r:.200}"
        )
    return tuple(listed)


def _told(report: ConformanceReport) -> Iterator[str]:
    counts = ", ".join(f"{outcome.value} {count}" for outcome, count in report.counts.items())
    yield f"{report.implementation.name}: {report.passed} of {len(report.results)} passed"
    yield f"  {counts or 'nothing was asked'}"
    yield from (f"  {note}" for note in report.notes)
    if not report.failures:
        for each in report.skipped:
            yield f"  {each.count} not asked ({each.what}): {each.reason}"
    for result in report.failures[:WORST_SHOWN]:
        yield f"{result.outcome.value}: {result.case}"
        lines = (escape(result.stale or result.detail), result.reproducer)
        yield from (f"  {line}" for line in lines if line)
    if more := len(report.failures[WORST_SHOWN:]):
        yield f"and {more} more; print(run_reader(...)) tells all"
