"""From stored bytes to the innermost layer: what is compressed is found by its bytes."""

from collections.abc import Callable, Generator
from types import TracebackType
from typing import Literal, Self

from idxcheck.source import block_streams, gzip_members
from idxcheck.source.faults import StreamFault
from idxcheck.source.feed import Feed, ImpatienceError
from idxcheck.source.inputs import Input, Observer, Readable, Target, open_input

HEAD_SIZE = 4096  # bytes kept of the content; the longest header is 1024, mangled twice that
MAXIMUM_LAYERS = 2  # one wrapper, and one inside it to tell a file that was packed twice
PATIENCE = 1 << 20  # bytes of an inner stream without output; a bzip2 block has 900 kB
SKIP = 1 << 18  # bytes passed over at a time
BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")  # what follows the magic: a block, or the end

LayerKind = Literal["gzip", "xz", "bzip2"]
Chunks = Generator[bytes, None, StreamFault | None]


def compression_of(head: bytes) -> LayerKind | None:
    """Return which compression `head`, the beginning of some bytes, is that of."""
    if head.startswith(gzip_members.MAGIC):
        return "gzip"
    if head.startswith(block_streams.XZ_MAGIC):
        return "xz"
    magic, block = head[:3], head[4:10]
    if magic == block_streams.BZIP2_MAGIC and head[3:4].isdigit() and head[3:4] != b"0":
        return "bzip2" if any(each.startswith(block) for each in BZIP2_BLOCKS) else None
    return None


def decoder_of(kind: LayerKind) -> Callable[[Feed], Chunks]:
    """Return the decoder of one kind of compression."""
    decoders: dict[LayerKind, Callable[[Feed], Chunks]] = {
        "gzip": gzip_members.decode,
        "xz": block_streams.decode_xz,
        "bzip2": block_streams.decode_bzip2,
    }
    return decoders[kind]


class Layer:
    """The decompressed content of one wrapper; `fault` is set when its stream ends badly."""

    def __init__(self, kind: LayerKind, feed: Feed) -> None:
        self.kind = kind
        self.fault: StreamFault | None = None
        self._feed = feed
        self._chunks = decoder_of(kind)(feed)
        self._chunk = memoryview(b"")

    def readinto(self, view: memoryview, /) -> int:
        """Read into `view`; return the number of bytes, 0 at the end."""
        while not self._chunk:
            try:
                self._chunk = memoryview(next(self._chunks))
            except StopIteration as end:
                self.fault = self.fault or end.value
                return 0
            except ImpatienceError as error:
                message = f"more than {PATIENCE >> 20} MiB of the {self.kind} stream hold nothing"
                self.fault = StreamFault("limit", error.offset, message)
                return 0
            if self._chunk:
                self._feed.restart()
        count = min(len(view), len(self._chunk))
        view[:count] = self._chunk[:count]
        self._chunk = self._chunk[count:]
        return count


class _Peeked:
    """A stream whose first bytes can be looked at."""

    def __init__(self, stream: Readable, size: int) -> None:
        self._stream = stream
        buffer = bytearray(size)
        self.head = bytes(buffer[: fill(stream, memoryview(buffer))])
        self._rest = memoryview(self.head)

    def readinto(self, view: memoryview, /) -> int:
        if not self._rest:
            return self._stream.readinto(view)
        count = min(len(view), len(self._rest))
        view[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def fill(stream: Readable, view: memoryview) -> int:
    """Read into `view` until it is full or the stream ends; return the number of bytes."""
    total = 0
    while total < len(view):
        count = stream.readinto(view[total:])
        if not count:
            break
        total += count
    return total


class Source:
    """The innermost layer of a target, read once from its beginning.

    `head` holds its first bytes, at most HEAD_SIZE, without consuming them, `stored_head`
    those of the target as stored. `layers` are the kinds of its wrappers from the outside
    in, `stored_length` the bytes as stored and `length` those of the content, each None
    where only reading to the end can tell; `position` is how far the content was read or
    skipped.
    """

    def __init__(self, stored: Input) -> None:
        self._stored = stored
        self._layers: list[Layer] = []
        self._limit: StreamFault | None = None
        self.path = stored.path
        self.stored_length = stored.length
        self.position = 0
        peeked = _Peeked(stored, HEAD_SIZE)
        self.stored_head = peeked.head
        while kind := compression_of(peeked.head):
            if len(self._layers) == MAXIMUM_LAYERS:
                message = f"a third layer of compression ({kind}) inside two others"
                self._limit = StreamFault("limit", 0, message)
                break
            twice = not self._layers and stored.length is not None
            # The stored bytes are there; those of an inner stream may be made from nothing.
            feed = Feed(
                peeked, stored.reopen if twice else None, PATIENCE if self._layers else None
            )
            self._layers.append(Layer(kind, feed))
            peeked = _Peeked(self._layers[-1], HEAD_SIZE)
        self._stream: Readable = peeked
        self.head = peeked.head
        if len(self.head) < HEAD_SIZE and self.fault is None:
            self.length: int | None = len(self.head)
        else:
            self.length = None if self._layers else stored.length

    @property
    def layers(self) -> tuple[LayerKind, ...]:
        """The kinds of the wrappers, from the outside in."""
        return tuple(layer.kind for layer in self._layers)

    @property
    def fault(self) -> StreamFault | None:
        """The outermost fault met so far: a cut outer stream cuts what is inside it too."""
        faults = (layer.fault for layer in self._layers)
        return next((fault for fault in faults if fault is not None), self._limit)

    def readinto(self, view: memoryview) -> int:
        """Fill `view` as far as the content goes; fewer bytes than its length are the end."""
        count = fill(self._stream, view)
        self.position += count
        return count

    @property
    def most_bytes(self) -> int | None:
        """The most bytes the content can have; None where nothing bounds it."""
        if self.length is not None or self.layers != ("gzip",) or self.stored_length is None:
            return self.length
        return self.stored_length * gzip_members.MAXIMUM_RATIO

    def skip(self, count: int) -> None:
        """Pass over `count` bytes, without reading them where the content is as stored."""
        if self._stored.length is not None and self.can_rewind:
            self.position += max(0, min(count, self._stored.length - self.position))
            self._stream = self._stored.reopen(self.position)
            return
        scratch = memoryview(bytearray(min(count, SKIP)))
        while count and (passed := self.readinto(scratch[:count])):
            count -= passed

    @property
    def can_rewind(self) -> bool:
        """Whether `rewind` works: the content is as stored, and its end is known."""
        return not self._layers and self._stored.length is not None

    def rewind(self) -> None:
        """Go back to the beginning of the content."""
        self._stream = self._stored.reopen(0)
        self.position = 0

    def end_stored(self) -> None:
        """Read the stored bytes to their end: their observer has then seen all of them."""
        scratch = memoryview(bytearray(SKIP))
        while self._stored.readinto(scratch):
            pass

    def close(self) -> None:
        """Close what was opened for reading."""
        self._stored.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def open_source(target: Target, observer: Observer | None = None) -> Source:
    """Open `target` and unwrap it down to its innermost layer.

    `observer` is shown the stored bytes. Raises OSError where it cannot be read and
    UsageError where it is nothing readable.
    """
    stored = open_input(target)
    stored.observer = observer
    try:
        return Source(stored)
    except BaseException:
        stored.close()
        raise
