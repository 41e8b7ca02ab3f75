"""Two result files of one implementation: what came out otherwise."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from idxcheck.conformance.matrix.results import results_of
from idxcheck.conformance.outcomes import Outcome

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
    """A case that came out otherwise; None where it was not asked.

    `change` is `worse` or `better` where one outcome is a graver failure than the other.
    """

    case: str
    old: Outcome | None
    new: Outcome | None
    change: Change


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Return the cases whose outcomes differ between two result files: worse, changed, better.

    Within these they stand as they were asked, those of `new` first.
    """
    before, after = _outcomes(old), _outcomes(new)
    found = [
        Difference(case, before.get(case), after.get(case), _change(before, after, case))
        for case in dict.fromkeys([*after, *before])
        if before.get(case) is not after.get(case)
    ]
    return sorted(found, key=lambda each: CHANGES.index(each.change))


def _outcomes(document: Mapping[str, Any]) -> dict[str, Outcome]:
    results = results_of(document, "smoke", "results", "generated")
    return {each.case: each.outcome for each in results}


def _change(before: Mapping[str, Outcome], after: Mapping[str, Outcome], case: str) -> Change:
    if case not in before or case not in after:
        return "changed"
    old, new = _degree(before[case]), _degree(after[case])
    if old == new:
        return "changed"
    return "worse" if new < old else "better"


def _degree(outcome: Outcome) -> int:
    return next(at for at, degree in enumerate(DEGREES) if outcome in degree)
