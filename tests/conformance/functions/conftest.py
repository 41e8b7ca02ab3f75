"""Where temporary files go, and that none stays."""

import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest


@pytest.fixture
def nothing_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """No file is left behind where temporary ones go."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield
    assert list(tmp_path.iterdir()) == []
