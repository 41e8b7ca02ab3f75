"""The compressed bytes of one layer, taken in pieces, with their offset."""

from collections.abc import Callable

from idxcheck.source.inputs import Readable

CHUNK = 1 << 15  # bytes of compressed input at a time; its output stays a few hundred KiB


class ImpatienceError(Exception):
    """More bytes than the patience of a feed led to no output; `offset` is where they begin."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class Feed:
    """Compressed bytes read from `stream`; `offset` is that of the next byte taken.

    `reopen`, where the stream can be read twice, gives it from an offset on.
    `patience` bounds the bytes taken in a row that lead to no output: what decompression
    made of a few bytes may be gigabytes of padding. `restart` begins a new row.
    """

    def __init__(
        self,
        stream: Readable,
        reopen: Callable[[int], Readable] | None = None,
        patience: int | None = None,
    ) -> None:
        self._stream = stream
        self._reopen = reopen
        self._patience = patience
        self._productive = 0
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
        if self._patience is not None and self.offset - self._productive > self._patience:
            raise ImpatienceError(self._productive)
        return data

    def restart(self) -> None:
        """Begin a new row of bytes: the last one led to output."""
        self._productive = self.offset

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
