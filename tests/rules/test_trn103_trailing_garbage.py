"""TRN103: bytes behind a compressed stream that belong to nothing."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from typing import TYPE_CHECKING

import pytest

from idxcheck.checking import check

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

IDX = bytes.fromhex("00000801 00000003 050607")
# A gzip member of one stored deflate block: 15 bytes, the data, checksum and length.
STREAM = bytes.fromhex(
    "1F8B0800 00000000 00FF 010B00F4FF 00000801 00000003 050607 4A4CB5C0 0B000000"
)


class Pipe(io.RawIOBase):
    """A stream that cannot seek and does not know its length."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # a buffer
        """Read into `buffer`."""
        return self._data.readinto(buffer)


@pytest.mark.parametrize("compress", [gzip.compress, lzma.compress, bz2.compress])
def test_garbage(codes: Codes, compress: type[bytes]) -> None:
    """Bytes behind a stream of any compression are an error in both readings."""
    stream = compress(IDX)
    assert codes(stream + b"garbage") == [("TRN103", "error")]
    assert codes(stream + b"garbage", strict=False) == [("TRN103", "error")]
    assert codes(stream + b"\n") == [("TRN103", "error")]
    assert codes(stream + stream[:0]) == []


@pytest.mark.parametrize("tail", [bytes(1), bytes(4096), gzip.compress(b"")])
def test_no_garbage(codes: Codes, tail: bytes) -> None:
    """Zero padding and a further member belong to the stream."""
    assert codes(STREAM + tail) == []


def test_a_payload_that_ends_early(codes: Codes) -> None:
    """The garbage may be the damaged rest of the content; other faults are its own."""
    assert codes(gzip.compress(IDX[:-1]) + b"garbage") == [("TRN103", "error")]
    assert codes(gzip.compress(IDX + b"x") + b"garbage") == [
        ("TRN103", "error"),
        ("IDX202", "error"),
    ]
    assert codes(gzip.compress(b"\1" + IDX[1:]) + b"garbage") == [
        ("TRN103", "error"),
        ("IDX001", "error"),
    ]


def test_the_finding(findings: Findings) -> None:
    """The finding says where the garbage begins and how long it is."""
    (finding,) = findings(STREAM + b"garbage")
    assert str(finding) == (
        "TRN103 trailing-garbage at 0x22: bytes that are no gzip member follow the stream:"
        " 7 of them; expected the end of the file, or a further stream; found other bytes;"
        " next: fetch the file again, or cut it after 34 bytes"
    )
    assert (finding.offset, finding.length) == (34, 7)


def test_garbage_of_unknown_length() -> None:
    """In a pipe, or inside another stream, the garbage is found but not measured."""
    with io.BufferedReader(Pipe(STREAM + b"garbage")) as pipe:
        found = [check(pipe).findings[0], check(gzip.compress(STREAM + b"garbage")).findings[0]]
    for finding in found:
        assert finding.code == "TRN103"
        assert finding.message == "bytes that are no gzip member follow the stream"
        assert (finding.offset, finding.length) == (34, None)
