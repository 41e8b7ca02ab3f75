"""From paths to the files to judge: folders, links, patterns, and what is passed over."""

import errno
import gzip
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from idxcheck import walking
from idxcheck.walking import Entry, walk

IDX = bytes.fromhex("00000801 00000003 010203")
NORB = bytes.fromhex("554c3d1e 01000000 03000000 01000000 01000000 010203")
MATLAB = b"MATLAB 5.0 MAT-file, Platform: GLNXA64".ljust(128) + bytes(64)

Make = Callable[..., None]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, as the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def make(folder: Path) -> Make:
    """`make(path, data)` writes a file, with the folders above it."""

    def write(path: str, data: bytes = IDX) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)

    return write


def judged(*paths: str) -> list[str]:
    """Return the paths to judge, none of them with a fault."""
    entries = walk(paths).entries
    assert [entry.fault for entry in entries] == [None] * len(entries)
    return [entry.path for entry in entries]


def test_named_outright(make: Make) -> None:
    """A file that is named is judged, whatever it is, in the order named; a missing one too."""
    make("b.txt", b"text")
    make("a.idx")
    make(".hidden.idx")
    names = ["b.txt", "missing", "a.idx", ".hidden.idx", "-", "a.idx", ""]
    assert judged(*names) == names
    assert walk(names).passed_over == []


def test_a_folder_in_order(make: Make) -> None:
    """The files of a folder come first, by name, then its folders, by name."""
    for path in ("d/b.idx", "d/a.idx", "d/z/m.idx", "d/c/n.idx", "d/c/x/o.idx", "d/C.idx"):
        make(path)
    expected = ["d/C.idx", "d/a.idx", "d/b.idx", "d/c/n.idx", "d/c/x/o.idx", "d/z/m.idx"]
    assert judged("d") == expected
    assert judged("d/") == expected


def test_the_current_folder(make: Make) -> None:
    """Names in `.` stay bare, but a file called `-` is never standard input."""
    make("a.idx")
    make("-")
    make("sub/-")
    assert judged(".") == ["./-", "a.idx", "sub/-"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("labels", IDX),
        ("labels.bin", gzip.compress(IDX)),
        ("scene", NORB),
        ("scene", NORB[:3]),
        ("swapped", b"\x1e\x3d\x4c\x55" + bytes(20)),
        ("cut", IDX[:9]),
        ("cut", IDX[:3]),
        ("prefix", b"\x01" + IDX[1:]),
        ("little", bytes.fromhex("01080000 03000000 010203")),
        ("sizes", bytes.fromhex("00000801 03000000 010203")),
        ("no.idx", b"text"),
        ("no.idx.gz", b""),
        ("train-labels-idx1-ubyte", b"<html>"),
        ("notes.mat", b"text"),
        ("notes.MAT.xz", b"text"),
        ("train-labels-idx1-ubyte", MATLAB),
        ("scene.lushbin.gz", gzip.compress(MATLAB)),
    ],
)
def test_judged_in_a_folder(make: Make, name: str, data: bytes) -> None:
    """In a folder what is a matrix by its bytes, or should be by its name, is judged."""
    make(f"d/{name}", data)
    assert judged("d") == [f"d/{name}"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("README", b"text"),
        ("empty", b""),
        ("zeros", bytes(100)),
        ("two-zeros", b"\0\0"),
        ("unknown-type", b"\0\0\x0a\x01" + bytes(20)),
        ("page.html", b"<html></html>"),
        ("lengths.bin", b"\x40\x0c\0\0\0\0\0\0{" + bytes(40)),
        ("cut.gz", gzip.compress(IDX)[:5]),
        ("data.mat", MATLAB),
        ("data.mat.gz", gzip.compress(MATLAB)),
        ("new.mat", MATLAB.replace(b"5.0", b"7.3")),
        ("train-images-idx3-ubyte.bak", IDX),
        ("train-images-idx3-ubyte.gz.dvc", b"outs:\n- md5: 0\n"),
        ("train-images-idx3-ubyte.sha256", b"0" * 64),
        ("read-ubyte.py", b"import numpy\n"),
        ("idx1-notes.md", b"# Notes\n"),
    ],
)
def test_passed_over_in_a_folder(make: Make, name: str, data: bytes) -> None:
    """All else is passed over and told; MATLAB files too, though the name is one of NORB's."""
    make(f"d/{name}", data)
    found = walk(["d"])
    assert (found.entries, found.passed_over) == ([], [f"d/{name}"])
    assert judged(f"d/{name}") == [f"d/{name}"]


def test_hidden_names_are_left_out(make: Make) -> None:
    """Names that begin with a dot are not even passed over by name; a hidden folder can be named."""
    make("d/.a.idx")
    make("d/.git/b.idx")
    found = walk(["d"])
    assert (found.entries, found.passed_over) == ([], ["d"])
    assert judged("d/.git") == ["d/.git/b.idx"]


