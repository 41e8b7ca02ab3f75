"""gzip without compression: bytes that no version of zlib has a say in (RFC 1952, RFC 1951)."""

import struct
import zlib
from collections.abc import Iterable, Iterator

# Deflate; no flags, so no name; time 0; no extra flags; an unknown operating system.
MEMBER = bytes.fromhex("1f8b 08 00 00000000 00 ff")
BLOCK = 0xFFFF  # bytes, the most a stored block holds
MODULUS = 1 << 32  # the member gives its length modulo this


def stored_gzip(pieces: Iterable[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    """Yield one gzip member of stored blocks with the content that `pieces` make together.

    How the content is cut into pieces leaves no trace. The member is 5 bytes longer than its
    content for each block of 65535 bytes, and 18 in all.
    """
    yield MEMBER
    checksum, length, held = 0, 0, bytearray()
    for piece in pieces:
        checksum = zlib.crc32(piece, checksum)
        length += len(piece)
        held += piece
        # A block is written when more follow: the last one has to say that it is.
        while len(held) > BLOCK:
            yield _head(BLOCK, last=False)
            yield bytes(held[:BLOCK])
            del held[:BLOCK]
    yield _head(len(held), last=True)
    yield bytes(held)
    yield struct.pack("<II", checksum, length % MODULUS)


def _head(length: int, *, last: bool) -> bytes:
    return struct.pack("<BHH", last, length, BLOCK - length)
