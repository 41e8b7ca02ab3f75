"""gzip of content that repeats itself: the bytes, and that others unpack them."""

import gzip

import pytest

from idxcheck.synth.violations.repetition import gzip_of

HEAD = "1f8b08 00 00000000 00ff"


def test_no_content() -> None:
    """Nothing is a block with nothing in it, and a checksum and length of zero."""
    assert gzip_of(b"", (1,)) == bytes.fromhex(HEAD + "0300 00000000 00000000")


def test_literals() -> None:
    """Bytes that repeat nothing stand as they are, in 8 bits below 144 and 9 bits from there."""
    # "a" is 10010001, 255 is 111111111; 110 before them begins, 0000000 behind them ends.
    packed = gzip_of(b"a\xff", (1, 2))
    assert packed == bytes.fromhex(HEAD + "4bfc0f00" + "94a73d10 02000000")
    assert gzip.decompress(packed) == b"a\xff"


@pytest.mark.parametrize(
    ("length", "size"),
    [(3, 23), (4, 22), (10, 22), (11, 22), (12, 22), (258, 23), (259, 22), (260, 23), (517, 24)],
)
def test_a_run(length: int, size: int) -> None:
    """A run is one literal and matches of 3 to 258 bytes, each in 12 to 18 bits."""
    packed = gzip_of(b"\1" * length, (1,))
    assert (gzip.decompress(packed), len(packed)) == (b"\1" * length, size)


@pytest.mark.parametrize("length", range(3, 260))
def test_every_length(length: int) -> None:
    """A match of any length is unpacked as that length."""
    content = bytes(range(1, 9)) + bytes(range(1, 9)) * (length // 8) + b"\0" * 9
    assert gzip.decompress(gzip_of(content[-length:], (1, 8))) == content[-length:]


@pytest.mark.parametrize("distance", range(1, 257))
def test_every_distance(distance: int) -> None:
    """A match at any distance is unpacked from there."""
    content = bytes(range(distance)) * 4 + b"end"
    packed = gzip_of(content, (distance,))
    assert gzip.decompress(packed) == content
    assert packed != gzip_of(content, ())


def test_the_longest_match_is_taken() -> None:
    """Of several distances the one that repeats most, of these the nearest."""
    content = b"abcdabcdefgh" * 9
    assert len(gzip_of(content, (4, 12))) < len(gzip_of(content, (4,)))
    assert gzip.decompress(gzip_of(content, (4, 12))) == content
    assert gzip_of(b"\1" * 50, (1, 2)) == gzip_of(b"\1" * 50, (1,))
