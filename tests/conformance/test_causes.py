"""Many failures, few causes: which cases are told together, and by which name."""

import pytest

from idxcheck.conformance.causes import Cause, causes, section
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import Result

PASS, VALUES, ACCEPT = Outcome.PASS, Outcome.WRONG_VALUES, Outcome.FALSE_ACCEPT
REJECT = Outcome.FALSE_REJECT


def read(name: str, outcome: Outcome, *flags: str, verdict: str = "valid") -> Result:
    """Return what came of reading a vector with these flags."""
    return Result(f"read {name}", outcome, name.partition("_")[0], verdict, flags)


def told(*results: Result) -> list[tuple[Outcome, str, list[str]]]:
    """Return outcome, words and names of each cause of the failing ones."""
    failed = [each for each in results if each.outcome.fails()]
    return [
        (cause.outcome, cause.words, [each.case.partition(" ")[2] for each in cause.results])
        for cause in causes(failed, results)
    ]


def test_the_flag_that_explains() -> None:
    """It is the one whose cases fail, not one that many that pass have too."""
    assert told(
        read("IDX-4.1_a", VALUES, "often-right", "always-wrong"),
        read("IDX-4.1_b", VALUES, "often-right", "always-wrong"),
        read("IDX-4.1_c", PASS, "often-right"),
        read("IDX-4.1_d", PASS, "often-right"),
        read("IDX-4.1_e", PASS, "often-right"),
    ) == [(VALUES, "always-wrong", ["IDX-4.1_a", "IDX-4.1_b"])]


def test_a_flag_that_fits_better() -> None:
    """A flag all of whose cases fail goes before one of more cases that half of the time fails."""
    assert told(
        read("IDX-4.1_a", VALUES, "often", "always"),
        read("IDX-4.1_b", VALUES, "often", "always"),
        read("IDX-4.1_c", VALUES, "often"),
        read("IDX-4.1_d", PASS, "often"),
        read("IDX-4.1_e", PASS, "often"),
    ) == [(VALUES, "always", ["IDX-4.1_a", "IDX-4.1_b"]), (VALUES, "often", ["IDX-4.1_c"])]


def test_one_flag_after_the_other() -> None:
    """What the first does not explain is left to the next; what none does, to the section."""
    assert told(
        read("IDX-4.3_a", ACCEPT, "end-unread", verdict="invalid"),
        read("IDX-4.3_b", ACCEPT, "zero-filled", "short-read-unchecked", verdict="invalid"),
        read("IDX-4.4_c", ACCEPT, "end-unread", verdict="invalid"),
        read("IDX-2.1_d", ACCEPT, verdict="invalid"),
        read("IDX-4.5_e", ACCEPT, "refusal-by-assertion", verdict="invalid"),
        read("IDX-2.2_f", ACCEPT, verdict="invalid"),
    ) == [
        (ACCEPT, "end-unread", ["IDX-4.3_a", "IDX-4.4_c"]),
        (ACCEPT, "IDX-2", ["IDX-2.1_d", "IDX-2.2_f"]),
        (ACCEPT, "short-read-unchecked", ["IDX-4.3_b"]),
        (ACCEPT, "IDX-4", ["IDX-4.5_e"]),
    ]


def test_only_files_that_can_fail_so() -> None:
    """Files that must be refused tell nothing of wrong values, and valid ones of no acceptance."""
    assert told(
        read("IDX-4.1_a", VALUES, "huge-claim"),
        read("IDX-4.3_b", PASS, "huge-claim", verdict="invalid"),
        read("IDX-4.3_c", PASS, "huge-claim", verdict="invalid"),
        Result("write IDX-4.1_a", PASS, "IDX-4.1", "valid", ("huge-claim",)),
    ) == [(VALUES, "huge-claim", ["IDX-4.1_a"])]
    assert told(
        read("IDX-4.3_a", ACCEPT, "huge-claim", verdict="invalid"),
        read("IDX-4.1_b", PASS, "huge-claim"),
        read("IDX-4.1_c", PASS, "huge-claim"),
    ) == [(ACCEPT, "huge-claim", ["IDX-4.3_a"])]


@pytest.mark.parametrize("outcome", [Outcome.MEMORY, Outcome.HANG, Outcome.CRASH])
def test_faults(outcome: Outcome) -> None:
    """What a fault has to do with is asked of all files, whatever their verdict."""
    assert told(
        read("IDX-4.3_a", outcome, "huge-claim", verdict="invalid"),
        read("IDX-4.1_b", PASS, "huge-claim"),
        read("IDX-4.1_c", PASS, "huge-claim"),
    ) == [(outcome, "IDX-4", ["IDX-4.3_a"])]


def test_messages() -> None:
    """Other failures are told together where only the numbers in what was said differ."""
    messages = {
        "IDX-2.4_a": "rank 4 at 0x3 of shape (1, 2, 3, 4)",
        "IDX-2.4_b": "rank 5 at 0x3 of shape (1, 2, 3, 4, 5)",
        "IDX-4.1_c": "no float64",
        "IDX-2.4_d": "rank -1 at 0xFF of shape (2 x 3)",
    }
    failed = [
        Result(f"read {name}", REJECT, name[:7], detail=text) for name, text in messages.items()
    ]
    failed.append(Result("write IDX-4.1_e", REJECT, "IDX-4.1", detail="no float32"))
    assert told(*failed) == [
        (REJECT, "", ["IDX-2.4_a", "IDX-2.4_b", "IDX-2.4_d"]),
        (REJECT, "", ["IDX-4.1_c"]),
        (REJECT, "", ["IDX-4.1_e"]),
    ]


