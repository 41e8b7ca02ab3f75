"""gzip members built byte by byte: every part of RFC 1952's framing, right and wrong."""

from collections.abc import Callable, Generator

import pytest

from idxcheck.source import StreamFault
from idxcheck.source.feed import Feed

Decoder = Callable[[Feed], Generator[bytes, None, StreamFault | None]]
Unwrap = Callable[..., tuple[bytes, StreamFault | None]]

HEADER = bytes.fromhex("1f8b 08 00 00000000 00 ff")
STORED_BLOCK = bytes.fromhex("01 0900 f6ff") + b"123456789"
TRAILER = bytes.fromhex("2639f4cb 09000000")
MEMBER = HEADER + STORED_BLOCK + TRAILER  # 10 + 14 + 8 bytes
EMPTY = HEADER + bytes.fromhex("0300 00000000 00000000")
OPEN_BLOCK = bytes.fromhex("00 0400 fbff") + b"1234"  # not the last block
LAST_BLOCK = bytes.fromhex("01 0500 faff") + b"56789"
FIXED_CODES = bytes.fromhex("333432363135 33b7b0 0400")
TOO_FAR_BACK = bytes.fromhex("0302 00")  # a match at the very beginning
EXTRA, NAME, COMMENT = b"\x04\0ab\0\0", b"name\0", b"comment\0"


def flagged(flags: int, *fields: bytes) -> bytes:
    """Return MEMBER with `flags` set and `fields` behind its fixed header."""
    return HEADER[:3] + bytes([flags]) + HEADER[4:] + b"".join(fields) + STORED_BLOCK + TRAILER


def corrupt(offset: int, message: str) -> StreamFault:
    """Return the fault of a damaged member."""
    return StreamFault("corrupt", offset, message)


GOOD = {
    "no flag": MEMBER,
    "time, level and system": bytes.fromhex("1f8b 08 00 6553f100 02 03") + MEMBER[10:],
    "text flag": flagged(0x01),
    "header checksum": flagged(0x02, b"\x90\xc9"),
    "extra field": flagged(0x04, EXTRA),
    "empty extra field": flagged(0x04, b"\0\0"),
    "longest extra field": flagged(0x04, b"\xff\xff" + bytes(0xFFFF)),
    "name": flagged(0x08, NAME),
    "empty name": flagged(0x08, b"\0"),
    "long name": flagged(0x08, b"n" * 70_000 + b"\0"),
    "comment": flagged(0x10, COMMENT),
    "all fields": flagged(0x1E, EXTRA, NAME, COMMENT, b"\xb5\x41"),
    "empty member behind": MEMBER + EMPTY,
    "empty members before": EMPTY + EMPTY + MEMBER,
    "one zero behind": MEMBER + b"\0",
    "many zeros behind": MEMBER + bytes(100_000),
    "fixed codes": HEADER + FIXED_CODES + TRAILER,
    "two blocks": HEADER + OPEN_BLOCK + LAST_BLOCK + TRAILER,
}


@pytest.mark.parametrize("stored", GOOD.values(), ids=GOOD)
@pytest.mark.parametrize("piece", [None, 1, 7])
def test_good_members(
    unwrap: Unwrap, decode_gzip: Decoder, stored: bytes, piece: int | None
) -> None:
    """Header fields are passed over; empty members and zero padding add nothing."""
    assert unwrap(decode_gzip, stored, piece) == (b"123456789", None)


def test_members_are_joined(unwrap: Unwrap, decode_gzip: Decoder) -> None:
    """The content of several members is theirs one after the other."""
    assert unwrap(decode_gzip, MEMBER * 3) == (b"123456789123456789123456789", None)


def test_empty_member(unwrap: Unwrap, decode_gzip: Decoder) -> None:
    """A member without content is no fault."""
    assert unwrap(decode_gzip, EMPTY) == (b"", None)


