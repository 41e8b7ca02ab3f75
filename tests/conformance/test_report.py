"""A report: what it counts, what fails it, and in which order."""

import pytest

from idxcheck.conformance.adapter import Implementation
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result, Shortage

PASS = Result("read a", Outcome.PASS)
UNSUPPORTED = Result("read b", Outcome.UNSUPPORTED)
REJECT = Result("read c", Outcome.FALSE_REJECT)
WRONG = Result("write c", Outcome.WRONG_VALUES)
LEAKY = Result("read d", Outcome.LEAKY_ERROR)
KNOWN = Result("read e", Outcome.CRASH, known="it is old")
STALE = Result("read f", Outcome.PASS, stale="remove the entry")


def report_of(*results: Result, strict: bool = False, min_executed: int = 0) -> ConformanceReport:
    """A report of these results."""
    return ConformanceReport(
        Implementation("mine"), "all", results, strict=strict, min_executed=min_executed
    )


def test_counts() -> None:
    """Every outcome there is, the worst first; unsupported is not executed, known not passed."""
    report = report_of(PASS, UNSUPPORTED, REJECT, PASS, WRONG, LEAKY, KNOWN)
    assert list(report.counts.items()) == [
        (Outcome.WRONG_VALUES, 1),
        (Outcome.CRASH, 1),
        (Outcome.FALSE_REJECT, 1),
        (Outcome.LEAKY_ERROR, 1),
        (Outcome.UNSUPPORTED, 1),
        (Outcome.PASS, 2),
    ]
    assert (report.executed, report.passed) == (6, 3)
    assert (report_of(LEAKY, strict=True).executed, report_of(LEAKY, strict=True).passed) == (1, 0)


def test_failures() -> None:
    """The worst come first, then as they were asked; what is known does not fail."""
    report = report_of(STALE, LEAKY, REJECT, KNOWN, PASS, UNSUPPORTED, WRONG)
    assert report.failures == (WRONG, REJECT, STALE)
    assert not report.ok
    assert not report


def test_failures_of_every_part() -> None:
    """A failing step, a generated file and a stale entry fail the run as a vector does."""
    part = (Result("read x", Outcome.ERROR),)
    who = Implementation("mine")
    for report in (
        ConformanceReport(who, "all", (PASS,), smoke=part),
        ConformanceReport(who, "all", (PASS,), generated=part),
        ConformanceReport(who, "all", (PASS,), stale=part),
    ):
        assert report.everything.index(part[0]) in (0, 1)
        assert report.failures == part
        assert not report.ok
        assert report.counts == {Outcome.PASS: 1}


@pytest.mark.parametrize(
    ("report", "ok"),
    [
        (report_of(PASS), True),
        (report_of(PASS, UNSUPPORTED, LEAKY, KNOWN), True),
        (report_of(PASS, LEAKY, strict=True), False),
        (report_of(PASS, STALE), False),
        (report_of(), False),
        (report_of(UNSUPPORTED), False),
        (report_of(PASS, PASS, UNSUPPORTED, min_executed=2), True),
        (report_of(PASS, PASS, UNSUPPORTED, min_executed=3), False),
    ],
)
def test_ok(report: ConformanceReport, *, ok: bool) -> None:
    """Nothing failed and enough was executed, one case at the least; else it is not true."""
    assert report.ok is ok
    assert bool(report) is ok


def results_of(valid: str, invalid: str) -> tuple[Result, ...]:
    """Reading of files that must be read, and refused: `u` is answered with unsupported."""
    outcomes = {"u": Outcome.UNSUPPORTED, "p": Outcome.PASS, "f": Outcome.CRASH}
    return tuple(
        Result(f"read {verdict}-{at}", outcomes[letter], verdict=verdict)
        for verdict, letters in (("valid", valid), ("invalid", invalid))
        for at, letter in enumerate(letters)
    )


@pytest.mark.parametrize(
    ("valid", "invalid", "short"),
    [
        ("pp", "pp", []),
        ("pu", "up", []),
        ("ppu", "ffuu", []),
        ("puu", "pppp", [Shortage(1, 2, "valid")]),
        ("pppp", "puu", [Shortage(1, 2, "invalid")]),
        ("pppp", "", []),
        ("", "pp", []),
        ("u", "u", [Shortage(0, 1), Shortage(0, 1, "valid"), Shortage(0, 1, "invalid")]),
        ("", "", [Shortage(0, 1)]),
    ],
)
def test_halves(valid: str, invalid: str, short: list[Shortage]) -> None:
    """With `halves` half of each kind of file must be executed; what is written is of none."""
    results = results_of(valid, invalid)
    written = (Result("write a", Outcome.UNSUPPORTED, verdict="valid"),) * 5
    who = Implementation("mine")
    report = ConformanceReport(who, "all", (*results, *written), halves=True)
    assert list(report.shortages) == short
    crashed = [each for each in results if each.outcome is Outcome.CRASH]
    assert report.ok is (not short and not crashed)
    without = ConformanceReport(who, "all", (*results, *written))
    assert list(without.shortages) == short[:1] * (set(valid + invalid) <= {"u"})


def test_as_text() -> None:
    """The text report is what str() gives."""
    assert "mine" in str(report_of(PASS))
