"""fuzz/run.py starts the targets, prints what came of them, and says by its status what was found."""

import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import IO, Any

import pytest

LOG = """\
#1000\tDONE   cov: 5 ft: 6 corp: 7/8b lim: 4 exec/s: 500 rss: 40Mb
stat::number_of_executed_units: 1000
stat::average_exec_per_sec:     500
stat::new_units_added:          2
"""


class Runs:
    """Stands in for `subprocess.run`: leaves in the folders what a run of a target leaves."""

    def __init__(self, *, finding: bool = False, status: int = 0) -> None:
        self.commands: list[list[str]] = []
        self._finding = finding
        self._status = status

    def __call__(
        self,
        command: list[str],
        *,
        env: dict[str, str],
        stdout: IO[bytes],
        **_: object,
    ) -> subprocess.CompletedProcess[bytes]:
        """Do nothing else."""
        self.commands.append(command)
        found, corpus = Path(env["IDXCHECK_FUZZ_FOLDER"]), Path(command[-2])
        stdout.write(LOG.encode())
        if self._status == 0:
            (found / "figures.json").write_text('{"seconds": 0.25, "bytes": 3145728}')
        for name in ("1", "2"):
            (corpus / name).write_bytes(b"")
        if self._finding:
            (found / "finding-KeyError-array-7-0123abcd").write_bytes(bytes(600))
            (found / "finding-KeyError-array-7-0123abcd.txt").write_text("KeyError: 'x'\n")
            (found / "timeout-0123").write_bytes(b"\x1f\x8b")
        return subprocess.CompletedProcess(command, self._status)


@pytest.fixture
def fuzz(
    script: Callable[[str], ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, Runs]]:
    """`fuzz(*arguments, **what)`: the exit status, and the runs that stood in for real ones."""

    def run(*arguments: str, **what: Any) -> tuple[int, Runs]:  # noqa: ANN401 - as for Runs
        module, runs = script("run"), Runs(**what)
        monkeypatch.setattr(module.subprocess, "run", runs)
        monkeypatch.setattr(module.harness, "has_atheris", lambda: True)
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        return module.main([*arguments]), runs

    return run


def test_all_targets(
    fuzz: Callable[..., tuple[int, Runs]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without arguments each is run for 60 seconds, and a folder of no use is removed."""
    status, runs = fuzz()
    assert status == 0
    assert [Path(command[1]).name for command in runs.commands] == [
        "fuzz_check.py",
        "fuzz_load.py",
        "fuzz_round_trip.py",
    ]
    assert all("-max_total_time=60" in command for command in runs.commands)
    assert [*tmp_path.iterdir()] == []
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "target executions per s longest growth corpus",
        "check 1000 500 250 ms 3.0 MiB 2 nothing found",
        "load 1000 500 250 ms 3.0 MiB 2 nothing found",
        "round_trip 1000 500 250 ms 3.0 MiB 2 nothing found",
    ]


def test_the_vectors_are_the_seeds(fuzz: Callable[..., tuple[int, Runs]], tmp_path: Path) -> None:
    """A target starts from all vectors, and the corpus of a folder that is named stays."""
    folder = tmp_path / "mine"
    status, runs = fuzz("--executions", "7", "--folder", str(folder), "load")
    assert status == 0
    [command] = runs.commands
    assert "-runs=7" in command
    assert not any(flag.startswith("-max_total_time") for flag in command)
    assert command[-2:] == [str(folder / "load/corpus"), str(folder / "load/seeds")]
    assert len([*(folder / "load/seeds").iterdir()]) > 50
    assert {path.name for path in (folder / "load/corpus").iterdir()} == {"1", "2"}


def test_findings(
    fuzz: Callable[..., tuple[int, Runs]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was found is printed with its cause and its bytes, and the folder stays."""
    status, _ = fuzz("check", finding=True, status=77)
    assert status == 1
    out = capsys.readouterr().out
    assert " 2 found\n" in out
    assert (
        "KeyError: 'x'\n600 bytes: " + "00" * 512 + "...\nagain: python fuzz/fuzz_check.py" in out
    )
    assert "libFuzzer stopped\n2 bytes: 1f8b\n" in out
    assert len([*tmp_path.glob("*/check/found/timeout-0123")]) == 1


def test_old_findings_are_not_told_again(
    fuzz: Callable[..., tuple[int, Runs]], tmp_path: Path
) -> None:
    """A second run in a folder tells what it found itself."""
    assert fuzz("--folder", str(tmp_path), "check", finding=True)[0] == 1
    assert fuzz("--folder", str(tmp_path), "check")[0] == 0


def test_a_run_that_fails(
    fuzz: Callable[..., tuple[int, Runs]], capsys: pytest.CaptureFixture[str]
) -> None:
    """A target that ends with an error and leaves no input is one to look after."""
    status, _ = fuzz("check", status=1)
    assert status == 1
    out = capsys.readouterr().out
    assert out.splitlines()[1].split() == [
        "check",
        "1000",
        "500",
        "0",
        "ms",
        "0.0",
        "MiB",
        "2",
        "failed",
    ]
    assert re.search(r"check ended with an error: .*/check/log", out)


def test_without_atheris(
    script: Callable[[str], ModuleType],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where it is not installed no target is started, and it is said how to get it."""
    module, runs = script("run"), Runs()
    monkeypatch.setattr(module.subprocess, "run", runs)
    monkeypatch.setattr(module.harness, "has_atheris", lambda: False)
    with pytest.raises(SystemExit) as ended:
        module.main([])
    assert ended.value.code == 2
    assert capsys.readouterr() == (
        "",
        "fuzzing needs atheris (Linux on x86-64): pip install atheris\n",
    )
    assert runs.commands == []


def test_unknown_target(
    fuzz: Callable[..., tuple[int, Runs]], capsys: pytest.CaptureFixture[str]
) -> None:
    """A target that does not exist is named, with those that do."""
    with pytest.raises(SystemExit) as ended:
        fuzz("repair")
    assert ended.value.code == 2
    message = "no target is called repair; there are check, load, round_trip"
    assert message in capsys.readouterr().err


def test_dictionary() -> None:
    """Each entry of the dictionary has a name and text that libFuzzer can read."""
    path = Path(__file__).parents[2] / "fuzz/idx.dict"
    lines = [line for line in path.read_text("ascii").splitlines() if line and line[0] != "#"]
    entry = re.compile(r'(\w+)="((?:[^"\\]|\\x[0-9A-F]{2})+)"')
    matches = [entry.fullmatch(line) for line in lines]
    assert None not in matches
    entries = {match[1]: match[2] for match in matches if match}
    assert len(entries) == len(lines)
    assert entries["idx_uint8_3"] == r"\x00\x00\x08\x03"
    assert entries["norb_uint8"] == r"UL=\x1E"
    assert entries["gzip"] == r"\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x03"
