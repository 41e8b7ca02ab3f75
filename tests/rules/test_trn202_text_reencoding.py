"""TRN202: bytes that were taken for text and written as UTF-8."""

from __future__ import annotations

import gzip
import lzma
import struct
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

LETTERS = struct.pack(">4B2L", 0, 0, 8, 2, 2, 10) + b"\x7f" + bytes(range(0xE0, 0xF3))
NORB = struct.pack("<5L", 0x1E3D4C55, 1, 40, 1, 1) + bytes(range(0x80, 0xA8))
# The size of MNIST's training labels, 0000EA60, is itself changed.
MANY = struct.pack(">4BL", 0, 0, 8, 1, 60000) + bytes(place % 256 for place in range(60000))


def reencoded(data: bytes) -> bytes:
    """Return `data` taken for Latin-1 and written as UTF-8."""
    return data.decode("latin-1").encode()


def replaced(data: bytes) -> bytes:
    """Return `data` taken for UTF-8, with U+FFFD for what is none."""
    return data.decode("utf-8", errors="replace").encode()


@pytest.mark.parametrize("data", [LETTERS, NORB, MANY])
@pytest.mark.parametrize("damage", [reencoded, replaced])
def test_damaged_files(codes: Codes, findings: Findings, data: bytes, damage: type[bytes]) -> None:
    """Both formats, raw and inside gzip, are diagnosed in both readings."""
    assert [finding for finding in findings(data) if finding.severity.value == "error"] == []
    assert codes(damage(data)) == [("TRN202", "error")]
    assert codes(damage(data), strict=False) == [("TRN202", "error")]
    assert codes(gzip.compress(damage(data))) == [("TRN202", "error")]


@pytest.mark.parametrize("compress", [gzip.compress, lzma.compress])
@pytest.mark.parametrize("damage", [reencoded, replaced])
def test_damaged_wrappers(codes: Codes, compress: type[bytes], damage: type[bytes]) -> None:
    """A changed magic of gzip or xz is recognised, whatever the name."""
    assert codes(damage(compress(MANY))) == [("TRN202", "error")]
    assert codes(damage(compress(MANY)), name="labels-idx1-ubyte.gz") == [("TRN202", "error")]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(reencoded(LETTERS) + b"x", id="one byte more"),
        pytest.param(reencoded(LETTERS) + b"\xff", id="no UTF-8"),
        pytest.param(reencoded(LETTERS)[:-1], id="cut inside a character"),
        pytest.param(reencoded(LETTERS)[:-2] + "Ā".encode(), id="a character beyond Latin-1"),
        pytest.param(replaced(LETTERS) + b"x" * 41, id="more than the losses explain"),
        pytest.param(bytes.fromhex("1FC28C08"), id="no gzip"),
    ],
)
def test_near_misses(codes: Codes, data: bytes) -> None:
    """What decoding does not mend is not this fault."""
    assert codes(data) != []
    assert "TRN202" not in [code for code, _ in codes(data)]


def test_a_file_that_is_valid_utf8(codes: Codes) -> None:
    """Elements that happen to be UTF-8 are valid where the length is right."""
    assert codes(struct.pack(">4BL", 0, 0, 8, 1, 40) + "é".encode() * 20) == []
    assert codes(struct.pack(">4BL", 0, 0, 8, 1, 60) + "\ufffd".encode() * 20) == []


def test_the_finding(findings: Findings) -> None:
    """The finding shows the first changed byte, the arithmetic and the way back."""
    (finding,) = findings(reencoded(LETTERS))
    assert str(finding) == (
        "TRN202 text-reencoding at 0xd: bytes were taken for Latin-1 text and written as UTF-8;"
        " expected a file of 32 bytes; found 51 bytes, 32 once decoded;"
        " next: fetch the file again as binary data, or: idxcheck repair IN OUT"
    )
    assert finding.offset == 13


@pytest.mark.parametrize(
    ("data", "message", "offset", "actual"),
    [
        (
            reencoded(b"\x1f\x8b\x08\x08"),
            "gzip bytes were taken for Latin-1 text and written as UTF-8",
            1,
            "1F C2 8B 08 08",
        ),
        (
            replaced(b"\x1f\x8b\x08\x08"),
            (
                "gzip bytes were taken for text; those that are no UTF-8 are lost,"
                " replaced by EF BF BD"
            ),
            1,
            "1F EF BF BD 08 08",
        ),
        (
            reencoded(lzma.compress(b"")),
            "xz bytes were taken for Latin-1 text and written as UTF-8",
            0,
            "C3 BD 37 7A 58 5A 00 00",
        ),
        (
            replaced(LETTERS),
            "bytes were taken for text; those that are no UTF-8 are lost, replaced by EF BF BD",
            13,
            "00 00 08 02 00 00 00 02",
        ),
    ],
)
def test_messages(findings: Findings, data: bytes, message: str, offset: int, actual: str) -> None:
    """The message says what was taken for text and whether it can be undone."""
    (finding,) = findings(data)
    assert (finding.message, finding.offset, finding.actual) == (message, offset, actual)
    assert finding.expected == "bytes as they were"
    assert finding.hint is not None
    assert ("repair" in finding.hint) == ("Latin-1" in message)


def test_a_change_far_behind(findings: Findings) -> None:
    """Where the first change stands behind the first 4096 bytes, no place is given."""
    data = struct.pack(">4BL", 0, 0, 8, 1, 5200) + bytes(5180) + bytes(range(0xE0, 0xF4))
    for damaged in (reencoded(data), replaced(data)):
        (finding,) = findings(damaged)
        assert (finding.code, finding.offset) == ("TRN202", None)
