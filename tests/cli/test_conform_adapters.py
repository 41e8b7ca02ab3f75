"""`idxcheck conform run` with real adapters: functions, commands, right and faulty ones."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from idxcheck.conformance import runner

Command = Callable[..., Any]

RIGHT = """
import idxcheck

def read(path):
    return idxcheck.load(path)

def write(path, array):
    idxcheck.save(path, array)
"""
# Trailing bytes are ignored, and the first two bytes not looked at.
FAULTY = """
import math
import numpy

def read(path):
    with open(path, "rb") as file:
        data = file.read()
    if len(data) < 4 or data[2] != 8:
        raise ValueError("no uint8")
    rank = data[3]
    if len(data) < 4 + 4 * rank:
        raise ValueError("short header")
    shape = [int.from_bytes(data[4 + 4 * at : 8 + 4 * at], "big") for at in range(rank)]
    payload = data[4 + 4 * rank :]
    if len(payload) < math.prod(shape):
        raise ValueError("short payload")
    return numpy.frombuffer(payload[: math.prod(shape)], numpy.uint8).reshape(shape)
"""
# Written without numpy, so that it starts fast.
ONE_SHOT = """#!{python}
import sys
import time

def read(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[:3] != bytes([0, 0, 8]) or len(data) < 8 or len(data) < 4 + 4 * data[3]:
        return print("rejected no IDX file of uint8")
    shape = [int.from_bytes(data[at : at + 4], "big") for at in range(4, 4 + 4 * data[3], 4)]
    count = 1
    for size in shape:
        count *= size
    payload = data[4 + 4 * len(shape) :]
    if len(payload) != count:
        return print("rejected the length does not fit")
    print("ok uint8", *shape)
    print(*payload)

def write(path):
    _, _, *words = sys.stdin.readline().split()
    shape = [int(word) for word in words]
    payload = bytes(int(word) for word in sys.stdin.read().split())
    sizes = b"".join(size.to_bytes(4, "big") for size in shape)
    with open(path, "wb") as file:
        file.write(bytes([0, 0, 8, len(shape)]) + sizes + payload)
    print("ok")

write(sys.argv[2]) if sys.argv[1] == "--write" else read(sys.argv[1])
"""


@pytest.fixture(autouse=True)
def scripts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The implementations in the current folder; few files are generated for them."""
    monkeypatch.setattr(runner, "MOST_EXAMPLES", 20)
    (folder / "right.py").write_text(RIGHT)
    (folder / "faulty.py").write_text(FAULTY)
    script = folder / "adapter"
    script.write_text(ONE_SHOT.format(python=sys.executable))
    script.chmod(script.stat().st_mode | stat.S_IXUSR)


def run(idxcheck: Command, *arguments: str) -> Any:  # noqa: ANN401 - the Run of conftest
    """What comes of `idxcheck conform run` in the scope of MNIST."""
    return idxcheck("conform", "run", "--scope", "mnist", *arguments)


@pytest.mark.slow
def test_idxcheck_itself(idxcheck: Command, folder: Path) -> None:
    """Our own reader and writer pass everything, and nothing is left in the folder."""
    before = sorted(path.name for path in folder.iterdir())
    done = idxcheck("conform", "run", "--python", "right.py:read", "--write", "right.py:write")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].startswith("right.py:read")
    assert lines[-2] == "passed"
    score = lines[-1].removeprefix("scope all: ").split("/")
    assert score[0] == score[1]
    assert int(score[0]) > 900
    after = {path.name for path in folder.iterdir()} - {"__pycache__"}
    assert sorted(after) == before


