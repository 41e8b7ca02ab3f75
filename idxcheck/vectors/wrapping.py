"""gzip members written by hand, so that their bytes do not depend on a zlib version."""

import struct
import zlib


def gzip_member(content: bytes) -> bytes:
    """Return one gzip member (RFC 1952) that holds `content` in one stored block.

    No name, no time, no operating system; at most 65,535 bytes fit a stored block.
    """
    header = struct.pack("<4BLBB", 0x1F, 0x8B, 8, 0, 0, 0, 0xFF)  # deflate, no flags, time 0
    block = struct.pack("<BHH", 1, len(content), len(content) ^ 0xFFFF)  # the last one, stored
    trailer = struct.pack("<LL", zlib.crc32(content), len(content))
    return header + block + content + trailer
