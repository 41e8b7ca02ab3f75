"""Comparing a folder with what belongs there."""

import os
from pathlib import Path

import pytest

from idxcheck.vectors.verifying import Comparison, Difference, compare

WANTED = {"idx/a.idx": b"\x01\x02\x03", "norb/b.mat": b"", "manifest.json": b"{}\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds what is wanted and nothing else."""
    for path, data in WANTED.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def test_all_there(folder: Path) -> None:
    """Three identical files."""
    assert compare(folder, WANTED) == Comparison(3, (), (), ())


@pytest.mark.parametrize(
    ("path", "data", "difference"),
    [
        ("idx/a.idx", b"\x01\xff\x03", Difference("idx/a.idx", 1, 2, 0xFF)),
        ("idx/a.idx", b"\x00", Difference("idx/a.idx", 0, 1, 0)),
        ("idx/a.idx", b"\x01\x02", Difference("idx/a.idx", 2, 3, None)),
        ("idx/a.idx", b"\x01\x02\x03\x04\x05", Difference("idx/a.idx", 3, None, 4)),
        ("norb/b.mat", b"\x09", Difference("norb/b.mat", 0, None, 9)),
        ("manifest.json", b"", Difference("manifest.json", 0, 0x7B, None)),
    ],
)
def test_different(folder: Path, path: str, data: bytes, difference: Difference) -> None:
    """The first byte that is another, is lacking, or is too much."""
    (folder / path).write_bytes(data)
    assert compare(folder, WANTED) == Comparison(2, (difference,), (), ())


def test_missing(folder: Path) -> None:
    """A file that is not there, also where its folder is not."""
    (folder / "norb" / "b.mat").unlink()
    (folder / "norb").rmdir()
    assert compare(folder, WANTED) == Comparison(2, (), ("norb/b.mat",), ())


def test_unknown(folder: Path) -> None:
    """Other files and folders, whose content is nobody's business here."""
    (folder / "README.md").touch()
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "idx" / "c.idx").touch()
    (folder / "idx" / "sub").mkdir()
    assert compare(folder, WANTED).unknown == ("README.md", "deep/", "idx/c.idx", "idx/sub/")


def test_not_a_file(folder: Path) -> None:
    """A folder, a pipe or a link that leads nowhere under a wanted name is not opened."""
    for path in WANTED:
        (folder / path).unlink()
    (folder / "idx" / "a.idx").mkdir()
    os.mkfifo(folder / "norb" / "b.mat")
    (folder / "manifest.json").symlink_to("nowhere")
    found = compare(folder, WANTED)
    assert found.missing == ("idx/a.idx", "norb/b.mat", "manifest.json")
    assert found.unknown == ("idx/a.idx/", "manifest.json", "norb/b.mat")


def test_a_file_where_a_folder_belongs(folder: Path) -> None:
    """A file called idx is one that does not belong here."""
    (folder / "idx" / "a.idx").unlink()
    (folder / "idx").rmdir()
    (folder / "idx").touch()
    assert compare(folder, WANTED) == Comparison(2, (), ("idx/a.idx",), ("idx",))


def test_no_folder(tmp_path: Path) -> None:
    """A folder that is not there cannot be compared."""
    with pytest.raises(FileNotFoundError):
        compare(tmp_path / "none", WANTED)
