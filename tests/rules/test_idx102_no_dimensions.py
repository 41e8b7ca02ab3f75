"""IDX102: rank 0, a scalar in the lenient reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from idxcheck.findings import Finding, Hypothesis, Severity

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

SCALAR = bytes.fromhex("00000B00 0100")


def test_rank_0(codes: Codes) -> None:
    """An error in the strict reading, whatever follows; a scalar with a warning leniently."""
    assert codes(SCALAR) == [("IDX102", "error")]
    assert codes(SCALAR[:5]) == [("IDX102", "error")]
    assert codes(SCALAR + b"\0") == [("IDX102", "error")]
    assert codes(SCALAR, strict=False) == [("IDX102", "warning")]


def test_a_scalar_has_one_element(codes: Codes) -> None:
    """The lenient reading judges the length of a scalar as that of any matrix."""
    assert codes(SCALAR[:5], strict=False) == [("IDX102", "warning"), ("IDX201", "error")]
    assert codes(SCALAR + b"\0", strict=False) == [("IDX102", "warning"), ("IDX202", "warning")]


def test_a_near_miss(codes: Codes) -> None:
    """A vector of one element is right."""
    assert codes(bytes.fromhex("00000B01 00000001 0100")) == []


def test_the_finding(findings: Findings) -> None:
    """The finding names the byte, and the rank with which the sizes behind it fit."""
    assert findings(bytes.fromhex("00000800 00000001 00000002 0506")) == (
        Finding(
            code="IDX102",
            name="no-dimensions",
            severity=Severity.ERROR,
            message="the rank is 0",
            offset=3,
            length=1,
            field="rank",
            clause="IDX-2.3",
            expected="the number of sizes, 1 to 255",
            actual="0",
            hint="write a single element with rank 1 and size 1; --lenient reads it as a scalar",
            hypotheses=(
                Hypothesis(
                    "rank should be 2 (00 -> 02 at 0x3): 1 x 2 uint8 = 2 bytes of payload",
                    3,
                    b"\0",
                    b"\2",
                ),
            ),
        ),
    )


def test_a_true_scalar_has_no_other_rank(findings: Findings) -> None:
    """Where no size follows, no other rank is offered."""
    (finding,) = findings(SCALAR)
    assert finding.hypotheses == ()
