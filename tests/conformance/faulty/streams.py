"""Readers with one fault in how they take a compressed file."""

import zlib
from collections.abc import Callable
from typing import Any

from .right import Right, must

GZIP = b"\x1f\x8b"


class GzipBySuffixAlone(Right):
    """Only .gz is known, and only by the name; mnist 0.2.2, pylearn2 af81e5c."""

    def unwrap(self, data: bytes, path: str) -> bytes:
        """Trust the name."""
        return self.unpacked(data, self.streams[GZIP]) if path.endswith(".gz") else data


class FirstMemberAlone(Right):
    """The first of several streams is all; gzip readers built on one zlib object."""

    def unpacked(self, data: bytes, make: Callable[[], Any]) -> bytes:
        """Drop the rest."""
        rest = make()
        rest.decompress(data)
        end = len(data) - len(rest.unused_data)
        return super().unpacked(data[:end], make)


class ChecksumUnread(Right):
    """Deflate alone, without the CRC and the length behind it."""

    def unwrap(self, data: bytes, path: str) -> bytes:
        """Skip the plain header of ten bytes and the trailer of eight."""
        plain = data[:4] == GZIP + b"\x08\0"
        if not plain:
            return super().unwrap(data, path)
        stream = zlib.decompressobj(-15)
        content = stream.decompress(data[10:])
        must(stream.eof and len(stream.unused_data) >= 8, "the stream is cut")
        return content + self.unwrap(stream.unused_data[8:].lstrip(b"\0"), path)


class GzipTakenForMatrix(Right):
    """1F 8B 08 00 is read as uint8 of rank 0, one number; idx-data 1.1.0."""

    def unwrap(self, data: bytes, path: str) -> bytes:
        """Turn such a file into the matrix that it would be."""
        taken = data[:4] == GZIP + b"\x08\0" and len(data) > 4
        return b"\0\0\x08\1\0\0\0\1" + data[4:5] if taken else super().unwrap(data, path)


class CutStreamTaken(Right):
    """What came of a stream that was cut is all, where it is enough; zlib without a look at eof."""

    def unpacked(self, data: bytes, make: Callable[[], Any]) -> bytes:
        """Return what comes."""
        whole = make()
        content: bytes = whole.decompress(data)
        return super().unpacked(data, make) if whole.eof else content
