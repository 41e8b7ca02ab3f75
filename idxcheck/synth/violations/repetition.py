"""gzip of content that repeats itself, written by hand.

A compressor of the standard library makes smaller files, but other ones with each version.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile
from operator import eq

from idxcheck.vectors.wrapping import gzip_around

SHORTEST, LONGEST = 3, 258  # bytes that one match repeats (RFC 1951, 3.2.5)
END_OF_BLOCK = 256
NINE_BITS, EIGHT_BITS = 144, 280  # the first literal of 9 bits, the first length of 8
LENGTHS = (
    *(3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23),
    *(27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258),
)  # the shortest of each code from 257 on
LENGTH_BITS = (*[0] * 8, *[1] * 4, *[2] * 4, *[3] * 4, *[4] * 4, *[5] * 4, 0)
DISTANCES = (1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193)  # of each code from 0 on


def gzip_of(content: bytes, distances: Sequence[int]) -> bytes:
    """Return one gzip member (RFC 1952) of `content`: no name, no time, the same everywhere.

    What a run of bytes repeats is looked for `distances` bytes before it, each 1 to 256. The
    codes are the fixed ones of deflate, so that 258 bytes of a run take 13 bits.
    """
    bits = "".join(["1", "10", *_codes(content, distances), _symbol(END_OF_BLOCK)])
    block = int(bits[::-1], 2).to_bytes((len(bits) + 7) // 8, "little")
    return gzip_around(block, content)


def _codes(content: bytes, distances: Sequence[int]) -> Iterator[str]:
    """Yield the bits of each literal and match, in the order they are written."""
    place = 0
    while place < len(content):
        usable = [each for each in distances if each <= place]
        length, distance = max(
            ((_repeated(content, place, each), -each) for each in usable), default=(0, 0)
        )
        if length >= SHORTEST:
            yield _match(length, -distance)
            place += length
        else:
            yield _symbol(content[place])
            place += 1


def _repeated(content: bytes, place: int, distance: int) -> int:
    """Return how many bytes at `place` are those that stand `distance` bytes before them."""
    here = content[place : place + LONGEST]
    before = content[place - distance : place - distance + len(here)]
    return len(here) if here == before else len([*takewhile(bool, map(eq, here, before))])


def _match(length: int, distance: int) -> str:
    code = bisect_right(LENGTHS, length) - 1
    bits = _symbol(257 + code) + _extra(length - LENGTHS[code], LENGTH_BITS[code])
    code = bisect_right(DISTANCES, distance) - 1
    return bits + f"{code:05b}" + _extra(distance - DISTANCES[code], max(0, code // 2 - 1))


def _symbol(value: int) -> str:
    """Return the fixed code of a literal or length (RFC 1951, 3.2.6)."""
    if value < NINE_BITS:
        return f"{0b00110000 + value:08b}"
    if value < END_OF_BLOCK:
        return f"{0b110010000 + value - NINE_BITS:09b}"
    if value < EIGHT_BITS:
        return f"{value - END_OF_BLOCK:07b}"
    return f"{0b11000000 + value - EIGHT_BITS:08b}"


def _extra(value: int, width: int) -> str:
    """Return extra bits, the lowest first; none for a width of 0."""
    return f"{value:0{width}b}"[::-1] if width else ""
