"""NRB102: a rank outside 1 to 11."""

from __future__ import annotations

import gzip
import struct
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

UINT8 = b"\x55\x4c\x3d\x1e"
SHORT_SCALAR = bytes.fromhex("544C3D1E 00000000 05000000")
LONG_SCALAR = bytes.fromhex("544C3D1E 00000000 01000000 01000000 01000000 05000000")


@pytest.mark.parametrize("rank", [12, 13, 255, -1, -(2**31), 2**31 - 1])
def test_ranks_of_nothing(codes: Codes, rank: int) -> None:
    """Each is the one error in both readings, however many sizes follow."""
    for sizes in (b"", struct.pack("<12i", *[1] * 12) + b"\5"):
        data = UINT8 + struct.pack("<i", rank) + sizes
        assert codes(data) == [("NRB102", "error")]
        assert codes(data, strict=False) == [("NRB102", "error")]


def test_the_highest_rank(codes: Codes) -> None:
    """Rank 11 is in range and noted for what it is."""
    data = UINT8 + struct.pack("<12i", 11, *[1] * 11) + b"\5"
    assert codes(data) == [("NRB106", "note")]


def test_scalars(codes: Codes) -> None:
    """Rank 0 is an error strictly, and a warning where a header of 8 or 20 bytes fits."""
    for data in (SHORT_SCALAR, LONG_SCALAR):
        assert codes(data) == [("NRB102", "error")]
        assert codes(data, strict=False) == [("NRB102", "warning")]
    odd_slots = LONG_SCALAR[:8] + bytes(12) + LONG_SCALAR[20:]
    assert codes(odd_slots) == [("NRB102", "error")]
    assert codes(odd_slots, strict=False) == [("NRB102", "warning"), ("NRB104", "warning")]


@pytest.mark.parametrize("data", [SHORT_SCALAR + b"\0", LONG_SCALAR[:-1], SHORT_SCALAR[:8]])
def test_rank_0_of_another_length(codes: Codes, data: bytes) -> None:
    """Rank 0 is an error in both readings where neither header fits."""
    assert codes(data) == [("NRB102", "error")]
    assert codes(data, strict=False) == [("NRB102", "error")]


def test_rank_0_in_a_stream_that_goes_on(codes: Codes) -> None:
    """Content far longer than a scalar is an error, though its end was not seen."""
    data = gzip.compress(SHORT_SCALAR + bytes(2 << 20))
    assert codes(data) == [("NRB102", "error")]
    assert ("NRB102", "error") in codes(data, strict=False)


def test_a_cut_rank(codes: Codes) -> None:
    """A rank that is cut short is a truncated header."""
    assert codes(UINT8 + b"\x0c\0\0") == [("NRB101", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding shows the rank and the range."""
    (finding,) = findings(UINT8 + b"\x0c\0\0\0")
    assert str(finding) == (
        "NRB102 rank-out-of-range at 0x4: the rank is 12; expected 1 to 11; found 12;"
        " next: fetch or write the file again, with at most 11 dimensions"
    )
    assert (finding.offset, finding.length, finding.field) == (4, 4, "rank")
    assert finding.clause == "NORB-3.1"


def test_the_next_steps(findings: Findings) -> None:
    """A scalar is to be saved as shape 1; a rank written in the other order is recognised."""
    (finding,) = findings(SHORT_SCALAR)
    assert finding.hint == "save a scalar as a matrix of shape 1"
    (finding,) = findings(UINT8 + b"\0\0\0\4")
    assert finding.actual == "67108864"
    assert finding.hint == (
        "its four bytes in the other order are 4: look for a half swapped header"
    )
    (finding,) = findings(UINT8 + b"\xff\xff\xff\xff")
    assert finding.hint == "fetch or write the file again, with at most 11 dimensions"
