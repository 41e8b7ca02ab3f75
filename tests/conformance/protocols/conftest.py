"""The hostile fake as a command that is asked, and where its files go."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from idxcheck.conformance.protocols.one_shot import OneShot

FAKES = Path(__file__).parents[1] / "fakes"
Hostile = Callable[..., OneShot]


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """The file in which a fake notes something."""
    return tmp_path / "note"


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the folders of the files; empty when all is removed."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def hostile(note: Path, scratch: Path) -> Hostile:
    """`hostile(fault)` is the fake reader, not yet entered."""
    assert scratch.is_dir()

    def fake(fault: str, seconds: float = 60.0) -> OneShot:
        command = [sys.executable, str(FAKES / "hostile.py"), fault, str(note)]
        return OneShot(command, seconds=seconds)

    return fake
