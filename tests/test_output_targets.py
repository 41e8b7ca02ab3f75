"""open_output(): devices, pipes, links to them, and what is no place to write to."""

import gzip
import os
import pty
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from idxcheck.errors import UsageError
from idxcheck.output import open_output

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="devices, links and /proc")


def names(folder: Path) -> list[str]:
    """Return the names in `folder`, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def terminal() -> Iterator[tuple[str, int]]:
    """A device of our own: its name, and where what is written to it can be read.

    Nothing can be created beside it, so that not even faulty code could replace it.
    """
    ours, theirs = pty.openpty()
    yield os.ttyname(theirs), ours
    os.close(theirs)
    os.close(ours)


def test_device(terminal: tuple[str, int]) -> None:
    """A device is written as it stands, with or without replacing."""
    name, written = terminal
    for replace in (True, False):
        with open_output(name, replace=replace) as file:
            file.write(b"content")
        assert os.read(written, 100) == b"content"
    assert stat.S_ISCHR(Path(name).stat().st_mode)


def test_link_to_a_device(terminal: tuple[str, int], tmp_path: Path) -> None:
    """A link to a device stays a link."""
    name, written = terminal
    link = tmp_path / "device"
    link.symlink_to(name)
    with open_output(link) as file:
        file.write(b"content")
    assert os.read(written, 100) == b"content"
    assert os.readlink(link) == name  # noqa: PTH115 - as it stands
    assert names(tmp_path) == ["device"]


def test_pipe_nobody_reads(tmp_path: Path) -> None:
    """What cannot be written is told."""
    path = tmp_path / "fifo"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(BrokenPipeError), open_output(path) as file:  # noqa: PT012 - the order is the point
        os.close(reader)
        file.write(bytes(100_000))


def test_fifo(tmp_path: Path) -> None:
    """A FIFO is written into, compressed if its name says so."""
    path = tmp_path / "fifo.gz"
    os.mkfifo(path)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(path.read_bytes()))
    reader.start()
    with open_output(path) as file:
        file.write(b"content")
    reader.join()
    assert gzip.decompress(got[0]) == b"content"
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_pipe_by_its_name_in_proc() -> None:
    """A link such as /dev/stdout may stand for a pipe that has no name to follow."""
    reading, writing = os.pipe()
    try:
        with open_output(f"/proc/self/fd/{writing}") as file:
            file.write(b"content")
        assert os.read(reading, 100) == b"content"
    finally:
        os.close(reading)
        os.close(writing)


def test_link_to_itself(tmp_path: Path) -> None:
    """A link that leads nowhere is an OSError."""
    link = tmp_path / "loop"
    link.symlink_to("loop")
    with pytest.raises(OSError, match="symbolic links"), open_output(link):
        pass


def test_folder(tmp_path: Path) -> None:
    """A folder is no file."""
    with pytest.raises(IsADirectoryError), open_output(tmp_path):
        pass
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["a\0b", "a\ud800"])
def test_no_name_at_all(name: str) -> None:
    """A name that no file can have is a misuse."""
    with pytest.raises(UsageError, match="no file can have the name"), open_output(name):
        pass


def test_path_of_bytes() -> None:
    """A path is text."""

    class Encoded:
        def __fspath__(self) -> bytes:
            return b"m.idx"

    path: Any = Encoded()
    with pytest.raises(UsageError, match=r"os\.fsdecode"), open_output(path):
        pass
