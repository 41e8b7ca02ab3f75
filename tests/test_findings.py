"""Findings and reports: what follows from severities, verdicts and the threshold."""

import dataclasses
import pickle

import pytest

from idxcheck.errors import FormatError, LimitError
from idxcheck.findings import (
    ContentWord,
    FileReport,
    Finding,
    Hypothesis,
    Report,
    Severity,
    Verdict,
)
from idxspec import ELEMENTS, Header

ERROR = Finding("IDX201", "truncated-payload", Severity.ERROR, "1 byte short")
WARNING = Finding("IDX103", "zero-size-dimension", Severity.WARNING, "size 0 is 0")
NOTE = Finding("VAL001", "non-finite-values", Severity.NOTE, "1 NaN")
OPEN = Finding("TRN106", "expansion-limit", Severity.UNDETERMINED, "a third layer")


def file_report(
    *findings: Finding,
    verdict: Verdict = Verdict.VALID,
    internal_error: str | None = None,
    header_only: bool = False,
) -> FileReport:
    """Return the report on one file."""
    return FileReport(
        path="m\n.idx",
        layers=(),
        header=None,
        verdict=verdict,
        content=ContentWord.UNKNOWN,
        digests={},
        findings=findings,
        rules_executed=(),
        rules_skipped=(),
        internal_error=internal_error,
        header_only=header_only,
    )


@pytest.mark.parametrize(
    ("severity", "reached"),
    [
        (Severity.ERROR, [Severity.ERROR, Severity.WARNING, Severity.NOTE]),
        (Severity.WARNING, [Severity.WARNING, Severity.NOTE]),
        (Severity.NOTE, [Severity.NOTE]),
        (Severity.UNDETERMINED, []),
    ],
)
def test_reaches(severity: Severity, reached: list[Severity]) -> None:
    """An error reaches every threshold, what is undetermined reaches none."""
    thresholds = [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    assert [each for each in thresholds if severity.reaches(each)] == reached


def test_finding_as_text() -> None:
    """A finding says only what it knows."""
    assert str(ERROR) == "IDX201 truncated-payload: 1 byte short"
    placed = dataclasses.replace(ERROR, offset=0, expected="3", hint="fetch it again")
    assert str(placed) == ("IDX201 truncated-payload at 0x0: 1 byte short; next: fetch it again")
    likely = (Hypothesis("size 0 should be 2"), Hypothesis("size 0 should be 9"))
    whole = dataclasses.replace(placed, offset=4096, actual="2", hypotheses=likely)
    assert str(whole) == (
        "IDX201 truncated-payload at 0x1000: 1 byte short; expected 3; found 2;"
        " likely: size 0 should be 2; next: fetch it again"
    )


@pytest.mark.parametrize(
    ("findings", "fail_on", "failed"),
    [
        ((), Severity.NOTE, False),
        ((NOTE,), Severity.NOTE, True),
        ((NOTE,), Severity.WARNING, False),
        ((WARNING, NOTE), Severity.WARNING, True),
        ((WARNING,), Severity.ERROR, False),
        ((ERROR,), Severity.ERROR, True),
        ((OPEN,), Severity.NOTE, False),
    ],
)
def test_threshold(findings: tuple[Finding, ...], fail_on: Severity, *, failed: bool) -> None:
    """A report fails by the gravest finding."""
    report = Report((file_report(), file_report(*findings)), fail_on=fail_on)
    assert report.failed is failed
    assert report.ok is not failed
    assert bool(report) is not failed
    assert report.findings == findings


def test_what_fails() -> None:
    """Each finding fails the report that reaches its threshold, and none where none is to."""
    findings = (ERROR, WARNING, NOTE, OPEN)
    files = (file_report(*findings, verdict=Verdict.INVALID),)
    strict, usual = Report(files, fail_on=Severity.WARNING), Report(files)
    assert [strict.fails(each) for each in findings] == [True, True, False, False]
    assert [usual.fails(each) for each in findings] == [True, False, False, False]
    never = Report(files, fail_on=Severity.NOTE, failing=False)
    assert [never.fails(each) for each in findings] == [False] * 4
    assert not never.failed
    assert not never.ok  # a file that is invalid stays it
    assert Report((file_report(WARNING),), fail_on=Severity.WARNING, failing=False).ok


@pytest.mark.parametrize("verdict", [Verdict.INVALID, Verdict.UNDETERMINED])
def test_every_file_must_be_valid(verdict: Verdict) -> None:
    """A file that is not valid keeps a report from being ok, found fault with or not."""
    report = Report((file_report(), file_report(verdict=verdict)))
    assert not report.failed
    assert not report.ok
    assert not report


def test_report_on_nothing() -> None:
    """Nothing was found wrong with no file; whether that will do is the caller's question."""
    assert Report(()).ok
    assert Report(()).findings == ()
    Report(()).raise_for_errors()


def test_raise_for_errors() -> None:
    """The first error of any file is raised, before anything undetermined."""
    undetermined = file_report(OPEN, verdict=Verdict.UNDETERMINED)
    invalid = file_report(NOTE, ERROR, verdict=Verdict.INVALID)
    Report((file_report(WARNING, NOTE),)).raise_for_errors()
    with pytest.raises(FormatError, match="IDX201 truncated-payload: 1 byte short"):
        Report((undetermined, invalid)).raise_for_errors()
    with pytest.raises(LimitError, match="TRN106 expansion-limit: a third layer"):
        Report((file_report(), undetermined)).raise_for_errors()


def test_raise_for_what_no_finding_explains() -> None:
    """A file that could not be judged raises by its verdict; its name is shown escaped."""
    reason = r"^'m\\n\.idx' could not be judged: no selected rule says why$"
    with pytest.raises(LimitError, match=reason):
        Report((file_report(verdict=Verdict.UNDETERMINED),)).raise_for_errors()
    with pytest.raises(LimitError, match=r"could not be judged: a bug$"):
        Report(
            (file_report(verdict=Verdict.UNDETERMINED, internal_error="a bug"),)
        ).raise_for_errors()
    Report((file_report(verdict=Verdict.UNDETERMINED, header_only=True),)).raise_for_errors()


def test_format_of_a_file() -> None:
    """The format is that of the header, where one was read."""
    header = Header("norb", "little", 0x1E3D4C55, ELEMENTS[0], (1,), (1, 1))
    assert file_report().format is None
    assert dataclasses.replace(file_report(), header=header).format == "norb"


def test_crossing_processes() -> None:
    """A report made by another process is equal to its copy and cannot be changed."""
    report = Report((file_report(ERROR, OPEN),), ("passed over",), Severity.NOTE)
    assert pickle.loads(pickle.dumps(report)) == report  # noqa: S301 - our own bytes
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.fail_on = Severity.ERROR  # type: ignore[misc] # the mistake itself
