"""NRB103: a size below 1."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings


def norb(*sizes: int, payload: bytes = b"") -> bytes:
    """Return a uint8 file of these sizes."""
    padding = (1,) * (3 - len(sizes))
    words = (0x1E3D4C55, len(sizes), *sizes, *padding)
    return struct.pack(f"<I{len(words) - 1}i", *words) + payload


def test_zero(codes: Codes) -> None:
    """A size of 0 is an error strictly and a warning leniently, on any axis."""
    for data in (norb(0), norb(2, 0), norb(0, 2, 2), norb(1, 1, 1, 0)):
        assert codes(data) == [("NRB103", "error")]
        assert codes(data, strict=False) == [("NRB103", "warning")]


def test_negative(codes: Codes) -> None:
    """A negative size is an error in both readings, also beside a 0."""
    for data in (norb(-1), norb(2, -(2**31)), norb(0, -1), norb(-1, 0)):
        assert codes(data) == [("NRB103", "error")]
        assert codes(data, strict=False) == [("NRB103", "error")]


def test_the_bytes_behind_are_not_told_besides(codes: Codes) -> None:
    """What follows an impossible size is neither short nor too much; of an accepted 0 it is."""
    for data in (norb(-1, payload=b"\1\2\3"), norb(0, payload=b"\1\2\3")):
        assert codes(data) == [("NRB103", "error")]
    found = codes(norb(0, payload=b"\1\2\3"), strict=False)
    assert found == [("NRB103", "warning"), ("NRB202", "warning")]


def test_near_misses(codes: Codes) -> None:
    """A size of 1 is none; an unused slot of 0 has its own name."""
    assert codes(norb(1, 1, payload=b"\5")) == []
    assert codes(norb(payload=b"\5"), strict=False) == [("NRB102", "warning")]  # no size at all
    assert codes(struct.pack("<I4i", 0x1E3D4C55, 1, 1, 0, 1) + b"\5") == [("NRB104", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding is about the smallest size and where it stands."""
    (finding,) = findings(norb(0, 3, -5))
    assert str(finding) == (
        "NRB103 nonpositive-dimension at 0x10: size 2 is -5; expected at least 1; found -5;"
        " next: write the file again with the sizes it has"
    )
    assert (finding.offset, finding.length, finding.field) == (16, 4, "shape[2]")
    assert finding.clause == "NORB-4.1"
