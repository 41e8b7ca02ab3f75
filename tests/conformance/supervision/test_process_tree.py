"""What a process has started is found, and ended; nothing else is."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import psutil
import pytest

from idxcheck.conformance.supervision import process_tree
from idxcheck.conformance.supervision.process_tree import (
    Newcomers,
    end_all,
    end_group,
    end_marked,
    end_tree,
    names_of,
    running_outside,
)

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


def test_newcomers_are_found_once(start: Start) -> None:
    """Those with the mark that come are found, and not found again."""
    start(WAIT, IDXCHECK_CONFORMANCE="5f")
    newcomers = Newcomers("5f")
    assert newcomers() == []
    ours = start(WAIT, IDXCHECK_CONFORMANCE="5f")
    start(WAIT, IDXCHECK_CONFORMANCE="6f")
    assert [each.pid for each in newcomers()] == [ours.pid]
    assert newcomers() == []


def test_who_has_no_environment_yet_is_looked_at_again(
    monkeypatch: pytest.MonkeyPatch, start: Start
) -> None:
    """A process in the middle of its start shows its mark the next time."""
    newcomers = Newcomers("7f")
    ours = start(WAIT, IDXCHECK_CONFORMANCE="7f")
    with monkeypatch.context() as patch:
        patch.setattr(psutil.Process, "environ", lambda _: {})
        assert newcomers() == []
    assert [each.pid for each in newcomers()] == [ours.pid]


def test_those_that_run_outside(start: Start) -> None:
    """Neither the group itself, nor what has ended, whether it was waited for or not."""
    first, second, gone = start(WAIT), start(WAIT), start([sys.executable, "-c", ""])
    waiting = start([sys.executable, "-c", ""])
    found = [psutil.Process(each.pid) for each in (first, second, gone, waiting)]
    assert gone.wait() == 0
    while psutil.Process(waiting.pid).status() != psutil.STATUS_ZOMBIE:
        pass
    assert running_outside(first.pid, found) == [found[1]]
    assert names_of(found[1:3]) == [found[1].name()]
    assert names_of(found[2:3]) == []


def test_without_psutil_the_group_is_ended(monkeypatch: pytest.MonkeyPatch, start: Start) -> None:
    """The process group needs no psutil; marks do."""
    monkeypatch.setattr(process_tree, "HAS_PSUTIL", False)
    process = start(WAIT, IDXCHECK_CONFORMANCE="4f")
    end_marked("4f")
    assert process.poll() is None
    newcomers = Newcomers("4f")
    another = start(WAIT, IDXCHECK_CONFORMANCE="4f")
    assert newcomers() == []
    for each in (process, another):
        end_tree(each.pid)
        assert each.wait() == -9


def test_those_that_are_named_are_ended(start: Start) -> None:
    """Whether they bear a mark or not; one that has ended already is no matter."""
    first, second = start(WAIT), start(WAIT)
    named = [psutil.Process(each.pid) for each in (first, second)]
    first.kill()
    first.wait()
    end_all(named)
    assert second.wait(60) == -9
