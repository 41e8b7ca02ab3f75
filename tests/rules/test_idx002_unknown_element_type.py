"""IDX002: a third byte that names no element type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from idxcheck.findings import Finding, Hypothesis, Severity

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings


@pytest.mark.parametrize("code", ["00", "07", "0A", "0F", "80", "FF"])
def test_a_code_of_nothing(codes: Codes, code: str) -> None:
    """Codes beside and between the six are errors in both readings."""
    data = bytes.fromhex(f"0000 {code} 01 00000002 0506")
    assert codes(data) == [("IDX002", "error")]
    assert codes(data, strict=False) == [("IDX002", "error")]


@pytest.mark.parametrize(
    ("code", "payload"),
    [("08", "07"), ("09", "07"), ("0B", "0007"), ("0C", "00000007"), ("0D", "3F800000")],
)
def test_near_misses(codes: Codes, code: str, payload: str) -> None:
    """The six codes are right."""
    assert codes(bytes.fromhex(f"0000 {code} 01 00000001 {payload}")) == []


def test_one_root_cause(codes: Codes) -> None:
    """Rank 0, a cut header and a short payload are not judged without an element type."""
    assert codes(bytes.fromhex("00000A00")) == [("IDX002", "error")]
    assert codes(bytes.fromhex("00000A03 00000001 0000")) == [("IDX002", "error")]
    assert codes(bytes.fromhex("00000A01 00000009 05")) == [("IDX002", "error")]


def test_a_cut_type_is_a_cut_header(codes: Codes) -> None:
    """Where the file ends before the third byte, no code is wrong."""
    assert codes(bytes.fromhex("0000")) == [("IDX101", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding names the byte, the magic and the element types that would fit."""
    assert findings(bytes.fromhex("00000A02 00000001 00000002 0506")) == (
        Finding(
            code="IDX002",
            name="unknown-element-type",
            severity=Severity.ERROR,
            message="byte 2 is 0A, which names no element type; the magic is 2562 (00000A02)",
            offset=2,
            length=1,
            field="type",
            clause="IDX-2.2",
            expected=(
                "08 (uint8), 09 (int8), 0B (int16), 0C (int32), 0D (float32) or 0E (float64)"
            ),
            actual="0A",
            hint="write the code of the element type; int64 and bool have none, convert them first",
            hypotheses=(
                Hypothesis(
                    "element type should be uint8 (0A -> 08 at 0x2):"
                    " 1 x 2 uint8 = 2 bytes of payload",
                    2,
                    b"\x0a",
                    b"\x08",
                ),
                Hypothesis(
                    "element type should be int8 (0A -> 09 at 0x2):"
                    " 1 x 2 int8 = 2 bytes of payload",
                    2,
                    b"\x0a",
                    b"\x09",
                ),
            ),
        ),
    )


def test_no_hypothesis_without_a_fit(findings: Findings) -> None:
    """Where no element type fits the length, none is offered."""
    (finding,) = findings(bytes.fromhex("00000A01 00000002 050607"))
    assert finding.hypotheses == ()
    (cut,) = findings(bytes.fromhex("00000A01 0000"))
    assert cut.hypotheses == ()
