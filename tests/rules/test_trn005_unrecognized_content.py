"""TRN005: content that resembles nothing known."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

NOISE = bytes.fromhex("C35A17 9904D2 6B3E81 F0")


def test_noise(codes: Codes) -> None:
    """Bytes of no format are an error in both readings, under any name."""
    assert codes(NOISE) == [("TRN005", "error")]
    assert codes(NOISE, strict=False) == [("TRN005", "error")]
    assert codes(NOISE, name="t10k-images-idx3-ubyte.gz") == [("TRN005", "error")]
    assert codes(gzip.compress(NOISE)) == [("TRN005", "error")]


def test_near_misses(codes: Codes) -> None:
    """One byte of either magic put right makes it a damaged IDX or NORB file instead."""
    assert codes(bytes.fromhex("00000801 00000001 05")) == []
    assert codes(bytes.fromhex("0000")) != [("TRN005", "error")]
    assert codes(bytes.fromhex("00414141")) == [("TRN005", "error")]
    assert codes(bytes.fromhex("554C3D1E")) != [("TRN005", "error")]
    assert codes(bytes.fromhex("554C3D1F")) == [("TRN005", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding says how far the bytes are from each format."""
    (finding,) = findings(NOISE)
    assert str(finding) == (
        "TRN005 unrecognized-content at 0x0: neither IDX (byte 0 is C3, not 00) nor NORB"
        " (bytes 1-3 are 5A 17 99, not 4C 3D 1E) nor another format known here;"
        " expected 00 00 (IDX) or ?? 4C 3D 1E (NORB); found C3 5A 17 99 04 D2 6B 3E;"
        " next: see where the file came from, then fetch or write it again"
    )


@pytest.mark.parametrize(
    ("data", "distance"),
    [
        (
            b"\xc3",
            "neither IDX (byte 0 is C3, not 00) nor NORB (it ends before byte 3)",
        ),
        (
            b"\0\xc3\x01",
            "neither IDX (byte 1 is C3, not 00) nor NORB (it ends before byte 3)",
        ),
        (
            b"\0\xc3\x01\x02",
            "neither IDX (byte 1 is C3, not 00) nor NORB (bytes 1-3 are C3 01 02, not 4C 3D 1E)",
        ),
    ],
)
def test_the_distance(findings: Findings, data: bytes, distance: str) -> None:
    """Also of very short content, and of one whose first byte is right."""
    (finding,) = findings(data)
    assert finding.message == f"{distance} nor another format known here"


@pytest.mark.parametrize(
    ("data", "resemblance"),
    [
        (b"404: Not Found\n", "; it looks like text: '404: Not Found'"),
        (b"caf\xc3\xa9 \xc3", "; it looks like text: 'café \ufffd'"),
        (
            bytes.fromhex("FFFE 00000803"),
            "; it begins with the byte order mark of UTF-16, as a file rewritten by a shell does",
        ),
        (
            bytes.fromhex("01000801 00000003 05060708"),
            "; bytes 2 on could be an IDX header, but of 11 bytes, not 12",
        ),
        (
            bytes.fromhex("FEFF 00000803"),
            "; it begins with the byte order mark of UTF-16, as a file rewritten by a shell does",
        ),
        (
            bytes.fromhex("01000801 00000003 05") + bytes(13),
            "; bytes 2 on could be an IDX header, but of 11 bytes, not 22",
        ),
        (bytes.fromhex("01000801 00000003 05") + bytes(14), ""),
        (
            bytes.fromhex("01000801 00000010 05060708"),
            "; bytes 2 on could be an IDX header, but of 24 bytes, not 12",
        ),
        (bytes.fromhex("01000801 00000011 05060708"), ""),
        (bytes.fromhex("01000800 050607"), ""),
        (bytes.fromhex("01000801 000000"), ""),
    ],
)
def test_the_resemblance(findings: Findings, data: bytes, resemblance: str) -> None:
    """Text is quoted, and an IDX file damaged in its prefix and its length is hinted at."""
    (finding,) = findings(data)
    assert finding.message.partition(" nor another format known here")[2] == resemblance


def test_a_cut_or_corrupt_stream_is_not_unrecognized(codes: Codes) -> None:
    """Where the stream is broken, that alone is said."""
    stream = gzip.compress(NOISE * 100, mtime=0)
    assert codes(stream[:-1]) == [("TRN101", "error")]
    assert codes(stream[:-8] + bytes(8)) == [("TRN102", "error")]
