"""Find a command and start it: what is refused, and what it says."""

import sys
from pathlib import Path

import pytest

from idxcheck.conformance.supervision.starting import find_command, start
from idxcheck.errors import UsageError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")


def test_a_command_on_the_path_is_found() -> None:
    """A bare name is looked up, and its arguments stay."""
    found = find_command(["sh", "-c", "x y"])
    assert Path(found[0]).is_absolute()
    assert Path(found[0]).name == "sh"
    assert found[1:] == ["-c", "x y"]


def test_a_path_counts_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path counts from the current folder, and is absolute from then on."""
    (tmp_path / "adapter").touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    assert find_command(["./adapter"]) == [str(tmp_path / "adapter")]


def test_no_command() -> None:
    """An empty command is a UsageError."""
    with pytest.raises(
        UsageError, match=r"^no command was given; next: name the adapter, as \./adapter$"
    ):
        find_command([])


def test_a_command_that_is_nowhere() -> None:
    """A name that is not on PATH is a UsageError which names it and the next step."""
    with pytest.raises(
        UsageError,
        match=r"^no-such-adapter: no such command; next: name an executable file, as \./adapter,",
    ):
        find_command(["no-such-adapter"])


def test_a_file_that_is_not_executable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be executed is a UsageError with the next step."""
    adapter = tmp_path / "adapter.py"
    adapter.touch(mode=0o644)
    monkeypatch.setattr("os.access", lambda *_: False)  # root may execute nothing else either
    with pytest.raises(UsageError, match=r"adapter\.py is not executable; next: chmod \+x it"):
        find_command([str(adapter)])


@pytest.mark.parametrize("argument", ["", "\0"])
def test_what_the_system_refuses(tmp_path: Path, argument: str) -> None:
    """A script without its first line, and a null character, are UsageErrors."""
    adapter = tmp_path / "adapter.py"
    adapter.write_text("print('ok')\n")
    adapter.chmod(0o755)
    with pytest.raises(UsageError, match=r"adapter\.py cannot be started: .*#!/usr/bin/env"):
        start([str(adapter), argument], "0", feed=False, folder=None)
