"""A question in a child process: whatever the child does, there is an answer."""

import faulthandler
import multiprocessing
import os
import signal
import sys
import time
import warnings
from collections.abc import Iterator
from multiprocessing import Pipe
from pathlib import Path
from typing import NoReturn

import psutil
import pytest

from idxcheck.conformance.answers import Answer, Fault, Rejected
from idxcheck.conformance.supervision import forking
from idxcheck.conformance.supervision.forking import can_fork, can_measure, in_child

pytestmark = pytest.mark.skipif(not can_fork(), reason="there are no forks")


@pytest.fixture(autouse=True)
def _no_process_left() -> Iterator[None]:
    """No child of ours outlives a question."""
    before = {each.pid for each in psutil.Process().children()}
    yield
    assert {each.pid for each in psutil.Process().children()} == before


def test_the_answer_of_a_child() -> None:
    """The answer comes from another process."""
    answer = in_child(lambda: Rejected(str(os.getpid())))
    assert isinstance(answer, Rejected)
    assert int(answer.message) != os.getpid()


def test_a_crash() -> None:
    """A child that dies is told by its signal."""

    def question() -> Answer:
        os.kill(os.getpid(), signal.SIGSEGV)
        return Rejected("never")

    assert in_child(question) == Fault("crash", "killed by signal 11 (SIGSEGV)")


@pytest.mark.skipif(sys.platform != "linux", reason="their numbers are those of Linux")
def test_a_signal_without_a_name() -> None:
    """A real-time signal has a number alone."""

    def question() -> Answer:
        os.kill(os.getpid(), 40)
        return Rejected("never")

    assert in_child(question) == Fault("crash", "killed by signal 40")


def test_an_end_without_an_answer() -> None:
    """A child that ends, well or badly, has not answered."""

    def question() -> NoReturn:
        os._exit(0)

    assert in_child(question) == Fault("crash", "ended with status 0 without an answer")


def test_an_end_that_something_outlives(tmp_path: Path) -> None:
    """The end is seen, although a process of the child's still holds its pipe; it is ended."""
    place = tmp_path / "pid"

    def question() -> NoReturn:
        pid = os.fork()
        if pid:
            place.write_text(str(pid))
            os._exit(3)
        time.sleep(60)
        os._exit(0)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of os.fork, from Python 3.12 on
        assert in_child(question) == Fault("crash", "ended with status 3 without an answer")
    grandchild = int(place.read_text())
    end = time.monotonic() + 10
    while psutil.pid_exists(grandchild) and time.monotonic() < end:
        if psutil.Process(grandchild).status() == psutil.STATUS_ZOMBIE:
            break
        time.sleep(0.01)
    else:
        assert not psutil.pid_exists(grandchild)


@pytest.mark.slow
def test_a_closed_pipe() -> None:
    """A child that closes what it must answer through, and runs on, has not answered."""

    def question() -> NoReturn:
        os.closerange(3, 256)
        while True:
            time.sleep(60)

    assert in_child(question) == Fault("crash", "closed the pipe for its answer")


def test_a_hang() -> None:
    """A child that does not answer in time is ended."""

    def question() -> Answer:
        time.sleep(60)
        return Rejected("never")

    assert in_child(question, seconds=0.1) == Fault("hang", "no answer in 0.1 s")


@pytest.mark.slow
@pytest.mark.skipif(not can_measure(), reason="psutil is not installed")
@pytest.mark.parametrize("then", ["answers", "goes on"])
def test_memory(then: str) -> None:
    """A child that takes too much is ended, also where it answers all the same."""

    def question() -> Answer:
        taken = b"\1" * (400 << 20)
        while then == "goes on":
            time.sleep(0.01)
        return Rejected(str(len(taken)))

    answer = in_child(question)
    assert isinstance(answer, Fault)
    assert answer.kind == "memory"
    assert answer.message.startswith("grew by ")
    assert answer.message.endswith(" MiB, over 256 MiB")


@pytest.mark.slow
def test_memory_of_the_parent_does_not_count() -> None:
    """What this process takes already is no growth."""
    taken = b"\1" * (300 << 20)
    assert in_child(lambda: Rejected(str(len(taken)))) == Rejected("314572800")


def test_an_answer_that_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child whose end closes behind the first look has crashed as well."""

    def closes(
        _: object,
        ours: multiprocessing.connection.Connection,
        theirs: multiprocessing.connection.Connection,
    ) -> None:
        ours.close()
        theirs.recv()
        theirs.close()
        os._exit(4)

    monkeypatch.setattr(forking, "_in_child", closes)
    answer = in_child(lambda: Rejected("never"))
    assert answer == Fault("crash", "ended with status 4 without an answer")


def test_the_warning_of_a_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.12 warns of forks beside threads; that one warning is not passed on."""
    real = os.fork

    def fork() -> int:
        warnings.warn(
            "This process (pid=1) is multi-threaded, use of fork() may lead to deadlocks in"
            " the child.",
            DeprecationWarning,
            stacklevel=2,
        )
        return real()

    monkeypatch.setattr(os, "fork", fork)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert in_child(lambda: Rejected("no")) == Rejected("no")
    assert caught == []


def test_what_the_child_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits, answers, and waits to be ended; a crash of its leaves no trace on a terminal."""
    done: list[str] = []
    monkeypatch.setattr(os, "setsid", lambda: done.append("session"))
    monkeypatch.setattr(faulthandler, "disable", lambda: done.append("quiet"))
    ours, theirs = Pipe()
    spare, _ = Pipe()
    ours.send(None)
    ours.send(None)
    forking._in_child(lambda: Rejected("no"), spare, theirs)  # noqa: SLF001 - nothing measures it in the child
    assert spare.closed
    assert ours.recv() == Rejected("no")
    assert done == ["session", "quiet"]


def test_a_system_without_forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """There nothing is measured."""
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert not can_fork()
    assert not can_measure()
