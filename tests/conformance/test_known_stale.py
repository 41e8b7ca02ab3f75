"""Known failures that did not come."""

from idxcheck.conformance.known import Known, apply_known, stale_entries
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import Result

GROUP = Known("read IDX-4.3_*", Outcome.FALSE_ACCEPT, "the length is not looked at")
ONE = Known("read IDX-4.3_half", Outcome.CRASH, "it is old")


def test_generated_files_are_never_stale() -> None:
    """That none failed this time proves nothing, nor that none was made."""
    known = [Known("generated idx-damaged", Outcome.CRASH, "r")]
    for outcome, reason in ((Outcome.CRASH, "r"), (Outcome.PASS, None), (Outcome.HANG, None)):
        [found] = apply_known(known, [Result("generated idx-damaged", outcome)])
        assert (found.known, found.stale) == (reason, None)
    passed = [Result("generated idx-damaged", Outcome.PASS), Result("read a", Outcome.PASS)]
    patterns = [Known("generated *", Outcome.CRASH, "r"), Known("*idx-d*", Outcome.CRASH, "r")]
    others = {"generated norb-damaged", "generated idx-damaged"}
    assert list(stale_entries([*known, *patterns], passed, others)) == []
    assert list(stale_entries([*known, *patterns], passed[1:], others)) == []


def test_stale_patterns() -> None:
    """What fits something that was asked, of which nothing came out so, is stale; so is a typo."""
    results = [Result("read a", Outcome.PASS), Result("generated idx-files", Outcome.PASS)]
    others = {"read b", "generated idx-damaged"}
    known = [
        Known(case, Outcome.CRASH, "r")
        for case in ("*", "read *", "read [b-c]", "generated idx-damagd", "generated idx-dama?d")
    ]
    assert [(each.case, each.stale) for each in stale_entries(known, results, others)] == [
        ("*", "known as crash, but none of 1 came out so; remove the entry"),
        ("read *", "known as crash, but none of 1 came out so; remove the entry"),
        (
            "generated idx-damagd",
            "known as crash, but there was no such case; remove the entry",
        ),
        (
            "generated idx-dama?d",
            "known as crash, but there was no such case; remove the entry",
        ),
    ]
    crashed = [*results, Result("generated idx-damaged", Outcome.CRASH)]
    assert list(stale_entries(known[:1], crashed, others)) == []


def test_stale_entries() -> None:
    """An entry that nothing came of is told, unless it is about what was not asked."""
    results = [
        Result("read IDX-4.3_half", Outcome.PASS),
        Result("read IDX-4.3_short", Outcome.CRASH),
    ]
    typo = Known("read IDX-4.3_hlaf", Outcome.CRASH, "r")
    outside = Known("read NORB-*", Outcome.CRASH, "r")
    crashing = Known("read IDX-4.3_*", Outcome.CRASH, "r")
    found = list(
        stale_entries([GROUP, ONE, typo, outside, crashing], results, {"read NORB-1.1_one"})
    )
    assert [(each.case, each.outcome.value, each.stale) for each in found] == [
        (
            "read IDX-4.3_*",
            "pass",
            "known as false-accept, but none of 2 came out so; remove the entry",
        ),
        (
            "read IDX-4.3_hlaf",
            "pass",
            "known as crash, but there was no such case; remove the entry",
        ),
    ]
