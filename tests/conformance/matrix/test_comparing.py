"""Two result files: what became worse, other, or better."""

from typing import Any

import pytest

from idxcheck.conformance.adapter import Implementation
from idxcheck.conformance.matrix.comparing import asked_once, differences
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
        ("b", Outcome.CRASH, Outcome.PASS, "better"),
    ]
    assert differences(old, old) == []
    assert asked_once(old, new) == (1, 1)
    assert asked_once(run(a="pass"), new) == (0, 5)


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
    documents = []
    for outcome in (Outcome.CRASH, Outcome.HANG):
        one, two, three = (Result(name, outcome) for name in ("smoke a", "generated b", "read c"))
        report = ConformanceReport(
            Implementation("mini"), "all", (), smoke=(one,), generated=(two,), stale=(three,)
        )
        documents.append(document(report))
    assert differences(*documents) == [
        ("smoke a", Outcome.CRASH, Outcome.HANG, "changed"),
        ("generated b", Outcome.CRASH, Outcome.HANG, "changed"),
    ]


def test_generated_files_of_other_scopes() -> None:
    """Each scope generates its own: nothing is compared, and nothing counts as asked once."""
    one, other = (
        document(
            ConformanceReport(
                Implementation("mini"), scope, (), generated=(Result("generated b", outcome),)
            )
        )
        for scope, outcome in (("idx", Outcome.CRASH), ("mnist", Outcome.PASS))
    )
    assert differences(one, other) == []
    assert asked_once(one, other) == (0, 0)


def test_the_end() -> None:
    """A run is silent of an end that was right: one that is wrong now is worse."""
    right, wrong = run(a="pass"), run(**{"a": "pass", "smoke stop": "hang"})
    worse = ("smoke stop", Outcome.PASS, Outcome.HANG, "worse")
    better = ("smoke stop", Outcome.HANG, Outcome.PASS, "better")
    assert differences(right, wrong) == [worse]
    assert differences(wrong, right) == [better]
    assert asked_once(right, wrong) == (0, 0)
