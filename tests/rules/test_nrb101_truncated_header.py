"""NRB101: the end of the file inside the header."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

SQUARE = bytes.fromhex("554C3D1E 02000000 02000000 02000000 01000000 01020304")


@pytest.mark.parametrize("length", [2, 3, 4, 7, 8, 11, 12, 15, 16, 19])
def test_cut_anywhere_in_the_header(codes: Codes, length: int) -> None:
    """Whatever of the header is missing, that is the one error, in both readings."""
    assert codes(SQUARE[:length]) == [("NRB101", "error")]
    assert codes(SQUARE[:length], strict=False) == [("NRB101", "error")]


def test_near_misses(codes: Codes) -> None:
    """A whole header without its payload has another fault; one byte is not yet NORB."""
    assert codes(SQUARE[:20]) == [("NRB201", "error")]
    assert codes(SQUARE) == []
    assert codes(SQUARE[:1]) == [("TRN005", "error")]


def test_a_cut_stream_is_the_cause(codes: Codes) -> None:
    """Where the compressed stream is cut inside the header, only that is said."""
    stored = gzip.compress(SQUARE, 0, mtime=0)
    assert codes(stored[: 10 + 5 + 14]) == [("TRN101", "error")]
    assert codes(gzip.compress(SQUARE[:14])) == [("NRB101", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding names the field that is cut and where the file ends."""
    (finding,) = findings(SQUARE[:14])
    assert str(finding) == (
        "NRB101 truncated-header at 0xe: the file ends inside its header;"
        " expected one 4-byte size for each dimension, at least 1;"
        " found the end of the file after 14 bytes; next: fetch or write the file again"
    )
    assert (finding.offset, finding.length, finding.field) == (14, 0, "shape[1]")
    assert finding.clause == "NORB-4.3"
