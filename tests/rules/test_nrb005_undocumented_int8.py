"""NRB005: the element type int8."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

INT8 = bytes.fromhex("574C3D1E 01000000 02000000 01000000 01000000 FB 05")


def test_int8(codes: Codes) -> None:
    """It is a warning in both readings; uint8 and int16 beside it are none."""
    assert codes(INT8) == [("NRB005", "warning")]
    assert codes(INT8, strict=False) == [("NRB005", "warning")]
    assert codes(b"\x55" + INT8[1:]) == []
    assert codes(b"\x56" + INT8[1:] + b"\0\0") == []


def test_beside_other_faults(codes: Codes) -> None:
    """A fault of the payload is told besides; without a header the type means nothing."""
    assert codes(INT8[:-1]) == [("NRB005", "warning"), ("NRB201", "error")]
    assert codes(INT8[:10]) == [("NRB101", "error")]


def test_swapped_int8(codes: Codes) -> None:
    """The big-endian magic is int8 too."""
    data = bytes.fromhex("1E3D4C57 00000001 00000001 00000001 00000001 FB")
    assert codes(data, strict=False) == [("NRB002", "warning"), ("NRB005", "warning")]


def test_the_finding(findings: Findings) -> None:
    """The finding names the magic in both notations and the types to use."""
    (finding,) = findings(INT8)
    assert str(finding) == (
        "NRB005 undocumented-int8 at 0x0: the magic 1E3D4C57 (507333719), int8, is in no"
        " document; expected 1E3D4C56 (int16) or 1E3D4C55 (uint8); found 1E3D4C57 (int8);"
        " next: save the matrix as int16, which every reader knows"
    )
    assert (finding.offset, finding.length, finding.field) == (0, 4, "magic")
    assert finding.clause == "NORB-2.4"
