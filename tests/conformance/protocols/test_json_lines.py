"""IDXP/1 with processes that do what they must not: each is told, and the run goes on."""

import sys
import time
from pathlib import Path

import psutil
import pytest

from idxcheck.conformance.adapter import Adapter, Capabilities, Implementation
from idxcheck.conformance.answers import Answer, Fault, Read, Rejected, Unsupported
from idxcheck.conformance.protocols import json_lines
from idxcheck.conformance.protocols.json_lines import JsonLines
from idxcheck.conformance.supervision.child import Child
from idxcheck.errors import UsageError
from idxcheck.vectors import Reading

FAKE = Path(__file__).with_name("json_fakes") / "fake.py"
GOOD = Read(Reading("uint8", (3,), (1, 2, 3)))


def served(fault: str, *more: str, seconds: float = 30.0) -> JsonLines:
    """Return the adapter of a fake with one fault."""
    return JsonLines([sys.executable, str(FAKE), fault, *more], seconds=seconds)


def message(answer: Answer) -> str:
    """Return what a fault of the kind "error" says."""
    assert isinstance(answer, Fault)
    assert answer.kind == "error"
    return answer.message


def test_a_run_without_faults() -> None:
    """It is an adapter; it reads, says who it is, and leaves neither process nor file."""
    adapter: Adapter = served("none")
    assert adapter.implementation.name.endswith("fake.py none")
    assert adapter.capabilities == Capabilities()
    before = psutil.Process().children(recursive=True)
    with adapter:
        assert adapter.implementation == Implementation("fake", "1")
        assert adapter.capabilities == Capabilities(("read",))
        assert adapter.measures_memory
        assert adapter.read(b"a", ".idx.gz", heavy=True) == GOOD
        assert adapter.read(b"b", "") == GOOD
        folder = Path(vars(adapter)["_scratch"].name)
        assert list(folder.iterdir()) == []
    assert not folder.exists()
    assert psutil.Process().children(recursive=True) == before


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("out of order", "answered the request 2 when 1 was asked"),
        ("old number", "answered the request 0 when 1 was asked"),
        ("rubbish", "no line of JSON: 'Loading...'"),
        ("twice", "printed more than one line for an answer"),
        ("talks after start", "printed something before it was asked"),
    ],
)
def test_lines_that_are_no_answer(fault: str, expected: str) -> None:
    """A wrong number, another text and a line too many are errors."""
    with served(fault) as adapter:
        if fault == "talks after start":
            time.sleep(0.5)
        assert message(adapter.read(b"a", ".idx")) == expected


def test_a_second_answer_that_comes_late() -> None:
    """It is an error of the next question, not its answer."""
    with served("twice, the second late") as adapter:
        assert adapter.read(b"a", ".idx") == GOOD
        time.sleep(0.5)
        assert message(adapter.read(b"b", ".idx")) == "printed something before it was asked"


@pytest.mark.slow
def test_an_answer_to_an_older_question(tmp_path: Path) -> None:
    """What a hang did not say is not taken for the answer to the next question."""
    with served("late", str(tmp_path / "started"), seconds=1.0) as adapter:
        answer = adapter.read(b"a", ".idx")
        assert isinstance(answer, Fault)
        assert answer.kind == "hang"
        assert message(adapter.read(b"b", ".idx")) == "answered the request 1 when 3 was asked"


@pytest.mark.slow
def test_a_line_without_an_end() -> None:
    """50 MiB in one line are not kept."""
    with served("endless line") as adapter:
        assert message(adapter.read(b"a", ".idx")).startswith("printed more than 16 MiB")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fault", "kind", "seconds"),
    [
        ("half a line", "hang", 1.0),
        ("hangs", "hang", 1.0),
        ("dies in the middle", "crash", 30.0),
        ("eats memory", "memory", 30.0),
    ],
)
def test_faults_after_which_it_goes_on(fault: str, kind: str, seconds: float) -> None:
    """A hang, a crash and a glutton are told, and the next question has a process again."""
    with served(fault, seconds=seconds) as adapter:
        assert adapter.read(b"fine", ".idx") == GOOD
        answer = adapter.read(b"broken", ".idx")
        assert isinstance(answer, Fault)
        assert answer.kind == kind
        assert adapter.read(b"fine", ".idx") == GOOD


def test_the_message_of_a_crash() -> None:
    """It says the status."""
    with served("dies in the middle") as adapter:
        answer = adapter.read(b"broken", ".idx")
    assert isinstance(answer, Fault)
    assert answer.message == "ended with status 3 without an answer"


def test_what_is_claimed_changes(tmp_path: Path) -> None:
    """Another version after a restart is an error."""
    with served("another after a restart", str(tmp_path / "started")) as adapter:
        assert adapter.read(b"fine", ".idx") == GOOD
        assert isinstance(adapter.read(b"broken", ".idx"), Fault)
        told = message(adapter.read(b"fine", ".idx"))
        assert told == "claims something else after a restart: version '2' (at first '1')"
        assert adapter.implementation.version == "1"


