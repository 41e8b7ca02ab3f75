"""The kinds of target, and what is known of each before it is read."""

import bz2
import gzip
import io
import lzma
import mmap
import os
import tempfile
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, cast

import pytest

from idxcheck.errors import UsageError
from idxcheck.source import Target
from idxcheck.source.inputs import Input, open_input


def content(stored: Input) -> bytes:
    """Return all bytes of `stored`, read four at a time."""
    buffer = bytearray(4)
    data = b""
    while count := stored.readinto(memoryview(buffer)):
        data += buffer[:count]
    return data


def target(anything: object) -> Target:
    """Return `anything` as what a caller without type checks may pass."""
    return cast("Target", anything)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of a file of nine bytes."""
    path = tmp_path / "nine"
    path.write_bytes(b"123456789")
    return path


class OnlyRead:
    """A file object with nothing but read(), three bytes at a time."""

    def __init__(self, answers: list[object]) -> None:
        self.answers = answers

    def read(self, size: int) -> object:
        """Return the next answer."""
        assert size == 4
        return self.answers.pop(0)


class ByteByByte(io.BytesIO):
    """A file object that fills one byte of any buffer."""

    def readinto(self, view: Any, /) -> int:  # noqa: ANN401 - any buffer
        """Read one byte."""
        return super().readinto(view[:1])


def test_path(path: Path) -> None:
    """A path as text, its length known and its own name kept."""
    stored = open_input(str(path))
    assert (stored.length, stored.path) == (9, str(path))
    assert content(stored) == b"123456789"
    stored.close()


def test_path_like(path: Path) -> None:
    """A PathLike is the path it stands for."""
    stored = open_input(path)
    assert (stored.length, stored.path) == (9, str(path))
    assert content(stored) == b"123456789"
    stored.close()


@pytest.mark.parametrize(
    "target",
    [b"123456789", bytearray(b"123456789"), memoryview(b"123456789"), memoryview(b"918273645")],
)
def test_bytes_in_memory(target: bytes | bytearray | memoryview) -> None:
    """Bytes, in any of their types, are content and not a path."""
    stored = open_input(target)
    assert (stored.length, stored.path) == (9, None)
    assert content(stored) == bytes(target)


def test_strided_memoryview() -> None:
    """A view of every second byte is those bytes."""
    stored = open_input(memoryview(b"1-2-3-4-5")[::2])
    assert stored.length == 5
    assert content(stored) == b"12345"


def test_memoryview_of_wider_items() -> None:
    """A view of two-byte items counts in bytes, also strided and in two dimensions."""
    items = memoryview(array("H", [0x3131, 0x3232, 0x3333, 0x3434]))
    assert (open_input(items).length, content(open_input(items))) == (8, b"11223344")
    assert content(open_input(items[::-2])) == b"4422"
    square = items.cast("B").cast("B", (2, 4))
    assert (open_input(square).length, content(open_input(square))) == (8, b"11223344")


def test_bytes_io_from_where_it_stands() -> None:
    """A BytesIO is read from its position, and that is where its length counts from."""
    file = io.BytesIO(b"123456789")
    file.seek(3)
    stored = open_input(file)
    assert (stored.length, stored.path, file.tell()) == (6, None, 3)
    assert content(stored) == b"456789"
    assert content(stored.reopen(1)) == b"56789"


def test_bytes_io_behind_its_end() -> None:
    """A position behind the end leaves nothing."""
    file = io.BytesIO(b"123")
    file.seek(5)
    stored = open_input(file)
    assert (stored.length, content(stored)) == (0, b"")


@pytest.mark.parametrize("buffering", [0, 1024])
def test_file_from_where_it_stands(path: Path, buffering: int) -> None:
    """A file, buffered or not, is read from its position, and stays open."""
    with path.open("rb", buffering=buffering) as file:
        assert file.read(3) == b"123"
        stored = open_input(file)
        assert (stored.length, stored.path) == (6, None)
        assert content(stored) == b"456789"
        assert content(stored.reopen(2)) == b"6789"
        stored.close()
        assert not file.closed


def test_file_behind_its_end(path: Path) -> None:
    """A file that stands behind its end has nothing left."""
    with path.open("rb") as file:
        file.seek(20)
        stored = open_input(file)
        assert (stored.length, content(stored)) == (0, b"")


def test_temporary_file() -> None:
    """The wrapper of a named temporary file is the file in it."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(b"123456789")
        file.seek(1)
        stored = open_input(file)
        assert (stored.length, content(stored)) == (8, b"23456789")


