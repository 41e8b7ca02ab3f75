"""Two result files: what became worse, other, or better."""

from typing import Any

import pytest

from idxcheck.conformance.adapter import Implementation
from idxcheck.conformance.matrix.comparing import differences
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result
from idxcheck.conformance.reports.json import document


def run(**outcomes: str) -> dict[str, Any]:
    """Return the document of a run in which each case came out so."""
    results = tuple(Result(case, Outcome(outcome)) for case, outcome in outcomes.items())
    return document(ConformanceReport(Implementation("mini"), "all", results))


def test_differences() -> None:
    """The worse come first, then what changed, then the better, as they were asked."""
    old = run(a="pass", b="crash", c="pass", d="hang", e="unsupported", f="pass")
    new = run(a="pass", b="pass", c="wrong-values", d="memory", e="false-reject", g="pass")
    assert differences(old, new) == [
        ("c", Outcome.PASS, Outcome.WRONG_VALUES, "worse"),
        ("e", Outcome.UNSUPPORTED, Outcome.FALSE_REJECT, "worse"),
        ("d", Outcome.HANG, Outcome.MEMORY, "changed"),
        ("g", None, Outcome.PASS, "changed"),
        ("f", Outcome.PASS, None, "changed"),
        ("b", Outcome.CRASH, Outcome.PASS, "better"),
    ]
    assert differences(old, old) == []


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("wrong-values", "wrong-shape", "changed"),
        ("wrong-element", "false-accept", "changed"),
        ("wrong-values", "crash", "better"),
        ("crash", "error", "changed"),
        ("error", "false-reject", "better"),
        ("false-reject", "unsupported", "better"),
        ("leaky-error", "pass", "better"),
        ("pass", "leaky-error", "worse"),
        ("pass", "unsupported", "worse"),
        ("unsupported", "leaky-error", "worse"),
    ],
)
def test_degrees(old: str, new: str, change: str) -> None:
    """Wrong data is worse than no answer, that worse than a refusal, and pass is best."""
    (found,) = differences(run(a=old), run(a=new))
    assert (found.case, found.old, found.new) == ("a", Outcome(old), Outcome(new))
    assert found.change == change


def test_every_part() -> None:
    """Smoke and generated cases count as well; stale entries are no cases."""
    old = run()
    one = Result("smoke plain-file", Outcome.CRASH)
    two = Result("generated read", Outcome.HANG)
    report = ConformanceReport(
        Implementation("mini"), "all", (), smoke=(one,), generated=(two,), stale=(one,)
    )
    assert differences(old, document(report)) == [
        ("smoke plain-file", None, Outcome.CRASH, "changed"),
        ("generated read", None, Outcome.HANG, "changed"),
    ]
