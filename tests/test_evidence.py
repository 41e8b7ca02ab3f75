"""examine(): one pass over the bytes, and what it brings to light."""

import gzip
import io
import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, cast

import pytest

from idxcheck.evidence import CHUNK, Evidence, examine
from idxcheck.source import HEAD_SIZE, Target, open_source
from idxspec import Header

VECTOR = bytes.fromhex("00000801 00000003 050607")


def idx(*shape: int, payload: bytes = b"") -> bytes:
    """Return a uint8 IDX file."""
    return struct.pack(f">4B{len(shape)}I", 0, 0, 8, len(shape), *shape) + payload


class Pipe:
    """A stream that gives a few bytes at a time, cannot seek, and does not know its length."""

    def __init__(self, data: bytes, step: int = 1000, fails_at: int | None = None) -> None:
        self._stream = io.BytesIO(data)
        self._step = step
        self._fails_at = fails_at

    def read(self, size: int) -> bytes:
        """Return at most `size` bytes; fail once the place is reached."""
        if self._fails_at is not None and self._stream.tell() >= self._fails_at:
            raise OSError(5, "Input/output error")
        return self._stream.read(min(size, self._step))


def pipe(data: bytes, step: int = 1000, fails_at: int | None = None) -> IO[bytes]:
    """Return a Pipe under the type of what open_source takes."""
    return cast("IO[bytes]", Pipe(data, step, fails_at))


def look(target: Target, *, strict: bool = True, **options: Any) -> Evidence:  # noqa: ANN401 - examine's own options
    """Return the evidence of `target`."""
    with open_source(target) as source:
        return examine(source, "a name", strict=strict, **options)


class Recorder:
    """A sink that takes the payload in windows of a given size."""

    def __init__(self, header: Header, step: int) -> None:
        self.header = header
        self.payload = b""
        self.asked: list[int] = []
        self._window = memoryview(bytearray(step))

    def window(self, remaining: int) -> memoryview:
        """Note what remains, and give a window of it."""
        self.asked.append(remaining)
        return self._window[:remaining]

    def accept(self, count: int) -> None:
        """Keep what was read."""
        self.payload += self._window[:count]


def recorder(step: int) -> tuple[list[Recorder], Callable[[Header], Recorder]]:
    """Return a list, and a function for `sink_for` that puts its sink there."""
    sinks: list[Recorder] = []

    def sink_for(header: Header) -> Recorder:
        sinks.append(Recorder(header, step))
        return sinks[0]

    return sinks, sink_for


def test_a_whole_file() -> None:
    """All facts on a valid file that is read to its end."""
    evidence = look(VECTOR, scan_values=True)
    assert (evidence.name, evidence.strict, evidence.unreadable) == ("a name", True, None)
    assert (evidence.layers, evidence.stored_length, evidence.fault) == ((), 11, None)
    assert (evidence.stored_head, evidence.head, evidence.tail) == (VECTOR, VECTOR, b"")
    assert (evidence.seen, evidence.length, evidence.complete) == (11, 11, True)
    assert evidence.limit is None
    assert evidence.content.kind == "idx"
    assert evidence.header is not None
    assert evidence.header.shape == (3,)
    assert evidence.values is not None
    assert evidence.values.elements == 3
    assert look(VECTOR, strict=False).strict is False


def test_a_whole_norb_file() -> None:
    """A NORB file is cut, its payload scanned and its tail kept in the same way."""
    data = struct.pack("<I4i3B", 0x1E3D4C55, 1, 3, 1, 1, 5, 0, 0)
    evidence = look(gzip.compress(data, mtime=0), scan_values=True)
    assert (evidence.content.kind, evidence.layers) == ("norb", ("gzip",))
    assert evidence.stored_head[:4] == b"\x1f\x8b\x08\0"
    assert evidence.header is not None
    assert evidence.header.shape == (3,)
    assert evidence.values is not None
    assert (evidence.values.elements, evidence.values.zero_tail) == (3, 2)
    assert look(data + b"tail").tail == b"tail"


