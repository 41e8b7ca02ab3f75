"""The real command as a process: pipes, signals, hostile names, streams that fail."""

import contextlib
import gzip
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Process = Callable[..., Any]

GOOD = bytes.fromhex("00000802 00000002 00000003 010203040506")
LONG = bytes.fromhex("00000801 00002000") + bytes(range(256)) * 32
ONE_VALID = b"1 judged: 1 valid, 0 invalid, 0 undetermined\n"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["check", "good.idx"], 0),
        (["check", "short.idx"], 1),
        (["check", "--nothing"], 2),
        (["check", "missing", "short.idx"], 4),
        (["info", "good.idx"], 0),
        (["info", "missing"], 4),
        (["explain", "IDX201"], 0),
        (["explain", "NOPE"], 2),
        ([], 2),
    ],
)
def test_exit_statuses(process: Process, arguments: list[str], status: int) -> None:
    """The status reaches the shell, without a traceback."""
    run = process(*arguments)
    assert run.returncode == status
    assert b"Traceback" not in run.stdout + run.stderr


@pytest.mark.parametrize(
    ("name", "shown", "in_json"),
    [
        (b"a\nb.idx", b"a\\x0ab.idx", "a\nb.idx"),
        (b"\x1b]0;x\x07.idx", b"\\x1b]0;x\\x07.idx", "\x1b]0;x\x07.idx"),
        (b"\xff\xfe.idx", b"\\xff\\xfe.idx", "\\xff\\xfe.idx"),
        (b"[red].idx", b"[red].idx", "[red].idx"),
        (b"--help.idx", b"--help.idx", "--help.idx"),
        ("ü\u202egpj.idx".encode(), "ü\\u202egpj.idx".encode(), "ü\u202egpj.idx"),
    ],
)
def test_hostile_names(
    process: Process, folder: Path, name: bytes, shown: bytes, in_json: str
) -> None:
    """Named outright or met in a folder, in text and in JSON."""
    here = folder / "names"
    here.mkdir()
    Path(os.fsdecode(os.fsencode(here) + b"/" + name)).write_bytes(GOOD)
    utf8 = {"env": {**os.environ, "PYTHONUTF8": "1"}}
    for arguments in (["--", name], ["."]):
        run = process("check", *arguments, cwd=here, **utf8)
        assert run.stdout == b"ok  " + shown + b"  IDX uint8 2 x 3\n" + ONE_VALID
        run = process("check", "--format", "json", *arguments, cwd=here, **utf8)
        assert [file["path"] for file in json.loads(run.stdout)["files"]] == [in_json]
    run = process("check", b"no" + name, cwd=here, **utf8)
    assert run.returncode == 4
    assert run.stdout.startswith(b"undetermined  no" + shown + b"\n")
    run = process("info", "--", name, cwd=here, **utf8)
    assert run.stdout.startswith(shown + b"\n  layers ")


def test_a_name_taken_for_an_option(process: Process, folder: Path) -> None:
    """Without `--` such a name is an option that is none; the message is escaped."""
    (folder / "-\x1b").write_bytes(GOOD)
    run = process("check", "-\x1b")
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"\x1b" not in run.stderr


def test_an_encoding_that_knows_few_letters(process: Process, folder: Path) -> None:
    """What the terminal cannot show is escaped, not an error."""
    (folder / "é日.idx").write_bytes(GOOD)
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "1"}
    run = process("check", "é日.idx", env=environment)
    assert run.stdout == b"ok  \xe9\\u65e5.idx  IDX uint8 2 x 3\n" + ONE_VALID
    run = process("check", "--format=é日", env=environment)
    assert b"Error: Invalid value for '--format': '\xe9\\u65e5' is no format" in run.stderr


@pytest.mark.parametrize("data", [GOOD, gzip.compress(GOOD, mtime=0)])
def test_standard_input_is_a_pipe(process: Process, data: bytes) -> None:
    """A pipe is judged like a file, compressed or not."""
    run = process("check", "-", input=data)
    wrapper = b"" if data is GOOD else b"gzip > "
    assert run.stdout == b"ok  <stdin>  " + wrapper + b"IDX uint8 2 x 3\n" + ONE_VALID
    assert process("check", "-", input=data[:-1]).returncode == 1


