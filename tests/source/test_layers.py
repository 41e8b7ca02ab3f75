"""Unwrapping: how deep, what is known of the content, whose fault."""

import bz2
import gzip
import io
import lzma
import random
import zlib
from collections.abc import Callable
from types import ModuleType
from typing import IO, cast

import pytest

from idxcheck.source import HEAD_SIZE, Source, StreamFault, gzip_members, open_source

CONTENT = bytes(range(251)) * 40  # 10040 bytes

Compress = Callable[[bytes], bytes]


class OneByOne:
    """A stream of unknown length that gives one byte at a time."""

    def __init__(self, data: bytes) -> None:
        self._file = io.BytesIO(data)

    def read(self, size: int) -> bytes:
        """Read one byte."""
        assert size > 0
        return self._file.read(1)


def one_by_one(data: bytes) -> Source:
    """Open a stream of unknown length that gives one byte of `data` at a time."""
    return open_source(cast("IO[bytes]", OneByOne(data)))


def rest(source: Source) -> bytes:
    """Return what is left of `source`, read 3000 bytes at a time."""
    buffer = bytearray(3000)
    data = b""
    while count := source.readinto(memoryview(buffer)):
        data += buffer[:count]
    return data


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 4097, 10_040])
@pytest.mark.parametrize("compress", [gzip.compress, lzma.compress, bz2.compress, None])
def test_head_length_and_content(size: int, compress: Compress | None) -> None:
    """The head is not consumed; a length is known of stored bytes and of a short content."""
    content = CONTENT[:size]
    stored = compress(content) if compress else content
    known = size if size < 4096 or not compress else None
    with open_source(stored) as source:
        assert (source.head, source.length) == (content[:4096], known)
        assert (source.stored_head, source.stored_length) == (stored[:4096], len(stored))
        assert (rest(source), source.fault) == (content, None)
        assert source.head == content[:4096]


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 4097, 10_040])
@pytest.mark.parametrize("compress", [gzip.compress, lzma.compress, bz2.compress, None])
def test_stream_of_unknown_length(size: int, compress: Compress | None) -> None:
    """Of a stream that gives a byte at a time nothing is lost; a short content has a length."""
    content = CONTENT[:size]
    stored = compress(content) if compress else content
    with one_by_one(stored) as source:
        assert source.length == (size if size < 4096 else None)
        assert (source.head, source.stored_length) == (content[:4096], None)
        assert (rest(source), source.fault) == (content, None)


def test_readinto_fills_the_view() -> None:
    """A view is filled whatever the pieces; less than its length is the end."""
    with one_by_one(CONTENT) as source:
        buffer = bytearray(6000)
        assert source.readinto(memoryview(bytearray())) == 0
        assert source.readinto(memoryview(buffer)) == 6000
        assert buffer == CONTENT[:6000]
        assert source.readinto(memoryview(buffer)) == 4040
        assert buffer[:4040] == CONTENT[6000:]
        assert source.readinto(memoryview(buffer)) == 0
        assert source.readinto(memoryview(buffer)) == 0


@pytest.mark.parametrize(
    ("stored", "layers"),
    [
        (b"", ()),
        (CONTENT, ()),
        (gzip.compress(CONTENT), ("gzip",)),
        (lzma.compress(CONTENT), ("xz",)),
        (bz2.compress(CONTENT), ("bzip2",)),
        (lzma.compress(gzip.compress(CONTENT)), ("xz", "gzip")),
        (gzip.compress(lzma.compress(CONTENT)), ("gzip", "xz")),
        (bz2.compress(bz2.compress(CONTENT)), ("bzip2", "bzip2")),
        (gzip.compress(gzip.compress(b"")), ("gzip", "gzip")),
    ],
    ids=range(9),
)
def test_layers(stored: bytes, layers: tuple[str, ...]) -> None:
    """Layers are named from the outside in, and all are taken off."""
    with open_source(stored) as source:
        assert source.layers == layers
        assert rest(source) in {CONTENT, b""}
        assert source.fault is None


def test_third_layer() -> None:
    """A third layer is left on, and said to be beyond the limit."""
    third = lzma.compress(CONTENT[:100])
    with open_source(gzip.compress(bz2.compress(third))) as source:
        assert source.layers == ("gzip", "bzip2")
        fault = StreamFault("limit", 0, "a third layer of compression (xz) inside two others")
        assert source.fault == fault
        assert (source.head, source.length) == (third, None)
        assert (rest(source), source.fault) == (third, fault)


MEMBER = gzip.compress(b"123456789", mtime=0)
OUTER = lzma.compress(MEMBER[:20])  # a cut member in a whole stream

INNER_CUT = StreamFault("truncated", 20, "the stream ends inside the member that begins at 0x0")
GARBAGE = "bytes that are no further stream follow the stream"