@pytest.mark.parametrize("wrap", [bytes, gzip.compress, pipe], ids=["raw", "gzip", "pipe"])
def test_mangled_text(wrap: Callable[[bytes], Target]) -> None:
    """What a text tool did to the bytes is seen in all of them."""
    data = idx(5000, payload=b"\n\x80" * 2500)
    mangled = look(wrap(data.replace(b"\n", b"\r\n")))
    assert mangled.content.kind == "newlines"
    assert mangled.content.header is not None
    assert mangled.content.header.shape == (5000,)
    assert mangled.header is None


def test_values_only_when_asked() -> None:
    """Without scan_values nothing is scanned."""
    assert look(VECTOR).values is None


def test_content_that_is_no_matrix() -> None:
    """Other content is read to its end too, and has no header."""
    evidence = look(b"<html></html>", scan_values=True)
    assert (evidence.content.kind, evidence.header, evidence.values) == ("html", None, None)
    assert (evidence.seen, evidence.length, evidence.complete) == (13, 13, True)


def test_a_little_endian_header() -> None:
    """A swapped header is known as what it was meant as, and its payload is not scanned."""
    evidence = look(bytes.fromhex("01080000 03000000 050607"), scan_values=True)
    assert evidence.content.little_endian
    assert evidence.header is not None
    assert evidence.header.shape == (3,)
    assert evidence.values is None


def test_values_of_a_header_that_turned_out_otherwise() -> None:
    """Sizes that prove little-endian at the end of a stream void what was scanned before."""
    # Plainly read, 0x00100100 bytes; with the bytes of the size swapped, 0x00011000.
    data = struct.pack("<4BI", 0, 0, 8, 1, 0x11000) + bytes(0x11000)
    evidence = look(gzip.compress(data), scan_values=True)
    assert (evidence.content.little_endian, evidence.complete) == (True, True)
    assert evidence.values is None


