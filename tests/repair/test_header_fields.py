"""Fields of the header that can hold one value only are set to it."""

from collections.abc import Callable

import pytest

from idxcheck.repair import RefusalError, Step

Mend = Callable[..., tuple[bytes, tuple[Step, ...]]]
Refuse = Callable[..., RefusalError]


def test_prefix(mend: Mend) -> None:
    """The first two bytes of an IDX file that fits otherwise are zero."""
    assert mend(bytes.fromhex("010f0801 00000003 050004")) == (
        bytes.fromhex("00000801 00000003 050004"),
        (
            Step(
                "IDX001",
                "nonzero-prefix",
                "wrote 0000 at 0x0 in place of 010F",
                offset=0,
                removed=2,
                inserted=2,
            ),
        ),
    )


def test_padding(mend: Mend) -> None:
    """Unused size slots of 0 hold 1 where the length fits."""
    assert mend(bytes.fromhex("554c3d1e 01000000 03000000 00000000 00000000 050004")) == (
        bytes.fromhex("554c3d1e 01000000 03000000 01000000 01000000 050004"),
        (
            Step(
                "NRB104",
                "padding-not-one",
                "wrote 1 in each unused size slot: 0100000001000000 in place of 0000000000000000",
                offset=12,
                removed=8,
                inserted=8,
            ),
        ),
    )


def test_padding_of_a_swapped_matrix(mend: Mend) -> None:
    """Padding and byte order are mended together."""
    written, steps = mend(bytes.fromhex("1e3d4c55 00000002 00000001 00000002 00000000 0102"))
    assert written == bytes.fromhex("554c3d1e 02000000 01000000 02000000 01000000 0102")
    assert [step.code for step in steps] == ["NRB104", "NRB002"]


def test_padding_that_may_be_elements(refuse: Refuse) -> None:
    """A file of 5 elements that lost its size: what stands in the slots may be the first of them."""
    refusal = refuse(bytes.fromhex("554c3d1e 01000000 01000000 01000000 0f453f08 42"))
    assert refusal.reason == "NRB104 padding-not-one at 0x10: more than one repair fits"
    assert refusal.candidates == (
        "the unused size slots hold anything",
        "sizes were lost before them, and these are the first elements",
    )


def test_padding_that_is_a_size(refuse: Refuse) -> None:
    """Where the length does not fit, the rank may be wrong in place of the slot."""
    refusal = refuse(bytes.fromhex("554c3d1e 02000000 01000000 02000000 02000000 01020304"))
    assert refusal.reason == (
        "NRB104 padding-not-one at 0x10: the length does not fit either, so the rank may be wrong"
    )
    assert refusal.hint == "set the slot to 1, or the rank to the number of sizes"


@pytest.mark.parametrize(
    ("damaged", "place", "text", "mended"),
    [
        (
            "544c3d1e 01000000 03000000 05000000 06000000 07000000",
            12,
            "inserted 2 unused size slots: 0100000001000000",
            "544c3d1e 01000000 03000000 01000000 01000000 05000000 06000000 07000000",
        ),
        (
            "554c3d1e 01000000 03000000 050607",  # shorter than a whole header
            12,
            "inserted 2 unused size slots: 0100000001000000",
            "554c3d1e 01000000 03000000 01000000 01000000 050607",
        ),
        (
            "564c3d1e 02000000 01000000 02000000 05000600",
            16,
            "inserted 1 unused size slot: 01000000",
            "564c3d1e 02000000 01000000 02000000 01000000 05000600",
        ),
    ],
)
def test_missing_padding(mend: Mend, damaged: str, place: int, text: str, mended: str) -> None:
    """The slots that rank 1 and 2 leave unused are put in."""
    written, steps = mend(bytes.fromhex(damaged))
    assert written == bytes.fromhex(mended)
    inserted = len(written) - len(bytes.fromhex(damaged))
    assert steps == (Step("NRB105", "missing-padding", text, offset=place, inserted=inserted),)


def test_missing_padding_of_a_swapped_matrix(mend: Mend) -> None:
    """The slots are put in and the whole is turned round."""
    written, steps = mend(bytes.fromhex("1e3d4c55 00000002 00000001 00000002 0506"))
    assert written == bytes.fromhex("554c3d1e 02000000 01000000 02000000 01000000 0506")
    assert [(step.code, step.text) for step in steps] == [
        ("NRB105", "inserted 1 unused size slot: 00000001"),
        ("NRB002", "wrote the header little-endian"),
    ]


def test_a_size_that_may_be_padding(refuse: Refuse) -> None:
    """Of 1 x 3 without its first size the rest reads as 3 x 1 without its padding."""
    refusal = refuse(bytes.fromhex("554c3d1e 02000000 03000000 01000000 050607"))
    assert refusal.reason == "NRB105 missing-padding at 0x10: more than one repair fits"
    assert refusal.candidates[-1] == "a size was lost, and the last 1 is an unused size slot"


def test_part_of_the_padding(refuse: Refuse) -> None:
    """A payload that begins as a slot does may be one, with other bytes lost behind it."""
    refusal = refuse(bytes.fromhex("554c3d1e 01000000 03000000 010607"))
    assert refusal.reason == "NRB105 missing-padding at 0xc: more than one repair fits"
    assert refusal.candidates == (
        "the two unused size slots should be inserted at 0xc",
        "part of the slots is there, and bytes behind it were lost",
    )
    assert refusal.hint == "insert 01 00 00 00 01 00 00 00 at 0xc"
