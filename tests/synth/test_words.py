"""The random words: Philox4x64-10, written a second time here, and what is made of them."""

import hashlib

import numpy as np
import pytest

from idxcheck.errors import UsageError
from idxcheck.synth.words import below, check_seed, random_bytes, words

MASK = 2**64 - 1


def philox(counter: int, key: int) -> list[int]:
    """Return one block of Philox4x64-10 (Salmon, Moraes, Dror, Shaw, 2011)."""
    c = [counter >> 64 * place & MASK for place in range(4)]
    low, high = key & MASK, key >> 64
    for _ in range(10):
        one, other = c[0] * 0xD2E7470EE14C6C93, c[2] * 0xCA5A826395121157
        c = [other >> 64 ^ c[1] ^ low, other & MASK, one >> 64 ^ c[3] ^ high, one & MASK]
        low, high = (low + 0x9E3779B97F4A7C15) & MASK, (high + 0xBB67AE8584CAA73B) & MASK
    return c


def test_the_second_philox() -> None:
    """The block of counter and key 0 is the one its authors publish."""
    published = [0x16554D9ECA36314C, 0xDB20FE9D672D0FDC, 0xD7E772CEE186176B, 0x7E68B68AEC7BA23B]
    assert philox(0, 0) == published


def test_words_are_blocks_of_philox() -> None:
    """Seed and the hash of the stream's name are the key; the first block has the counter 1."""
    name = int.from_bytes(hashlib.sha256(b"a stream").digest()[:8], "little")
    key = name << 64 | 7
    expected = philox(1, key) + philox(2, key) + philox(3, key)
    found = words(7, "a stream", 0, 12)
    assert found.dtype == np.uint64
    assert found.tolist() == expected
    assert words(7, "a stream", 3, 6).tolist() == expected[3:9]
    assert words(7, "a stream", 8, 0).tolist() == []


def test_words_typed_in() -> None:
    """Seed 0 of the stream "digits" begins with these words, on every platform."""
    assert words(0, "digits", 0, 2).tolist() == [0x6B43C2CE7AB35D46, 0x8148E42A761F0F3B]


def test_far_positions() -> None:
    """Any position is reached at once, beyond 2^64 too."""
    assert words(1, "far", 2**70 + 1, 1).tolist() == words(1, "far", 2**70, 3)[1:2].tolist()
    assert words(1, "far", 2**70, 1)[0] != words(1, "far", 0, 1)[0]


def test_streams_and_seeds_differ() -> None:
    """Another name or another seed gives other words."""
    firsts = {int(words(*each, 0, 1)[0]) for each in ((0, "a"), (1, "a"), (0, "b"), (MASK, "a"))}
    assert len(firsts) == 4


def test_bytes_are_the_words_little_endian() -> None:
    """Byte 0 is the lowest of the first word; any range of bytes is the same."""
    whole = b"".join(int(word).to_bytes(8, "little") for word in words(5, "b", 0, 3))
    assert random_bytes(5, "b", 0, 24).tobytes() == whole
    assert random_bytes(5, "b", 7, 10).tobytes() == whole[7:17]
    assert random_bytes(5, "b", 7, 0).tobytes() == b""


def test_below() -> None:
    """The high half of a word, scaled, is a number below the bound."""
    drawn = np.array([0, 2**32 - 1, 2**63, 2**64 - 1], np.uint64)
    assert below(drawn, 10).tolist() == [0, 0, 5, 9]
    assert below(drawn, 2**31).tolist() == [0, 0, 2**30, 2**31 - 1]
    assert below(drawn, 10).dtype == np.int64


def test_seeds() -> None:
    """A seed is any integer of 64 bits without a sign."""
    assert [check_seed(0), check_seed(np.int8(3)), check_seed(MASK)] == [0, 3, MASK]


@pytest.mark.parametrize("seed", [-1, 2**64])
def test_seeds_beyond_64_bits(seed: int) -> None:
    """Others are refused, with the range there is."""
    expected = rf"^the seed must be from 0 to 18446744073709551615 \(2\^64 - 1\), not {seed}$"
    with pytest.raises(UsageError, match=expected):
        words(seed, "a", 0, 1)


@pytest.mark.parametrize("seed", [1.0, "1", None])
def test_seeds_that_are_none(seed: object) -> None:
    """What is no integer is refused by its name."""
    with pytest.raises(UsageError, match=rf"^a seed is an integer, not {seed!r}$"):
        check_seed(seed)
