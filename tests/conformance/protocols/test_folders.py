"""The folder of a question: made, looked at, and removed, whatever was done to it."""

import tempfile
from pathlib import Path

import pytest

from idxcheck.conformance.answers import Answer, Fault, Leaked, Rejected, Unsupported, Written
from idxcheck.conformance.protocols.folders import case_file, in_new_folder, new_folder, spoilt


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the folders."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_file_of_a_case(scratch: Path) -> None:
    """It stands in a folder of its own, and nothing is left."""

    def ask(folder: Path) -> Answer:
        assert folder.parent == scratch
        path = case_file(folder, b"data", "-idx1-ubyte")
        assert Path(path) == folder / "case-idx1-ubyte"
        return Written(Path(path).read_bytes())

    assert in_new_folder(ask) == Written(b"data")
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("kind", [Rejected, Unsupported])
def test_the_folder_is_not_told(kind: type[Rejected | Unsupported]) -> None:
    """A message names the file alone."""
    assert in_new_folder(lambda folder: kind(f"{folder / 'a.idx'} is bad")) == kind("a.idx is bad")


def test_nor_in_what_went_wrong() -> None:
    """Neither in a leak nor in a fault."""
    leaked = in_new_folder(lambda folder: Leaked("OSError", f"no {folder / 'a.idx'}"))
    assert leaked == Leaked("OSError", "no a.idx")
    fault = in_new_folder(lambda folder: Fault("crash", f"no {folder / 'a.idx'}"))
    assert fault == Fault("crash", "no a.idx")


def test_no_folder_can_be_made(tmp_path: Path) -> None:
    """That is an error, and nothing is asked."""

    def ask(_: Path) -> Answer:
        raise AssertionError

    assert in_new_folder(ask, str(tmp_path / "gone")) == Fault(
        "error", "no file can be made to ask about: No such file or directory"
    )


def test_a_worse_fault_stays(tmp_path: Path) -> None:
    """A crash is told before what was done to the folder, an error is not."""
    gone = tmp_path / "gone"
    crash = Fault("crash", "ended with status 1")
    assert spoilt(crash, gone, "the folder") == crash
    removed = Fault("error", "removed the folder")
    assert spoilt(Fault("error", "rubbish"), gone, "the folder") == removed
    assert spoilt(Written(None), gone, "the folder") == removed
    assert spoilt(Written(None), tmp_path, "the folder") == Written(None)


def test_a_link_in_its_place_is_removed(scratch: Path, tmp_path: Path) -> None:
    """The link is, and nothing that it leads to."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file").write_bytes(b"kept")
    with new_folder() as folder:
        folder.rmdir()
        folder.symlink_to(tmp_path / "other")
    assert list(scratch.iterdir()) == []
    assert (tmp_path / "other" / "file").read_bytes() == b"kept"
