"""Every program replaced: nothing is found, run or downloaded but through a stand-in."""

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest


class Programs:
    """Stand-ins: `lines` are the commands that were run, `answers` what some of them come to.

    An answer is found by words of the command; it is a status and what is said on standard
    error. Else the status is 0.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.answers: list[tuple[str, int, str]] = []
        self.missing: tuple[str, ...] = ()
        self.after: Callable[[Sequence[str]], None] = lambda _: None

    def which(self, name: str, path: str | None = None) -> str | None:
        """Find every program in /bin, but those that are missing."""
        if name in self.missing:
            return None
        return f"/beside/{name}" if path else f"/bin/{name}"

    def run(
        self, command: Sequence[str], *, env: Mapping[str, str], **_: object
    ) -> subprocess.CompletedProcess[str]:
        """Note the command, and answer."""
        line = " ".join(command)
        if env.get("UV_SYSTEM_CERTS"):
            line = f"UV_SYSTEM_CERTS=1 {line}"
        self.lines.append(line)
        self.after(command)
        for words, status, said in self.answers:
            if words in line:
                return subprocess.CompletedProcess(command, status, "", said)
        return subprocess.CompletedProcess(command, 0, "", "")


@pytest.fixture(name="programs")
def programs_replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Programs:
    """Nothing is found and nothing is run but through this; the cache is in `tmp_path`."""
    programs = Programs()
    monkeypatch.setattr(shutil, "which", programs.which)
    monkeypatch.setattr(subprocess, "run", programs.run)
    monkeypatch.setenv("IDXCHECK_READERS", str(tmp_path / "cache"))
    monkeypatch.delenv("UV_SYSTEM_CERTS", raising=False)
    monkeypatch.delenv("CXX", raising=False)
    return programs


@pytest.fixture(name="said")
def lines_announced() -> list[str]:
    """What was announced."""
    return []
