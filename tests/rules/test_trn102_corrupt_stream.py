"""TRN102: a compressed stream that contradicts itself."""

from __future__ import annotations

import bz2
import lzma
import zlib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

IDX = bytes.fromhex("00000801 00000003 050607")
# A gzip member of one stored deflate block: 15 bytes, the data, checksum and length.
STREAM = bytes.fromhex(
    "1F8B0800 00000000 00FF 010B00F4FF 00000801 00000003 050607 4A4CB5C0 0B000000"
)


def flipped(data: bytes, place: int, bits: int = 1) -> bytes:
    """Return `data` with `bits` of the byte at `place` flipped."""
    changed = bytearray(data)
    changed[place] ^= bits
    return bytes(changed)


def with_header_checksum(checksum: int) -> bytes:
    """Return the gzip stream with FHCRC set and `checksum` behind the header."""
    return STREAM[:3] + b"\x02" + STREAM[4:10] + checksum.to_bytes(2, "little") + STREAM[10:]


CHECKSUM = zlib.crc32(with_header_checksum(0)[:10]) & 0xFFFF


@pytest.mark.parametrize(
    "stream",
    [
        pytest.param(flipped(STREAM, -8), id="checksum"),
        pytest.param(flipped(STREAM, -4), id="length field"),
        pytest.param(flipped(STREAM, 10, 0x06), id="reserved block type"),
        pytest.param(flipped(STREAM, 3, 0x20), id="reserved flag 5"),
        pytest.param(flipped(STREAM, 3, 0x40), id="reserved flag 6"),
        pytest.param(flipped(STREAM, 3, 0x80), id="reserved flag 7"),
        pytest.param(flipped(STREAM, 2), id="compression method 9"),
        pytest.param(with_header_checksum(CHECKSUM ^ 1), id="header checksum"),
        pytest.param(flipped(lzma.compress(IDX), -20), id="xz"),
        pytest.param(flipped(bz2.compress(IDX), 10), id="bzip2 block checksum"),
    ],
)
def test_corrupt_streams(codes: Codes, stream: bytes) -> None:
    """Each contradiction is an error in both readings, and the only one."""
    assert codes(stream) == [("TRN102", "error")]
    assert codes(stream, strict=False) == [("TRN102", "error")]
    assert codes(stream, name="labels-idx1-ubyte") == [("TRN102", "error")]


@pytest.mark.parametrize(
    "stream",
    [
        STREAM,
        flipped(STREAM, 4),  # the time
        flipped(STREAM, 8, 2),  # the extra flags: the compression level
        flipped(STREAM, 9, 0xFF),  # the system
        with_header_checksum(CHECKSUM),
    ],
)
def test_whole_streams(codes: Codes, stream: bytes) -> None:
    """Fields that carry no check may hold anything, and a right header checksum passes."""
    assert codes(stream) == []


def test_the_finding(findings: Findings) -> None:
    """The finding says where the fields disagree and how much came before."""
    (finding,) = findings(STREAM[:-8] + bytes.fromhex("01000000") + STREAM[-4:])
    assert str(finding) == (
        "TRN102 corrupt-stream at 0x1a: the checksum is 00000001,"
        " that of the decompressed bytes c0b54c4a;"
        " expected a stream whose checksums and fields agree;"
        " found a contradiction behind 11 decompressed bytes;"
        " next: fetch the file again, in binary mode"
    )


@pytest.mark.parametrize(
    ("stream", "offset", "message"),
    [
        (flipped(STREAM, 3, 0x20), 3, "reserved flag bits are set in the header (0x20)"),
        (flipped(STREAM, 2), 2, "compression method 9, not 8 (deflate)"),
        (
            with_header_checksum(CHECKSUM ^ 1),
            10,
            f"the header's CRC16 is {CHECKSUM ^ 1:04x}, that of its bytes {CHECKSUM:04x}",
        ),
        (
            flipped(STREAM, -4),
            30,
            "the length field is 10, the decompressed bytes are 11",
        ),
    ],
)
def test_places(findings: Findings, stream: bytes, offset: int, message: str) -> None:
    """Each field is named at its place in the stream."""
    (finding,) = findings(stream)
    assert (finding.offset, finding.message) == (offset, message)