def test_long_messages() -> None:
    """Only the beginning of a message is looked at, so that none of millions takes long."""
    first, second = ("g" * 300 + letter + "a" * 10_000_000 for letter in "xy")
    failed = [Result(f"read {n}", REJECT, detail=text) for n, text in enumerate((first, second))]
    assert told(*failed) == [(REJECT, "", ["0", "1"])]


def test_what_is_no_vector() -> None:
    """Of a generated file what was said is all there is to go by."""
    assert told(Result("read made up", VALUES, detail="one")) == [(VALUES, "", ["made up"])]


def test_order() -> None:
    """The worst outcome comes first, within it the cause of most cases."""
    assert [
        cause[:2]
        for cause in told(
            read("IDX-1.1_a", REJECT),
            read("IDX-2.1_b", ACCEPT, verdict="invalid"),
            read("IDX-3.1_c", VALUES, "few"),
            read("IDX-3.1_d", VALUES, "many"),
            read("IDX-3.1_e", VALUES, "many"),
        )
    ] == [(VALUES, "many"), (VALUES, "few"), (ACCEPT, "IDX-2"), (REJECT, "")]
    assert causes([], []) == ()


def test_example() -> None:
    """It is of a file that has to be read or refused, of few flags, and small."""
    results = (
        Result("a", REJECT, verdict="acceptable", data=b""),
        Result("b", REJECT, verdict="valid", flags=("x",), data=b"1"),
        Result("c", REJECT, verdict="valid"),
        Result("d", REJECT, verdict="valid", data=b"12"),
        Result("e", REJECT, verdict="valid", data=b"1"),
    )
    assert [Cause(REJECT, "", results[:n]).example.case for n in (1, 2, 3, 4, 5)] == list("abcde")


DETAIL = "2 of 2 elements differ; element 0: expected 1, found 256; "
SWAPPED = "the bytes of each element are swapped"


def wrong(case: str, told: str, *flags: str) -> Result:
    """Return a case with wrong values, and what its elements tell."""
    return Result(case, VALUES, "IDX-4.1", "valid", flags, DETAIL + told)


def test_what_the_elements_tell() -> None:
    """It is the cause, whatever was asked, and whatever the flags are; the others are a guess."""
    results = (
        wrong("read IDX-4.1_a", SWAPPED, "header-unread"),
        wrong("read IDX-4.1_b", "only zeros", "header-unread"),
        wrong("round-trip IDX-4.1_a", SWAPPED),
        wrong("generated idx-files", f"{SWAPPED}; the smallest of 3; 9 files tried"),
        wrong("read IDX-4.1_c", "", "header-unread"),
        wrong("read IDX-4.1_d", "the first 3 elements, then zeros", "zero-filled"),
        wrong("read IDX-4.1_e", "the first 1 element, then zeros", "zero-filled"),
        read("IDX-4.3_f", ACCEPT, "end-unread", verdict="invalid"),
    )
    assert [
        (cause.words, cause.certain, cause.phrase, len(cause.results))
        for cause in causes(results, results)
    ] == [
        (SWAPPED, True, f" ({SWAPPED})", 3),
        ("the first elements, then zeros", True, " (the first elements, then zeros)", 2),
        ("only zeros", True, " (only zeros)", 1),
        ("header-unread", False, " (perhaps header-unread)", 1),
        ("end-unread", False, " (perhaps end-unread)", 1),
    ]


def test_what_the_elements_do_not_tell() -> None:
    """Of what they would tell no flag is suspected, where they are wrong in another way."""
    flags = ("signed-for-unsigned", "payload-not-swapped", "axes-reversed")
    assert told(read("IDX-4.1_a", VALUES, *flags)) == [(VALUES, "IDX-4", ["IDX-4.1_a"])]
    assert told(read("IDX-4.1_a", Outcome.CRASH, *flags))[0][1] == "axes-reversed"


def test_flags_of_what_has_its_cause() -> None:
    """That a case failed for a cause that is known makes no flag of it suspect."""
    explained = [wrong(f"read IDX-4.1_{name}", SWAPPED, "rank-ignored") for name in "abc"]
    assert told(
        *explained,
        read("IDX-4.1_d", VALUES, "rank-ignored"),
        read("IDX-4.1_e", PASS, "rank-ignored"),
        read("IDX-4.1_f", PASS, "rank-ignored"),
    ) == [
        (VALUES, SWAPPED, ["IDX-4.1_a", "IDX-4.1_b", "IDX-4.1_c"]),
        (VALUES, "IDX-4", ["IDX-4.1_d"]),
    ]


def test_words_of_an_answer() -> None:
    """Who says such words in a refusal has told nothing of elements."""
    result = Result("read IDX-4.1_a", REJECT, "IDX-4.1", "valid", (), f"no; {SWAPPED}")
    assert told(result) == [(REJECT, "", ["IDX-4.1_a"])]


def test_phrase() -> None:
    """A section is certain; where there are no words nothing is said."""
    assert Cause(ACCEPT, "IDX-4", ()).phrase == " (IDX-4)"
    assert Cause(ACCEPT, "", ()).phrase == ""


def test_section() -> None:
    """A section is what stands before the point."""
    assert (section("IDX-4.3"), section("NORB-6.1"), section("")) == ("IDX-4", "NORB-6", "")


def test_example_with_elements() -> None:
    """Of what came wrongly one of elements is shown, though it is larger and has more flags."""
    empty = Result("a", Outcome.WRONG_ELEMENT, detail="expected int8, found uint8 0 []", data=b"1")
    full = Result("b", Outcome.WRONG_ELEMENT, flags=("x",), detail="found uint8 1 [7]", data=b"123")
    assert Cause(Outcome.WRONG_ELEMENT, "", (empty, full)).example is full
