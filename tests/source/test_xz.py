"""xz streams: several, padded, cut, damaged, and too large to decode."""

import lzma
import random
from collections.abc import Callable

import pytest

from idxcheck.source import StreamFault
from idxcheck.source.block_streams import decode_xz

Unwrap = Callable[..., tuple[bytes, StreamFault | None]]

STREAM_HEADER = bytes.fromhex("fd377a585a00 0004 e6d6b446")
BLOCK_HEADER = bytes.fromhex("02 00 21 01 0c 000000 8f98419c")  # a dictionary of 256 KiB
BLOCK = bytes.fromhex("01 0008") + b"123456789" + bytes.fromhex("00000000 fa3919dfbbc95d99")
ENDING = bytes.fromhex("00012109 6c18c5d5 1fb6f37d 01000000 0004595a")
STREAM = STREAM_HEADER + BLOCK_HEADER + BLOCK + ENDING  # 12 + 12 + 24 + 20 bytes
EMPTY = STREAM_HEADER + bytes.fromhex("00000000 1cdf4421 1fb6f37d 01000000 0004595a")


@pytest.mark.parametrize(
    ("stored", "content"),
    [
        (STREAM, b"123456789"),
        (EMPTY, b""),
        (STREAM * 2, b"123456789123456789"),
        (EMPTY + STREAM + EMPTY, b"123456789"),
        (STREAM + bytes(4), b"123456789"),
        (STREAM + bytes(8), b"123456789"),
        (STREAM + bytes(100_000), b"123456789"),
        (STREAM + bytes(4) + STREAM + bytes(8) + STREAM, b"123456789" * 3),
    ],
    ids=range(8),
)
@pytest.mark.parametrize("piece", [None, 1])
def test_good_streams(unwrap: Unwrap, stored: bytes, content: bytes, piece: int | None) -> None:
    """Streams are joined; zero padding in fours between and behind them adds nothing."""
    assert unwrap(decode_xz, stored, piece) == (content, None)


@pytest.mark.parametrize(
    "garbage",
    [
        *(bytes(count) for count in (1, 2, 3, 5, 40_003)),
        bytes(3) + b"X",
        bytes(3) + STREAM,
        b"x",
        bytes(4) + b"x",
        b"\xfd7zXZ\1",
        b"\xfe" + STREAM,
    ],
    ids=range(11),
)
@pytest.mark.parametrize("piece", [None, 1])
def test_trailing_garbage(unwrap: Unwrap, garbage: bytes, piece: int | None) -> None:
    """Padding that is not in fours, and other bytes, are garbage from where the stream ends."""
    fault = StreamFault("trailing", 68, "bytes that are no further stream follow the stream")
    assert unwrap(decode_xz, STREAM + garbage, piece) == (b"123456789", fault)


def test_cut_at_every_byte(unwrap: Unwrap) -> None:
    """A cut of two streams loses only what is behind it and is faulted where it ends."""
    for length in [*range(6, 68), *range(69, 136)]:
        message = "the stream that begins at 0x0 is cut short"
        if length > 68:
            message = "the stream ends inside a further stream's magic"
        if length > 73:
            message = "the stream that begins at 0x44 is cut short"
        # The nine bytes of the first stream lie at 27, those of the second at 95.
        count = min(max(length - 27, 0), 9) + min(max(length - 95, 0), 9)
        fault = StreamFault("truncated", length, message)
        cut = (STREAM * 2)[:length]
        assert unwrap(decode_xz, cut) == (b"123456789123456789"[:count], fault)
        assert unwrap(decode_xz, cut, piece=5) == (b"123456789123456789"[:count], fault)


@pytest.mark.parametrize("position", [6, 7, 8, 14, 16, 17, 20, 24, 27, 35, 40, 47, 49, 56, 67])
def test_damage(unwrap: Unwrap, position: int) -> None:
    """A flipped bit in a stream is seen; the fault is that of the stream."""
    damaged = bytearray(STREAM * 2)
    damaged[68 + position] ^= 0x40
    _, fault = unwrap(decode_xz, bytes(damaged))
    assert fault == StreamFault("corrupt", 68, "invalid data in the stream that begins at 0x44")


def test_damage_behind_padding(unwrap: Unwrap) -> None:
    """A stream begins where its magic does, behind the padding."""
    fault = StreamFault("corrupt", 76, "invalid data in the stream that begins at 0x4c")
    stored = STREAM + bytes(8) + STREAM[:8] + b"x" + STREAM[9:]
    assert unwrap(decode_xz, stored) == (b"123456789", fault)


def test_content_before_damage_is_kept(unwrap: Unwrap, chance: random.Random) -> None:
    """All is given up to the kibibyte of stored bytes in which the damage shows."""
    content = chance.randbytes(50_000)  # stored as it is, from byte 27 on
    stored = bytearray(lzma.compress(content, preset=0))
    stored[20_000] ^= 1  # the checksum sees it at the end, in the piece from 49152 on
    part, fault = unwrap(decode_xz, bytes(stored))
    assert fault == StreamFault("corrupt", 0, "invalid data in the stream that begins at 0x0")
    assert len(part) == 49_125
    assert part[:19_973] == content[:19_973]
    assert part[19_974:] == content[19_974:49_125]
    assert unwrap(decode_xz, bytes(stored), piece=7) == (part, fault)


def with_dictionary(size: int, checksum: str) -> bytes:
    """Return STREAM with another dictionary size byte and the block header's new checksum."""
    return (
        STREAM_HEADER
        + bytes([2, 0, 0x21, 1, size, 0, 0, 0])
        + bytes.fromhex(checksum)
        + BLOCK
        + ENDING
    )


@pytest.mark.parametrize(
    ("size", "checksum"),
    [pytest.param(0x1D, "75a8e474", id="96 MiB"), pytest.param(0x25, "3b787b41", id="1.5 GiB")],
)
def test_dictionary_beyond_the_limit(unwrap: Unwrap, size: int, checksum: str) -> None:
    """A stream that needs more than 80 MiB to decode is a limit, not damage."""
    fault = StreamFault("limit", 68, "decoding needs more memory than the limit of 80 MiB")
    stored = STREAM + with_dictionary(size, checksum)
    assert unwrap(decode_xz, stored) == (b"123456789", fault)


def test_dictionary_of_the_best_preset(unwrap: Unwrap) -> None:
    """The 64 MiB dictionary of `xz -9` is read."""
    assert unwrap(decode_xz, with_dictionary(0x1C, "10cf58cc")) == (b"123456789", None)
