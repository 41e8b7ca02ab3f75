"""IDX202: bytes behind the last element."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from idxcheck.checking import check
from idxcheck.findings import Finding, Hypothesis, Severity

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

SQUARE = bytes.fromhex("00000802 00000002 00000002 01020304")


def test_trailing_bytes(codes: Codes) -> None:
    """An error in the strict reading, a warning in the lenient one that ignores them."""
    for trailing in (b"\x05", b"\0", b"\n", b"garbage"):
        assert codes(SQUARE + trailing) == [("IDX202", "error")]
        assert codes(SQUARE + trailing, strict=False) == [("IDX202", "warning")]
    assert codes(gzip.compress(SQUARE + b"\x05")) == [("IDX202", "error")]


def test_near_misses(codes: Codes) -> None:
    """A file that ends with its last element is right; garbage behind gzip is another fault."""
    assert codes(SQUARE) == []
    assert codes(gzip.compress(SQUARE) + b"garbage") == [("TRN103", "error")]


def test_a_cut_stream_is_the_root_cause(codes: Codes) -> None:
    """Bytes behind the payload of a cut stream are not told beside the cut."""
    stream = gzip.compress(SQUARE + b"garbage", compresslevel=0, mtime=0)
    assert codes(stream[:-9]) == [("TRN101", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding says where the payload ends, what follows, and the edit that fits."""
    assert findings(SQUARE + b"\r\n") == (
        Finding(
            code="IDX202",
            name="trailing-bytes",
            severity=Severity.ERROR,
            message="2 bytes behind the payload",
            offset=16,
            length=2,
            field="payload",
            clause="IDX-4.4",
            expected="2 x 2 uint8 = 4 bytes of payload",
            actual="6 bytes = 3 whole items",
            hint="remove what follows the payload, or correct the header",
            hypotheses=(
                Hypothesis(
                    "a line end was written behind the payload: remove CR LF at 0x10",
                    16,
                    b"\r\n",
                ),
                Hypothesis(
                    "size 0 should be 3 (00000003 at 0x4): 3 x 2 uint8 = 6 bytes of payload",
                    4,
                    bytes.fromhex("00000002"),
                    bytes.fromhex("00000003"),
                ),
                Hypothesis(
                    "size 1 should be 3 (00000003 at 0x8): 2 x 3 uint8 = 6 bytes of payload",
                    8,
                    bytes.fromhex("00000002"),
                    bytes.fromhex("00000003"),
                ),
            ),
        ),
    )
    (lenient,) = findings(SQUARE + b"\x05", strict=False)
    assert lenient.severity is Severity.WARNING
    assert lenient.message == "1 byte behind the payload"


def test_a_stream_not_read_whole() -> None:
    """Bytes seen behind the payload are an error, however many more there are."""
    stream = gzip.compress(SQUARE + b"\x01" * 100_000, mtime=0)
    limit, finding = check(stream, max_bytes=5000).findings
    assert limit.code == "TRN106"
    assert finding.message == "at least 4985 bytes behind the payload"
    assert (finding.offset, finding.length) == (16, None)
    assert finding.actual == "at least 4989 bytes = 2494 whole items and 1 byte"
    assert finding.hypotheses == ()


def test_a_payload_left_unread() -> None:
    """The length of a file tells how much follows, without reading it."""
    (finding,) = check(SQUARE + b"\x01" * 5000, header_only=True).findings
    assert finding.message == "5000 bytes behind the payload"
