"""NRB202: bytes behind the payload."""

from __future__ import annotations

import gzip
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings


def norb(*sizes: int) -> bytes:
    """Return a uint8 file of these sizes, at most three."""
    count = 1
    for size in sizes:
        count *= size
    padding = (1,) * (3 - len(sizes))
    return struct.pack("<I4i", 0x1E3D4C55, len(sizes), *sizes, *padding) + b"\5" * count


def test_trailing_bytes(codes: Codes) -> None:
    """They are an error strictly and a warning leniently, wrapped or not."""
    for data in (norb(2) + b"\0", norb(2, 3) + bytes(5000), gzip.compress(norb(2) + b"\n")):
        assert codes(data) == [("NRB202", "error")]
        assert codes(data, strict=False) == [("NRB202", "warning")]


def test_none(codes: Codes) -> None:
    """Nothing behind the payload is no fault; a wrapper's garbage is the wrapper's."""
    assert codes(norb(2)) == []
    assert codes(gzip.compress(norb(2)) + b"garbage") == [("TRN103", "error")]


def test_other_causes(codes: Codes) -> None:
    """Behind an impossible size, a scalar or an open width nothing is too much."""
    assert codes(struct.pack("<I4i", 0x1E3D4C55, 1, -1, 1, 1) + b"\5") == [("NRB103", "error")]
    scalar = struct.pack("<Ii", 0x1E3D4C55, 0)
    assert codes(gzip.compress(scalar + bytes(2 << 20))) == [("NRB102", "error")]
    cut = gzip.compress(norb(2) + bytes(50), 0, mtime=0)[:-20]
    assert codes(cut) == [("TRN101", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding counts the bytes and says where they begin."""
    (finding,) = findings(norb(2, 3) + b"\7\7")
    assert finding.message == "2 bytes behind the payload"
    assert (finding.offset, finding.length, finding.field) == (26, 2, "payload")
    assert finding.expected == "2 x 3 uint8 = 6 bytes of payload"
    assert finding.actual == "8 bytes = 2 whole items and 2 bytes"
    assert finding.hint == "cut the bytes off, or save each matrix in a file of its own"
    assert finding.clause == "NORB-5.4"
    edits = [(each.offset, each.old, each.new) for each in finding.hypotheses]
    assert (12, b"\3\0\0\0", b"\4\0\0\0") in edits


def test_a_stream_without_end(findings: Findings) -> None:
    """Where reading stopped before the end, the count is a lower bound."""
    (finding,) = findings(gzip.compress(norb(4) + bytes(2 << 20)))
    # twice the 24 bytes declared, 1 MiB, and the byte that tells there is more
    assert finding.message == "at least 1048601 bytes behind the payload"
    assert finding.length is None
    assert finding.actual == "at least 1048605 bytes = 1048605 elements"


def test_appended_matrices(findings: Findings) -> None:
    """Whole matrices behind the first are counted, in the byte order of the file."""
    (finding,) = findings(norb(2) + norb(1))
    assert finding.message == "21 bytes behind the payload: 1 appended matrix"
    (finding,) = findings(norb(2) + norb(1) + norb(2, 2) + norb(1, 1, 1))
    assert finding.message == "66 bytes behind the payload: 3 appended matrices"
    swapped = struct.pack(">I4iB", 0x1E3D4C55, 1, 1, 1, 1, 5)
    (_, finding) = findings(swapped * 2, strict=False)
    assert finding.message == "21 bytes behind the payload: 1 appended matrix"
    (finding,) = findings(norb(2) + swapped)
    assert finding.message == "21 bytes behind the payload"


def test_partly_appended_matrices(findings: Findings) -> None:
    """What follows the last whole matrix, or lies beyond the bytes kept, is left open."""
    (finding,) = findings(norb(2) + norb(1) + norb(9)[:-1])
    assert finding.message == "49 bytes behind the payload, which begin with 1 appended matrix"
    (finding,) = findings(norb(2) + norb(4076) + norb(1))
    assert finding.message == "4117 bytes behind the payload, which begin with 1 appended matrix"


def test_what_is_no_appended_matrix(findings: Findings) -> None:
    """A scalar, a zero size and the magic of two widths are taken for plain bytes."""
    scalar = struct.pack("<IiB", 0x1E3D4C55, 0, 5)
    long = struct.pack("<I4iq", 0x1E3D4C58, 1, 1, 1, 1, 5)
    for tail in (scalar, norb(0), long):
        (finding,) = findings(norb(2) + tail)
        assert finding.message == f"{len(tail)} bytes behind the payload"
