"""gzip members written by hand, so that their bytes do not depend on a zlib version."""

import struct
import zlib


def stored_block(content: bytes) -> bytes:
    """Return `content` as one deflate block, the last one, that is not compressed."""
    return struct.pack("<BHH", 1, len(content), len(content) ^ 0xFFFF) + content


def gzip_around(deflated: bytes, content: bytes, *, flags: int = 0, fields: bytes = b"") -> bytes:
    """Return one gzip member (RFC 1952) around `deflated`, which holds `content`.

    `flags` is its flag byte and `fields` what these announce: extra field, name, comment and
    checksum of the header, as they stand. No time, no operating system.
    """
    header = struct.pack("<4BLBB", 0x1F, 0x8B, 8, flags, 0, 0, 0xFF)  # deflate, time 0
    trailer = struct.pack("<LL", zlib.crc32(content), len(content))
    return header + fields + deflated + trailer


def gzip_member(content: bytes) -> bytes:
    """Return one gzip member (RFC 1952) that holds `content` in one stored block.

    No name, no time, no operating system; at most 65,535 bytes fit a stored block.
    """
    return gzip_around(stored_block(content), content)
