"""NRB201: a payload shorter than the header promises."""

from __future__ import annotations

import gzip
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

PLANES = struct.pack("<I5i", 0x1E3D4C56, 3, 4, 3, 2, 0)[:20] + bytes(range(1, 49))
VECTOR = struct.pack("<I4i3i", 0x1E3D4C54, 1, 3, 1, 1, 5, 6, 7)


def test_cut_payloads(codes: Codes) -> None:
    """One byte missing or all of them is the one error, in both readings, wrapped or not."""
    for data in (PLANES[:-1], PLANES[:-12], PLANES[:20], VECTOR[:-1], VECTOR[:20]):
        assert codes(data) == [("NRB201", "error")]
        assert codes(data, strict=False) == [("NRB201", "error")]
        assert codes(gzip.compress(data)) == [("NRB201", "error")]


def test_whole_payloads(codes: Codes) -> None:
    """The byte that was missing makes the file valid."""
    assert codes(PLANES) == []
    assert codes(VECTOR) == []


def test_sizes_without_end(codes: Codes) -> None:
    """Sizes whose product has 340 bits are judged at once."""
    data = struct.pack("<I12i", 0x1E3D4C53, 11, *[2**31 - 1] * 11)
    assert codes(data) == [("NRB106", "note"), ("NRB201", "error")]


def test_other_causes(codes: Codes) -> None:
    """A cut stream, a negative size and left-out slots are told alone."""
    assert codes(gzip.compress(VECTOR, 0, mtime=0)[: 10 + 5 + 30]) == [("TRN101", "error")]
    assert codes(struct.pack("<I4i", 0x1E3D4C55, 2, -1, 5, 1)) == [("NRB103", "error")]
    assert codes(VECTOR[:12] + VECTOR[20:]) == [("NRB105", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding counts what is missing and the whole items that are there."""
    (finding,) = findings(PLANES[:-13])
    assert finding.message == "13 bytes short"
    assert (finding.offset, finding.length, finding.field) == (55, 0, "payload")
    assert finding.expected == "4 x 3 x 2 int16 = 48 bytes of payload"
    assert finding.actual == "35 bytes = 2 whole items and 11 bytes"
    assert finding.hint == "fetch or write the file again"
    assert finding.clause == "NORB-5.3"
    (finding,) = findings(PLANES[:-1])
    assert finding.message == "1 byte short"


def test_the_hypotheses(findings: Findings) -> None:
    """An edit that makes the file fit is offered with its bytes."""
    (finding,) = findings(PLANES[:-12])
    edits = [(each.offset, each.old, each.new) for each in finding.hypotheses]
    assert (8, b"\4\0\0\0", b"\3\0\0\0") in edits
