"""What a process has started is found, and ended; nothing else is."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import psutil
import pytest

from idxcheck.conformance.supervision import process_tree
from idxcheck.conformance.supervision.process_tree import end_group, end_marked, end_tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sessions are those of POSIX")

WAIT = [sys.executable, "-c", "import sys; sys.stdin.read()"]
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """`start(command, ...)` starts a process in a session of its own, which waits for its input."""
    started = []

    def one(command: list[str], **environment: str) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(  # noqa: S603 - ourselves
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield one
    for process in started:
        process.kill()
        process.communicate()


def test_the_marked_are_ended(start: Start, has_ended: Callable[[int], bool]) -> None:
    """Who has the mark in its environment is ended, who has another is not."""
    ours, another = start(WAIT, IDXCHECK_CONFORMANCE="1f"), start(WAIT, IDXCHECK_CONFORMANCE="2f")
    end_marked("1f")
    assert ours.wait() == -9
    assert another.poll() is None
    end_marked("2f")
    assert has_ended(another.pid)


def test_the_tree_is_ended(start: Start, has_ended: Callable[[int], bool]) -> None:
    """Children in sessions of their own are ended with their parent."""
    script = (
        "import subprocess\n"
        f"process = subprocess.Popen({WAIT!r}, start_new_session=True)\n"
        "print(process.pid, flush=True)\n"
        "process.wait()\n"
    )
    first = start([sys.executable, "-c", script])
    assert first.stdout is not None
    below = int(first.stdout.readline())
    end_tree(first.pid)
    assert first.wait() == -9
    assert has_ended(below)


def test_what_has_ended_is_no_error(start: Start) -> None:
    """Nothing is left to end, and nothing happens."""
    process = start([sys.executable, "-c", ""])
    assert process.wait() == 0
    end_tree(process.pid)
    end_group(process.pid)


def test_one_that_ends_meanwhile_is_no_error(monkeypatch: pytest.MonkeyPatch, start: Start) -> None:
    """A process may be gone between finding and ending it."""
    process = start([sys.executable, "-c", ""])
    gone = psutil.Process(process.pid)
    assert process.wait() == 0
    found = iter([[gone], []])
    monkeypatch.setattr(process_tree, "_marked", lambda _: next(found))
    end_marked("3f")
    assert next(found, None) is None


def test_without_psutil_the_group_is_ended(monkeypatch: pytest.MonkeyPatch, start: Start) -> None:
    """The process group needs no psutil; marks do."""
    monkeypatch.setattr(process_tree, "HAS_PSUTIL", False)
    process = start(WAIT, IDXCHECK_CONFORMANCE="4f")
    end_marked("4f")
    assert process.poll() is None
    end_tree(process.pid)
    assert process.wait() == -9
