"""Executions are watched, and what is wrong with one is kept."""

import importlib.util
import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

MEBIBYTE = 1 << 20


@pytest.fixture
def harness(script: Callable[[str], ModuleType]) -> ModuleType:
    """The module."""
    return script("harness")


def nothing(_: bytes) -> None:
    """Do nothing."""


def failing(data: bytes) -> None:
    """Fail in one way for data that begin with 0, in another for others."""
    if data[0]:
        raise KeyError(data)
    raise OverflowError("too large")


def names(folder: Path) -> list[str]:
    """Return the names of the files in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_an_exception_is_kept(harness: ModuleType, tmp_path: Path) -> None:
    """The input is kept as it is, and beside it the traceback."""
    watch = harness.Watch(failing, tmp_path)
    watch(b"\0\1")
    [found] = [each for each in tmp_path.iterdir() if each.name.endswith("-b413f47d")]
    # The name says where it was raised; the digits are the beginning of the sha256 of 0001.
    assert found.name.startswith("finding-OverflowError-test_harness-")
    assert found.read_bytes() == b"\0\1"


def test_each_kind_is_kept_once(harness: ModuleType, tmp_path: Path) -> None:
    """A second input with the same fault is passed over, one with another is kept."""
    watch = harness.Watch(failing, tmp_path)
    for data in (b"\0\1", b"\0\2", b"\1"):
        watch(data)
    assert len(watch.kinds) == 2
    kept = [each for each in tmp_path.iterdir() if not each.suffix]
    assert sorted(each.read_bytes() for each in kept) == [b"\0\1", b"\1"]
    texts = [each.read_text() for each in sorted(tmp_path.glob("*.txt"))]
    assert [each.splitlines()[-1] for each in texts] == [
        "KeyError: b'\\x01'",
        "OverflowError: too large",
    ]


def test_many_findings_end_it(
    harness: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many kinds are one fault, or a hopeless case."""
    monkeypatch.setattr(harness, "MOST_FINDINGS", 2)
    watch = harness.Watch(failing, tmp_path)
    watch(b"\0")
    with pytest.raises(SystemExit, match="mend some of the findings first"):
        watch(b"\1")


def clock(*seconds: float) -> SimpleNamespace:
    """Return what stands in for `time`: executions take so many seconds, one after the other."""
    readings = [reading for each in seconds for reading in (0.0, each)]
    return SimpleNamespace(perf_counter=lambda: readings.pop(0))


def test_a_hang(harness: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An execution that takes over a second twice is a finding, by the shorter time."""
    monkeypatch.setattr(harness, "time", clock(1.0, 1.5, 1.25))
    watch = harness.Watch(nothing, tmp_path)
    watch(b"fast enough")
    assert watch.kinds == set()
    watch(b"slow")
    assert watch.kinds == {"hang"}
    assert json.loads((tmp_path / "figures.json").read_text())["seconds"] == 1.25


def test_another_process_is_no_hang(
    harness: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes long once and not again is the machine's."""
    monkeypatch.setattr(harness, "time", clock(1.5, 0.25))
    watch = harness.Watch(nothing, tmp_path)
    watch(b"slow once")
    assert watch.kinds == set()
    assert json.loads((tmp_path / "figures.json").read_text())["seconds"] == 0.25


def test_memory(harness: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory that an execution takes and gives back counts."""
    monkeypatch.setattr(harness, "MOST_BYTES", 50 * MEBIBYTE)
    watch = harness.Watch(lambda data: data * MEBIBYTE, tmp_path)
    watch(b"x")
    assert watch.kinds == set()
    watch(b"x" * 80)
    assert watch.kinds == {"memory"}
    assert json.loads((tmp_path / "figures.json").read_text())["bytes"] > 70 * MEBIBYTE


def test_a_leak(harness: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the process holds is compared with what it held when all was warm."""
    pages = tmp_path / "statm"
    monkeypatch.setattr(harness, "WARM", 3)
    monkeypatch.setattr(harness, "PAGES", pages)
    watch = harness.Watch(nothing, tmp_path)
    for mebibytes in (900, 900, 300, 900, 900, 400, 900, 900):  # only every third counts
        pages.write_text(f"99 {mebibytes * MEBIBYTE // resource.getpagesize()} 7 6 0 5 0\n")
        watch(b"x")
    assert watch.kinds == set()
    pages.write_text(f"99 {400 * MEBIBYTE // resource.getpagesize() + 1} 7 6 0 5 0\n")
    watch(b"y")
    assert watch.kinds == {"leak"}
    [text] = tmp_path.glob("finding-leak-*.txt")
    assert text.read_text() == "100 MiB since execution 3"


LEAKING = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])  # PYTHONSAFEPATH may keep the working directory off it
import harness
harness.WARM = 3
kept = []
watch = harness.Watch(lambda data: kept.append(data * harness.MEBIBYTE), Path(sys.argv[1]))
for count in range(6):
    watch(b"x" * 40)
    print(*watch.kinds)
"""


def test_a_real_leak(harness: ModuleType, tmp_path: Path) -> None:
    """What every execution keeps a little of adds up, in a process that nothing else changes."""
    folder = Path(harness.__file__ or "").parent
    done = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-c", LEAKING, str(tmp_path), str(folder)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert done.stdout == "\n" * 5 + "leak\n"


def test_files_are_run_again(
    harness: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The command line names files: status 1 where one of them is a finding still."""
    monkeypatch.setenv("IDXCHECK_FUZZ_FOLDER", str(tmp_path))
    path = tmp_path / "input"
    path.write_bytes(b"\0")
    monkeypatch.setattr(sys, "argv", ["fuzz_check.py", str(path)])
    with pytest.raises(SystemExit) as ended:
        harness.main(failing)
    assert ended.value.code == 1
    assert "OverflowError: too large" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        harness.main(nothing)
    assert ended.value.code == 0


def test_without_atheris(harness: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is not installed, it is said how to get it, and nothing is instrumented."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(sys, "argv", ["fuzz_check.py", "-runs=1"])
    with pytest.raises(SystemExit, match="pip install atheris"):
        harness.main(nothing)
    with harness.instrumented("__main__") as importing:
        assert importing is None
