"""TRN201: each LF became CR LF."""

from __future__ import annotations

import gzip
import struct
from typing import TYPE_CHECKING

import pytest

from idxcheck.checking import check

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

# The second size is 10, so the header is translated too; 10 of 20 elements are LF.
LINES = bytes.fromhex("00000802 00000002 0000000A") + b"\n\x01" * 10
NORB = bytes.fromhex("554C3D1E 02000000 0A000000 02000000 01000000") + b"\n\x01" * 10


def translated(data: bytes) -> bytes:
    """Return `data` as text mode on Windows writes it."""
    return data.replace(b"\n", b"\r\n")


def test_translated_files(codes: Codes) -> None:
    """Both formats, raw and inside gzip, are diagnosed in both readings."""
    assert codes(LINES) == []
    for data in (LINES, NORB):
        assert codes(translated(data)) == [("TRN201", "error")]
        assert codes(translated(data), strict=False) == [("TRN201", "error")]
        assert codes(gzip.compress(translated(data))) == [("TRN201", "error")]


def test_carriage_returns_of_the_data(codes: Codes) -> None:
    """CR LF that the data held before becomes CR CR LF and does not hide the change."""
    data = struct.pack(">4BL", 0, 0, 8, 1, 40) + b"\r\n\x01\n" * 10
    assert codes(data) == []
    assert codes(translated(data)) == [("TRN201", "error")]


def test_eight_pairs_are_enough(codes: Codes) -> None:
    """Eight CR LF are a sign, seven are chance: then only the length is wrong."""
    for count, code in ((8, "TRN201"), (7, "IDX202")):
        data = struct.pack(">4BL", 0, 0, 8, 1, 20) + b"\n" * count + bytes(20 - count)
        assert codes(translated(data)) == [(code, "error")]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(translated(LINES) + b"\n", id="a lone LF"),
        pytest.param(translated(LINES) + b"\x01", id="one byte more"),
        pytest.param(translated(LINES) + b"\r\n", id="one pair more"),
    ],
)
def test_near_misses(codes: Codes, data: bytes) -> None:
    """A lone LF, or a length that is not explained, is not this fault."""
    assert codes(data) != []
    assert "TRN201" not in [code for code, _ in codes(data)]


def test_a_file_that_holds_pairs(codes: Codes) -> None:
    """Elements 0D 0A are valid where the length is right."""
    assert codes(struct.pack(">4BL", 0, 0, 8, 1, 40) + b"\r\n" * 20) == []


def test_the_finding(findings: Findings) -> None:
    """The finding shows the first pair, the arithmetic and the way back."""
    (finding,) = findings(translated(LINES))
    assert str(finding) == (
        "TRN201 newline-translation at 0xb: each LF became CR LF: 11 bytes too many,"
        " and no LF is alone; expected 2 x 10 uint8 = 20 bytes of payload, a file of 32 bytes;"
        " found 43 bytes, 32 after each 0D 0A is turned back into 0A;"
        " next: fetch the file again in binary mode, or: idxcheck repair IN OUT"
    )
    assert (finding.offset, finding.length) == (11, 2)


def test_a_pair_far_behind(findings: Findings) -> None:
    """Where the first pair stands behind the first 4096 bytes, no place is given."""
    data = struct.pack(">4BL", 0, 0, 8, 1, 5020) + bytes(5000) + b"\n" * 20
    (finding,) = findings(translated(data))
    assert (finding.code, finding.offset, finding.length) == ("TRN201", None, None)


def test_a_content_not_read_whole() -> None:
    """Without the payload nothing tells translated bytes from trailing ones."""
    found = [each.code for each in check(translated(LINES), header_only=True).findings]
    assert found != []
    assert "TRN201" not in found
