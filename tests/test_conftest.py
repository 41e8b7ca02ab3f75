"""The real-file fixture skips without the files and never skips with them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = """
import pytest

def test_opens(real_data):
    (real_data / "file").read_bytes()

def test_skips(real_data):
    pytest.skip("no reason")

def test_elsewhere():
    pytest.skip("fine")
"""


def outcome(folder: Path) -> str:
    """Return the summary of a pytest run over TESTS in `folder`."""
    shutil.copy(Path(__file__).with_name("conftest.py"), folder)
    (folder / "test_real.py").write_text(TESTS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "--color=no", str(folder)]
    process = subprocess.run(  # noqa: S603 - our own interpreter
        [*command, f"--rootdir={folder}"], capture_output=True, text=True, check=False, cwd=folder
    )
    return process.stdout.splitlines()[-1].partition(" in ")[0]


def test_real_files_are_skipped_without_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without IDXCHECK_DATA every real-file test is skipped."""
    monkeypatch.delenv("IDXCHECK_DATA", raising=False)
    assert outcome(tmp_path) == "3 skipped"


def test_a_skip_fails_with_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With IDXCHECK_DATA a skipped real-file test fails; other tests may skip."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("IDXCHECK_DATA", str(tmp_path))
    assert outcome(tmp_path) == "1 failed, 1 passed, 1 skipped"


def test_a_missing_file_fails_with_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With IDXCHECK_DATA a missing file fails."""
    monkeypatch.setenv("IDXCHECK_DATA", str(tmp_path))
    assert outcome(tmp_path) == "2 failed, 1 skipped"


def test_a_missing_folder_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With IDXCHECK_DATA naming no folder every real-file test fails."""
    monkeypatch.setenv("IDXCHECK_DATA", str(tmp_path / "missing"))
    assert outcome(tmp_path) == "1 skipped, 2 errors"
