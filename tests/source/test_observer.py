"""What sees the stored bytes: each of them once, in order, however they are read."""

import bz2
import gzip
import io
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from idxcheck.source import Target, open_source

CONTENT = bytes.fromhex("00000801 00004000") + bytes(range(256)) * 64


class Trickle(io.RawIOBase):
    """A stream of unknown length that gives at most 1000 bytes at a time."""

    def __init__(self, data: bytes) -> None:
        self._rest = data

    def read(self, count: int = -1) -> bytes:
        """Return the next bytes."""
        data, self._rest = self._rest[: min(count, 1000)], self._rest[min(count, 1000) :]
        return data


def read_all(target: Target, seen: bytearray) -> bytes:
    """Read the content of a target to its end with an observer of its stored bytes."""
    with open_source(target, seen.extend) as source:
        buffer = memoryview(bytearray(1 << 20))
        count = source.readinto(buffer)
        source.end_stored()
        return bytes(buffer[:count])


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress, bytes])
def test_compressed_files(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """The stored bytes are seen, not the content: from a file, memory and a stream."""
    stored = pack(CONTENT)
    path = tmp_path / "m"
    path.write_bytes(stored)
    targets: tuple[Any, ...] = (path, stored, Trickle(stored))
    for target in targets:
        seen = bytearray()
        assert read_all(target, seen) == CONTENT
        assert seen == stored


def test_members_read_again(tmp_path: Path) -> None:
    """A gzip file of two members and garbage behind them is seen whole, nothing twice."""
    stored = gzip.compress(CONTENT) + gzip.compress(b"more") + b"garbage" * 10_000
    path = tmp_path / "m.gz"
    path.write_bytes(stored)
    seen = bytearray()
    assert read_all(path, seen) == CONTENT + b"more"
    assert seen == stored


def test_reading_again(tmp_path: Path) -> None:
    """What is read a second time is not shown a second time."""
    path = tmp_path / "m"
    path.write_bytes(CONTENT)
    seen = bytearray()
    with open_source(path, seen.extend) as source:
        source.readinto(memoryview(bytearray(6000)))
        source.rewind()
        source.readinto(memoryview(bytearray(9000)))
        assert seen == CONTENT[: len(seen)]
        assert len(seen) >= 9000
        source.end_stored()
    assert seen == CONTENT


def test_bytes_passed_over(tmp_path: Path) -> None:
    """What was skipped was not seen, nor what stands behind it."""
    path = tmp_path / "m"
    path.write_bytes(CONTENT)
    seen = bytearray()
    with open_source(path, seen.extend) as source:
        source.skip(12_000)
        source.readinto(memoryview(bytearray(100)))
        source.end_stored()
    assert seen == CONTENT[:4096]
