"""The outcomes: their names, their order, and which of them fails."""

from idxcheck.conformance.outcomes import WORST_FIRST, Outcome

ALL = [
    "wrong-values",
    "wrong-shape",
    "wrong-element",
    "false-accept",
    "memory",
    "hang",
    "crash",
    "error",
    "false-reject",
    "leaky-error",
    "unsupported",
    "pass",
]


def test_names_and_order() -> None:
    """The words that reports and lists of known failures use, the worst first."""
    assert [each.value for each in WORST_FIRST] == ALL


def test_which_fails() -> None:
    """All but three fail; a leaky error does where that is asked for."""
    assert [each.value for each in Outcome if each.fails()] == ALL[:9]
    assert [each.value for each in Outcome if each.fails(strict=True)] == ALL[:10]
