"""IDXP/1: what a process does to its folders, and leaves running, is told; the run goes on."""

import sys
import tempfile
from pathlib import Path

import pytest

from idxcheck.conformance.answers import Answer, Fault, Read
from idxcheck.conformance.protocols.json_lines import JsonLines
from idxcheck.vectors import Reading

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the faults are those of POSIX")

FAKE = Path(__file__).with_name("json_fakes") / "fake.py"
GOOD = Read(Reading("uint8", (3,), (1, 2, 3)))


def served(fault: str, *more: str) -> JsonLines:
    """Return the adapter of a fake with one fault."""
    return JsonLines([sys.executable, str(FAKE), fault, *more], seconds=30.0)


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the scratch folders; empty when all is removed."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("removes the folder", "removed the folder of the file"),
        ("removes its scratch folder", "removed its scratch folder"),
        (
            "replaces its scratch folder",
            "put something else in the place of its scratch folder",
        ),
        ("links its scratch folder", "put something else in the place of its scratch folder"),
        ("locks its scratch folder", "took the permissions from its scratch folder"),
    ],
)
def test_it_spoils_its_folders(scratch: Path, tmp_path: Path, fault: str, message: str) -> None:
    """That is an error of the question; the next has a new folder, and nothing is left."""
    with served(fault, str(tmp_path / "started")) as adapter:
        assert adapter.read(b"a", ".idx") == Fault("error", message)
        assert adapter.read(b"b", ".idx") == GOOD
        assert adapter.read(b"c", ".idx") == GOOD
        assert len(list(scratch.iterdir())) == 1
    assert adapter.fault_at_stop is None
    assert list(scratch.iterdir()) == []
    assert (tmp_path / "started").exists()


def test_it_spoils_them_between_two_questions(scratch: Path) -> None:
    """Then it is an error of the next question, as long as no folder can be made."""
    with served("none") as adapter:
        assert adapter.read(b"a", ".idx") == GOOD
        (folder,) = scratch.iterdir()
        folder.rmdir()
        scratch.rmdir()
        gone = Fault("error", "removed its scratch folder")
        assert adapter.read(b"b", ".idx") == gone
        assert adapter.read(b"c", ".idx") == gone
        scratch.mkdir()
        assert adapter.read(b"d", ".idx") == gone
        assert adapter.read(b"e", ".idx") == GOOD
    assert list(scratch.iterdir()) == []


@pytest.mark.slow
def test_the_memory_of_its_daemons_counts(tmp_path: Path) -> None:
    """Those that left the tree are watched as well, and ended with it."""
    with served("leaves daemons", str(tmp_path / "started")) as adapter:
        answers: list[Answer] = [adapter.read(b"a", ".idx") for _ in range(3)]
    assert answers[0] == GOOD
    assert any(isinstance(each, Fault) and each.kind == "memory" for each in answers)
