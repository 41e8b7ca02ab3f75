"""What is offered at all, how much of it, and how fast."""

from __future__ import annotations

import struct
import time
from typing import TYPE_CHECKING

from idxcheck.hypotheses import explain_length

if TYPE_CHECKING:
    from tests.hypotheses.conftest import EvidenceOf, Explained, Texts

UINT8 = 0x08
PICTURES = bytes(range(1, 7)) * 28  # 168 bytes, none of them zero


def idx(code: int, *shape: int) -> bytes:
    """Return an IDX header."""
    return struct.pack(f">4B{len(shape)}I", 0, 0, code, len(shape), *shape)


def test_nothing_to_explain(explained: Explained) -> None:
    """A file that fits, one whose header cannot be cut, and one of no header have none."""
    assert explained(idx(UINT8, 3) + b"\5\6\7") == ()
    assert explained(idx(0x0A, 3) + b"\5\6\7") == ()
    assert explained(b"noise") == ()
    assert explained(b"") == ()


def test_at_most_five_are_offered(texts: Texts) -> None:
    """Of many edits that fit, the five likeliest."""
    assert texts(idx(UINT8, *[1] * 9) + b"\5\6\7") == [
        f"size {axis} should be 3 (00000003 at {4 + 4 * axis:#x}):"
        f" {sizes} x ... (rank 9) uint8 = 3 bytes of payload"
        for axis, sizes in enumerate(("3 x 1 x 1", "1 x 3 x 1", "1 x 1 x 3", *["1 x 1 x 1"] * 2))
    ]


def test_an_edit_is_offered_once(texts: Texts) -> None:
    """A swapped size is also the size that fits: the first reason stands."""
    assert texts(idx(UINT8, 0x05000000, 1) + b"\5\6\7\1\2") == [
        "size 0 is byte-swapped and should be 5 (00000005 at 0x4): 5 x 1 uint8 = 5 bytes of payload"
    ]


def test_the_work_does_not_grow_with_the_claim(evidence_of: EvidenceOf) -> None:
    """255 sizes of 2^32 - 1 are judged at once."""
    evidence = evidence_of(idx(UINT8, *[2**32 - 1] * 255) + PICTURES)
    start = time.perf_counter()
    assert explain_length(evidence) == ()
    assert time.perf_counter() - start < 1
