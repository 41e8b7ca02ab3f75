"""TRN101: a compressed stream that ends early."""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
from typing import TYPE_CHECKING

import pytest

from idxcheck.checking import check

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

# Ten images of 28 x 28 that hardly compress, so that a cut stream still holds some.
IMAGES = struct.pack(">4B3L", 0, 0, 8, 3, 10, 28, 28) + bytes(
    place * place % 251 for place in range(7840)
)
NORB = bytes.fromhex("544C3D1E 01000000 03000000 01000000 01000000") + struct.pack("<3l", 1, 2, 3)


def stored_gzip(data: bytes) -> bytes:
    """Return gzip of one stored deflate block: 15 bytes, the data, 8 bytes."""
    block = b"\x01" + struct.pack("<2H", len(data), len(data) ^ 0xFFFF) + data
    return gzip.compress(b"", mtime=0)[:10] + block + gzip.compress(data)[-8:]


@pytest.mark.parametrize("compress", [gzip.compress, lzma.compress, bz2.compress])
def test_cut_streams(codes: Codes, compress: type[bytes]) -> None:
    """A stream of any compression without its last byte is an error in both readings."""
    stream = compress(IMAGES)
    assert codes(stream) == []
    assert codes(stream[:-1]) == [("TRN101", "error")]
    assert codes(stream[:-1], strict=False) == [("TRN101", "error")]
    assert codes(stream[: len(stream) // 2]) == [("TRN101", "error")]


def test_whole_streams(codes: Codes) -> None:
    """A further member and zero padding are no damage."""
    assert codes(stored_gzip(IMAGES[:4000]) + stored_gzip(IMAGES[4000:])) == []
    assert codes(stored_gzip(IMAGES) + bytes(512)) == []


def test_the_finding(findings: Findings) -> None:
    """The finding says where the stream ends and what of the matrix survives."""
    cut = stored_gzip(IMAGES)[: 15 + 16 + 5 * 784 + 100]
    (finding,) = findings(cut)
    assert str(finding) == (
        "TRN101 truncated-stream at 0xfd3: the stream ends inside the member that begins at 0x0;"
        " 4020 of 7840 elements survive, 5 whole items;"
        " expected the stream's end mark and checksum; found its end after 4051 compressed bytes;"
        " next: fetch the file again"
    )
    assert (finding.offset, finding.length) == (4051, 0)


@pytest.mark.parametrize(
    ("stream", "survivors"),
    [
        (stored_gzip(IMAGES)[:-1], "7840 of 7840 elements survive, 10 whole items"),
        (stored_gzip(IMAGES)[: 15 + 16], "0 of 7840 elements survive, 0 whole items"),
        (stored_gzip(IMAGES)[: 15 + 10], "10 decompressed bytes survive"),
        (stored_gzip(IMAGES)[:8], "0 decompressed bytes survive"),
        (stored_gzip(NORB)[: 15 + 20 + 7], "1 of 3 elements survive"),
        (
            stored_gzip(bytes.fromhex("00000802 00000002 00000003 050607080900"))[: 15 + 12 + 5],
            "5 of 6 elements survive, 1 whole items",
        ),
        (stored_gzip(NORB + b"12345")[:-1], "3 of 3 elements survive"),
        (stored_gzip(IMAGES + bytes(784))[:-1], "7840 of 7840 elements survive, 10 whole items"),
        (
            stored_gzip(bytes.fromhex("00000802 00000002 00000000"))[:-1],
            "0 of 0 elements survive",
        ),
    ],
)
def test_survivors(findings: Findings, stream: bytes, survivors: str) -> None:
    """Elements are counted, whole items where there are any, never more than promised."""
    (finding,) = findings(stream)
    assert finding.message.partition("; ")[2] == survivors


def test_a_cut_inside_two_layers(codes: Codes, findings: Findings) -> None:
    """Of a cut stream inside a whole one the offset is in the inner stream."""
    cut = stored_gzip(IMAGES)[:4051]
    assert codes(stored_gzip(cut)) == [("TRN101", "error"), ("TRN104", "error")]
    finding = findings(stored_gzip(cut))[0]
    assert (finding.offset, finding.actual) == (4051, "its end after 4051 compressed bytes")


def test_survivors_of_the_header_alone() -> None:
    """With only the header asked for, the first bytes still tell what survives of a short file."""
    (finding,) = check(stored_gzip(NORB)[:-1], header_only=True).findings
    assert finding.message.endswith("; 3 of 3 elements survive")
    assert check(stored_gzip(IMAGES)[:-1], header_only=True).findings == ()