@pytest.mark.parametrize("wrap", [bytes, gzip.compress, pipe], ids=["raw", "gzip", "pipe"])
@pytest.mark.parametrize("trailing", [0, 5000])
def test_observers(wrap: Callable[[bytes], Target], trailing: int) -> None:
    """Each observer sees every byte once and in order: header, payload and what follows."""
    data = idx(3, CHUNK, payload=bytes(range(256)) * (3 * CHUNK // 256)) + b"\7" * trailing
    seen, also = bytearray(), bytearray()
    evidence = look(wrap(data), observers=[seen.extend, also.extend])
    assert bytes(seen) == bytes(also) == data
    assert (evidence.seen, evidence.length, evidence.complete) == (len(data), len(data), True)
    assert evidence.tail == b"\7" * min(trailing, 4096)


def test_observers_of_other_content() -> None:
    """What is no matrix passes the observers too."""
    data = b"no matrix at all " * 40_000
    seen = bytearray()
    look(data, observers=[seen.extend])
    assert bytes(seen) == data


def test_the_tail() -> None:
    """Of what follows the payload the first 4096 bytes are kept."""
    tail = bytes(range(1, 251)) * 20
    evidence = look(VECTOR + tail)
    assert evidence.tail == tail[:4096]
    assert evidence.seen == evidence.length == 5011


def test_a_long_tail_in_pieces() -> None:
    """The tail is kept across pieces, and no further than its size."""
    evidence = look(pipe(VECTOR + b"\1" * (2 * CHUNK)))
    assert evidence.tail == b"\1" * 4096


def test_sink_windows() -> None:
    """The sink gets the payload, is told what remains, and never a byte of anything else."""
    sinks, sink_for = recorder(4)
    evidence = look(idx(2, 5, payload=b"0123456789") + b"tail", sink_for=sink_for)
    (sink,) = sinks
    assert sink.payload == b"0123456789"
    assert sink.asked == [10, 6, 2]
    assert sink.header == evidence.header
    assert (evidence.tail, evidence.seen) == (b"tail", 26)


def test_sink_of_a_short_payload() -> None:
    """The sink of a cut file gets what there is, and is not asked again."""
    sinks, sink_for = recorder(4)
    evidence = look(idx(10, payload=b"012345"), sink_for=sink_for)
    assert (sinks[0].payload, sinks[0].asked) == (b"012345", [10, 6])
    assert (evidence.seen, evidence.length, evidence.complete) == (14, 14, True)


def test_sink_of_an_empty_payload() -> None:
    """A matrix without elements has a sink that is never asked for a window."""
    sinks, sink_for = recorder(4)
    assert look(idx(0), sink_for=sink_for).complete
    assert sinks[0].asked == []


def test_no_sink_without_a_header() -> None:
    """Content without a header asks for no sink."""
    sinks, sink_for = recorder(4)
    look(b"\0\0\x0a\1\0\0\0\3abc", sink_for=sink_for)
    look(bytes.fromhex("01080000 03000000 050607"), sink_for=sink_for)
    assert sinks == []


def test_a_cut_stream() -> None:
    """The length behind a cut is not known, whatever came before it."""
    data = idx(100, payload=b"\1" * 100)
    evidence = look(gzip.compress(data, 0, mtime=0)[: 10 + 5 + 58], scan_values=True)
    assert evidence.fault is not None
    assert evidence.fault.kind == "truncated"
    assert (evidence.seen, evidence.length) == (58, None)
    assert (evidence.complete, evidence.values) == (False, None)
    assert evidence.layers == ("gzip",)


def test_a_corrupt_checksum() -> None:
    """A wrong checksum at the end leaves length and values unknown."""
    stored = bytearray(gzip.compress(VECTOR))
    stored[-8] ^= 1
    evidence = look(bytes(stored), scan_values=True)
    assert evidence.fault is not None
    assert evidence.fault.kind == "corrupt"
    assert (evidence.seen, evidence.length, evidence.values) == (11, None, None)


def test_garbage_behind_the_stream() -> None:
    """What follows the compressed stream does not make the content unknown."""
    evidence = look(gzip.compress(VECTOR) + b"garbage", scan_values=True)
    assert evidence.fault is not None
    assert evidence.fault.kind == "trailing"
    assert (evidence.seen, evidence.length, evidence.complete) == (11, 11, True)
    assert evidence.values is not None


def test_a_limit_of_the_decoder() -> None:
    """A third layer is not read at all."""
    seen = bytearray()
    packed = gzip.compress(gzip.compress(gzip.compress(VECTOR)))
    evidence = look(packed, observers=[seen.extend])
    assert evidence.fault is not None
    assert evidence.fault.kind == "limit"
    assert (bytes(seen), evidence.length, evidence.complete) == (b"", None, False)


@pytest.mark.parametrize("kept", [5000, 4096, 9])
def test_a_file_that_shrinks_meanwhile(tmp_path: Path, kept: int) -> None:
    """The bytes read count, not the length the file once had."""
    path = tmp_path / "shrinks.idx"
    path.write_bytes(idx(9000, payload=b"\1" * 9000))
    with open_source(path) as source:
        os.truncate(path, kept)
        evidence = examine(source, "shrinks.idx", strict=True, scan_values=True)
    read = max(kept, HEAD_SIZE)  # the first bytes were taken before
    assert (evidence.stored_length, evidence.seen, evidence.length) == (9008, read, read)
    assert evidence.complete


def test_a_file_that_grows_meanwhile(tmp_path: Path) -> None:
    """Bytes that came later are trailing bytes."""
    path = tmp_path / "grows.idx"
    path.write_bytes(idx(9000, payload=b"\1" * 9000))
    with open_source(path) as source:
        with path.open("ab") as file:
            file.write(b"more")
        evidence = examine(source, "grows.idx", strict=True)
    assert (evidence.seen, evidence.length, evidence.tail) == (9012, 9012, b"more")


@pytest.mark.parametrize("place", [5000, 9008])
def test_a_file_that_cannot_be_read(place: int) -> None:
    """An error of the operating system is passed on, wherever it comes."""
    data = idx(9000, payload=bytes(9000))
    with pytest.raises(OSError, match="Input/output error"):
        look(pipe(data, fails_at=place))
    assert look(pipe(data, fails_at=9009)).complete
