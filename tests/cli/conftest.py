"""Running the command line in this process, and as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from idxcheck.cli import commands
from idxcheck.conformance.adapter import Implementation
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result

GOOD = bytes.fromhex("00000802 00000002 00000003 010203040506")
SHORT = GOOD[:-1]
EMPTY_MATRIX = bytes.fromhex("00000801 00000000")  # a warning
RANK_4 = bytes.fromhex("00000804 00000001 00000001 00000001 00000001 2a")  # a note


@dataclass(frozen=True)
class Run:
    """How a command ended."""

    status: object
    out: str
    err: str


Command = Callable[..., Run]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a good file, a short one, one to warn of and one to note."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    (tmp_path / "good.idx").write_bytes(GOOD)
    (tmp_path / "short.idx").write_bytes(SHORT)
    (tmp_path / "warn.idx").write_bytes(EMPTY_MATRIX)
    (tmp_path / "note.idx").write_bytes(RANK_4)
    return tmp_path


@pytest.fixture
def idxcheck(folder: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """`idxcheck(*arguments)` runs a command in `folder`."""
    assert Path.cwd() == folder.resolve()

    def run(*arguments: str) -> Run:
        with pytest.raises(SystemExit) as ended:
            commands.main(arguments)
        captured = capsys.readouterr()
        return Run(ended.value.code, captured.out, captured.err)

    return run


@pytest.fixture
def process(folder: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """`process(*arguments, **options)` runs `python -m idxcheck` in `folder`."""

    def run(*arguments: str | bytes, **options: object) -> subprocess.CompletedProcess[bytes]:
        environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
        command = [sys.executable, "-m", "idxcheck", *arguments]
        defaults = {"cwd": folder, "capture_output": True, "env": environment, "timeout": 60}
        return subprocess.run(command, check=False, **{**defaults, **options})  # type: ignore[call-overload, no-any-return, unused-ignore] # noqa: S603 - our own interpreter

    return run


@dataclass
class ConformRunner:
    """Stands for the runner: keeps how it was called, and gives these results."""

    results: list[Any] = field(default_factory=lambda: [(Result("read a", Outcome.PASS),)])
    calls: list[tuple[Any, dict[str, Any]]] = field(default_factory=list)

    def __call__(self, adapter: object, **options: object) -> ConformanceReport:
        """Report, or raise what stands in the place of results."""
        self.calls.append((adapter, options))
        results = self.results[(len(self.calls) - 1) % len(self.results)]
        if isinstance(results, BaseException):
            raise results
        return ConformanceReport(Implementation("theirs", "1.0"), str(options["scope"]), results)


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> ConformRunner:
    """The runner that `conform run` has: it reports one case that passed."""
    stand_in = ConformRunner()
    monkeypatch.setattr("idxcheck.cli.conform_asking.run_all", stand_in)
    return stand_in