@pytest.mark.parametrize(
    ("stored", "fault"),
    [
        (MEMBER[:20], INNER_CUT),
        (OUTER, INNER_CUT),
        (gzip.compress(MEMBER[:20]), INNER_CUT),
        (OUTER + b"x", StreamFault("trailing", len(OUTER), GARBAGE)),
        (
            lzma.compress(MEMBER)[:60],
            StreamFault("truncated", 60, "the stream that begins at 0x0 is cut short"),
        ),
        (
            bz2.compress(bz2.compress(MEMBER)) + b"x",
            StreamFault("trailing", len(bz2.compress(bz2.compress(MEMBER))), GARBAGE),
        ),
    ],
    ids=["cut", "inner cut", "inner of two cut", "both", "outer cut", "limit and outer garbage"],
)
def test_fault(stored: bytes, fault: StreamFault) -> None:
    """The fault is that of the outermost layer that has one."""
    with open_source(stored) as source:
        rest(source)
        assert source.fault == fault


def test_short_content_of_a_faulty_stream_has_no_length() -> None:
    """What a cut leaves is given, but how long the content is nobody knows."""
    with open_source(MEMBER[:20]) as source:
        assert source.length is None
        assert b"123456789".startswith(source.head)
        assert rest(source) == source.head


def test_offsets_count_from_where_the_file_stands() -> None:
    """A gzip member in the middle of a file is decoded, and again by zlib, from its own start."""
    file = io.BytesIO(b"12345" + MEMBER[:-8] + b"12345678")
    file.seek(5)
    with open_source(file) as source:
        assert rest(source) == b"123456789"
        assert source.fault == StreamFault(
            "corrupt",
            len(MEMBER) - 8,
            "the checksum is 34333231, that of the decompressed bytes cbf43926",
        )
        assert source.stored_length == len(MEMBER)
    assert not file.closed


@pytest.mark.parametrize(
    ("stored", "most"),
    [
        (CONTENT, 10_040),
        (b"", 0),
        (gzip.compress(b"short"), 5),
        (bz2.compress(CONTENT), None),
        (gzip.compress(bz2.compress(CONTENT)), None),
        (bz2.compress(gzip.compress(CONTENT)), None),
    ],
    ids=range(6),
)
def test_most_bytes(stored: bytes, most: int | None) -> None:
    """A known length is the bound; other compressions than one gzip have none."""
    with open_source(stored) as source:
        assert source.most_bytes == most


def test_most_bytes_of_gzip() -> None:
    """Gzip makes at most 1032 bytes of each stored one, however few it really makes."""
    stored = gzip.compress(CONTENT)
    stored += bytes(1000 - len(stored))
    with open_source(stored) as source:
        assert source.most_bytes == 1_032_000
    with one_by_one(stored) as source:
        assert source.most_bytes is None


def test_what_can_be_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only an outer gzip layer of known length is given to the fast backend."""
    asked = []

    def backend() -> ModuleType:
        asked.append(zlib)
        return zlib

    monkeypatch.setattr(gzip_members, "best_backend", backend)
    for stored in (MEMBER, gzip.compress(MEMBER), bz2.compress(MEMBER)):
        with open_source(stored) as source:
            assert (source.head, source.fault) == (b"123456789", None)
    assert len(asked) == 2
    with one_by_one(MEMBER) as source:
        assert source.head == b"123456789"
    assert len(asked) == 2


def test_head_size() -> None:
    """The head holds the longest header, twice over."""
    assert HEAD_SIZE == 4096
    with open_source(bytes(5000)) as source:
        assert isinstance(source, Source)
        assert source.head == bytes(4096)


@pytest.mark.parametrize(
    "inner",
    [
        gzip.compress(b"content") + bytes(8 << 20),
        gzip.compress(b"content") + gzip.compress(b"") * 100_000,
        lzma.compress(b"content") + bytes(8 << 20),
        b"\x1f\x8b\x08\x08\0\0\0\0\0\3" + b"n" * (8 << 20) + b"\0",
    ],
    ids=["zeros", "empty members", "xz padding", "a long name"],
)
def test_an_inner_stream_of_nothing(inner: bytes) -> None:
    """Gigabytes that lead to no content cost a few bytes inside another layer: a limit ends them."""
    with open_source(bz2.compress(inner)) as source:
        while source.readinto(memoryview(bytearray(1 << 16))):
            pass
        assert source.fault is not None
        assert source.fault.kind == "limit"
        assert "1 MiB of the" in source.fault.message


def test_an_inner_block_that_takes_long() -> None:
    """A bzip2 block needs 900 kB before it gives any, and is not given up."""
    content = random.Random(1).randbytes(1_800_000)  # noqa: S311 - a sample, no secret
    with open_source(gzip.compress(bz2.compress(content))) as source:
        buffer = bytearray(len(content) + 1)
        assert source.readinto(memoryview(buffer)) == len(content)
        assert bytes(buffer[:-1]) == content
        assert source.fault is None


def test_an_outer_stream_of_nothing() -> None:
    """Stored bytes are there: zeros behind a gzip member are padding, however many."""
    with open_source(gzip.compress(b"content") + bytes(3 << 20)) as source:
        assert source.head == b"content"
        assert source.fault is None