@pytest.mark.slow
def test_a_faulty_function(
    idxcheck: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Status 1, each fault with what was expected, and the smallest generated file saved."""
    for bound in ("MOST_EXAMPLES", "FEWEST_EXAMPLES"):
        monkeypatch.setattr(runner, bound, 200)
    done = run(idxcheck, "--python", "faulty.py:read", "-v")
    assert (done.status, done.err) == (1, "")
    assert "read IDX-2.1_one-label-and-byte-0-is-1 (clause IDX-2.1): must be refused" in done.out
    assert "leaky-error" not in done.out
    assert done.out.splitlines()[-1].startswith("scope mnist: ")
    saved = sorted(path.name for path in (folder / "idxcheck-conform").iterdir())
    assert saved == ["idx-damaged-false-accept.idx"]


@pytest.mark.slow
def test_known_failures(idxcheck: Command, folder: Path) -> None:
    """What was written as known makes the next run pass; a mended reader fails by it."""
    faulty = ["--python", "faulty.py:read", "-q"]
    done = run(idxcheck, *faulty, "--write-known", "known.toml")
    assert done.status == 1
    assert done.out.startswith("faulty.py:read: failed: ")
    assert "\n" not in done.out.rstrip("\n")
    assert 'case = "read IDX-2.1_one-label-and-byte-0-is-1"' in (folder / "known.toml").read_text()
    done = run(idxcheck, *faulty, "--known", "known.toml")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("faulty.py:read: passed; scope mnist: ")
    done = run(idxcheck, "--python", "right.py:read", "--known", "known.toml")
    assert done.status == 1
    assert (
        "stale: read IDX-2.1_one-label-and-byte-0-is-1: known as false-accept; remove the entry"
    ) in done.out.splitlines()


@pytest.mark.slow
def test_a_command(idxcheck: Command) -> None:
    """A right one-shot adapter that reads and writes; in the formats for machines too."""
    done = run(
        idxcheck, "--format", "text", "--format", "json=a.json", "--format", "junit=a.xml",
        "--format", "markdown=a.md", "--", "./adapter",
    )  # fmt: skip
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[-2] == "passed"
    assert lines[-1] == "scope mnist: 177/177"
    document = json.loads(Path("a.json").read_text())
    assert document["implementation"]["name"] == "adapter"
    assert document["ok"] is True
    assert document["totals"]["passed"] == 177
    assert ET.parse("a.xml").getroot().tag == "testsuites"  # noqa: S314 - our own file
    assert "177" in Path("a.md").read_text()


@pytest.mark.slow
def test_everything_unsupported(idxcheck: Command, folder: Path) -> None:
    """Who takes nothing is not passed; --min-executed 0 does not help either."""
    (folder / "shy.py").write_text("def read(path):\n    raise NotImplementedError('later')\n")
    for more in ([], ["--min-executed", "0"]):
        done = run(idxcheck, "--python", "shy.py:read", *more)
        assert (done.status, done.err) == (1, "")
        assert "smoke plain-file: unsupported: later" in done.out.splitlines()
        assert done.out.splitlines()[-1] == "scope mnist: 0/0"


LEAKY = RIGHT.replace(
    "    return idxcheck.load(path)",
    "    try:\n        return idxcheck.load(path)\n"
    "    except idxcheck.FormatError:\n        raise KeyError(7) from None",
)


@pytest.mark.slow
def test_strict(idxcheck: Command, folder: Path) -> None:
    """An exception that is not declared fails with --strict alone."""
    (folder / "leaky.py").write_text(LEAKY)
    done = run(idxcheck, "--python", "leaky.py:read", "-q")
    assert (done.status, done.out) == (0, "leaky.py:read: passed; scope mnist: 133/133\n")
    done = run(idxcheck, "--python", "leaky.py:read", "--strict", "-q")
    assert done.status == 1


@pytest.mark.slow
def test_min_executed(idxcheck: Command, folder: Path) -> None:
    """Fewer executed than asked for are a failure."""
    (folder / "half.py").write_text(
        RIGHT.replace(
            "    return idxcheck.load(path)",
            "    if open(path, 'rb').read(4)[3:] != bytes([3]):\n"
            "        raise NotImplementedError('images alone')\n"
            "    return idxcheck.load(path)",
        )
    )
    done = run(idxcheck, "--python", "half.py:read", "-q", "--min-executed", "100")
    assert done.status == 1
    assert done.out == ("half.py:read: failed: 37 executed, and 100 must be; scope mnist: 37/37\n")
    assert run(idxcheck, "--python", "half.py:read", "-q", "--min-executed", "10").status == 0


def test_a_crashing_command(idxcheck: Command) -> None:
    """What ends with a status of its own is no adapter: a crash, never a refusal."""
    done = run(idxcheck, "--", sys.executable, "-c", "raise SystemExit(1)")
    assert done.status == 1
    assert any(line.startswith("smoke plain-file: crash") for line in done.out.splitlines())


def test_not_started(idxcheck: Command) -> None:
    """What is there, but does not speak the protocol, could not be tried: status 4."""
    done = run(idxcheck, "--protocol", "idxp", "--", sys.executable, "-c", "pass")
    assert (done.status, done.out) == (4, "")
    assert "does not speak IDXP/1" in done.err


def test_no_such_function(idxcheck: Command) -> None:
    """It is wrong usage, in a line; a file that cannot be imported is an adapter that is none."""
    done = run(idxcheck, "--python", "right.py:none")
    message = "Error: right.py has no none; next: name a function that it defines\n"
    assert (done.status, done.out, done.err) == (2, "", message)
    Path("bad.py").write_text("import sys\nprint('hm', file=sys.stderr)\nraise KeyError(7)\n")
    done = run(idxcheck, "--python", "bad.py:read")
    assert (done.status, done.out) == (4, "")
    assert done.err.startswith("Error: bad.py cannot be imported: KeyError: 7 (")
    assert done.err.endswith("bad.py, line 3)\n")
    Path("dies.py").write_text("import os\nos._exit(5)\n")
    done = run(idxcheck, "--python", "dies.py:read")
    assert (done.status, done.out) == (4, "")
    assert "does not speak IDXP/1: ended with status 5" in done.err


SLOW = """
import os, sys, time
with open({pids!r}, "a") as file:
    print(os.getpid(), file=file)
if "--write" not in sys.argv:
    print("rejected", flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is no signal there")
@pytest.mark.parametrize(
    ("number", "status", "message"),
    [
        (signal.SIGINT, 130, b"\n"),
        (signal.SIGTERM, 143, b"Error: ended by SIGTERM\n"),
    ],
)
def test_interrupted(folder: Path, number: int, status: int, message: bytes) -> None:
    """Ctrl-C, or who ends it otherwise, ends the adapter too, and nothing is left of it."""
    pids = folder / "pids"
    command = [sys.executable, "-c", SLOW.format(pids=str(pids))]
    environment = {**os.environ, "TMPDIR": str(folder / "scratch")}
    (folder / "scratch").mkdir()
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "idxcheck", "conform", "run", "--", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        while not (pids.is_file() and pids.read_text().endswith("\n")):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(number)
        assert process.communicate(timeout=30) == (b"", message)
    assert process.returncode == status
    for pid in pids.read_text().split():
        assert not psutil.pid_exists(int(pid))
    assert list((folder / "scratch").iterdir()) == []
