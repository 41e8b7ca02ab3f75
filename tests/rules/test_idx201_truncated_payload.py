"""IDX201: a payload shorter than the header promises."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from idxcheck.findings import Finding, Hypothesis, Severity

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

INT16 = bytes.fromhex("00000B02 00000002 00000003 0001 FFFE 0102 8000 7FFF 0003")


@pytest.mark.parametrize("missing", [1, 2, 6, 12])
def test_a_short_payload(codes: Codes, missing: int) -> None:
    """A byte, an element, an item, all of it: an error in both readings."""
    assert codes(INT16[:-missing]) == [("IDX201", "error")]
    assert codes(INT16[:-missing], strict=False) == [("IDX201", "error")]


def test_near_misses(codes: Codes) -> None:
    """The whole payload is right, a cut header is another fault."""
    assert codes(INT16) == []
    assert codes(INT16[:11]) == [("IDX101", "error")]


def test_a_cut_stream_is_the_root_cause(codes: Codes) -> None:
    """Where the gzip stream is cut, that alone is said; a whole stream of a cut file is not."""
    stored = gzip.compress(INT16, compresslevel=0, mtime=0)
    assert codes(stored[:-10]) == [("TRN101", "error")]
    assert codes(gzip.compress(INT16[:-1])) == [("IDX201", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding counts what is there and says which size would fit."""
    assert findings(INT16[:-6]) == (
        Finding(
            code="IDX201",
            name="truncated-payload",
            severity=Severity.ERROR,
            message="6 bytes short",
            offset=18,
            length=0,
            field="payload",
            clause="IDX-4.3",
            expected="2 x 3 int16 = 12 bytes of payload",
            actual="6 bytes = 1 whole item",
            hint="fetch or write the file again",
            hypotheses=(
                Hypothesis(
                    "element type should be uint8 (0B -> 08 at 0x2):"
                    " 2 x 3 uint8 = 6 bytes of payload",
                    2,
                    b"\x0b",
                    b"\x08",
                ),
                Hypothesis(
                    "element type should be int8 (0B -> 09 at 0x2):"
                    " 2 x 3 int8 = 6 bytes of payload",
                    2,
                    b"\x0b",
                    b"\x09",
                ),
                Hypothesis(
                    "size 0 should be 1 (00000001 at 0x4): 1 x 3 int16 = 6 bytes of payload",
                    4,
                    bytes.fromhex("00000002"),
                    bytes.fromhex("00000001"),
                ),
            ),
        ),
    )


def test_one_byte_short(findings: Findings) -> None:
    """A cut element is counted in bytes."""
    (finding,) = findings(INT16[:-1])
    assert finding.message == "1 byte short"
    assert finding.offset == 23
    assert finding.actual == "11 bytes = 1 whole item and 5 bytes"
    assert finding.hypotheses == ()


def test_a_claim_beyond_all_measure(findings: Findings) -> None:
    """Sizes whose product has thousands of digits are judged and told in a line."""
    data = bytes.fromhex("000008FF") + b"\xff" * 1020
    warning, note, finding = findings(data)
    assert (warning.code, note.code) == ("IDX104", "IDX105")
    assert finding.message == "at least 2^8159 bytes short"
    assert finding.expected == (
        "4294967295 x 4294967295 x 4294967295 x ... (rank 255) uint8 ="
        " at least 2^8159 bytes of payload"
    )
    assert finding.actual == "0 bytes = 0 whole items"
    assert finding.hypotheses == ()
