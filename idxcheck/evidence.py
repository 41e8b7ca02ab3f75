"""What one pass over a file brings to light: all that its rules may judge.

The header is cut from the first bytes, the payload streams past in pieces, and what stands
behind it is read on only as far as a header, plainly read or mended, could reach.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from idxcheck.claim import Claim
from idxcheck.expectation import Expectation
from idxcheck.extremes import RangeScan
from idxcheck.registry import DataFile
from idxcheck.source import HEAD_SIZE, Source, StreamFault
from idxcheck.source.recognition import Content, intended_headers, recognise
from idxcheck.source.text import TextScan
from idxcheck.tables import DataFileScan
from idxcheck.values import ValueScan
from idxspec import Header

CHUNK = 1 << 18  # bytes read at a time; a multiple of every element size
OVER_LIMIT = "the content is longer than the limit"  # set by the caller
SLACK = 1 << 20  # bytes read on behind twice the length the header declares

Observer = Callable[[memoryview], object]
DigestKey = tuple[str, str]  # of what (stored, content or values), by which algorithm


class Sink(Protocol):
    """Where the payload is read to."""

    def window(self, remaining: int) -> memoryview:
        """Return where the next bytes go, at least one and at most `remaining`."""

    def accept(self, count: int) -> None:
        """Take the first `count` bytes of the window."""


@dataclass(frozen=True, slots=True)
class Siblings:
    """What stands in one folder: the evidence on the files judged, and the names of all.

    `namesakes` are those judged that share all of a file's name but the word of its role.
    `synthetic` are the names of the data sets that a marker in the folder says are generated.
    """

    judged: tuple["Evidence", ...]
    names: frozenset[str] = frozenset()
    namesakes: tuple["Evidence", ...] = ()
    synthetic: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The facts on one file.

    `name` is the name as given, `strict` the reading asked for, `unreadable` why nothing
    could be read. `layers`, `stored_head` (the first bytes as stored), `stored_length` and
    `fault` tell of the wrappers. Of the innermost layer: `head` are the first bytes, `tail`
    the first ones behind the payload, `seen` is how many were read, `length` how many there
    are (None where the end was not reached or the stream is cut), `content` what they are,
    `values` what the payload holds where it was scanned whole. `complete` says that the
    content was read to its end, `limit` which limit ended the reading before.

    `digests` are those of the file by what they are of and algorithm, `data_file` what was
    seen of a file with a shape that the registry knows, `extremes` the values outside a
    range the user expects. `known` are the files of data sets it is by its digests; `claim`
    says which it ought to be, `siblings` what stands beside it, `expectation` what the user
    wants of it.
    """

    name: str
    strict: bool = True
    unreadable: str | None = None
    layers: tuple[str, ...] = ()
    stored_head: bytes = b""
    stored_length: int | None = None
    fault: StreamFault | None = None
    head: bytes = b""
    tail: bytes = b""
    seen: int = 0
    length: int | None = None
    content: Content = field(default_factory=lambda: Content("unknown"))
    values: ValueScan | None = None
    complete: bool = False
    limit: str | None = None
    digests: Mapping[DigestKey, str] = field(default_factory=dict)
    data_file: DataFileScan | None = None
    extremes: RangeScan | None = None
    known: tuple[DataFile, ...] = ()
    claim: Claim | None = None
    siblings: Siblings | None = None
    expectation: Expectation | None = None

    @property
    def header(self) -> Header | None:
        """The header, where the content is a matrix whose header can be cut."""
        return self.content.header if self.content.kind in ("idx", "norb") else None

    @property
    def is_verified(self) -> bool:
        """Whether its digests say that it is what it is said to be."""
        return self.claim is not None and not set(self.known).isdisjoint(self.claim.files)

    @property
    def folder(self) -> str | None:
        """The folder it stands in, as it was named; None for what is no file of a folder."""
        return None if self.siblings is None else os.path.dirname(self.name)  # noqa: PTH120 - a name as given

    @property
    def length_is_settled(self) -> bool:
        """Whether the length can be judged: known, or seen to go on behind the payload."""
        header = self.header
        return header is not None and (self.length is not None or self.seen > header.file_size)


