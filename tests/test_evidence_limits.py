"""examine(): how much it reads, and no more."""

import gzip
import io
import struct
import tracemalloc
import zlib
from collections.abc import Callable
from typing import IO, Any, cast

import pytest

from idxcheck.evidence import Evidence, examine
from idxcheck.source import HEAD_SIZE, Target, open_source

VECTOR = struct.pack("<I4i3B", 0x1E3D4C55, 1, 3, 1, 1, 5, 6, 7)
MIB = 1 << 20


def idx(*shape: int, payload: bytes = b"") -> bytes:
    """Return a uint8 IDX file."""
    return struct.pack(f">4B{len(shape)}I", 0, 0, 8, len(shape), *shape) + payload


def stream(data: bytes) -> IO[bytes]:
    """Return a file object that does not know its length."""
    return cast("IO[bytes]", gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(data))))


def look(target: Target, *, strict: bool = True, **options: Any) -> Evidence:  # noqa: ANN401 - examine's own options
    """Return the evidence of `target`."""
    with open_source(target) as source:
        return examine(source, "a name", strict=strict, **options)


class Windows:
    """A sink that notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def window(self, remaining: int) -> memoryview:
        """Note what remains, and give a window for all of it."""
        self.asked.append(remaining)
        return memoryview(bytearray(remaining))

    def accept(self, count: int) -> None:
        """Keep nothing."""


def test_header_only() -> None:
    """The payload stays unread; a raw file's length is known all the same."""
    data = idx(60_000, payload=bytes(60_000))
    seen = bytearray()
    sink = Windows()
    options: dict[str, Any] = {
        "header_only": True,
        "observers": [seen.extend],
        "sink_for": lambda _: sink,
    }
    evidence = look(data, scan_values=True, **options)
    assert (evidence.length, evidence.complete, evidence.limit) == (60_008, False, None)
    assert (evidence.seen, evidence.tail) == (HEAD_SIZE, b"")
    assert (bytes(seen), sink.asked, evidence.values) == (b"", [], None)
    assert evidence.header is not None
    evidence = look(gzip.compress(data), **options)
    assert (evidence.length, evidence.complete) == (None, False)


def test_header_only_reads_no_more_than_the_head() -> None:
    """Of a stream no more is taken than the head."""
    file = stream(idx(60_000, payload=bytes(60_000)))
    look(file, header_only=True)
    assert file.tell() == HEAD_SIZE


@pytest.mark.parametrize("wrap", [gzip.compress, stream], ids=["gzip", "stream"])
def test_the_ceiling(wrap: Callable[[bytes], Target]) -> None:
    """Of unknown length, content is read to twice the declared length and 1 MiB."""
    ceiling = 2 * 23 + MIB
    evidence = look(wrap(VECTOR + bytes(ceiling - 23)))
    assert (evidence.seen, evidence.length, evidence.complete) == (ceiling, ceiling, True)
    evidence = look(wrap(VECTOR + bytes(ceiling - 22)))
    assert (evidence.seen, evidence.length, evidence.complete) == (ceiling + 1, None, False)


def test_the_ceiling_of_a_raw_file() -> None:
    """A raw file is not read further either, and its length is known without."""
    evidence = look(VECTOR + bytes(3 * MIB))
    assert (evidence.seen, evidence.length) == (MIB + 47, 3 * MIB + 23)
    assert (evidence.complete, evidence.limit, evidence.values) == (False, None, None)


def test_the_ceiling_of_what_may_be_meant() -> None:
    """The longest header that the first bytes may be meant as sets the ceiling."""
    data = bytes.fromhex("01080000 00001000") + bytes(3 * MIB)  # little-endian: 1 MiB
    assert look(gzip.compress(data)).length == 3 * MIB + 8
    data = data[:5] + b"\0\x08\0" + data[8:]  # half of it
    assert look(gzip.compress(data)).length is None


def test_the_ceiling_of_unknown_content() -> None:
    """What may be meant as nothing is read for 1 MiB."""
    assert look(gzip.compress(b"x" * MIB)).length == MIB
    evidence = look(gzip.compress(b"x" * (MIB + 1)))
    assert (evidence.seen, evidence.length) == (MIB + 1, None)


def test_limit_of_the_lenient_reading() -> None:
    """A stream that goes on and on leaves the lenient reading open, not the strict one."""
    data = gzip.compress(VECTOR + bytes(2 * MIB))
    assert look(data).limit is None
    evidence = look(data, strict=False)
    assert evidence.limit == "the compressed stream goes on behind 1048623 bytes of content"
    assert look(VECTOR + bytes(2 * MIB), strict=False).limit is None
    assert look(gzip.compress(VECTOR + bytes(99)), strict=False).limit is None


@pytest.mark.parametrize("wrap", [bytes, gzip.compress, stream], ids=["raw", "gzip", "stream"])
def test_max_bytes(wrap: Callable[[bytes], Target]) -> None:
    """Content as long as the limit is read whole, one byte more is over it."""
    data = idx(9000, payload=b"\1" * 9000)
    evidence = look(wrap(data), max_bytes=9008, scan_values=True)
    assert (evidence.seen, evidence.length, evidence.limit) == (9008, 9008, None)
    assert (evidence.complete, evidence.values is None) == (True, False)
    evidence = look(wrap(data), max_bytes=9007, scan_values=True)
    assert evidence.limit == "the content is longer than the limit of 9007 bytes"
    assert (evidence.seen, evidence.complete, evidence.values) == (9008, False, None)


@pytest.mark.parametrize(("max_bytes", "asked"), [(0, []), (14, []), (15, []), (16, [1])])
def test_max_bytes_inside_the_header(max_bytes: int, asked: list[int]) -> None:
    """A limit inside the header stops there, before a sink is asked for anything."""
    data = idx(1, 1, 1, payload=b"\5")
    seen, sink = bytearray(), Windows()
    options: dict[str, Any] = {"observers": [seen.extend], "sink_for": lambda _: sink}
    evidence = look(data, max_bytes=max_bytes, **options)
    assert bytes(seen) == data[: max_bytes + 1]
    assert sink.asked == asked
    assert evidence.limit == f"the content is longer than the limit of {max_bytes} bytes"


@pytest.mark.parametrize("above", [1, 9 * MIB])
def test_max_bytes_above_the_ceiling(above: int) -> None:
    """A limit above the ceiling does not raise it, and is not what ended the reading."""
    data = gzip.compress(VECTOR + bytes(3 * MIB))
    evidence = look(data, max_bytes=2 * 23 + MIB + above)
    assert (evidence.seen, evidence.limit) == (MIB + 47, None)


@pytest.mark.slow
def test_constant_memory() -> None:
    """16 MiB of payload and of trailing zeros, packed, cost less than 2 MiB."""
    packer = zlib.compressobj(wbits=31)
    stored = packer.compress(idx(1 << 10, 1 << 14))
    stored += b"".join(packer.compress(bytes(MIB)) for _ in range(32)) + packer.flush()
    look(gzip.compress(VECTOR), scan_values=True)  # what is imported on the way stays
    tracemalloc.start()
    try:
        evidence = look(stored, scan_values=True)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert evidence.length == 32 * MIB + 12
    assert peak < 2 * MIB
