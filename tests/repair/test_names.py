"""The names a repair reads from and writes to."""

import os
from pathlib import Path

import pytest

from idxcheck.errors import UsageError
from idxcheck.repair import repair

GOOD = bytes.fromhex("00000802 00000003 00000003 010203040506070809")
PADDED = GOOD + b"\0"


def names(folder: Path) -> list[str]:
    """Return the names in `folder`, in order."""
    return sorted(path.name for path in folder.iterdir())


def test_name_of_another_format(damaged: Path, tmp_path: Path) -> None:
    """A repair does not convert, so that a new name must not say it did."""
    hint = "give another name, then: idxcheck convert OUT NEW"
    for name in ("out.npy", "out.NPZ.gz", "out.mat", "out.lushbin.gz"):
        with pytest.raises(UsageError, match=hint):
            repair(damaged, tmp_path / name)
    for name in ("out.zst", "out.idx.ZIP", "out.Z"):
        with pytest.raises(UsageError, match=r"a compression that is not written; use \.gz"):
            repair(damaged, tmp_path / name)
    norb = tmp_path / "in.mat"
    norb.write_bytes(bytes.fromhex("1e3d4c55 00000001 00000002 00000001 00000001 0506"))
    for name in ("out.idx", "out-idx3-ubyte"):
        with pytest.raises(UsageError, match="is a name of IDX files, and this is NORB"):
            repair(norb, tmp_path / name)
    repair(norb, tmp_path / "out.bin")
    assert names(tmp_path) == ["in", "in.mat", "out.bin"]


def test_name_of_another_format_in_place(damaged: Path, tmp_path: Path) -> None:
    """In its own place a file keeps the name it has."""
    damaged.rename(tmp_path / "in.mat")
    repair(tmp_path / "in.mat", None)
    assert (tmp_path / "in.mat").read_bytes() == GOOD


def test_names_that_cannot_be(damaged: Path, tmp_path: Path) -> None:
    """What is no file, or would be lost, is wrong usage."""
    for source, target, message in (
        ("-", None, "give a file: "),
        (damaged, "-", "give a file: "),
        (damaged, tmp_path, "is no file"),
        (tmp_path, None, "is no file"),
        (damaged, damaged, "the result would replace .*; repair it in place"),
        (os.fsencode(damaged), tmp_path / "out", "a path is text"),
        (damaged, os.fsencode(tmp_path / "out"), "a path is text"),
        ("a\0b", tmp_path / "out", "no file can have the name"),
        (damaged, "a\0b", "no file can have the name"),
    ):
        with pytest.raises(UsageError, match=message):
            repair(source, target)  # type: ignore[arg-type]  # also what is wrong by its type
    assert names(tmp_path) == ["in"]


def test_files_that_are_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing file or folder, and a folder in a file's place, are what the system says."""
    with pytest.raises(FileNotFoundError):
        repair(tmp_path / "missing", tmp_path / "out")
    with pytest.raises(FileNotFoundError):
        repair(tmp_path / "missing", None)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").write_bytes(PADDED)
    with pytest.raises(FileNotFoundError) as caught:
        repair("in", "no/../such/out")
    assert caught.value.filename == "no/../such/out"  # as it was given
    (tmp_path / "in").unlink()
    with pytest.raises(IsADirectoryError):
        repair(tmp_path, tmp_path / "out")
    assert names(tmp_path) == []
