"""Exit status and totals, and what a report raises."""

import re

import pytest

from idxcheck.errors import FormatError, LimitError
from idxcheck.findings import (
    ContentWord,
    FileReport,
    Finding,
    Report,
    Severity,
    Verdict,
)
from idxcheck.reports.outcome import exit_status, totals, unchecked

ERROR = Finding("IDX201", "truncated-payload", Severity.ERROR, "short", offset=20)
WARNING = Finding("IDX103", "zero-size-dimension", Severity.WARNING, "zero")
NOTE = Finding("VAL001", "non-finite-values", Severity.NOTE, "NaN")
OPEN = Finding("TRN107", "unreadable", Severity.UNDETERMINED, "missing")


def file(
    verdict: Verdict, *findings: Finding, bug: str | None = None, header_only: bool = False
) -> FileReport:
    """Return a report with the parts that decide."""
    word = ContentWord.UNKNOWN
    return FileReport(
        "x", (), None, verdict, word, {}, findings, (), (), internal_error=bug,
        header_only=header_only,
    )  # fmt: skip


GOOD = file(Verdict.VALID)
NOTED = file(Verdict.VALID, NOTE)
WARNED = file(Verdict.VALID, WARNING)
BAD = file(Verdict.INVALID, ERROR)
MISSING = file(Verdict.UNDETERMINED, OPEN)
CUT_AND_LIMITED = file(Verdict.INVALID, ERROR, OPEN)
UNSAID = file(Verdict.UNDETERMINED)
HEADER_ONLY = file(Verdict.UNDETERMINED, header_only=True)
BUG = file(Verdict.UNDETERMINED, bug="ValueError: no")
HEADER_ONLY_BUG = file(Verdict.UNDETERMINED, bug="ValueError: no", header_only=True)


@pytest.mark.parametrize(
    ("files", "fail_on", "status"),
    [
        ((), Severity.ERROR, 0),
        ((GOOD, NOTED, WARNED), Severity.ERROR, 0),
        ((GOOD, NOTED, WARNED), Severity.WARNING, 1),
        ((GOOD, NOTED), Severity.WARNING, 0),
        ((GOOD, NOTED), Severity.NOTE, 1),
        ((GOOD, BAD), Severity.ERROR, 1),
        ((BAD,), Severity.NOTE, 1),
        ((BAD, MISSING), Severity.ERROR, 4),
        ((CUT_AND_LIMITED,), Severity.ERROR, 4),
        ((UNSAID,), Severity.ERROR, 4),
        ((HEADER_ONLY,), Severity.ERROR, 0),
        ((BUG,), Severity.ERROR, 3),
        ((BAD, MISSING, BUG), Severity.ERROR, 3),
        ((HEADER_ONLY_BUG,), Severity.ERROR, 3),
    ],
)
def test_exit_status(files: tuple[FileReport, ...], fail_on: Severity, status: int) -> None:
    """A bug beats what could not be checked, and that beats findings at the threshold."""
    assert exit_status(Report(files, fail_on=fail_on)) == status


def test_a_status_that_leaves_findings_out() -> None:
    """With --fail-on never only findings are forgiven."""
    assert exit_status(Report((BAD, WARNED), failing=False)) == 0
    assert exit_status(Report((BAD,), fail_on=Severity.NOTE, failing=False)) == 0
    assert exit_status(Report((BAD, MISSING), failing=False)) == 4
    assert exit_status(Report((BUG,), failing=False)) == 3


def test_unchecked() -> None:
    """A verdict that stays open is a failure unless the header alone was asked for."""
    assert [unchecked(each) for each in (GOOD, BAD, HEADER_ONLY)] == [False, False, False]
    assert [unchecked(each) for each in (MISSING, UNSAID, BUG, HEADER_ONLY_BUG)] == [True] * 4


def test_totals() -> None:
    """Each verdict is counted, and what was passed over."""
    report = Report((GOOD, NOTED, BAD, MISSING), passed_over=("a", "b"))
    assert totals(report) == {
        "judged": 4,
        "valid": 2,
        "invalid": 1,
        "undetermined": 1,
        "verified": 0,
        "passed_over": 2,
    }


def test_ok() -> None:
    """A report is true where every file is valid and nothing reaches its threshold."""
    assert Report((GOOD, NOTED, WARNED))
    assert not Report((GOOD, NOTED), fail_on=Severity.NOTE)
    for file in (BAD, MISSING, UNSAID, BUG):
        assert not Report((GOOD, file)).ok


def test_raise_for_errors() -> None:
    """The first error is raised as a FormatError that carries it."""
    with pytest.raises(
        FormatError, match=re.escape("IDX201 truncated-payload at 0x14: short")
    ) as e:
        Report((NOTED, MISSING, BAD)).raise_for_errors()
    assert e.value.finding is ERROR


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (MISSING, "x: TRN107 unreadable: missing"),
        (UNSAID, "'x' could not be judged: no selected rule says why"),
        (BUG, "'x' could not be judged: ValueError: no"),
    ],
)
def test_raise_for_what_is_undetermined(bad: FileReport, message: str) -> None:
    """Without an error, what could not be judged is a LimitError."""
    with pytest.raises(LimitError, match=f"^{re.escape(message)}$"):
        Report((GOOD, bad)).raise_for_errors()


def test_nothing_to_raise() -> None:
    """Valid files, notes, warnings and headers that alone were asked for raise nothing."""
    Report((GOOD, NOTED, WARNED, HEADER_ONLY)).raise_for_errors()
