"""IDX001: a first byte or two that should be zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from idxcheck.findings import Finding, Hypothesis, Severity

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

THREE = "0801 00000003 050004"


@pytest.mark.parametrize("prefix", ["0100", "0001", "8000", "0080", "FFFF"])
def test_a_prefix_that_is_not_zero(codes: Codes, prefix: str) -> None:
    """Either byte will do, in both readings."""
    assert codes(bytes.fromhex(prefix + THREE)) == [("IDX001", "error")]
    assert codes(bytes.fromhex(prefix + THREE), strict=False) == [("IDX001", "error")]


def test_near_misses(codes: Codes) -> None:
    """A zero prefix is right; with another one the rest has to fit, or it is no IDX file."""
    assert codes(bytes.fromhex("0000" + THREE)) == []
    assert codes(bytes.fromhex("0100" + THREE + "00")) == [("TRN005", "error")]
    assert codes(bytes.fromhex("0100 0A01 00000003 050004")) == [("TRN005", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding names the two bytes and the magic that was meant."""
    assert findings(bytes.fromhex("0A0B" + THREE)) == (
        Finding(
            code="IDX001",
            name="nonzero-prefix",
            severity=Severity.ERROR,
            message="the first two bytes are 0A0B; all else fits the magic 2049 (00000801)",
            offset=0,
            length=2,
            field="prefix",
            clause="IDX-2.1",
            expected="0000",
            actual="0A0B",
            hint="write two zero bytes at the start of the file: idxcheck repair IN OUT",
            hypotheses=(
                Hypothesis(
                    "the first two bytes should be zero (0000 at 0x0)", 0, b"\x0a\x0b", b"\0\0"
                ),
            ),
        ),
    )
