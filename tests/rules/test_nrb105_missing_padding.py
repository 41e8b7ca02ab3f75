"""NRB105: the unused size slots left out."""

from __future__ import annotations

import gzip
import struct
from typing import TYPE_CHECKING

import pytest

from idxcheck.findings import Hypothesis

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

INT32, UINT8 = 0x1E3D4C54, 0x1E3D4C55
VECTOR = struct.pack("<I2i3i", INT32, 1, 3, 5, 6, 7)
MATRIX = struct.pack("<I3i2i", INT32, 2, 2, 1, 5, 6)
TINY = struct.pack("<I2i2B", UINT8, 1, 2, 5, 6)
SWAPPED = struct.pack(">I2i3i", INT32, 1, 3, 5, 6, 7)


@pytest.mark.parametrize("data", [VECTOR, MATRIX, TINY], ids=["rank 1", "rank 2", "tiny"])
def test_left_out(codes: Codes, data: bytes) -> None:
    """It is the one error in both readings, also where the header seems cut."""
    assert codes(data) == [("NRB105", "error")]
    assert codes(data, strict=False) == [("NRB105", "error")]
    assert codes(gzip.compress(data)) == [("NRB105", "error")]


def test_left_out_of_a_swapped_file(codes: Codes) -> None:
    """The slots are missed in big-endian order too."""
    assert codes(SWAPPED, strict=False) == [("NRB002", "warning"), ("NRB105", "error")]
    assert codes(SWAPPED) == [("NRB002", "error"), ("NRB105", "error")]


def test_a_length_that_does_not_fit(codes: Codes) -> None:
    """One byte more or less, and the header is taken as it stands."""
    assert codes(VECTOR + b"\0") == [("NRB104", "error")]
    assert codes(VECTOR[:-1]) == [("NRB104", "error")]
    assert codes(TINY + b"\0") == [("NRB101", "error")]


def test_slots_that_are_there(codes: Codes) -> None:
    """A file cut by as many bytes as its slots have is cut; a whole one is valid."""
    whole = struct.pack("<I4i3i", INT32, 1, 3, 1, 1, 5, 6, 7)
    assert codes(whole) == []
    assert codes(whole[:-8]) == [("NRB201", "error")]
    assert codes(struct.pack("<I4i4B", UINT8, 2, 2, 4, 1, 1, 2, 3, 4)) == [("NRB201", "error")]
    assert codes(struct.pack("<I2i", UINT8, 1, 3) + b"\1\0\0") == [("NRB101", "error")]
    assert codes(struct.pack("<I2i", UINT8, 1, 0)) == [("NRB101", "error")]


def test_ranks_without_unused_slots(codes: Codes) -> None:
    """A file of rank 3 that lacks 4 bytes lacks payload."""
    assert codes(struct.pack("<I4i", UINT8, 3, 1, 2, 4) + bytes(4)) == [("NRB201", "error")]


def test_unknown_magics(codes: Codes) -> None:
    """Without an element type no length fits: the magic alone is the fault."""
    assert codes(b"\x65" + VECTOR[1:]) == [("NRB001", "error")]
    assert codes(b"\x58" + VECTOR[1:]) == [("NRB004", "error")]


def test_a_file_that_fits_both_ways(codes: Codes) -> None:
    """What fits as it stands is no missing padding: int32 here, and not int64 without slots."""
    data = struct.pack("<I4i2i", 0x1E3D4C58, 1, 2, 0, 0, 5, 6)
    assert codes(data, strict=False) == [("NRB004", "warning"), ("NRB104", "warning")]


def test_the_finding(findings: Findings) -> None:
    """The finding says how many slots are missing and which bytes to insert where."""
    (finding,) = findings(VECTOR)
    assert str(finding) == (
        "NRB105 missing-padding at 0xc: the payload follows the sizes at once, without the"
        " two unused size slots; expected a header of 20 bytes;"
        " found one of 12 bytes, with which the length fits;"
        " likely: the two unused size slots should be inserted at 0xc;"
        " next: insert 01 00 00 00 01 00 00 00 at 0xc: idxcheck repair IN OUT"
    )
    assert (finding.offset, finding.length, finding.field) == (12, 0, "padding")
    assert finding.clause == "NORB-4.3"


def test_the_hypothesis(findings: Findings) -> None:
    """The edit inserts the slots, in the byte order of the file."""
    (finding,) = findings(MATRIX)
    text = "the unused size slot should be inserted at 0x10"
    assert finding.hypotheses == (Hypothesis(text, 16, b"", b"\1\0\0\0"),)
    _, finding = findings(SWAPPED)
    text = "the two unused size slots should be inserted at 0xc"
    assert finding.hypotheses == (Hypothesis(text, 12, b"", b"\0\0\0\1\0\0\0\1"),)