@pytest.mark.parametrize("kind", [gzip.GzipFile, bz2.BZ2File, lzma.LZMAFile])
def test_decompressing_file(path: Path, kind: Callable[..., IO[bytes]]) -> None:
    """The length of the file under a decompressing one is not that of its content."""
    with kind(path, "w") as file:
        file.write(b"123456789" * 100)
    with kind(path, "r") as file:
        stored = open_input(file)
        assert stored.length is None
        assert content(stored) == b"123456789" * 100


def test_map_of_a_file(path: Path) -> None:
    """A memory map is read as the file object it is."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        assert content(open_input(target(mapped))) == b"123456789"


def test_object_with_only_read() -> None:
    """Without readinto(), read() serves; fewer bytes than asked for are no end."""
    stored = open_input(target(OnlyRead([b"123", bytearray(b"4567"), b"8", b""])))
    assert (stored.length, stored.path) == (None, None)
    assert content(stored) == b"12345678"


class OnlyRawRead(io.RawIOBase):
    """A raw file object whose readinto() was never written."""

    def read(self, size: int = -1, /) -> bytes:
        """Give two bytes."""
        return b"12"[:size]


def test_raw_object_with_only_read() -> None:
    """The readinto() every RawIOBase inherits is not one to rely on."""
    buffer = bytearray(4)
    stored = open_input(target(OnlyRawRead()))
    assert stored.readinto(memoryview(buffer)) == 2
    assert buffer == b"12\0\0"


def test_short_reads() -> None:
    """A readinto() that fills one byte at a time loses none."""
    assert content(open_input(ByteByByte(b"123456789"))) == b"123456789"


def test_read_that_has_nothing_yet() -> None:
    """A read() that gives None is an OSError, never an end."""
    stored = open_input(target(OnlyRead([None])))
    with pytest.raises(BlockingIOError, match=r"non-blocking and has no bytes yet$"):
        content(stored)


@pytest.mark.skipif(not hasattr(os, "set_blocking"), reason="pipes always block here")
@pytest.mark.parametrize("buffering", [0, -1])
def test_pipe_that_has_nothing_yet(buffering: int) -> None:
    """A non-blocking pipe without bytes is an OSError, never an end."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with os.fdopen(reading, "rb", buffering) as file, os.fdopen(writing, "wb", 0) as writer:
        writer.write(b"1234")
        stored = open_input(file)
        buffer = bytearray(4)
        assert (stored.length, stored.readinto(memoryview(buffer))) == (None, 4)
        assert buffer == b"1234"
        with pytest.raises(BlockingIOError, match=r"non-blocking and has no bytes yet$"):
            stored.readinto(memoryview(buffer))


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("text", r"the file object gives text; open it in binary mode \('rb'\)"),
        (b"12345", r"the file object's read\(n\) gives something else than n bytes or fewer"),
        ([1, 2], r"the file object's read\(n\) gives something else than n bytes or fewer"),
    ],
)
def test_read_that_gives_something_else(answer: object, message: str) -> None:
    """A read() that gives text, too many bytes or no bytes at all cannot be used."""
    stored = open_input(target(OnlyRead([answer])))
    with pytest.raises(UsageError, match=f"^{message}$"):
        content(stored)
