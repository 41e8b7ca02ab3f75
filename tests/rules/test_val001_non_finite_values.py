"""VAL001: NaN and infinities."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

QUIET, SIGNALLING, INFINITY, NEGATIVE_INFINITY = 0x7FC00000, 0x7F800001, 0x7F800000, 0xFF800000
ONE = 0x3F800000


def idx(*words: int) -> bytes:
    """Return a float32 IDX file of rank 1 of these bits."""
    return struct.pack(f">4BI{len(words)}I", 0, 0, 0x0D, 1, len(words), *words)


def test_what_is_not_finite(codes: Codes) -> None:
    """A NaN of either kind and an infinity of either sign are a note in both readings."""
    for bits in (QUIET, SIGNALLING, INFINITY, NEGATIVE_INFINITY, 0xFFFFFFFF):
        assert codes(idx(ONE, bits)) == [("VAL001", "note")]
        assert codes(idx(ONE, bits), strict=False) == [("VAL001", "note")]


def test_in_a_norb_file(codes: Codes) -> None:
    """float64 in little-endian order is looked at too, and in big-endian order leniently."""
    for order in "<>":
        data = struct.pack(f"{order}I4i2Q", 0x1E3D4C53, 1, 2, 1, 1, 0x7FF0000000000000, 0)
        assert ("VAL001", "note") in codes(data, strict=False)


def test_near_misses(codes: Codes) -> None:
    """The largest finite number, zeros and the smallest number are finite; integers always."""
    assert codes(idx(0x7F7FFFFF, 0xFF7FFFFF, 0, 0x80000000, 1)) == []
    assert codes(struct.pack(">4BII", 0, 0, 0x0C, 1, 1, QUIET)) == []


def test_wrong_sizes_come_first(codes: Codes) -> None:
    """Where the payload is short its values are not looked at; leniently, too much is no bar."""
    assert codes(idx(ONE, QUIET)[:-1]) == [("IDX201", "error")]
    assert codes(idx(ONE, QUIET) + b"\0") == [("IDX202", "error")]
    found = codes(idx(ONE, QUIET) + b"\0", strict=False)
    assert found == [("IDX202", "warning"), ("VAL001", "note")]


def test_the_finding(findings: Findings) -> None:
    """The finding counts both kinds and leads to the first."""
    (finding,) = findings(idx(ONE, NEGATIVE_INFINITY, QUIET, ONE, QUIET, INFINITY))
    assert str(finding) == (
        "VAL001 non-finite-values at 0xc: 2 NaN and 2 infinities among 6 values;"
        " expected finite values; found the first that is not is element 1;"
        " next: nothing, where they mark missing values"
    )
    assert (finding.offset, finding.length, finding.field) == (12, 4, "payload")
    (finding,) = findings(idx(INFINITY))
    assert finding.message == "0 NaN and 1 infinity among 1 value"
