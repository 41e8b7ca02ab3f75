"""What is not made: results that are valid again, or that something else explains."""

from collections.abc import Callable

import pytest

from idxcheck.mutations import MUTATIONS, mutation

Write = Callable[..., bytes]


CASES = (
    # Valid again.
    ("idx-sizes-byte-swapped", "00000801 00010100" + "05" * 65792),  # the same both ways
    ("idx-sizes-byte-swapped", "00000802 00000007 00000000"),  # no payload in either order
    ("idx-type-too-wide", "00000801 00000000"),
    ("idx-first-size-plus-one", "00000802 00000000 00000000"),
    ("idx-first-size-zero", "00000801 00000000"),
    ("idx-zeros-to-a-block", "00000801 000001F8" + "00" * 504),
    ("bytes-replaced", "00000801 00000003 F09F98"),  # three bytes written for three lost
    # No size, rank or code to go to.
    ("idx-first-size-plus-one", "00000802 FFFFFFFF 00000000"),
    ("idx-first-size-minus-one", "00000801 00000000"),
    ("norb-first-size-minus-one", "554C3D1E 01000000 01000000 01000000 01000000 05"),
    ("idx-product-wraps", "00000801 00000001 05"),  # 2^31 bytes more
    ("idx-product-wraps", "00000802 00000000 00000002"),
    ("idx-rank-one-less", "00000801 00000001 05"),
    ("idx-rank-one-less", "00000802 00000005 00000000"),  # 5 bytes promised, 4 there
    ("idx-rank-one-more", "00000801 00000002 0506"),  # cut in its sizes
    ("idx-rank-one-more", "00000801 00000004 00000000"),  # then it has no payload
    ("idx-first-size-byte-swapped", "00000802 01000000 00000000"),  # to a smaller one
    ("idx-type-too-wide", "00000E01 00000001 3FF0000000000000"),
    ("idx-type-too-narrow", "00000801 00000001 05"),
    ("norb-rank-one-less", "554C3D1E 02000000 02000000 01000000 01000000 0506"),
    ("norb-rank-one-less", "554C3D1E 01000000 02000000 01000000 01000000 0506"),
    (
        "norb-slots-zero",
        "554C3D1E 03000000 01000000 01000000 01000000 05",  # it has no slot
    ),
    ("norb-first-slot-two", "554C3D1E 03000000 01000000 01000000 01000000 05"),
    ("norb-last-slot-minus-one", "554C3D1E 03000000 01000000 01000000 01000000 05"),
    ("norb-slots-left-out", "554C3D1E 03000000 01000000 01000000 01000000 05"),
    ("norb-sizes-byte-swapped", "554C3D1E 01000000 80000000 01000000 01000000" + "05" * 128),
    # Nothing to lose, nothing to change.
    ("idx-one-byte-short", "00000802 00000000 00000003"),
    ("idx-half-the-payload", "00000801 00000001 05"),
    ("idx-one-item-short", "00000801 00000002 0506"),  # one-element-short is the same
    ("lf-to-crlf", "00000801 00000007" + "0A" * 7),  # too few to be more than chance
    # Sizes that fit little-endian: IDX003.
    ("idx-ends-at-control-z", "00000801 00010000" + "05" * 256 + "1A" + "05" * 65279),
    # Elements like the slots that are left out: the payload is cut instead, NRB101.
    ("norb-slots-left-out", "554C3D1E 01000000 01000000 01000000 01000000 01"),
    (
        "norb-slots-left-out",
        "544C3D1E 02000000 01000000 01000000 01000000 01000000",
    ),
    # U+FFFD already there, or what a text tool would have made: TRN202, TRN201.
    ("idx-one-zero-more", "00000801 00000003 EFBFBD"),
    ("idx-one-byte-short", "00000801 00000004 EFBFBD05"),
    ("idx-last-size-minus-one", "00000801 00000004 C3A90506"),
    ("idx-type-too-narrow", "00000B01 00000008" + "0D0A" * 8),
    # Other formats that begin with zeros: TRN004.
    ("idx-type-07", "00000802 66747970 00000000"),  # ftyp
    ("idx-zero-byte-in-front", "00000C6A 50202000" + "00000000" * 105),  # jP
    ("idx-type-ff", "00000801 00000100" + "00" * 249 + "7573746172" + "0000"),  # ustar
    # A rank that is a type too.
    ("first-byte-lost", "00000808 00000001" + "00000001" * 7 + "05"),
)


@pytest.mark.parametrize(("name", "base"), CASES, ids=[name for name, _ in CASES])
def test_not_made(name: str, base: str) -> None:
    """The edit would give no file that breaks its rule alone."""
    data = bytes.fromhex(base)
    assert mutation("empty").apply(data) == b""  # it is a valid file
    assert mutation(name).apply(data) is None


def test_cut_between_text_and_its_marks() -> None:
    """A text with lone bytes above U+00FF is explained by nothing, and the edit is made."""
    base = bytes.fromhex("00000801 00000003 E282AC")  # a euro sign
    assert mutation("idx-one-zero-more").apply(base) == base + b"\0"


def test_a_replaced_size() -> None:
    """A byte of the header that was no text shows, also where the length stays the same."""
    base = bytes.fromhex("00000801 00000080") + b"\x05" * 128
    assert mutation("bytes-replaced").apply(base) == (
        bytes.fromhex("00000801 000000EFBFBD") + b"\x05" * 128
    )


@pytest.mark.parametrize("code", [0x08, 0x0E])
def test_empty_matrices_can_still_be_damaged(code: int, idx: Write) -> None:
    """What is not about the payload is made of a matrix without elements too."""
    base = idx(code, 0, 3)
    made = {each.name for each in MUTATIONS if each.apply(base) is not None}
    assert {"empty", "zip", "gzip-twice", "idx-first-byte-01", "idx-rank-zero"} <= made
    assert {"idx-one-zero-more", "idx-cut-in-the-sizes", "idx-type-0a"} <= made
    assert "idx-header-alone" not in made
