"""Headers that would fit when cut in another way."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from idxcheck.evidence import Evidence
from idxcheck.findings import Hypothesis
from idxcheck.hypotheses import explain_length, explain_rank

if TYPE_CHECKING:
    from tests.hypotheses.conftest import EvidenceOf, Explained, Texts

UINT8 = 0x08
PICTURES = bytes(range(1, 7)) * 28  # 168 bytes, none of them zero


def idx(code: int, *shape: int) -> bytes:
    """Return an IDX header."""
    return struct.pack(f">4B{len(shape)}I", 0, 0, code, len(shape), *shape)


def norb(code: int, *shape: int, padding: tuple[int, ...] = ()) -> bytes:
    """Return a little-endian NORB header; the code is the last byte of the magic."""
    numbers = (*shape, *padding)
    return struct.pack(f"<II{len(numbers)}i", 0x1E3D4C00 | code, len(shape), *numbers)


def test_the_header_was_counted(texts: Texts) -> None:
    """A size that holds the length of the file, not that of the payload."""
    assert texts(idx(UINT8, 18) + bytes(range(10))) == [
        (
            "size 0 counts the 8 bytes of the header too: it should be 10 (0000000A at 0x4):"
            " 10 uint8 = 10 bytes of payload"
        )
    ]
    assert texts(norb(0x55, 30, padding=(1, 1)) + bytes(range(10))) == [
        (
            "size 0 counts the 20 bytes of the header too: it should be 10 (0A000000 at 0x8):"
            " 10 uint8 = 10 bytes of payload"
        )
    ]
    assert texts(idx(UINT8, 8)) == []
    assert not any("counts" in text for text in texts(idx(UINT8, 18) + bytes(range(9))))


def test_the_header_took_the_place_of_payload(explained: Explained) -> None:
    """Where the size of the header is no number of items, the bytes are missing."""
    assert explained(idx(UINT8, 1, 28, 28) + b"\7" * 768) == (
        Hypothesis("the payload lacks 16 bytes, the length of the header: it was counted twice"),
    )


def test_the_header_stands_there_twice(texts: Texts, explained: Explained) -> None:
    """One header too many is removed."""
    header = idx(UINT8, 2, 28, 3)
    assert explained(header + header + PICTURES) == (
        Hypothesis("the header stands there twice: remove 16 bytes at 0x10", 16, header),
    )
    assert texts(header + header[:-1] + b"\7" + PICTURES) == []
    assert not any("stands" in text for text in texts(header + header + PICTURES + b"\7"))


def test_sizes_are_byte_swapped(texts: Texts, explained: Explained) -> None:
    """One size of an IDX file, all sizes of a NORB file in the wrong order."""
    assert explained(idx(UINT8, 2, 28, 0x03000000) + PICTURES) == (
        Hypothesis(
            "size 2 is byte-swapped and should be 3 (00000003 at 0xc):"
            " 2 x 28 x 3 uint8 = 168 bytes of payload",
            12,
            bytes.fromhex("03000000"),
            bytes.fromhex("00000003"),
        ),
    )
    assert explained(norb(0x55, 0x02000000, 0x54000000, padding=(1,)) + PICTURES) == (
        Hypothesis(
            "the sizes are byte-swapped (0200000054000000 at 0x8):"
            " 2 x 84 uint8 = 168 bytes of payload",
            8,
            bytes.fromhex("0000000200000054"),
            bytes.fromhex("0200000054000000"),
        ),
    )
    assert texts(idx(UINT8, 0x01000000, 2) + b"\5\7")[0] == (
        "size 0 is byte-swapped and should be 1 (00000001 at 0x4): 1 x 2 uint8 = 2 bytes of payload"
    )
    assert texts(norb(0x55, 0x05000000, padding=(1, 1)) + b"\7" * 5) == [
        "size 0 is byte-swapped and should be 5 (05000000 at 0x8): 5 uint8 = 5 bytes of payload"
    ]


def test_a_swapped_size_is_one_its_field_holds(evidence_of: EvidenceOf) -> None:
    """0xF0 swapped is 4026531840, which NORB cannot hold and IDX can."""
    small = evidence_of(norb(0x55, 0xF0, padding=(1, 1))).content
    assert explain_length(Evidence("norb", content=small, length=20 + 0xF0000000)) == ()
    least = evidence_of(norb(0x55, -129, padding=(1, 1))).content
    (most,) = explain_length(Evidence("norb", content=least, length=20 + 0x7FFFFFFF))
    assert most.text.startswith("size 0 is byte-swapped and should be 2147483647 (FFFFFF7F at 0x8)")
    large = evidence_of(idx(UINT8, 0xF0)).content
    swapped = explain_length(Evidence("idx", content=large, length=8 + 0xF0000000))
    assert swapped[0].text == (
        "size 0 is byte-swapped and should be 4026531840 (F0000000 at 0x4):"
        " 4026531840 uint8 = 4026531840 bytes of payload"
    )


@pytest.mark.parametrize(
    ("rank", "sizes", "text"),
    [
        (2, (7, 6, 4), "3 (02 -> 03 at 0x3): 7 x 6 x 4 uint8"),
        (4, (2, 84), "2 (04 -> 02 at 0x3): 2 x 84 uint8"),
        (3, (168,), "1 (03 -> 01 at 0x3): 168 uint8"),
        (1, (2, 2, 2, 21), "4 (01 -> 04 at 0x3): 2 x 2 x 2 x 21 uint8"),
        (5, (2, 2, 2, 3, 1, 7), "6 (05 -> 06 at 0x3): 2 x 2 x 2 x 3 x 1 x 7 uint8"),
        (6, (2, 2, 2, 3, 7), "5 (06 -> 05 at 0x3): 2 x 2 x 2 x 3 x 7 uint8"),
    ],
)
def test_the_rank_is_wrong(
    evidence_of: EvidenceOf, explained: Explained, rank: int, sizes: tuple[int, ...], text: str
) -> None:
    """A rank beside it, or a common one, with which the first bytes are sizes that fit."""
    data = struct.pack(f">4B{len(sizes)}I", 0, 0, UINT8, rank, *sizes) + PICTURES
    (offered,) = explain_rank(evidence_of(data))
    assert offered.text == f"rank should be {text} = 168 bytes of payload"
    assert explained(data)[0] == offered


def test_the_rank_of_a_norb_file_is_wrong(explained: Explained) -> None:
    """A fourth size behind the third; up to three, the slots are the same."""
    data = norb(0x55, 2, 2, 2) + struct.pack("<i", 21) + PICTURES
    assert explained(data)[0] == Hypothesis(
        "rank should be 4 (04000000 at 0x4): 2 x 2 x 2 x 21 uint8 = 168 bytes of payload",
        4,
        bytes.fromhex("03000000"),
        bytes.fromhex("04000000"),
    )


def test_the_nearest_rank_comes_first(explained: Explained) -> None:
    """2 x 84 and an unused slot, or 2 x 84 x 1: the same bytes under a rank of 4."""
    data = norb(0x55, 2, 84, 1, 1)[:-4] + PICTURES
    assert [each.text for each in explained(data)[:2]] == [
        "rank should be 3 (03000000 at 0x4): 2 x 84 x 1 uint8 = 168 bytes of payload",
        "rank should be 2 (02000000 at 0x4): 2 x 84 uint8 = 168 bytes of payload",
    ]


def test_a_byte_swapped_norb_file(evidence_of: EvidenceOf) -> None:
    """A big-endian file is explained in its own order."""
    head = struct.pack(">IIiii", 0x1E3D4C55, 3, 2, 2, 2)
    data = head + struct.pack(">i", 21) + PICTURES
    assert explain_length(evidence_of(data))[0] == Hypothesis(
        "rank should be 4 (00000004 at 0x4): 2 x 2 x 2 x 21 uint8 = 168 bytes of payload",
        4,
        bytes.fromhex("00000003"),
        bytes.fromhex("00000004"),
    )


def test_ranks_at_the_end_of_the_scale(texts: Texts, evidence_of: EvidenceOf) -> None:
    """There is no rank 256 and no NORB rank 12; without a header there is no rank."""
    assert texts(idx(UINT8, *[1] * 255)) == []
    assert texts(norb(0x55, *[1] * 11)) == []
    assert explain_rank(evidence_of(b"noise")) == ()


def test_a_rank_whose_slots_hold_something(texts: Texts) -> None:
    """A size of 0 or padding of another number is no header to be offered."""
    assert texts(idx(UINT8, 5) + bytes(4)) == [
        "size 0 should be 4 (00000004 at 0x4): 4 uint8 = 4 bytes of payload"
    ]
    # As rank 2, padding 9, the first slots fit: but then the padding does not hold 1.
    data = norb(0x55, 2, 2, 9, 3) + b"\7" * 8
    assert not any("rank" in text for text in texts(data))


def test_size_slots_too_many(texts: Texts, explained: Explained) -> None:
    """Padding that should not be there, each slot holding 1."""
    assert explained(norb(0x54, 3, padding=(1, 1, 1)) + bytes(range(12)))[0] == Hypothesis(
        "1 size slot too many, holding 1: remove 4 bytes at 0x14", 20, b"\1\0\0\0"
    )
    assert explained(idx(UINT8, 5) + b"\0\0\0\1\0\0\0\1" + b"\5\6\7\1\2")[0] == Hypothesis(
        "2 size slots too many, holding 1: remove 8 bytes at 0x8", 8, b"\0\0\0\1\0\0\0\1"
    )
    one = b"\0\0\0\1"
    assert "3 size slots too many" in texts(idx(UINT8, 5) + 3 * one + b"\5\6\7\1\2")[0]
    for payload in (4 * one + b"\5\6\7\1\2", one + b"\5\6\7\1\2\3", b"\0\0\0\2\5\6\7\1\2"):
        assert not any("slot" in text for text in texts(idx(UINT8, 5) + payload))