def test_a_restart_that_fails(tmp_path: Path) -> None:
    """A process that cannot be started again is a crash of that question."""
    with served("dies at second start", str(tmp_path / "started")) as adapter:
        assert isinstance(adapter.read(b"broken", ".idx"), Fault)
        answer = adapter.read(b"fine", ".idx")
        assert answer == Fault("crash", "ended with status 9 without an answer")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows runs no scripts")
def test_a_command_that_is_taken_away(tmp_path: Path) -> None:
    """A program that is gone when it is to be started again is a crash."""
    program = tmp_path / "adapter"
    program.write_text(f"#!/bin/sh\nexec {sys.executable} {FAKE} rubbish\n")
    program.chmod(0o755)
    with JsonLines([str(program)]) as adapter:
        program.unlink()
        assert message(adapter.read(b"a", ".idx"))
        answer = adapter.read(b"a", ".idx")
        assert isinstance(answer, Fault)
        assert answer.kind == "crash"
        assert answer.message.startswith(f"{program} cannot be started: ")


def test_dies_at_start() -> None:
    """The first start says the command, the status, standard error and what to do next."""
    with pytest.raises(UsageError) as caught, served("dies at start"):
        pass
    told = str(caught.value)
    assert told.startswith(f"{sys.executable} {FAKE} 'dies at start' does not speak IDXP/1: ")
    assert "ended with status 1 without an answer" in told
    assert "its standard error ends: no module named somelib; next: see what comes of" in told
    assert told.endswith(f"| {sys.executable} {FAKE} 'dies at start'")


@pytest.mark.slow
def test_never_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A start has its own time; beyond it the process is ended."""
    monkeypatch.setattr(json_lines, "START_WITHIN", 1.0)
    before = psutil.Process().children(recursive=True)
    with pytest.raises(UsageError, match=r"IDXP/1: no answer in 1 s; next: "):
        served("never starts").__enter__()
    assert psutil.Process().children(recursive=True) == before


def test_talks_at_start() -> None:
    """Two lines for the request start are none."""
    with pytest.raises(UsageError, match="IDXP/1: printed more than one line for an answer; "):
        served("talks at start").__enter__()


def test_no_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that does not exist, or that the system refuses, is a UsageError."""
    with pytest.raises(UsageError, match="no-such-adapter: no such command"):
        JsonLines(["no-such-adapter"]).__enter__()
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with pytest.raises(UsageError, match="cannot be started"):
        JsonLines([sys.executable, "null\0character"]).__enter__()
    assert list(tmp_path.iterdir()) == []


def test_a_lie_arrives() -> None:
    """What is claimed is known to the runner, which judges the answer by it."""
    with served("lies") as adapter:
        assert adapter.capabilities == Capabilities(("read",), None, ("int16",), 3)
        assert adapter.read(b"a", ".idx") == Unsupported("no int16")


def test_what_does_no_harm() -> None:
    """Megabytes on standard error change nothing."""
    with served("floods standard error") as adapter:
        assert adapter.read(b"a", ".idx") == GOOD
        assert adapter.read(b"b", ".idx") == GOOD


@pytest.mark.slow
def test_closes_its_input() -> None:
    """Who hears no more questions hangs, and the one after has a new process."""
    with served("closes its input", seconds=1.0) as adapter:
        assert adapter.read(b"a", ".idx") == GOOD
        answer = adapter.read(b"b", ".idx")
        assert isinstance(answer, Fault)
        assert answer.kind == "hang"
        assert adapter.read(b"a", ".idx") == GOOD


def test_is_ended_at_once_where_we_fail() -> None:
    """An exception of ours ends the process without a word."""
    before = psutil.Process().children(recursive=True)
    with pytest.raises(KeyboardInterrupt), served("never stops"):
        raise KeyboardInterrupt
    assert psutil.Process().children(recursive=True) == before


def test_the_folder_is_not_told() -> None:
    """A message names the file, not the folder that is another in each run."""
    with served("names the file") as adapter:
        assert adapter.read(b"a", "-idx1-ubyte") == Rejected("case-idx1-ubyte is bad")


def test_seq_counts_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The numbers grow from one process to the next."""
    sent: list[bytes] = []

    class Recording(Child):
        def write(self, data: bytes) -> None:
            sent.append(data)
            super().write(data)

    monkeypatch.setattr(json_lines, "Child", Recording)
    with served("dies in the middle") as adapter:
        adapter.read(b"broken", ".idx")
        adapter.read(b"fine", ".idx")
    assert [line.split(b", ")[:2] for line in sent] == [
        [b'{"op": "start"', b'"seq": 0'],
        [b'{"op": "read"', b'"seq": 1'],
        [b'{"op": "start"', b'"seq": 2'],
        [b'{"op": "read"', b'"seq": 3'],
        [b'{"op": "stop"', b'"seq": 4}\n'],
    ]
