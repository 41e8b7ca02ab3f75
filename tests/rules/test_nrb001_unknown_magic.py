"""NRB001: 1E3D4C and a byte that names nothing."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from idxcheck.findings import Hypothesis

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings


def norb(magic: int, payload: bytes, order: str = "<") -> bytes:
    """Return a file of rank 1, size 4 and this magic."""
    return struct.pack(f"{order}Ii3i", magic, 1, 4, 1, 1) + payload


@pytest.mark.parametrize("magic", [0x1E3D4C00, 0x1E3D4C50, 0x1E3D4C5C, 0x1E3D4CFF, 0x1E3D4C1E])
def test_magics_of_nothing(codes: Codes, magic: int) -> None:
    """Each is the one error in both readings and both byte orders."""
    for order in "<>":
        assert codes(norb(magic, b"\1\2\3\4", order)) == [("NRB001", "error")]
        assert codes(norb(magic, b"\1\2\3\4", order), strict=False) == [("NRB001", "error")]


@pytest.mark.parametrize("magic", [0x1E3D4C51, 0x1E3D4C54])
def test_magics_of_the_format(codes: Codes, magic: int) -> None:
    """The magics beside the unknown ones are no fault."""
    assert codes(norb(magic, bytes(range(16)))) == []


def test_a_cut_or_neighbouring_magic(codes: Codes) -> None:
    """A magic cut short is a truncated header; the packed one has its own name."""
    assert codes(b"\x55\x4c\x3d") == [("NRB101", "error")]
    assert codes(norb(0x1E3D4C52, b"\1\2\3\4")) == [("NRB003", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding gives the magic in both notations and the magics that fit the length."""
    (finding,) = findings(norb(0x1E3D4C65, b"\1\2\3\4"))
    assert str(finding) == (
        "NRB001 unknown-magic at 0x0: the magic 1E3D4C65 (507333733) names no element type;"
        " expected 1E3D4C51 (float32), 53 (float64), 54 (int32), 55 (uint8), 56 (int16)"
        " or 57 (int8); found 1E3D4C65;"
        " likely: the magic should be 1E3D4C55 (uint8): the length fits;"
        " next: fetch the file again, or set the magic of what its writer wrote"
    )
    assert (finding.offset, finding.length, finding.field) == (0, 4, "magic")
    assert finding.clause == "NORB-2.1"


def test_the_magics_that_fit(findings: Findings) -> None:
    """Of 8 bytes for 4 elements only int16 fits, in the byte order of the file."""
    text = "the magic should be 1E3D4C56 (int16): the length fits"
    (finding,) = findings(norb(0x1E3D4C50, bytes(8)))
    assert finding.hypotheses == (Hypothesis(text, 0, b"\x50\x4c\x3d\x1e", b"\x56\x4c\x3d\x1e"),)
    (finding,) = findings(norb(0x1E3D4C50, bytes(8), ">"))
    assert finding.hypotheses == (Hypothesis(text, 0, b"\x1e\x3d\x4c\x50", b"\x1e\x3d\x4c\x56"),)
    (finding,) = findings(norb(0x1E3D4C1E, bytes(8)))
    assert finding.hypotheses == (Hypothesis(text, 0, b"\x1e\x4c\x3d\x1e", b"\x56\x4c\x3d\x1e"),)


def test_nothing_fits(findings: Findings) -> None:
    """No magic is offered where none fits, or where the header cannot be cut with any."""
    for data in (norb(0x1E3D4C50, bytes(7)), norb(0x1E3D4C50, b"")[:10]):
        (finding,) = findings(data)
        assert finding.hypotheses == ()
