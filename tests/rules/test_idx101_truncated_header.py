"""IDX101: a file that ends before its last size."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from idxcheck.findings import Finding, Severity

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

IMAGE = bytes.fromhex("00000803 00000001 00000001 00000002 0506")


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5, 8, 15])
def test_a_cut_header(codes: Codes, length: int) -> None:
    """Cut anywhere before the last size, it is an error in both readings."""
    assert codes(IMAGE[:length]) == [("IDX101", "error")]
    assert codes(IMAGE[:length], strict=False) == [("IDX101", "error")]


def test_near_misses(codes: Codes) -> None:
    """A header that is all there misses its payload; one of rank 0 has no size to miss."""
    assert codes(IMAGE[:16]) == [("IDX201", "error")]
    assert codes(bytes.fromhex("00000800")) == [("IDX102", "error")]
    assert codes(IMAGE) == []


def test_a_cut_stream_is_the_root_cause(codes: Codes) -> None:
    """Where the gzip stream broke off inside the header, that alone is said."""
    stream = gzip.compress(IMAGE[:14], compresslevel=0, mtime=0)
    assert codes(stream[:-12]) == [("TRN101", "error")]
    assert codes(stream) == [("IDX101", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding says which size is cut and how long the header should be."""
    assert findings(IMAGE[:10]) == (
        Finding(
            code="IDX101",
            name="truncated-header",
            severity=Severity.ERROR,
            message="the file ends inside the header, in shape[1]",
            offset=10,
            length=0,
            field="shape[1]",
            clause="IDX-3.1",
            expected="16 bytes of header for rank 3",
            actual="10 bytes",
            hint="fetch or write the file again",
        ),
    )


def test_a_cut_magic(findings: Findings) -> None:
    """Without a rank nobody knows how long the header should be."""
    (finding,) = findings(IMAGE[:3])
    assert finding.message == "the file ends inside the header, in rank"
    assert (finding.offset, finding.field) == (3, "rank")
    assert finding.expected == "4 bytes of magic, then the sizes"
    assert finding.actual == "3 bytes"
