"""What cannot be opened for reading, and the names of targets in reports."""

import gzip
import io
import os
from pathlib import Path
from typing import cast

import pytest

from idxcheck.errors import UsageError
from idxcheck.source import Target, display_name
from idxcheck.source.inputs import open_input


def target(anything: object) -> Target:
    """Return `anything` as what a caller without type checks may pass."""
    return cast("Target", anything)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of a file of nine bytes."""
    path = tmp_path / "nine"
    path.write_bytes(b"123456789")
    return path


class BytesPath:
    """A PathLike of bytes."""

    def __fspath__(self) -> bytes:
        return b"name"


@pytest.mark.parametrize(
    ("unusable", "message"),
    [
        (7, "cannot read from int; give a path, bytes or a binary file object"),
        (None, "cannot read from NoneType; give a path, bytes or a binary file object"),
        ([b"1"], "cannot read from list; give a path, bytes or a binary file object"),
        (io.StringIO("1"), "cannot read from StringIO; give a path, bytes or a binary file object"),
        (BytesPath(), "a path is text; decode it with os.fsdecode(path)"),
    ],
)
def test_no_target(unusable: object, message: str) -> None:
    """What is neither a path nor bytes nor a binary file object is named, with the way out."""
    with pytest.raises(UsageError) as caught:
        open_input(target(unusable))
    assert str(caught.value) == message


def test_text_file(path: Path) -> None:
    """A file opened as text is refused before anything is read from it."""
    with path.open(encoding="utf-8") as file:
        with pytest.raises(UsageError, match=r"^cannot read from TextIOWrapper;"):
            open_input(target(file))
        assert file.tell() == 0


def test_closed_file() -> None:
    """A closed file object is refused as such."""
    file = io.BytesIO(b"1")
    file.close()
    with pytest.raises(UsageError, match=r"^the file object is closed; give an open one$"):
        open_input(file)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a\0b", r"^no file can have the name 'a\\x00b': embedded null (byte|character)"),
        ("\ud800", r"^no file can have the name '\\ud800': .*surrogates not allowed$"),
    ],
)
def test_impossible_name(name: str, message: str) -> None:
    """A name that no file system takes is a mistake in the call."""
    with pytest.raises(UsageError, match=message):
        open_input(name)


def test_missing_file(tmp_path: Path) -> None:
    """A missing file is an OSError that names it."""
    with pytest.raises(FileNotFoundError) as caught:
        open_input(tmp_path / "none")
    assert caught.value.filename == str(tmp_path / "none")


def test_folder(tmp_path: Path) -> None:
    """A folder is an OSError."""
    with pytest.raises((IsADirectoryError, PermissionError)):  # Windows says the latter
        open_input(tmp_path)


def test_no_permission(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read is an OSError; the superuser may read all, hence the stand-in."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(PermissionError, match="Permission denied"):
        open_input(path)


@pytest.mark.parametrize(
    ("named", "name"),
    [
        (b"123", "<bytes>"),
        (bytearray(b"123"), "<bytes>"),
        (memoryview(b"123"), "<bytes>"),
        ("-", "<stdin>"),
        ("./-", "./-"),
        ("file\nname", "file\nname"),
        (Path("folder", "file"), str(Path("folder", "file"))),
        (BytesPath(), "name"),
        (io.BytesIO(), "<BytesIO>"),
    ],
)
def test_display_name(named: object, name: str) -> None:
    """Each kind of target has a name for reports."""
    assert display_name(target(named)) == name


def test_display_name_of_files(path: Path) -> None:
    """A file object has the name it was opened by, when that is text."""
    with path.open("rb") as file:
        assert display_name(file) == str(path)
    with gzip.GzipFile(path) as unpacked:
        assert display_name(target(unpacked)) == f"<GzipFile {path}>"
    reading, writing = os.pipe()
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert display_name(pipe) == "<BufferedReader>"
