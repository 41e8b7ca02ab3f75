"""NRB003: the obsolete packed form."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

PACKED = bytes.fromhex("524C3D1E 01000000 02000000 01000000 01000000 10 F0")


def test_a_packed_file(codes: Codes) -> None:
    """It is the one error in both readings and both byte orders, whatever follows."""
    assert codes(PACKED) == [("NRB003", "error")]
    assert codes(PACKED, strict=False) == [("NRB003", "error")]
    assert codes(bytes.fromhex("1E3D4C52 00000001")) == [("NRB003", "error")]
    assert codes(PACKED[:5]) == [("NRB003", "error")]


def test_near_misses(codes: Codes) -> None:
    """The bytes of the magic elsewhere are no fault, and its neighbour is float32."""
    assert codes(b"\x55" + PACKED[1:20] + b"\x52\x4c") == []
    assert codes(b"\x51" + PACKED[1:20] + bytes.fromhex("0000803F 00000040")) == []


def test_the_finding(findings: Findings) -> None:
    """The finding names the magic and how the values are packed."""
    (finding,) = findings(PACKED)
    assert str(finding) == (
        "NRB003 packed-matrix at 0x0: the obsolete packed form of Lush: signed bytes that hold"
        " 16 times the value; expected 1E3D4C51 (float32), 53 (float64), 54 (int32), 55 (uint8),"
        " 56 (int16) or 57 (int8); found 1E3D4C52 (507333714);"
        " next: divide the signed bytes by 16 and save the result as float32"
    )
    assert (finding.offset, finding.length, finding.field) == (0, 4, "magic")
    assert finding.clause == "NORB-2.5"