def test_links(make: Make, folder: Path) -> None:
    """Links are followed; each folder is walked once and loops end."""
    make("real/a.idx")
    (folder / "d").mkdir()
    (folder / "d" / "b.idx").symlink_to(folder / "real" / "a.idx")
    (folder / "d" / "l1").symlink_to(folder / "real")
    (folder / "d" / "l2").symlink_to(folder / "real")
    (folder / "d" / "loop").symlink_to(folder / "d")
    (folder / "real" / "up").symlink_to(folder / "d")
    found = walk(["d"])
    assert [entry.path for entry in found.entries] == ["d/b.idx", "d/l1/a.idx"]
    assert found.passed_over == ["d/l1/up", "d/l2", "d/loop"]


def test_links_that_lead_nowhere(folder: Path) -> None:
    """Such a link is passed over, unless its name promises a matrix: then that is missing."""
    for name in ("notes", "train-labels-idx1-ubyte"):
        (folder / name).symlink_to("nowhere")
    (folder / "self").symlink_to("self")
    found = walk(["."])
    assert found.entries == [Entry("train-labels-idx1-ubyte", "No such file or directory")]
    assert found.passed_over == ["notes", "self"]


def test_what_may_block_is_not_opened(make: Make, folder: Path) -> None:
    """Pipes and sockets of a folder, or of a pattern, are passed over whatever their names."""
    make("a.idx")
    os.mkfifo("pipe.idx")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.idx")
        for path in (".", "*.idx"):
            found = walk([path])
            assert [entry.path for entry in found.entries] == ["a.idx"]
            assert found.passed_over == ["pipe.idx", "socket.idx"]
    assert (folder / "pipe.idx").exists()
    assert judged("pipe.idx") == ["pipe.idx"]


def test_patterns(make: Make) -> None:
    """A pattern that no shell expanded is expanded: files are named by it, folders walked."""
    for path in ("b1.txt", "a1.idx", "c1/x.idx", "deep/er/z.idx"):
        make(path)
    make("c1/y.txt", b"text")
    assert judged("*1*") == ["a1.idx", "b1.txt", "c1/x.idx"]
    assert judged("?1.idx", "[ab]1.txt") == ["a1.idx", "b1.txt"]
    assert judged("**/*.idx") == ["a1.idx", "c1/x.idx", "deep/er/z.idx"]


def test_a_pattern_that_is_a_name(make: Make) -> None:
    """A file that has the very name is meant; a pattern without a match stands for itself."""
    make("[ab].idx")
    make("a.idx")
    assert judged("[ab].idx") == ["[ab].idx"]
    assert judged("nothing*") == ["nothing*"]


def test_a_pattern_never_means_standard_input(make: Make) -> None:
    """A file called `-` that a pattern matches is that file."""
    make("-", IDX)
    assert judged("?") == ["./-"]


def test_a_folder_that_cannot_be_read(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an entry with its reason, and the others are walked all the same."""
    make("d/a/x.idx")
    make("d/b/y.idx")
    listdir = os.listdir

    def refuse(path: str) -> list[str]:
        if path == "d/a":
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return listdir(path)

    monkeypatch.setattr(os, "listdir", refuse)
    assert walk(["d"]).entries == [Entry("d/a", "Permission denied"), Entry("d/b/y.idx")]
    assert walk(["d/a"]).entries == [Entry("d/a", "Permission denied")]


def test_a_file_that_cannot_be_opened(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can say whether it is a matrix: it is an entry, whatever its name."""
    make("d/notes")

    def refuse(_path: str) -> None:
        raise OSError

    monkeypatch.setattr(walking, "open_source", refuse)
    assert walk(["d"]).entries == [Entry("d/notes", "OSError")]


def test_names_that_cannot_be_looked_up(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that lists its names but lets none be opened leaves each an entry."""
    make("d/notes")
    real = os.stat

    def refuse(path: str, **options: bool) -> os.stat_result:
        if path == "d/notes":
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return real(path, **options)

    monkeypatch.setattr(os, "stat", refuse)
    assert walk(["d"]).entries == [Entry("d/notes", "Permission denied")]


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX alone")
def test_names_that_are_no_text(folder: Path) -> None:
    """Names that are not UTF-8 are walked like any other."""
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\n.idx")).write_bytes(IDX)
    assert judged(".") == ["\udcff\n.idx"]


def test_deep_folders() -> None:
    """Folders may nest deeper than Python's recursion goes."""
    nested = ["d" + "/d" * depth for depth in range(1100)]
    for path in nested:
        Path(path).mkdir()
    found = walk(["d"])
    for path in reversed(nested):
        Path(path).rmdir()
    assert (found.entries, found.passed_over) == ([], ["d"])


def test_a_folder_with_nothing_in_it(tmp_path: Path) -> None:
    """A folder that was named and holds nothing is passed over by name, not in silence."""
    empty = tmp_path / "empty"
    empty.mkdir()
    found = walk([str(empty)])
    assert (found.entries, found.passed_over) == ([], [str(empty)])
