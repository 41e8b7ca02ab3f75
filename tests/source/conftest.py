"""Decoding stored bytes whole or in small pieces."""

import random
from collections.abc import Callable, Generator

import pytest

from idxcheck.source import StreamFault, gzip_members
from idxcheck.source.feed import Feed
from idxcheck.source.inputs import open_input

Decoder = Callable[[Feed], Generator[bytes, None, StreamFault | None]]
Unwrap = Callable[..., tuple[bytes, StreamFault | None]]


class Pieces:
    """A stream that gives at most `size` bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._data = data
        self._size = size

    def readinto(self, view: memoryview, /) -> int:
        """Read into `view` as much as one piece holds."""
        piece = self._data[: min(self._size, len(view))]
        self._data = self._data[len(piece) :]
        view[: len(piece)] = piece
        return len(piece)


@pytest.fixture(scope="session")
def unwrap() -> Unwrap:
    """A function that gives the content of stored bytes and the fault that ended it.

    With `piece` they come that many at a time and cannot be read twice.
    """

    def content_and_fault(
        decoder: Decoder, stored: bytes, piece: int | None = None
    ) -> tuple[bytes, StreamFault | None]:
        if piece is None:
            whole = open_input(stored)
            chunks = decoder(Feed(whole, whole.reopen))
        else:
            chunks = decoder(Feed(Pieces(stored, piece)))
        content = bytearray()
        while True:
            try:
                content += next(chunks)
            except StopIteration as end:
                return bytes(content), end.value

    return content_and_fault


@pytest.fixture
def chance() -> random.Random:
    """The same random numbers for every test."""
    return random.Random(1)  # noqa: S311 - samples, no secrets


@pytest.fixture(scope="session", params=["zlib", "isal.isal_zlib"])
def decode_gzip(request: pytest.FixtureRequest) -> Decoder:
    """The gzip decoder, once for each backend that is installed."""
    backend = pytest.importorskip(request.param, reason=f"{request.param} has no wheel here")
    return lambda feed: gzip_members.decode(feed, backend)
