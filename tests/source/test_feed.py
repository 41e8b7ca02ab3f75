"""Taking compressed bytes in pieces, giving back, going back."""

from idxcheck.source.feed import Feed
from idxcheck.source.inputs import open_input


def test_take_gives_a_chunk_and_counts() -> None:
    """Bytes come 32768 at a time and the offset is that of the next one."""
    feed = Feed(open_input(b"a" * 32_768 + b"bc"))
    assert (feed.offset, feed.take()) == (0, b"a" * 32_768)
    assert (feed.offset, feed.take()) == (32_768, b"bc")
    assert (feed.offset, feed.take()) == (32_770, b"")
    assert feed.offset == 32_770


def test_take_exactly_crosses_chunks() -> None:
    """A count is met out of several chunks; what is over waits for the next call."""
    feed = Feed(open_input(b"a" * 32_768 + b"bcdef"))
    assert feed.take_exactly(32_770) == b"a" * 32_768 + b"bc"
    assert feed.offset == 32_770
    assert feed.take_exactly(0) == b""
    assert feed.take_exactly(2) == b"de"
    assert feed.offset == 32_772
    assert feed.take_exactly(2) == b"f"
    assert feed.offset == 32_773


class Once:
    """A stream that must not be read again."""

    def __init__(self) -> None:
        self._pieces = [b"ab", b"cd"]

    def readinto(self, view: memoryview, /) -> int:
        """Read two bytes, twice."""
        view[:2] = self._pieces.pop(0)
        return 2


def test_take_exactly_reads_no_further_than_it_must() -> None:
    """A pipe that has given what is needed is not asked for more."""
    feed = Feed(Once())
    assert feed.take_exactly(4) == b"abcd"
    assert feed.offset == 4


def test_give_back() -> None:
    """What is given back comes first again, and the offset goes back with it."""
    feed = Feed(open_input(b"abcdef"))
    assert feed.take() == b"abcdef"
    feed.give_back(b"ef")
    feed.give_back(b"cd")
    assert feed.offset == 2
    assert feed.take() == b"cdef"
    assert feed.offset == 6


def test_rewind() -> None:
    """Going back forgets what is held and counts from there."""
    stored = open_input(b"abcdef")
    feed = Feed(stored, stored.reopen)
    assert feed.can_rewind
    assert feed.take_exactly(3) == b"abc"
    feed.rewind(1)
    assert feed.offset == 1
    assert feed.take() == b"bcdef"
    assert feed.offset == 6


def test_no_rewind() -> None:
    """A stream that came without a way to read it again has none."""
    assert not Feed(open_input(b"abc")).can_rewind
