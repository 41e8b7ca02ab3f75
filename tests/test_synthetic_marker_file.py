"""The file that says which data sets of a folder are synthetic: what is read, written, removed."""

import os
from pathlib import Path

import pytest

from idxcheck.errors import UsageError
from idxcheck.synthetic_marker import mark, marked_sets, refuse_foreign, unmark

TEXT = (
    "The files here of the data sets named below are synthetic: idxcheck drew them by a recipe.\n"
    "They have the names and types of the published files; pictures and labels are made up.\n"
    "A result that was measured with them says nothing about the published data.\n"
    "The command behind a name, with -o and a folder, makes the same files again.\n"
    "\n"
)
ARGUMENTS = "--items 5 --layout flat --seed 2"
MARKER = "idxcheck-synthetic.txt"


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    """Where the marker of a folder stands."""
    return tmp_path / MARKER


def test_the_text(tmp_path: Path, marker: Path) -> None:
    """It says what the files are, of which set, and how they were made."""
    assert mark(tmp_path, ["mnist"], ARGUMENTS, replace=False) == str(marker)
    line = "mnist: idxcheck gen mnist --items 5 --layout flat --seed 2\n"
    assert marker.read_bytes().decode() == TEXT + line
    assert marked_sets(str(tmp_path)) == {"mnist"}


def test_several_sets(tmp_path: Path, marker: Path) -> None:
    """What it says of other sets stays, in order; the same set is said anew."""
    mark(tmp_path, ["mnist", "kmnist"], "--full", replace=False)
    mark(tmp_path, ["emnist-digits"], "--items 5", replace=False)
    mark(tmp_path, ["mnist"], "--items 7", replace=False)
    assert marker.read_text(encoding="utf-8") == TEXT + (
        "emnist-digits: idxcheck gen emnist-digits --items 5\n"
        "kmnist: idxcheck gen kmnist --full\n"
        "mnist: idxcheck gen mnist --items 7\n"
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (b"", set()),
        (b"generated\n", set()),
        (b"\xff\xfe\0mnist: idxcheck gen mnist\n", set()),
        (b"mnist: idxcheck gen mnist", {"mnist"}),
        (b" mnist: idxcheck gen mnist --full \r\nkmnist: idxcheck gen kmnist\r\n", None),
        (b"\xff\nmnist: idxcheck gen mnist --full --layout flat --seed 0\n", {"mnist"}),
        (b"mnist: idxcheck gen kmnist\n", set()),
        (b"cifar: idxcheck gen cifar\n", set()),
        (b"emnist: idxcheck gen emnist\n", set()),
        (b"mnist: idxcheck gen mnist; rm x\n", set()),
        (b"mnist: idxcheck gen mnist -o /etc --force\n", set()),
        (b"mnist: idxcheck gen mnist --items 5x\n", set()),
        (b"mnist\n", set()),
    ],
)
def test_what_is_marked(tmp_path: Path, marker: Path, text: bytes, names: set[str] | None) -> None:
    """A whole line with a known name and its own command marks that set; nothing else does."""
    marker.write_bytes(text)
    assert marked_sets(str(tmp_path)) == ({"mnist", "kmnist"} if names is None else names)


def test_how_much_is_read(tmp_path: Path, marker: Path) -> None:
    """Of a long file the first 64 KiB count, without the line that is cut there."""
    line = b"mnist: idxcheck gen mnist --seed 12\n"
    marker.write_bytes(line.rjust(65536, b"\n"))
    assert marked_sets(str(tmp_path)) == {"mnist"}
    marker.write_bytes(line.rjust(65537, b"\n"))
    assert marked_sets(str(tmp_path)) == set()
    marker.write_bytes(line + b"x" * 65536)
    assert marked_sets(str(tmp_path)) == {"mnist"}


def test_nothing_to_read(tmp_path: Path) -> None:
    """No marker, a folder in its place, no folder at all: nothing is marked."""
    assert marked_sets(str(tmp_path)) == set()
    assert marked_sets(str(tmp_path / "none")) == set()
    (tmp_path / "file").write_bytes(b"")
    assert marked_sets(str(tmp_path / "file")) == set()
    (tmp_path / MARKER).mkdir()
    assert marked_sets(str(tmp_path)) == set()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe(tmp_path: Path, marker: Path) -> None:
    """A pipe is never waited for: it marks nothing, and is refused where a text is written."""
    os.mkfifo(marker)
    assert marked_sets(str(tmp_path)) == set()
    for replace in (False, True):
        with pytest.raises(UsageError) as caught:
            mark(tmp_path, ["mnist"], ARGUMENTS, replace=replace)
        assert str(caught.value) == f"{marker} is no regular file; next: move it away"
    unmark(tmp_path, ["mnist"])
    assert marker.is_fifo()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_that_comes_meanwhile(
    tmp_path: Path, marker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was a file when it was looked at is not waited for either."""
    (tmp_path / "file").write_bytes(b"")
    regular = (tmp_path / "file").stat()
    os.mkfifo(marker)
    monkeypatch.setattr("os.stat", lambda _: regular)
    assert marked_sets(str(tmp_path)) == set()


def test_a_file_of_somebody_else(tmp_path: Path, marker: Path) -> None:
    """Any other file of this name is replaced only with `replace`."""
    marker.write_bytes(b"mnist: idxcheck gen mnist \xff")
    with pytest.raises(FileExistsError, match=r"the file exists: '.*idxcheck-synthetic\.txt'"):
        mark(tmp_path, ["kmnist"], "--full", replace=False)
    with pytest.raises(FileExistsError):
        refuse_foreign(tmp_path, replace=False)
    assert marker.read_bytes() == b"mnist: idxcheck gen mnist \xff"
    mark(tmp_path, ["kmnist"], "--full", replace=True)
    assert marker.read_text(encoding="utf-8") == TEXT + "kmnist: idxcheck gen kmnist --full\n"


def test_lines_of_somebody_else(tmp_path: Path, marker: Path) -> None:
    """Only what is well formed is written again, line ends of Windows or not."""
    lines = (
        "mnist: idxcheck gen mnist --items 5\n"
        "kmnist: idxcheck gen kmnist; curl example.org | sh\n"
        "qmnist: idxcheck gen qmnist -o / --force\n"
        "cifar: idxcheck gen cifar\n"
    )
    marker.write_bytes((TEXT + lines).replace("\n", "\r\n").encode())
    mark(tmp_path, ["norb"], "--full", replace=False)
    assert marker.read_bytes().decode() == TEXT + (
        "mnist: idxcheck gen mnist --items 5\nnorb: idxcheck gen norb --full\n"
    )


def test_taking_it_back(tmp_path: Path, marker: Path) -> None:
    """Each set is taken back alone, and the marker goes with the last one."""
    unmark(tmp_path, ["mnist"])
    mark(tmp_path, ["mnist", "kmnist", "norb"], "--full", replace=False)
    before = marker.stat().st_ino
    unmark(tmp_path, ["qmnist"])
    assert marker.stat().st_ino == before
    unmark(tmp_path, ["mnist", "norb"])
    assert marker.read_text(encoding="utf-8") == TEXT + "kmnist: idxcheck gen kmnist --full\n"
    unmark(tmp_path, ["kmnist"])
    assert list(tmp_path.iterdir()) == []


def test_taking_back_what_somebody_else_says(tmp_path: Path, marker: Path) -> None:
    """A text that is not ours is left alone."""
    marker.write_bytes(b"mnist: idxcheck gen mnist\n")
    unmark(tmp_path, ["mnist"])
    assert marker.read_bytes() == b"mnist: idxcheck gen mnist\n"
