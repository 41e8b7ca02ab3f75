"""Random words by seed, stream and position: the same on every platform and numpy version.

Only the raw output of a counter-based bit generator is used. numpy promises it for good, and
any place in it is reached at once, so that item i is the same however many there are.
"""

import hashlib
import operator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from idxcheck.errors import UsageError

LARGEST_SEED = 2**64 - 1
BLOCK = 4  # words the generator makes at a time
WORD = 8  # bytes


def check_seed(seed: object) -> int:
    """Return `seed` as an integer of 0 to 2^64 - 1; raises UsageError for anything else."""
    try:
        number = operator.index(seed)  # type: ignore[arg-type] # it raises for what is none
    except TypeError:
        raise UsageError(f"a seed is an integer, not {seed!r}") from None
    if not 0 <= number <= LARGEST_SEED:
        raise UsageError(f"the seed must be from 0 to {LARGEST_SEED} (2^64 - 1), not {number}")
    return number


def words(seed: int, stream: str, first: int, count: int) -> NDArray[np.uint64]:
    """Return `count` random words, uint64, from position `first` of the stream on.

    Streams with different names or seeds have nothing in common. Raises UsageError for a
    seed that is none.
    """
    name = hashlib.sha256(stream.encode()).digest()
    key = int.from_bytes(name[:WORD], "little") << 64 | check_seed(seed)
    block, skipped = divmod(first, BLOCK)
    generator = np.random.Philox(key=key, counter=block)
    raw: NDArray[np.uint64] = generator.random_raw(skipped + count)
    return raw[skipped:]


def random_bytes(seed: int, stream: str, first: int, count: int) -> NDArray[np.uint8]:
    """Return `count` random bytes from byte `first` of the stream on: its words, little-endian."""
    word, skipped = divmod(first, WORD)
    numbers = words(seed, stream, word, -(-(skipped + count) // WORD))
    return numbers.astype("<u8", copy=False).view(np.uint8)[skipped : skipped + count]


def below(numbers: NDArray[np.uint64], bound: int) -> NDArray[np.int64]:
    """Return each word as a number from 0 to `bound` - 1, evenly; `bound` is at most 2^31."""
    high: NDArray[Any] = (numbers >> np.uint64(32)).astype(np.int64)
    scaled: NDArray[np.int64] = high * np.int64(bound) >> np.int64(32)
    return scaled
