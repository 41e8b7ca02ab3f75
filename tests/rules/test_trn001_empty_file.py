"""TRN001: not a single byte."""

from __future__ import annotations

import bz2
import gzip
import lzma
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

IDX = bytes.fromhex("00000801 00000003 050607")


def test_an_empty_file(codes: Codes) -> None:
    """No byte at all is an error in both readings, whatever the name."""
    assert codes(b"") == [("TRN001", "error")]
    assert codes(b"", strict=False) == [("TRN001", "error")]
    assert codes(b"", name="train-images-idx3-ubyte.gz") == [("TRN001", "error")]


def test_empty_streams(codes: Codes) -> None:
    """A whole stream of no bytes is an empty file too, in each compression."""
    assert codes(gzip.compress(b"")) == [("TRN001", "error")]
    assert codes(lzma.compress(b"")) == [("TRN001", "error")]
    assert codes(bz2.compress(b"")) == [("TRN001", "error")]


def test_one_byte_is_not_empty(codes: Codes) -> None:
    """A single byte is another fault; a matrix without elements is a valid file."""
    assert codes(b"x") == [("TRN005", "error")]
    assert ("TRN001", "error") not in codes(bytes.fromhex("00000801 00000000"))
    assert codes(gzip.compress(IDX)) == []


def test_the_finding(findings: Findings) -> None:
    """The finding says what is empty, the file or the stream in it."""
    (plain,) = findings(b"")
    assert str(plain) == (
        "TRN001 empty-file at 0x0: the file holds no bytes;"
        " expected at least the 4 bytes of a magic number; found 0 bytes;"
        " next: delete the file, then fetch or write it again"
    )
    assert (plain.offset, plain.length) == (0, 0)
    (wrapped,) = findings(gzip.compress(b""))
    assert wrapped.message == "the gzip stream holds no bytes"
    assert [each.message for each in findings(gzip.compress(lzma.compress(b"")))] == [
        "xz inside gzip: the file was compressed twice",
        "the gzip > xz stream holds no bytes",
    ]


def test_a_cut_or_corrupt_stream_is_not_empty(codes: Codes) -> None:
    """Where the stream broke before its first byte, that alone is said."""
    stream = gzip.compress(IDX, mtime=0)
    assert codes(stream[:10]) == [("TRN101", "error")]
    assert codes(stream[:2]) == [("TRN101", "error")]
    assert codes(stream[:10] + b"\xff" * 8) == [("TRN102", "error")]
