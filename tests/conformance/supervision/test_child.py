"""One supervised process: whatever it does, it ends, and says how in a fault."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from idxcheck.conformance.answers import Fault
from idxcheck.conformance.supervision import memory, process_tree
from idxcheck.conformance.supervision.child import Child, ChildFault
from idxcheck.conformance.supervision.deadline import Deadline
from idxcheck.errors import UsageError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the faults are those of POSIX")

HOSTILE = Path(__file__).parents[1] / "fakes" / "hostile.py"
LONG, SHORT = 60.0, 0.5
Start = Callable[..., Child]


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """The file in which a fake notes something."""
    return tmp_path / "note"


@pytest.fixture
def start(note: Path, tmp_path: Path) -> Iterator[Start]:
    """`start(fault, ...)` starts a fake reader; its baseline is that of Python, roughly."""
    children = []

    def started(fault: str, **options: object) -> Child:
        command = [sys.executable, str(HOSTILE), fault, str(note), str(tmp_path / "file")]
        children.append(Child(command, **{"baseline": 20 << 20} | options))  # type: ignore[arg-type] # those of Child
        return children[-1]

    yield started
    for child in children:
        child.kill()


def wait_for(done: Callable[[], bool]) -> None:
    """Wait until something has happened in another process."""
    end = Deadline(LONG)
    while not done():
        assert end.left
        time.sleep(0.005)


def fault_of(child: Child, seconds: float = LONG) -> Fault:
    """What comes of reading everything that the child prints."""
    with child, pytest.raises(ChildFault) as caught:
        child.read_all(Deadline(seconds))
    assert str(caught.value) == caught.value.fault.message
    return caught.value.fault


def test_a_right_answer(start: Start) -> None:
    """Everything that was printed comes back once the process has ended with status 0."""
    with start("right") as child:
        assert child.read_all(Deadline(LONG)) == b"ok uint8 1\n7\n"
        assert child.errors == ""


def test_an_uncaught_exception_is_a_crash(start: Start) -> None:
    """An exit with status 1 is a crash; the message has the end of standard error."""
    fault = fault_of(start("uncaught"))
    assert fault.kind == "crash"
    assert fault.message.startswith("ended with status 1; its standard error ends: ")
    assert fault.message.endswith(" / ValueError: bad magic")


def test_a_right_answer_and_status_1_is_a_crash(start: Start) -> None:
    """The answer does not count where the status says that something failed."""
    assert fault_of(start("right_then_exit_1")) == Fault("crash", "ended with status 1")


def test_a_signal_is_named(start: Start) -> None:
    """A process that a signal ends is a crash which names the signal."""
    assert fault_of(start("segfault")) == Fault("crash", "killed by signal 11 (SIGSEGV)")


def test_a_signal_without_a_name() -> None:
    """A real-time signal has a number alone."""
    number = getattr(signal, "SIGRTMIN", 34) + 3
    child = Child([sys.executable, "-c", f"import os; os.kill(os.getpid(), {number})"])
    assert fault_of(child) == Fault("crash", f"killed by signal {number}")


def test_a_long_standard_error_is_cut() -> None:
    """Only the end of what was said is kept, and less is shown."""
    script = "import sys; sys.stderr.write('a' * 9000 + 'b' * 399); sys.exit(3)"
    child = Child([sys.executable, "-c", script])
    end = "a" + "b" * 399
    assert fault_of(child) == Fault(
        "crash", f"ended with status 3; its standard error ends: ...{end}"
    )
    assert child.errors == "a" * (4096 - 399) + "b" * 399


def test_floods_of_standard_error_do_no_harm(start: Start) -> None:
    """50 MiB of standard error are read and forgotten; the answer counts."""
    with start("floods_errors") as child:
        assert child.read_all(Deadline(LONG)) == b"ok uint8 1\n7\n"
        assert child.errors == "x" * 4096


def test_floods_of_standard_output_are_an_error(start: Start) -> None:
    """More than 16 MiB of answer are not taken."""
    assert fault_of(start("floods_output")) == Fault("error", "printed more than 16 MiB")


@pytest.mark.parametrize("fault", ["hang", "ignores_signals"])
def test_a_hang(start: Start, fault: str) -> None:
    """No answer in time is a hang, and the process is gone, whatever it ignores."""
    assert fault_of(start(fault), SHORT) == Fault("hang", "no answer in 0.5 s")


def test_reading_without_end_finds_the_end(start: Start) -> None:
    """A process that reads for ever what nobody says hangs by itself."""
    assert fault_of(start("reads_input"), SHORT) == Fault("hang", "no answer in 0.5 s")


def test_a_closed_output_is_no_end(start: Start) -> None:
    """A process that answers, closes its output and stays has hung."""
    assert fault_of(start("closes_output"), SHORT) == Fault(
        "hang", "closed its output, but did not end in 0.5 s"
    )


def test_a_hang_in_a_grandchild_ends_it(
    start: Start, note: Path, has_ended: Callable[[int], bool]
) -> None:
    """Where the process waits for another, both are ended."""
    with start("grandchild_hangs"):
        wait_for(note.exists)
    assert has_ended(int(note.read_text()))


@pytest.mark.slow
def test_a_grandchild_that_keeps_the_output(
    start: Start, note: Path, has_ended: Callable[[int], bool]
) -> None:
    """Output that another process keeps open has not ended; that process is, in any session."""
    assert fault_of(start("grandchild_keeps_pipes"), 2.0) == Fault(
        "hang", "ended, but what it started still held its output after 2 s"
    )
    assert has_ended(int(note.read_text()))


@pytest.mark.parametrize(
    "fault", ["grandchild_keeps_errors", "daemon", "daemon_without_environment"]
)
@pytest.mark.parametrize("mark", [None, "0123456789abcdef"])
def test_a_daemon_is_an_error(
    start: Start, note: Path, has_ended: Callable[[int], bool], fault: str, mark: str | None
) -> None:
    """What was left behind in another session is ended at once, with our pipes or without."""
    with start(fault, mark=mark) as child:
        with pytest.raises(ChildFault, match=r"^left 1 process behind: python") as caught:
            child.read_all(Deadline(LONG))
        assert has_ended(int(note.read_text()))
    assert caught.value.fault.kind == "error"


def test_who_keeps_standard_error_unseen_is_no_matter(
    monkeypatch: pytest.MonkeyPatch, start: Start
) -> None:
    """Where another process cannot be seen the answer does not wait for it."""
    for module in (process_tree, memory):
        monkeypatch.setattr(module, "HAS_PSUTIL", False)
    with start("keeps_errors_for_seconds") as child:
        assert child.read_all(Deadline(LONG)) == b"ok uint8 1\n7\n"


@pytest.mark.parametrize("fault", ["eats_memory", "eats_and_answers", "grandchild_eats_memory"])
def test_memory(start: Start, fault: str) -> None:
    """Who grows by more than 256 MiB is ended, also where it gives back and answers."""
    found = fault_of(start(fault))
    assert found.kind == "memory"
    assert found.message.startswith("grew by ")
    assert found.message.endswith(" MiB, over 256 MiB")


def test_an_interrupt_leaves_nothing_behind(
    start: Start, note: Path, has_ended: Callable[[int], bool]
) -> None:
    """Leaving the context by an interrupt ends the tree."""

    def interrupted() -> None:
        with start("grandchild_hangs"):
            wait_for(note.exists)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert has_ended(int(note.read_text()))


def test_lines_are_asked_and_answered(start: Start) -> None:
    """What is written is read, line by line, and the status is known when it has ended."""
    with start("echoes", feed=True, baseline=None) as child:
        child.memory.settle()
        for line in (b"one", b"two"):
            child.write(line + b"\n")
            assert child.read_line(Deadline(LONG)) == line.upper()
        child.close_input()
        for _ in range(2):  # that it has ended is known, and asked of the system once
            assert child.read_all(Deadline(LONG)) == b""


def test_a_second_line_is_seen(start: Start) -> None:
    """What came behind a line is kept for the next, and counted."""
    with start("asked_twice", feed=True) as child:
        child.write(b"hello\n")
        assert child.read_line(Deadline(LONG)) == b"one"
        assert child.unread == 4
        assert child.read_line(Deadline(LONG)) == b"two"
        with pytest.raises(ChildFault, match=r"no answer in 0\.5 s"):
            child.read_line(Deadline(SHORT))


def test_no_line_is_a_crash(start: Start) -> None:
    """A process that ends rightly without the line that was asked for is a crash."""
    with start("nothing", feed=True) as child, pytest.raises(ChildFault) as caught:
        child.read_line(Deadline(LONG))
    assert caught.value.fault == Fault("crash", "ended with status 0 without an answer")


def test_a_flood_without_a_line_is_an_error(start: Start) -> None:
    """A line has its limit, too."""
    with start("floods_output") as child:
        wait_for(lambda: child.unread > 16 << 20)
        with pytest.raises(ChildFault, match="printed more than 16 MiB"):
            child.read_line(Deadline(LONG))


def test_what_nobody_reads_blocks_nobody(start: Start) -> None:
    """A process may leave unread what it is given, and answer."""
    with start("right", feed=True) as child:
        child.write(bytes(10 << 20))
        child.close_input()
        assert child.read_all(Deadline(LONG)) == b"ok uint8 1\n7\n"


def test_it_runs_in_the_folder_given(tmp_path: Path) -> None:
    """`folder` is the current folder of the process."""
    with Child([sys.executable, "-c", "import os; print(os.getcwd())"], folder=str(tmp_path)) as it:
        assert it.read_all(Deadline(LONG)) == os.fsencode(tmp_path.resolve()) + b"\n"


def test_what_cannot_be_started(tmp_path: Path) -> None:
    """A program that the system refuses is a UsageError."""
    with pytest.raises(UsageError, match="cannot be started"):
        Child([str(tmp_path / "nothing")])


def test_no_thread_leaves_no_process(monkeypatch: pytest.MonkeyPatch, start: Start) -> None:
    """Where no thread can be started the process is ended, and the error passes."""
    seen = []

    def refuse(thread: object) -> None:
        seen.append(thread)
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("threading.Thread.start", refuse)
    with pytest.raises(RuntimeError, match="can't start new thread"):
        start("hang")
    assert len(seen) == 1


def test_a_lost_status_is_a_crash(start: Start) -> None:
    """Where SIGCHLD is ignored nobody knows the status; it does not count as 0."""
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert fault_of(start("right")) == Fault("crash", "ended with status 255")
    finally:
        signal.signal(signal.SIGCHLD, before)
