"""NRB002: a big-endian NORB file."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

SWAPPED = bytes.fromhex("1E3D4C56 00000001 00000002 00000001 00000001 0001 FFFE")
PLAIN = bytes.fromhex("564C3D1E 01000000 02000000 01000000 01000000 0100 FEFF")


def test_a_swapped_file(codes: Codes) -> None:
    """It is an error strictly and a warning leniently; the plain one is neither."""
    assert codes(SWAPPED) == [("NRB002", "error")]
    assert codes(SWAPPED, strict=False) == [("NRB002", "warning")]
    assert codes(PLAIN) == []


def test_three_bytes_are_no_magic(codes: Codes) -> None:
    """A file of three bytes has one fault: it is cut."""
    assert codes(b"\x1e\x3d\x4c") == [("NRB101", "error")]
    assert codes(b"\x1e\x3d\x4c\x55") == [("NRB002", "error"), ("NRB101", "error")]


def test_a_magic_that_only_resembles_one(codes: Codes) -> None:
    """1E 4C 3D 1E begins with the same byte and is little-endian."""
    assert codes(b"\x1e\x4c\x3d\x1e" + PLAIN[4:]) == [("NRB001", "error")]


def test_it_hides_no_error_of_the_lenient_reading(codes: Codes) -> None:
    """A swapped file that is cut, or has another fault, is still invalid leniently."""
    assert codes(SWAPPED[:-1], strict=False) == [("NRB002", "warning"), ("NRB201", "error")]
    assert codes(SWAPPED + b"\0", strict=False) == [("NRB002", "warning"), ("NRB202", "warning")]
    assert codes(SWAPPED[:10], strict=False) == [("NRB002", "warning"), ("NRB101", "error")]
    negative = struct.pack(">Ii3i", 0x1E3D4C55, 1, -1, 1, 1)
    assert codes(negative, strict=False) == [("NRB002", "warning"), ("NRB103", "error")]


def test_an_unreadable_magic_comes_first(codes: Codes) -> None:
    """Where the magic itself is no standard one, only that is said."""
    for magic, code in (("65", "NRB001"), ("52", "NRB003"), ("59", "NRB004")):
        data = bytes.fromhex(f"1E3D4C{magic}") + SWAPPED[4:]
        assert codes(data) == [(code, "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding shows both orders of the magic on disk."""
    (finding,) = findings(SWAPPED)
    assert str(finding) == (
        "NRB002 byte-swapped at 0x0: the magic is big-endian, as on the machine that wrote it;"
        " expected 56 4C 3D 1E on disk (little-endian); found 1E 3D 4C 56;"
        " next: idxcheck repair IN OUT, and see whether the values make sense"
    )
    assert (finding.offset, finding.length, finding.field) == (0, 4, "magic")
    assert finding.clause == "NORB-2.3"
