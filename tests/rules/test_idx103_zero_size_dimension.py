"""IDX103: a size of 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from idxcheck.findings import Finding, Severity

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings


def test_a_size_of_0(codes: Codes) -> None:
    """A warning in both readings, at any axis, of any element type."""
    for text in ("00000801 00000000", "00000E02 00000003 00000000", "00000B02" + 16 * "0"):
        assert codes(bytes.fromhex(text)) == [("IDX103", "warning")]
        assert codes(bytes.fromhex(text), strict=False) == [("IDX103", "warning")]


def test_a_near_miss(codes: Codes) -> None:
    """A size of 1 is right."""
    assert codes(bytes.fromhex("00000802 00000001 00000001 07")) == []


def test_a_wrong_header_is_the_root_cause(codes: Codes) -> None:
    """Without an element type, all sizes or the right order, no size is judged."""
    assert codes(bytes.fromhex("00000A01 00000000")) == [("IDX002", "error")]
    assert codes(bytes.fromhex("00000802 00000000 00")) == [("IDX101", "error")]
    assert codes(bytes.fromhex("01080000 00000000")) == [("IDX003", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding names the first size of 0."""
    assert findings(bytes.fromhex("00000802 00000003 00000000")) == (
        Finding(
            code="IDX103",
            name="zero-size-dimension",
            severity=Severity.WARNING,
            message="size 1 is 0: the matrix has no element, and many readers refuse it",
            offset=8,
            length=4,
            field="shape[1]",
            clause="IDX-3.3",
            expected="a size of 1 or more",
            actual="0",
            hint="leave an empty matrix out, or write the size that was meant",
        ),
    )


def test_more_than_one(findings: Findings) -> None:
    """Further sizes of 0 are counted."""
    (finding,) = findings(bytes.fromhex("00000803 00000000 00000005 00000000"))
    assert finding.message == (
        "size 0 is 0 and 1 more: the matrix has no element, and many readers refuse it"
    )
    assert (finding.offset, finding.field) == (4, "shape[0]")