def test_the_header_of_a_pipe(process: Process) -> None:
    """The length of a pipe is not known: the verdict stays open, which was asked for."""
    run = process("check", "--header-only", "-", input=LONG)
    assert run.returncode == 0
    assert run.stdout == (
        b"undetermined  <stdin>  IDX uint8 8192  header only\n"
        b"1 judged: 0 valid, 0 invalid, 1 undetermined\n"
    )
    assert process("check", "-", input=LONG).stdout.startswith(b"ok  <stdin>  IDX uint8 8192\n")
    run = process("info", "-", input=LONG)
    assert b"\n  file size     only reading to the end can tell\n" in run.stdout


@pytest.mark.parametrize("arguments", [["check", "good.idx"], ["explain", "--all"]])
def test_a_reader_that_goes_away(process: Process, arguments: list[str]) -> None:
    """`| head` ends nothing but the printing: no message, the status of the work."""
    reader, writer = os.pipe()
    os.close(reader)
    run = process(*arguments, capture_output=False, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
def test_a_full_device(process: Process) -> None:
    """What could not be printed is told, with status 4 and without a traceback."""
    with Path("/dev/full").open("wb") as full:
        run = process(
            "check", "good.idx", capture_output=False, stdout=full, stderr=subprocess.PIPE
        )
    assert (run.returncode, run.stderr) == (4, b"Error: No space left on device\n")


@pytest.mark.parametrize(
    ("closed", "path", "status"), [(">&-", "good.idx", 0), ("2>&-", "--bad", 2), ("<&-", "-", 4)]
)
def test_closed_streams(folder: Path, closed: str, path: str, status: int) -> None:
    """A stream that is closed from the start changes no status."""
    command = f'exec "$0" -m idxcheck check "$1" {closed}'
    run = subprocess.run(  # noqa: S603 - our own interpreter
        ["/bin/sh", "-c", command, sys.executable, path],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert run.returncode == status
    assert b"Traceback" not in run.stdout + run.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted(folder: Path, jobs: str) -> None:
    """Ctrl-C ends it at once with status 130, in all processes, without a traceback."""
    os.mkfifo(folder / "pipe")  # nothing is written: to read it takes for ever
    command = [sys.executable, "-m", "idxcheck", "check", "good.idx", "pipe", "--jobs", jobs]
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as running:
        writer = writer_of(folder / "pipe")
        try:
            time.sleep(0.2)  # from opening the pipe to reading it
            os.killpg(running.pid, signal.SIGINT)
            out, err = running.communicate(timeout=60)
        finally:
            os.close(writer)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
    assert (running.returncode, out, err) == (130, b"", b"\n")


def writer_of(pipe: Path) -> int:
    """Open `pipe` for writing, as soon as somebody opens it for reading."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            assert time.monotonic() < deadline, "nobody reads"
            time.sleep(0.05)


def test_a_terminal(folder: Path) -> None:
    """On a terminal verdicts have colours, unless NO_COLOR is set; quick work has no bar."""
    for no_color, label in ((None, b"\x1b[32mok\x1b[0m"), ("1", b"ok")):
        environment = {**os.environ, "TERM": "xterm"}
        environment.pop("NO_COLOR", None)
        if no_color:
            environment["NO_COLOR"] = no_color
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "idxcheck", "check", "good.idx"]
        run = subprocess.run(  # noqa: S603 - our own interpreter
            command, cwd=folder, stdout=theirs, stderr=theirs, env=environment, check=False
        )
        os.close(theirs)
        shown = os.read(ours, 4096)
        os.close(ours)
        assert run.returncode == 0
        expected = label + b"  good.idx  IDX uint8 2 x 3\n" + ONE_VALID
        assert shown == expected.replace(b"\n", b"\r\n")


def test_what_a_quick_check_loads() -> None:
    """A check of a header loads none of the heavy modules: they cost more than the check."""
    program = (
        "import sys\n"
        "from idxcheck.cli import commands\n"
        "try:\n"
        "    commands.main(['check', '--header-only', '--select', 'IDX', '-q', '-'])\n"
        "except SystemExit as end:\n"
        "    heavy = ('numpy', 'isal', 'json', 'pathlib', 'multiprocessing', 'concurrent')\n"
        "    print(end.code, [name for name in heavy if name in sys.modules])\n"
    )
    run = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program], input=GOOD, capture_output=True, check=True
    )
    assert run.stdout.splitlines()[-1] == b"0 []"
