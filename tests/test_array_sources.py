"""load(): from paths, pipes, FIFOs, file objects and standard input; and its limits."""

import gzip
import io
import os
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import idxcheck

NUMBERS = list(range(5000, 10_000))
LARGE = struct.pack(">HBBI5000h", 0, 0x0B, 1, 5000, *NUMBERS)  # longer than any head kept


class OneByte(io.BytesIO):
    """A file object that gives one byte a call."""

    def readinto(self, view: Any, /) -> int:  # noqa: ANN401 - any buffer
        """Read one byte."""
        return super().readinto(memoryview(view)[:1])


class OnlyRead:
    """A file object with nothing but read(), 700 bytes at most."""

    def __init__(self, data: bytes) -> None:
        self._stream = io.BytesIO(data)

    def read(self, size: int) -> bytes:
        """Read some bytes."""
        return self._stream.read(min(size, 700))


def feed(descriptor: int, data: bytes) -> None:
    """Write `data` into a pipe and close it."""
    with open(descriptor, "wb") as into:
        into.write(data)


@pytest.fixture(params=[LARGE, gzip.compress(LARGE)], ids=["raw", "gz"])
def stored(request: pytest.FixtureRequest) -> bytes:
    """One matrix as stored, raw and compressed."""
    return bytes(request.param)


def test_paths(stored: bytes, tmp_path: Path) -> None:
    """A path as text and as PathLike."""
    path = tmp_path / "m"
    path.write_bytes(stored)
    assert idxcheck.load(path).tolist() == NUMBERS
    assert idxcheck.load(str(path)).tolist() == NUMBERS


def test_bytes_of_any_type(stored: bytes) -> None:
    """Bytes are content."""
    assert idxcheck.load(bytearray(stored)).tolist() == NUMBERS
    assert idxcheck.load(memoryview(stored)).tolist() == NUMBERS


def test_short_reads(stored: bytes) -> None:
    """File objects that give less than was asked for are asked again."""
    assert idxcheck.load(OneByte(stored)).tolist() == NUMBERS
    only_read: Any = OnlyRead(stored)
    assert idxcheck.load(only_read).tolist() == NUMBERS


def test_from_where_it_stands(stored: bytes, tmp_path: Path) -> None:
    """A file object is read from its position and left open."""
    stream = io.BytesIO(b"before" + stored)
    stream.seek(6)
    assert idxcheck.load(stream).tolist() == NUMBERS
    assert not stream.closed
    path = tmp_path / "m"
    path.write_bytes(b"before" + stored)
    with path.open("rb") as file:
        file.seek(6)
        assert idxcheck.load(file).tolist() == NUMBERS
        assert not file.closed


def test_pipe(stored: bytes) -> None:
    """A pipe, which cannot seek and does not know its length."""
    reading, writing = os.pipe()
    with open(reading, "rb", buffering=0) as pipe:  # noqa: PTH123 - a descriptor
        feeder = threading.Thread(target=feed, args=[writing, stored])
        feeder.start()
        array = idxcheck.load(pipe)
        feeder.join()
    assert array.tolist() == NUMBERS


def test_fifo(stored: bytes, tmp_path: Path) -> None:
    """A FIFO, by its path."""
    path = tmp_path / "fifo"
    os.mkfifo(path)
    feeder = threading.Thread(target=path.write_bytes, args=[stored])
    feeder.start()
    array = idxcheck.load(path)
    feeder.join()
    assert array.tolist() == NUMBERS


def test_standard_input(stored: bytes) -> None:
    """The path `-` is standard input."""
    code = "import idxcheck; a = idxcheck.load('-'); print(a.shape, a[0], a[-1])"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, input=stored, capture_output=True, check=True)  # noqa: S603 - our own interpreter
    assert done.stdout == b"(5000,) 5000 9999\n"


def test_content_that_looks_like_a_tar_archive() -> None:
    """What stands in the payload does not matter once the length is known to fit."""
    data = bytearray(LARGE)
    data[257:262] = b"ustar"
    expected = NUMBERS.copy()
    expected[124:127] = [0x1475, 0x7374, 0x6172]  # bytes 256 to 261
    reader: Any = OnlyRead(bytes(data))
    for target in (bytes(data), gzip.compress(data), reader):
        assert idxcheck.load(target).tolist() == expected


def test_missing_file(tmp_path: Path) -> None:
    """OSError passes through."""
    with pytest.raises(FileNotFoundError, match=r"nothing\.idx"):
        idxcheck.load(tmp_path / "nothing.idx")
    with pytest.raises(IsADirectoryError):
        idxcheck.load(tmp_path)


def test_no_target() -> None:
    """What is no path, bytes or binary file object is a misuse."""
    wrong: Any = 3
    with pytest.raises(idxcheck.UsageError, match="cannot read from int"):
        idxcheck.load(wrong)


def test_array_does_not_fit_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """A valid matrix for which there is no memory is a limit; a faulty one is still a fault."""
    real: Any = np.empty

    def without_memory(shape: object, dtype: object) -> object:
        if shape == 5000:
            raise MemoryError
        return real(shape, dtype)

    monkeypatch.setattr(np, "empty", without_memory)
    message = "^an array of 10000 bytes does not fit in memory$"
    for stored in (LARGE, gzip.compress(LARGE)):
        with pytest.raises(idxcheck.LimitError, match=message):
            idxcheck.load(stored)
    with pytest.raises(idxcheck.LimitError, match=message):
        idxcheck.load(LARGE, items=slice(None))
    with pytest.raises(idxcheck.FormatError, match="IDX202"):
        idxcheck.load(LARGE + b"x")


GROW = """
import io, resource, struct, sys
import idxcheck

class Zeros(io.RawIOBase):
    def __init__(self, size):
        self.head, self.left = struct.pack(">HBBI", 0, 8, 1, size), size
    def readable(self):
        return True
    def readinto(self, view):
        if self.head:
            count = min(len(view), len(self.head))
            view[:count], self.head = self.head[:count], self.head[count:]
            return count
        count = min(len(view), self.left)
        self.left -= count
        return count

size = 400 << 20
limit = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize() + (200 << 20)
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
try:
    idxcheck.load(Zeros(size))
except idxcheck.LimitError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_AS and /proc")
def test_memory_runs_out_on_the_way() -> None:
    """A stream of unknown length that outgrows the memory there is ends in LimitError."""
    done = subprocess.run([sys.executable, "-c", GROW], capture_output=True, check=True)  # noqa: S603 - our own interpreter
    assert done.stdout == b"an array of 419430400 bytes does not fit in memory\n"
