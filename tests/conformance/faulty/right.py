"""A reader that is right, in steps, so that a faulty one differs in a single step.

Written from the specification with the standard library and numpy; it knows nothing of idxcheck.
"""

import bz2
import lzma
import math
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class RefusedError(Exception):
    """The file is not what the format says."""


class Header(NamedTuple):
    """What a header says: numpy's byte order and type, the sizes, where the payload begins."""

    order: str
    kind: str
    sizes: tuple[int, ...]
    end: int


def must(kept: object, message: str) -> None:
    """Refuse the file unless something is kept."""
    if not kept:
        raise RefusedError(message)


def cut(code: str, data: bytes, start: int) -> tuple[int, ...]:
    """Return the words of a header, which must be there."""
    must(len(data) >= start + struct.calcsize(code), "the header is cut")
    return struct.unpack_from(code, data, start)


class Right:
    """Reads every valid file and refuses every other one; a rank over 64 is numpy's limit."""

    idx_kinds = {8: "u1", 9: "i1", 11: "i2", 12: "i4", 13: "f4", 14: "f8"}  # noqa: RUF012 - constant
    norb_kinds = {81: "f4", 83: "f8", 84: "i4", 85: "u1", 86: "i2", 87: "i1"}  # noqa: RUF012 - constant
    streams: dict[bytes, Callable[[], Any]] = {  # noqa: RUF012 - constant
        b"\x1f\x8b": lambda: zlib.decompressobj(31),
        b"BZh": bz2.BZ2Decompressor,
        b"\xfd7zXZ\0": lzma.LZMADecompressor,
    }

    def read(self, path: str) -> Array:
        """Return the matrix in the file."""
        data = self.unwrap(Path(path).read_bytes(), path)
        header = self.header(data)
        return self.shaped(header, self.elements(header, self.payload(header, data)))

    def unwrap(self, data: bytes, path: str) -> bytes:  # noqa: ARG002 - for those that trust it
        """Return what is in all streams of a compressed file."""
        make = next((self.streams[each] for each in self.streams if data.startswith(each)), None)
        return data if make is None else self.unpacked(data, make)

    def unpacked(self, data: bytes, make: Callable[[], Any]) -> bytes:
        """Decompress stream after stream, each to its end and tested."""
        content = b""
        while data:
            stream = make()
            try:
                content += stream.decompress(data)
            except (zlib.error, OSError, lzma.LZMAError) as error:
                raise RefusedError(str(error)) from error
            must(stream.eof, "the stream is cut")
            data = stream.unused_data.lstrip(b"\0")
        return content

    def header(self, data: bytes) -> Header:
        """Read the header of the format that the first bytes tell."""
        return self.norb_header(data) if data[1:4] == b"\x4c\x3d\x1e" else self.idx_header(data)

    def idx_header(self, data: bytes) -> Header:
        """Read two zeros, the type, the rank, the sizes."""
        prefix, code, rank = cut(">HBB", data, 0)
        self.prefix(prefix)
        kind, rank = self.idx_kind(code), self.idx_rank(rank)
        return Header(">", kind, self.idx_sizes(data, rank), self.idx_end(rank))

    def prefix(self, prefix: int) -> None:
        """Both bytes are 0."""
        must(prefix == 0, "the prefix is not 0")

    def idx_kind(self, code: int) -> str:
        """Return the element type of a code."""
        must(code in self.idx_kinds, "unknown element type")
        return self.idx_kinds[code]

    def idx_rank(self, rank: int) -> int:
        """Return the rank, 1 to 255."""
        must(rank, "rank 0")
        return rank

    def idx_sizes(self, data: bytes, rank: int) -> tuple[int, ...]:
        """Return the sizes, unsigned and big-endian."""
        return cut(f">{rank}I", data, 4)

    def idx_end(self, rank: int) -> int:
        """Return the size of the header."""
        return 4 + 4 * rank

    def norb_header(self, data: bytes) -> Header:
        """Read the magic, the rank, the sizes, the unused slots."""
        magic, rank = cut("<Ii", data, 0)
        kind, rank = self.norb_kind(magic), self.norb_rank(rank)
        sizes, end = self.norb_sizes(data, rank), self.norb_end(rank)
        must(len(data) >= end, "the header is cut")
        return Header("<", kind, sizes, end)

    def norb_kind(self, magic: int) -> str:
        """Return the element type of a magic."""
        must(magic - 0x1E3D4C00 in self.norb_kinds, "unknown magic")
        return self.norb_kinds[magic - 0x1E3D4C00]

    def norb_rank(self, rank: int) -> int:
        """Return the rank, 1 to 11."""
        must(1 <= rank <= 11, "rank out of range")
        return rank

    def norb_sizes(self, data: bytes, rank: int) -> tuple[int, ...]:
        """Return the sizes, each at least 1; the unused slots hold 1."""
        slots = cut(f"<{max(3, rank)}i", data, 8)
        must(min(slots[:rank]) >= 1, "a size below 1")
        must(all(slot == 1 for slot in slots[rank:]), "padding is not 1")
        return slots[:rank]

    def norb_end(self, rank: int) -> int:
        """Return the size of the header."""
        return 8 + 4 * max(3, rank)

    def promised(self, header: Header) -> int:
        """Return the bytes of payload that the header promises."""
        return math.prod(header.sizes) * np.dtype(header.kind).itemsize

    def payload(self, header: Header, data: bytes) -> bytes:
        """Return the payload, of exactly the length that is promised."""
        payload = data[header.end :]
        must(len(payload) == self.promised(header), "payload of another length")
        return payload

    def elements(self, header: Header, payload: bytes) -> Array:
        """Return the elements in a row."""
        return np.frombuffer(payload, f"{header.order}{header.kind}")

    def shaped(self, header: Header, elements: Array) -> Array:
        """Give the elements their shape, in C order."""
        try:
            return elements.reshape(header.sizes)
        except ValueError as error:  # sizes that numpy cannot hold
            raise NotImplementedError(str(error)) from error