INVALID = corrupt(10, "invalid deflate data in the member that begins at 0x0")
CORRUPT = {
    "method": (
        b"\x1f\x8b\x07" + MEMBER[3:],
        b"",
        corrupt(2, "compression method 7, not 8 (deflate)"),
    ),
    "reserved bit 5": (
        flagged(0x20),
        b"",
        corrupt(3, "reserved flag bits are set in the header (0x20)"),
    ),
    "reserved bit 6, name": (
        flagged(0x48, NAME),
        b"",
        corrupt(3, "reserved flag bits are set in the header (0x48)"),
    ),
    "reserved bit 7": (
        flagged(0x80),
        b"",
        corrupt(3, "reserved flag bits are set in the header (0x80)"),
    ),
    "header checksum": (
        flagged(0x02, b"\x90\xc8"),
        b"",
        corrupt(10, "the header's CRC16 is c890, that of its bytes c990"),
    ),
    "header checksum behind fields": (
        flagged(0x1E, EXTRA, NAME, COMMENT, b"\x07\x00"),
        b"",
        corrupt(29, "the header's CRC16 is 0007, that of its bytes 41b5"),
    ),
    "block type": (HEADER + b"\x07" + MEMBER[11:], b"", INVALID),
    "stored length": (HEADER + bytes.fromhex("01 0900 f6fe") + MEMBER[15:], b"", INVALID),
    "distance": (HEADER + TOO_FAR_BACK + TRAILER, b"", INVALID),
    "second block": (HEADER + OPEN_BLOCK + b"\x07" + TRAILER, b"1234", INVALID),
    "checksum": (
        HEADER + STORED_BLOCK + bytes.fromhex("0a000000 09000000"),
        b"123456789",
        corrupt(24, "the checksum is 0000000a, that of the decompressed bytes cbf43926"),
    ),
    "length field": (
        HEADER + STORED_BLOCK + bytes.fromhex("2639f4cb 0a000000"),
        b"123456789",
        corrupt(28, "the length field is 10, the decompressed bytes are 9"),
    ),
    "second member": (
        MEMBER + HEADER + b"\x07" + TRAILER,
        b"123456789",
        corrupt(42, "invalid deflate data in the member that begins at 0x20"),
    ),
    "junk behind a magic": (
        MEMBER + b"\x1f\x8bjunk, more of it",
        b"123456789",
        corrupt(34, "compression method 106, not 8 (deflate)"),
    ),
}


@pytest.mark.parametrize(("stored", "content", "fault"), CORRUPT.values(), ids=CORRUPT)
def test_corrupt_members(
    unwrap: Unwrap, decode_gzip: Decoder, stored: bytes, content: bytes, fault: StreamFault
) -> None:
    """What is damaged is named with the offset where the damaged part begins."""
    assert unwrap(decode_gzip, stored) == (content, fault)
    assert unwrap(decode_gzip, stored, piece=1) == (content, fault)


GARBAGE = [b"x", b"X", b"\x1f\x8a", b"\x1f\x1f\x8b", b"\0x", bytes(100_000) + b"x", b"\0" + MEMBER]


@pytest.mark.parametrize("garbage", GARBAGE, ids=range(7))
@pytest.mark.parametrize("piece", [None, 1])
def test_trailing_garbage(
    unwrap: Unwrap, decode_gzip: Decoder, garbage: bytes, piece: int | None
) -> None:
    """Bytes behind the last member that are not all zero are garbage from where it ends."""
    fault = StreamFault("trailing", 32, "bytes that are no gzip member follow the stream")
    assert unwrap(decode_gzip, MEMBER + garbage, piece) == (b"123456789", fault)


HEADER_CUT = "the stream ends inside a member's header"
TRAILER_CUT = "the stream ends inside a member's checksum"
CUTS = [  # lengths from, to; content from, to; message
    ((1, 9), (0, 0), HEADER_CUT),
    ((10, 15), (0, 0), "the stream ends inside the member that begins at 0x0"),
    ((16, 23), (1, 8), "the stream ends inside the member that begins at 0x0"),
    ((24, 31), (9, 9), TRAILER_CUT),
    ((33, 33), (9, 9), "the stream ends inside a member's magic"),
    ((34, 41), (9, 9), HEADER_CUT),
    ((42, 47), (9, 9), "the stream ends inside the member that begins at 0x20"),
    ((48, 55), (10, 17), "the stream ends inside the member that begins at 0x20"),
    ((56, 63), (18, 18), TRAILER_CUT),
]


@pytest.mark.parametrize(("lengths", "counts", "message"), CUTS)
def test_cut_at_every_byte(
    unwrap: Unwrap,
    decode_gzip: Decoder,
    lengths: tuple[int, int],
    counts: tuple[int, int],
    message: str,
) -> None:
    """A cut of two members loses only what is behind it and is faulted where it ends."""
    for length in range(lengths[0], lengths[1] + 1):
        count = min(counts[0] + length - lengths[0], counts[1])
        fault = StreamFault("truncated", length, message)
        cut = (MEMBER * 2)[:length]
        assert unwrap(decode_gzip, cut) == (b"123456789123456789"[:count], fault)
        assert unwrap(decode_gzip, cut, piece=3) == (b"123456789123456789"[:count], fault)


FIELDS = flagged(0x1E, EXTRA, NAME, COMMENT, b"\xb5\x41")[:31]


@pytest.mark.parametrize("length", range(2, 31))
def test_cut_header_fields(unwrap: Unwrap, decode_gzip: Decoder, length: int) -> None:
    """A cut inside any header field is one of the header."""
    fault = StreamFault("truncated", length, HEADER_CUT)
    assert unwrap(decode_gzip, FIELDS[:length]) == (b"", fault)
    assert unwrap(decode_gzip, FIELDS[:length], piece=1) == (b"", fault)
