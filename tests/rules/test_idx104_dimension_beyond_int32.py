"""IDX104: a size that a signed reader takes for a negative one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from idxcheck.findings import Finding, Severity

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings


def test_a_size_of_2_to_the_31(codes: Codes) -> None:
    """A warning in both readings; the other size of 0 makes the file fit."""
    data = bytes.fromhex("00000802 80000000 00000000")
    assert codes(data) == [("IDX103", "warning"), ("IDX104", "warning")]
    assert codes(data, strict=False) == [("IDX103", "warning"), ("IDX104", "warning")]


def test_a_near_miss(codes: Codes) -> None:
    """2^31 - 1 is the same number to a signed reader."""
    assert codes(bytes.fromhex("00000802 7FFFFFFF 00000000")) == [("IDX103", "warning")]


def test_a_short_payload_is_said_too(codes: Codes) -> None:
    """The size is worth a warning also where the payload shows that it is wrong."""
    data = bytes.fromhex("00000801 80000000 05")
    assert codes(data) == [("IDX104", "warning"), ("IDX201", "error")]


def test_a_wrong_header_is_the_root_cause(codes: Codes) -> None:
    """Without an element type, all sizes or the right order, no size is judged."""
    assert codes(bytes.fromhex("00000A01 80000000")) == [("IDX002", "error")]
    assert codes(bytes.fromhex("00000802 80000000 00")) == [("IDX101", "error")]
    assert codes(bytes.fromhex("01080000 00000080")) == [("IDX003", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding names the size and what a signed reader sees."""
    _, finding = findings(bytes.fromhex("00000803 00000000 80000000 FFFFFFFF"))
    assert finding == Finding(
        code="IDX104",
        name="dimension-beyond-int32",
        severity=Severity.WARNING,
        message="size 1 is 2147483648: readers that take sizes as signed see -2147483648",
        offset=8,
        length=4,
        field="shape[1]",
        clause="IDX-3.2",
        expected="a size below 2147483648 (2^31)",
        actual="2147483648 (80000000)",
        hint="split the data or give it another axis; where the number is absurd, correct it",
    )
    _, other = findings(bytes.fromhex("00000802 00000000 FFFFFFFF"))
    assert other.message == "size 1 is 4294967295: readers that take sizes as signed see -1"
