"""Passing over content, and the position in it."""

import bz2
import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from idxcheck.source import Source, open_source

CONTENT = bytes(range(251)) * 40  # 10040 bytes


def rest(source: Source) -> bytes:
    """Return what is left of `source`, read 3000 bytes at a time."""
    buffer = bytearray(3000)
    data = b""
    while count := source.readinto(memoryview(buffer)):
        data += buffer[:count]
    return data


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, None])
def test_skip_and_position(compress: Callable[[bytes], bytes] | None) -> None:
    """Bytes are passed over, read or not, and the position counts them."""
    with open_source(compress(CONTENT) if compress else CONTENT) as source:
        buffer = memoryview(bytearray(10))
        source.skip(0)
        assert (source.position, source.readinto(buffer)) == (0, 10)
        assert buffer == CONTENT[:10]
        source.skip(5000)
        assert (source.position, source.readinto(buffer)) == (5010, 10)
        assert buffer == CONTENT[5010:5020]
        source.skip(5015)
        assert (source.position, source.readinto(buffer)) == (10_035, 5)
        assert buffer[:5] == CONTENT[10_035:]
        source.skip(3)
        assert (source.position, source.readinto(buffer)) == (10_040, 0)


def test_skip_far(tmp_path: Path) -> None:
    """No distance is too far: what is claimed to lie behind the end is not there."""
    path = tmp_path / "file"
    path.write_bytes(CONTENT)
    for target in (path, CONTENT, gzip.compress(CONTENT)):
        with open_source(target) as source:
            source.skip(1 << 70)
            assert source.position == 10_040
            assert source.readinto(memoryview(bytearray(1))) == 0


def test_skip_a_long_way() -> None:
    """What must be read to be skipped is read in pieces."""
    with open_source(gzip.compress(bytes(1_000_000) + b"1")) as source:
        source.skip(1_000_000)
        assert source.position == 1_000_000
        assert rest(source) == b"1"


def test_skip_in_a_file_that_stands_elsewhere() -> None:
    """Skipping counts from where the file object stood."""
    file = io.BytesIO(b"12345" + CONTENT)
    file.seek(5)
    with open_source(file) as source:
        source.skip(10_000)
        assert rest(source) == CONTENT[10_000:]
        assert source.position == 10_040


def test_skip_in_a_file_that_grew(tmp_path: Path) -> None:
    """A file that is longer than it was when it was opened is not read twice."""
    path = tmp_path / "file"
    path.write_bytes(b"1")
    with open_source(path) as source, path.open("ab") as file:
        file.write(b"234")
        file.flush()
        buffer = memoryview(bytearray(3))
        assert source.readinto(buffer) == 3
        source.skip(1)
        assert (source.position, rest(source)) == (3, b"4")
