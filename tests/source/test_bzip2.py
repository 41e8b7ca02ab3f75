"""bzip2 streams: several, cut, damaged."""

import bz2
import random
from collections.abc import Callable

import pytest

from idxcheck.source import StreamFault
from idxcheck.source.block_streams import decode_bzip2

Unwrap = Callable[..., tuple[bytes, StreamFault | None]]

STREAM = bytes.fromhex(  # "123456789": the magic, one block, the end with its checksum
    "425a6839 314159265359 fc891918 00000008003fe02000220d0c0832621e0def29c1 77245385090fc8919180"
)
EMPTY = bytes.fromhex("425a6839 177245385090 00000000")


@pytest.mark.parametrize(
    ("stored", "content"),
    [
        (STREAM, b"123456789"),
        (EMPTY, b""),
        (STREAM * 2, b"123456789123456789"),
        (EMPTY + STREAM + EMPTY, b"123456789"),
    ],
    ids=range(4),
)
@pytest.mark.parametrize("piece", [None, 1])
def test_good_streams(unwrap: Unwrap, stored: bytes, content: bytes, piece: int | None) -> None:
    """Streams are joined, empty ones too."""
    assert unwrap(decode_bzip2, stored, piece) == (content, None)


@pytest.mark.parametrize("garbage", [b"\0", b"x", b"BZi", b"BBZh", bytes(4) + STREAM])
@pytest.mark.parametrize("piece", [None, 1])
def test_trailing_garbage(unwrap: Unwrap, garbage: bytes, piece: int | None) -> None:
    """Anything else behind a stream is garbage, zero padding too."""
    fault = StreamFault("trailing", 44, "bytes that are no further stream follow the stream")
    assert unwrap(decode_bzip2, STREAM + garbage, piece) == (b"123456789", fault)


def test_cut_at_every_byte(unwrap: Unwrap) -> None:
    """A cut of two streams loses only the block it goes through."""
    for length in [*range(3, 44), *range(45, 88)]:
        message = "the stream that begins at 0x0 is cut short"
        if length > 44:
            message = "the stream ends inside a further stream's magic"
        if length > 46:
            message = "the stream that begins at 0x2c is cut short"
        # A block is given when its last bit is there, ten bytes before the end.
        count = (length >= 34) * 9 + (length >= 78) * 9
        fault = StreamFault("truncated", length, message)
        cut = (STREAM * 2)[:length]
        assert unwrap(decode_bzip2, cut) == (b"123456789123456789"[:count], fault)
        assert unwrap(decode_bzip2, cut, piece=5) == (b"123456789123456789"[:count], fault)


def test_block_whole_at_a_cut(unwrap: Unwrap, chance: random.Random) -> None:
    """A cut right behind a long block gives all of that block."""
    content = chance.randbytes(400_000)
    stored = bz2.compress(content)
    for behind in range(1, 11):
        length = len(stored) - behind
        fault = StreamFault("truncated", length, "the stream that begins at 0x0 is cut short")
        assert unwrap(decode_bzip2, stored[:length]) == (content, fault)


@pytest.mark.parametrize("position", [4, 9, 10, 13, 14, 33, 34, 38, 40, 42])
def test_damage(unwrap: Unwrap, position: int) -> None:
    """A flipped bit in a stream is seen; the fault is that of the stream."""
    damaged = bytearray(STREAM * 2)
    damaged[44 + position] ^= 0x10
    fault = StreamFault("corrupt", 44, "invalid data in the stream that begins at 0x2c")
    assert unwrap(decode_bzip2, bytes(damaged)) == (b"123456789", fault)


def test_blocks_before_damage_are_kept(unwrap: Unwrap, chance: random.Random) -> None:
    """Damage in the second block leaves the first."""
    content = chance.randbytes(150_000)
    stored = bytearray(bz2.compress(content, 1))
    stored[140_000] ^= 1
    fault = StreamFault("corrupt", 0, "invalid data in the stream that begins at 0x0")
    assert unwrap(decode_bzip2, bytes(stored)) == (content[:99_981], fault)