def examine(  # noqa: PLR0913 - each is one independent choice
    source: Source,
    name: str,
    *,
    strict: bool,
    header_only: bool = False,
    max_bytes: int | None = None,
    observers: Sequence[Observer] = (),
    watch_payload: Callable[[Header], Sequence[Observer]] | None = None,
    scan_values: bool = False,
    sink_for: Callable[[Header], Sink] | None = None,
) -> Evidence:
    """Read `source` once, in constant memory but for the sink, and return the evidence.

    `observers` see all bytes of the content; for the header that the first bytes hold,
    `watch_payload` gives what sees the payload, and `sink_for` where it goes. Reading ends
    behind `max_bytes` bytes of content. Raises OSError where reading fails.
    """
    guess = recognise(source.head, source.length)
    header = None if guess.little_endian or guess.kind not in ("idx", "norb") else guess.header
    text = TextScan()
    scan = ValueScan(header) if header is not None and scan_values else None
    fits = header is not None and header.file_size == source.length
    watching = observers if fits else [text.feed, *observers]
    meant = [header] if header is not None and fits else intended_headers(source.head)
    reader = _Reader(source, watching, _ceiling(meant, max_bytes))
    unlimited = source.fault is None or source.fault.kind != "limit"
    if not header_only and unlimited:
        if header is not None:
            reader.read_header(header)
            sink = _Scratch() if sink_for is None else sink_for(header)
            seeing = [] if watch_payload is None else [*watch_payload(header)]
            reader.read_payload(header, sink, [scan.feed, *seeing] if scan else seeing)
        reader.read_rest()
    cut = source.fault is not None and source.fault.kind != "trailing"
    length = None if cut else reader.seen if reader.ended else source.length
    whole = reader.ended and not cut
    content = recognise(source.head, length, text if whole else None)
    return Evidence(
        name=name,
        strict=strict,
        layers=source.layers,
        stored_head=source.stored_head,
        stored_length=source.stored_length,
        fault=source.fault,
        head=source.head,
        tail=bytes(reader.tail),
        seen=max(reader.seen, len(source.head)),
        length=length,
        content=content,
        values=scan if whole and content.header == header else None,
        complete=whole,
        limit=_limit(source, reader, max_bytes, strict=strict),
    )


def _ceiling(meant: Iterable[Header], max_bytes: int | None) -> int:
    """Return how many bytes of content are worth reading."""
    declared = max((header.file_size for header in meant), default=0)
    ceiling = 2 * declared + SLACK
    return ceiling if max_bytes is None else min(ceiling, max_bytes)


def _limit(source: Source, reader: "_Reader", max_bytes: int | None, *, strict: bool) -> str | None:
    """Return which limit left a judgement open: trailing bytes settle a strict one."""
    if not reader.stopped:
        return None
    if max_bytes is not None and reader.seen > max_bytes:
        return f"{OVER_LIMIT} of {max_bytes} bytes"
    if source.layers and not strict:
        return f"the compressed stream goes on behind {reader.seen} bytes of content"
    return None


class _Scratch:
    """A sink that keeps nothing."""

    def __init__(self) -> None:
        self._buffer = memoryview(bytearray(CHUNK))

    def window(self, remaining: int) -> memoryview:
        return self._buffer[:remaining]

    def accept(self, count: int) -> None:
        """Keep nothing."""


class _Reader:
    """Reads a source in order; `ended` at its end, `stopped` at the ceiling."""

    def __init__(self, source: Source, observers: Sequence[Observer], ceiling: int) -> None:
        self._source = source
        self._observers = observers
        self._ceiling = ceiling
        self.seen = 0
        self.ended = False
        self.tail = bytearray()

    @property
    def stopped(self) -> bool:
        return self.seen > self._ceiling

    def read_header(self, header: Header) -> None:
        self._read(memoryview(bytearray(header.header_size)))

    def read_payload(self, header: Header, sink: Sink, observers: Sequence[Observer]) -> None:
        remaining = header.payload_size
        while remaining and not self.ended and not self.stopped:
            # Released at once: a sink that grows moves its memory.
            with sink.window(remaining) as window:
                count = self._read(window)
                for observer in observers:
                    observer(window[:count])
            sink.accept(count)
            remaining -= count

    def read_rest(self) -> None:
        buffer = memoryview(bytearray(CHUNK))
        while not self.ended and not self.stopped:
            count = self._read(buffer)
            self.tail += buffer[: max(0, min(count, HEAD_SIZE - len(self.tail)))]

    def _read(self, window: memoryview) -> int:
        # One byte above the ceiling tells a content that ends there from a longer one.
        window = window[: self._ceiling + 1 - self.seen]
        count = self._source.readinto(window)
        self.ended = count < len(window)
        self.seen += count
        for observer in self._observers:
            observer(window[:count])
        return count
