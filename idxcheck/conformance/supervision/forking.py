"""A question asked in a child process, so that what hangs, dies or takes all memory is the child.

The child is a fork: it has the functions in question, whatever they are, and their modules.
"""

import faulthandler
import multiprocessing
import os
import time
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import cast

from idxcheck.conformance.answers import Answer, Fault
from idxcheck.conformance.supervision import process_tree
from idxcheck.conformance.supervision.deadline import Deadline
from idxcheck.conformance.supervision.ending import in_words
from idxcheck.conformance.supervision.memory import Watch, measurable

SECONDS = 5.0
LOOK_EVERY = 0.02
ENDS_WITHIN = 1.0  # behind the end of its pipe


def can_fork() -> bool:
    """Whether this system has forks; Windows has none."""
    return "fork" in multiprocessing.get_all_start_methods()


def can_measure() -> bool:
    """Whether there are child processes, and the memory they take is seen."""
    return can_fork() and measurable()


def in_child(question: Callable[[], Answer], *, seconds: float = SECONDS) -> Answer:
    """Return what `question` answers in a child process.

    A Fault instead, if there is no answer in time, the child grows by more than 256 MiB, or
    it ends without one. The child is ended, and all that it started.
    """
    ours, theirs = multiprocessing.Pipe()
    child = _start(question, ours, theirs)
    try:
        theirs.close()
        watch = Watch(cast("int", child.pid))
        watch.settle()
        ours.send(None)
        return _answer(child, ours, watch, time.monotonic() + seconds, seconds)
    finally:
        process_tree.end_tree(cast("int", child.pid))
        ours.close()
        child.join()
        child.close()


def _start(question: Callable[[], Answer], ours: Connection, theirs: Connection) -> BaseProcess:
    child = multiprocessing.get_context("fork").Process(
        target=_in_child, args=(question, ours, theirs)
    )
    with warnings.catch_warnings():
        # From Python 3.12 on. The child calls the reader, and none of the other threads.
        warnings.filterwarnings("ignore", ".*fork.* may lead to deadlocks", DeprecationWarning)
        child.start()
    return child


def _in_child(question: Callable[[], Answer], ours: Connection, theirs: Connection) -> None:
    """Answer once the other end says so, and wait to be ended.

    By then the other end knows what memory was taken at the start, and sees what was taken.
    """
    ours.close()
    os.setsid()
    faulthandler.disable()  # a crash is an answer, told by the one who asked
    theirs.recv()
    theirs.send(question())
    theirs.recv()


def _answer(
    child: BaseProcess, ours: Connection, watch: Watch, end: float, seconds: float
) -> Answer:
    while True:
        answered = ours.poll(LOOK_EVERY)
        watch.look()
        if watch.excess:
            return Fault("memory", watch.excess)
        if answered:
            break
        if not child.is_alive() and not ours.poll():
            return _crash(child)
        if time.monotonic() > end:
            return Fault("hang", f"no answer in {seconds:g} s")
    try:
        return cast("Answer", ours.recv())
    except EOFError:
        return _crash(child)


def _crash(child: BaseProcess) -> Fault:
    # `join` waits without end for one that has closed all its files, and runs on.
    end = Deadline(ENDS_WITHIN)
    while child.is_alive() and end.left:
        time.sleep(LOOK_EVERY)
    code = child.exitcode
    if code is None:
        return Fault("crash", "closed the pipe for its answer")
    return Fault("crash", in_words(code) + (" without an answer" if code >= 0 else ""))
