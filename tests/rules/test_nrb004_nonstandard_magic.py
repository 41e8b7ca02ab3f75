"""NRB004: the magics that only EBLearn wrote."""

from __future__ import annotations

import gzip
import struct
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings


def long_matrix(size: int, payload: bytes, order: str = "<") -> bytes:
    """Return a file of the magic 1E3D4C58, rank 1."""
    return struct.pack(f"{order}Ii3i", 0x1E3D4C58, 1, size, 1, 1) + payload


@pytest.mark.parametrize("magic", [0x1E3D4C59, 0x1E3D4C5A, 0x1E3D4C5B])
def test_magics_nobody_reads(codes: Codes, magic: int) -> None:
    """uint32, uint64 and int64 are the one error in both readings and both byte orders."""
    for order in "<>":
        data = struct.pack(f"{order}Ii3i2q", magic, 1, 2, 1, 1, 5, 6)
        assert codes(data) == [("NRB004", "error")]
        assert codes(data, strict=False) == [("NRB004", "error")]


def test_a_long_whose_width_the_length_tells(codes: Codes) -> None:
    """The magic 58 is a warning leniently where 4 or 8 bytes an element fit exactly."""
    for data in (long_matrix(2, bytes(range(8))), long_matrix(2, bytes(range(16)))):
        assert codes(data) == [("NRB004", "error")]
        assert codes(data, strict=False) == [("NRB004", "warning")]
    swapped = long_matrix(1, b"\0\0\0\5", ">")
    assert codes(swapped) == [("NRB004", "error")]
    assert codes(swapped, strict=False) == [("NRB004", "warning"), ("NRB002", "warning")]


@pytest.mark.parametrize(
    "data",
    [
        long_matrix(2, bytes(7)),  # cut
        long_matrix(2, bytes(12)),  # one width and a half
        long_matrix(2, bytes(8))[:18],  # cut in the padding
        b"\x58\x4c\x3d\x1e\x63\0\0\0",  # rank 99
        b"\x58\x4c\x3d\x1e\0\0\0\0\5",  # rank 0 and neither width
        struct.pack("<Iii2i", 0x1E3D4C58, 1, 2, 5, 6),  # the unused size slots left out
    ],
)
def test_a_long_that_fits_no_width(codes: Codes, data: bytes) -> None:
    """The magic 58 is the one error in both readings where no width fits."""
    assert codes(data) == [("NRB004", "error")]
    assert codes(data, strict=False) == [("NRB004", "error")]


def test_a_long_stream_that_is_not_read_to_its_end(codes: Codes) -> None:
    """More content than either width asks for is an error, though the end was not seen."""
    data = gzip.compress(long_matrix(2, bytes(3 << 20)))
    assert codes(data) == [("NRB004", "error")]
    assert ("NRB004", "error") in codes(data, strict=False)


def test_it_hides_no_error_of_the_lenient_reading(codes: Codes) -> None:
    """A negative size is an error leniently, also under the magic 58."""
    assert codes(long_matrix(-1, b""), strict=False) == [("NRB004", "warning"), ("NRB103", "error")]


def test_near_misses(codes: Codes) -> None:
    """The magics on both sides of the four have other names."""
    data = struct.pack("<Ii3i", 0x1E3D4C5C, 1, 1, 1, 1) + b"\5"
    assert codes(data) == [("NRB001", "error")]
    assert codes(b"\x57" + data[1:]) == [("NRB005", "warning")]


def test_the_finding(findings: Findings) -> None:
    """The finding says what wrote the magic, and how to read it where it can be read."""
    (finding,) = findings(long_matrix(2, bytes(8)))
    assert str(finding) == (
        "NRB004 nonstandard-magic at 0x0: the magic 1E3D4C58 (507333720) is long"
        " (EBLearn, 4 or 8 bytes by platform), which no document lists;"
        " expected 1E3D4C51, 53, 54, 55, 56 or 57; found 1E3D4C58;"
        " next: load it with strict=False and save it as int32 or float64"
    )
    assert (finding.offset, finding.length, finding.field) == (0, 4, "magic")
    assert finding.clause == "NORB-2.5"
    (finding,) = findings(long_matrix(2, bytes(7)))
    assert finding.hint == "have its writer save it as int32 or float64"
