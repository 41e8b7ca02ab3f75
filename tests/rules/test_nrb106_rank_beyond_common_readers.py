"""NRB106: a rank over 8."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings


def norb(rank: int) -> bytes:
    """Return a uint8 file of one element."""
    return struct.pack(f"<I{rank + 1}i", 0x1E3D4C55, rank, *[1] * rank) + b"\5"


def test_high_ranks(codes: Codes) -> None:
    """9 to 11 are a note in both readings; 8 is none and 12 an error."""
    for rank in (9, 10, 11):
        assert codes(norb(rank)) == [("NRB106", "note")]
        assert codes(norb(rank), strict=False) == [("NRB106", "note")]
    assert codes(norb(8)) == []
    assert codes(norb(12)) == [("NRB102", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding says which readers stop at 8."""
    (finding,) = findings(norb(9))
    assert str(finding) == (
        "NRB106 rank-beyond-common-readers at 0x4: the rank is 9; Lush before 1.2 and EBLearn"
        " stop at 8; expected at most 8; found 9;"
        " next: merge dimensions where those readers matter"
    )
    assert (finding.offset, finding.length, finding.field) == (4, 4, "rank")
    assert finding.clause == "NORB-3.3"
