"""Standard input, pipes and files whose size says nothing; what is opened is closed."""

import errno
import gzip
import io
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from idxcheck.source import open_source
from idxcheck.source.inputs import Input, open_input

CONTENT = bytes(range(256)) * 400  # more than a pipe holds


def everything(source: Input) -> bytes:
    """Return all bytes of `source`."""
    buffer = bytearray(10_000)
    data = b""
    while count := source.readinto(memoryview(buffer)):
        data += buffer[:count]
    return data


def writing(opened: Callable[[], io.FileIO], data: bytes) -> threading.Thread:
    """Start a thread that writes `data` to the file that `opened` gives, and closes it."""

    def write() -> None:
        with opened() as file:
            view = memoryview(data)
            while view:
                view = view[file.write(view[:1000]) :]

    thread = threading.Thread(target=write)
    thread.start()
    return thread


@pytest.mark.parametrize("buffering", [0, -1])
def test_pipe(buffering: int) -> None:
    """A pipe is read to its end; its length is not known before."""
    reading, end = os.pipe()
    thread = writing(lambda: io.FileIO(end, "w"), CONTENT)
    with os.fdopen(reading, "rb", buffering) as file:
        stored = open_input(file)
        assert (stored.length, stored.path) == (None, None)
        assert everything(stored) == CONTENT
    thread.join()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_named_pipe(tmp_path: Path) -> None:
    """A named pipe is read like a pipe, also a compressed stream through it."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    thread = writing(lambda: io.FileIO(path, "w"), gzip.compress(CONTENT))
    with open_source(path) as source:
        assert (source.layers, source.length, source.stored_length) == (("gzip",), None, None)
        buffer = bytearray(200_000)
        assert source.readinto(memoryview(buffer)) == 102_400
        assert buffer[:102_400] == CONTENT
        assert (source.fault, source.path) == (None, str(path))
    thread.join()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc here")
def test_file_that_claims_to_be_empty() -> None:
    """A file of /proc has content although its size is 0."""
    path = Path("/proc/self/stat")
    assert path.stat().st_size == 0
    with open_source(path) as source:
        assert source.stored_length is None
        assert source.head.startswith(f"{os.getpid()} (".encode())
        assert source.length == len(source.head)


def test_empty_file(tmp_path: Path) -> None:
    """An empty file is empty, whatever its size says."""
    path = tmp_path / "empty"
    path.touch()
    with open_source(path) as source:
        assert (source.head, source.length, source.layers) == (b"", 0, ())


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` is standard input, of unknown length, and left open."""
    stdin = io.TextIOWrapper(io.BytesIO(b"123456789"))
    monkeypatch.setattr("sys.stdin", stdin)
    stored = open_input("-")
    assert (stored.length, stored.path) == (None, None)
    assert everything(stored) == b"123456789"
    stored.close()
    assert not stdin.closed


@pytest.mark.parametrize("stdin", [None, io.StringIO("123")])
def test_no_standard_input(monkeypatch: pytest.MonkeyPatch, stdin: object) -> None:
    """A process without standard input, or with one that has no bytes, cannot read it."""
    monkeypatch.setattr("sys.stdin", stdin)
    with pytest.raises(OSError, match=r"standard input is closed: '-'$") as caught:
        open_input("-")
    assert caught.value.errno == errno.EBADF


def test_standard_input_of_a_process() -> None:
    """A pipe to a process arrives whole, through decompression too."""
    program = (
        "from idxcheck.source import open_source\n"
        "with open_source('-') as source:\n"
        "    buffer = bytearray(200_000)\n"
        "    count = source.readinto(memoryview(buffer))\n"
        "    print(source.layers, count, buffer[:count] == bytes(range(256)) * 400)\n"
    )
    process = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program],
        input=gzip.compress(CONTENT),
        capture_output=True,
        check=True,
    )
    assert process.stdout.split() == [b"('gzip',)", b"102400", b"True"]


def test_dash_as_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PathLike of the name `-` is the file of that name."""
    monkeypatch.chdir(tmp_path)
    Path("-").write_bytes(b"123")
    with open_source(Path("-")) as source:
        assert (source.head, source.path) == (b"123", "-")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[io.FileIO]:
    """The files opened in a test."""
    files: list[io.FileIO] = []

    def recorded(path: str, mode: str, buffering: int) -> io.FileIO:
        assert buffering == 0
        files.append(io.FileIO(path, mode))
        return files[-1]

    monkeypatch.setattr("builtins.open", recorded)
    return files


def test_opened_path_is_closed(tmp_path: Path, opened: list[io.FileIO]) -> None:
    """Leaving the source closes the file it opened."""
    path = tmp_path / "file"
    path.write_bytes(b"123")
    with open_source(path) as source:
        assert [file.closed for file in opened] == [False]
        assert source.head == b"123"
    assert [file.closed for file in opened] == [True]


def test_opened_path_is_closed_on_an_error(
    tmp_path: Path, opened: list[io.FileIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that cannot be read to its head's end is closed before the error goes on."""

    def broken(*_: object) -> int:
        raise OSError(5, "Input/output error")

    path = tmp_path / "file"
    path.write_bytes(b"123")
    monkeypatch.setattr(Input, "readinto", broken)
    with pytest.raises(OSError, match=r"Input/output error$"):
        open_source(path)
    assert [file.closed for file in opened] == [True]


@pytest.mark.parametrize("data", [b"123", gzip.compress(b"123")])
def test_file_object_stays_open(data: bytes) -> None:
    """A file object that was handed in is its owner's to close."""
    file = io.BytesIO(data)
    with open_source(file) as source:
        assert source.head == b"123"
    assert not file.closed
    assert file.read() == b""
