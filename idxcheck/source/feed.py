"""The compressed bytes of one layer, taken in pieces, with their offset."""

from collections.abc import Callable

from idxcheck.source.inputs import Readable

CHUNK = 1 << 15  # bytes of compressed input at a time; its output stays a few hundred KiB


class Feed:
    """Compressed bytes read from `stream`; `offset` is that of the next byte taken.

    `reopen`, where the stream can be read twice, gives it from an offset on.
    """

    def __init__(self, stream: Readable, reopen: Callable[[int], Readable] | None = None) -> None:
        self._stream = stream
        self._reopen = reopen
        self._buffer = bytearray(CHUNK)
        self._held = b""
        self.offset = 0

    def take(self) -> bytes:
        """Return the next bytes, some number of them, none at the end."""
        data = self._held
        if data:
            self._held = b""
        else:
            count = self._stream.readinto(memoryview(self._buffer))
            data = bytes(memoryview(self._buffer)[:count])
        self.offset += len(data)
        return data

    def take_exactly(self, count: int) -> bytes:
        """Return the next `count` bytes, fewer only at the end."""
        data = bytearray()
        while len(data) < count:
            more = self.take()
            if not more:
                break
            data += more
        self.give_back(bytes(data[count:]))
        return bytes(data[:count])

    def give_back(self, data: bytes) -> None:
        """Put `data`, just taken, back in front."""
        self._held = data + self._held
        self.offset -= len(data)

    @property
    def can_rewind(self) -> bool:
        """Whether `rewind` works."""
        return self._reopen is not None

    def rewind(self, offset: int) -> None:
        """Go back to `offset`."""
        assert self._reopen is not None, "ask can_rewind first"  # noqa: S101 - a caller's bug
        self._stream = self._reopen(offset)
        self._held = b""
        self.offset = offset
