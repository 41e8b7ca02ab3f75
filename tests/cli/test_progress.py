"""The progress bar: only on a terminal, only for what takes long, never counting twice."""

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from idxcheck.cli.progress import WatchedFile, progress, stored_size
from idxcheck.cli.writing import is_terminal, wants_color

Command = Callable[..., Any]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, as a list of one number."""
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Terminal]:
    """Make standard error a terminal; called in the test, as pytest replaces it before."""

    def replace() -> Terminal:
        stream = Terminal()
        monkeypatch.setattr(sys, "stderr", stream)
        return stream

    return replace


def test_nothing_for_a_second(clock: list[float], on_terminal: Callable[[], Terminal]) -> None:
    """What is done within a second shows no bar."""
    terminal = on_terminal()
    with progress(100) as advance:
        clock[0] += 1.0
        advance(100)
    assert terminal.getvalue() == ""


def test_a_bar_after_a_second(clock: list[float], on_terminal: Callable[[], Terminal]) -> None:
    """Then the bar stands where the work is, and the cursor is given back at the end."""
    terminal = on_terminal()
    with progress(100) as advance:
        advance(30)
        clock[0] += 1.01
        advance(20)
        assert terminal.getvalue().endswith(
            "checking  [##################------------------]   50%"
        )
        clock[0] += 1
        advance(50)
        assert "100%" in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[?25h\n")


def test_the_cursor_comes_back(clock: list[float], on_terminal: Callable[[], Terminal]) -> None:
    """Also when the work ends badly."""
    terminal = on_terminal()

    def interrupted() -> None:
        with progress(0) as advance:
            clock[0] += 2
            advance(0)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert "\x1b[?25l" in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[?25h\n")


def test_a_watched_file(tmp_path: Path) -> None:
    """Each byte counts once, also when read twice; closing counts what was not read."""
    path = tmp_path / "x"
    path.write_bytes(bytes(10))
    told: list[int] = []
    with WatchedFile(str(path), told.append) as file:
        assert file.name == str(path)
        assert file.readinto(bytearray(4)) == 4
        file.seek(0)
        assert file.readinto(bytearray(8)) == 8
        assert told == [4, 6]
        assert file.readinto(bytearray(8)) == 2
    assert told == [4, 6, 0, 0]
    file.close()
    assert told == [4, 6, 0, 0]
    told.clear()
    with WatchedFile(str(path), told.append):
        pass
    assert told == [10]


def test_stored_size(tmp_path: Path) -> None:
    """The size of a file; nothing for what is none."""
    (tmp_path / "x").write_bytes(bytes(7))
    assert stored_size(str(tmp_path / "x")) == 7
    assert stored_size(str(tmp_path / "missing")) == 0


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_bar_of_a_check(
    idxcheck: Command,
    monkeypatch: pytest.MonkeyPatch,
    on_terminal: Callable[[], Terminal],
    jobs: str,
) -> None:
    """On a terminal it comes before the report; the report is the same."""
    terminal = on_terminal()
    monkeypatch.setattr("idxcheck.cli.progress.DELAY", -1.0)
    run = idxcheck("check", "good.idx", "short.idx", "--jobs", jobs)
    assert (run.status, run.err) == (1, "")
    assert terminal.getvalue().startswith("\r\x1b[?25lchecking")
    assert "100%" in terminal.getvalue()
    assert run.out.endswith("\n2 judged: 1 valid, 1 invalid, 0 undetermined\n")


def test_no_bar(
    idxcheck: Command, monkeypatch: pytest.MonkeyPatch, on_terminal: Callable[[], Terminal]
) -> None:
    """Not with -q, and not where standard error is no terminal or is closed."""
    terminal = on_terminal()
    monkeypatch.setattr("idxcheck.cli.progress.DELAY", -1.0)
    idxcheck("check", "good.idx", "-q")
    assert terminal.getvalue() == ""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    idxcheck("check", "good.idx")
    monkeypatch.setattr(sys, "stderr", None)
    assert idxcheck("check", "good.idx").status == 0


def test_colors_of_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """`auto` colours a terminal, unless NO_COLOR has a value or the terminal is dumb."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert wants_color("auto")
    assert not wants_color("never")
    monkeypatch.setenv("NO_COLOR", "")
    assert wants_color("auto")
    monkeypatch.setenv("NO_COLOR", "0")
    assert not wants_color("auto")
    assert wants_color("always")
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not wants_color("auto")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert not wants_color("auto")
    assert not is_terminal(None)
