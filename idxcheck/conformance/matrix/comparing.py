"""Two result files of one implementation: what came out otherwise of what both asked."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from idxcheck.conformance.matrix.results import results_of
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.smoke import STOP

Change = Literal["worse", "changed", "better"]
# One line for each degree of failure, the worst first; within one nothing is better.
DEGREES = (
    (Outcome.WRONG_VALUES, Outcome.WRONG_SHAPE, Outcome.WRONG_ELEMENT, Outcome.FALSE_ACCEPT),
    (Outcome.MEMORY, Outcome.HANG, Outcome.CRASH, Outcome.ERROR),
    (Outcome.FALSE_REJECT,),
    (Outcome.LEAKY_ERROR,),
    (Outcome.UNSUPPORTED,),
    (Outcome.PASS,),
)
CHANGES: tuple[Change, ...] = ("worse", "changed", "better")


class Difference(NamedTuple):
    """A case that came out otherwise.

    `change` is `worse` or `better` where one outcome is a graver failure than the other, else
    `changed`: both fail.
    """

    case: str
    old: Outcome
    new: Outcome
    change: Change


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Return the cases whose outcomes differ between two result files: worse, changed, better.

    Within these they stand as they were asked. What one of the two did not ask is left out:
    see `asked_once`.
    """
    before, after = _compared(old, new)
    found = [
        Difference(case, before[case], outcome, _change(before[case], outcome))
        for case, outcome in after.items()
        if case in before and before[case] is not outcome
    ]
    return sorted(found, key=lambda each: CHANGES.index(each.change))


def asked_once(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[int, int]:
    """Return how many cases `old` alone asked, and how many `new` alone."""
    before, after = (each.keys() for each in _compared(old, new))
    return len(before - after), len(after - before)


def _compared(*documents: Mapping[str, Any]) -> list[dict[str, Outcome]]:
    """Return the outcomes of both; generated files of another scope are others."""
    members = ["smoke", "results"]
    if documents[0]["scope"] == documents[1]["scope"]:
        members.append("generated")
    return [_outcomes(each, members) for each in documents]


def _outcomes(document: Mapping[str, Any], members: Sequence[str]) -> dict[str, Outcome]:
    results = results_of(document, *members)
    # A run says nothing of the end where it was right.
    return {STOP: Outcome.PASS, **{each.case: each.outcome for each in results}}


def _change(before: Outcome, after: Outcome) -> Change:
    old, new = _degree(before), _degree(after)
    if old == new:
        return "changed"
    return "worse" if new < old else "better"


def _degree(outcome: Outcome) -> int:
    return next(at for at, degree in enumerate(DEGREES) if outcome in degree)
