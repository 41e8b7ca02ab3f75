"""NRB104: an unused size slot that does not hold 1."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from idxcheck.findings import Hypothesis

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings


def norb(rank: int, *slots: int, order: str = "<") -> bytes:
    """Return a uint8 file of 3 elements with these slots."""
    return struct.pack(f"{order}I4i", 0x1E3D4C55, rank, *slots) + b"\5\6\7"


def test_other_values(codes: Codes) -> None:
    """Any value but 1 is an error strictly and a warning leniently."""
    for data in (norb(1, 3, 0, 1), norb(1, 3, 1, -1), norb(2, 3, 1, 0), norb(1, 3, 7, 9)):
        assert codes(data) == [("NRB104", "error")]
        assert codes(data, strict=False) == [("NRB104", "warning")]


def test_near_misses(codes: Codes) -> None:
    """Slots of 1 are right, and the third slot of rank 3 is a size."""
    assert codes(norb(1, 3, 1, 1)) == []
    assert codes(norb(2, 1, 3, 1)) == []
    assert codes(norb(3, 1, 1, 3)) == []


def test_it_hides_no_error_of_the_lenient_reading(codes: Codes) -> None:
    """Slots that are sizes or elements shift the payload: strictly they are the one cause."""
    cut = norb(1, 3, 0, 1)[:-1]
    assert codes(cut, strict=False) == [("NRB104", "warning"), ("NRB201", "error")]
    assert codes(cut) == [("NRB104", "error")]
    left_out = struct.pack("<IiiB", 0x1E3D4C55, 1, 9, 5) + bytes(8)
    assert codes(left_out) == [("NRB105", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding shows the first slot at fault and the bytes that should be there."""
    (finding,) = findings(norb(1, 3, 1, 0))
    assert str(finding) == (
        "NRB104 padding-not-one at 0x10: the unused size slot 2 holds 0; expected 1; found 0;"
        " likely: each of the unused size slots should be 1;"
        " next: set the slot to 1 (idxcheck repair IN OUT), or the rank to the number of sizes"
    )
    assert (finding.offset, finding.length, finding.field) == (16, 4, "padding[1]")
    assert finding.clause == "NORB-4.2"


def test_the_hypothesis(findings: Findings) -> None:
    """The edit sets all unused slots, in the byte order of the file."""
    (finding,) = findings(norb(1, 3, 2, 0))
    old, new = bytes.fromhex("02000000 00000000"), bytes.fromhex("01000000 01000000")
    text = "each of the unused size slots should be 1"
    assert finding.hypotheses == (Hypothesis(text, 12, old, new),)
    _, finding = findings(norb(2, 3, 1, 4, order=">"))
    text = "the unused size slot should be 1"
    assert finding.hypotheses == (Hypothesis(text, 16, b"\0\0\0\4", b"\0\0\0\1"),)
