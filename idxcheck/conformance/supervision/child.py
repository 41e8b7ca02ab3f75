"""One supervised process: started, fed, read, watched, and ended with all that it started."""

import os
import secrets
import sys
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Literal, NoReturn, Self

from idxcheck.conformance.answers import Fault
from idxcheck.conformance.supervision import process_tree
from idxcheck.conformance.supervision.deadline import Deadline
from idxcheck.conformance.supervision.ending import in_words
from idxcheck.conformance.supervision.memory import Watch, peak_of_ended
from idxcheck.conformance.supervision.pipes import OUTPUT_LIMIT, Errors, Input, Output
from idxcheck.conformance.supervision.starting import start

if TYPE_CHECKING:
    import psutil

ERRORS_SHOWN = 400
LOOK_EVERY = 0.02
LOOK_SHARE = 20  # a look at all processes comes after so many times as long as the last took
REAP_FIRST, REAP_MOST = 0.0002, 0.01
LEAVING_WITHIN = 0.1  # what was started with it may end a moment later
KILLED_WITHIN = 5.0
LOST_STATUS = 255  # not 0: where SIGCHLD is ignored nobody knows how it ended


class ChildFault(Exception):  # noqa: N818 - it carries a Fault
    """The process did what it must not, and was ended; `fault` says what."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Child:
    """A process started from `command`, and everything it starts.

    It runs in a session of its own, without a shell, in `folder` (the current one where
    None), with nothing on its standard input, or what `write` gives it where `feed` is set.
    Its standard output is kept up to 16 MiB; of its standard error only the end is. `baseline`
    is the memory it takes by itself, in bytes; None before `memory.settle()`. Who gives a
    `mark` ends what bears it, once, by `process_tree.end_marked`; else `kill` does.

    Raises UsageError where it cannot be started, and ChildFault from the methods that wait;
    then it has been ended. Leaving its context ends it.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        feed: bool = False,
        folder: str | None = None,
        baseline: int | None = None,
        mark: str | None = None,
    ) -> None:
        self._mark = mark or secrets.token_hex(16)
        self._mark_is_shared = mark is not None
        newcomers = process_tree.Newcomers(self._mark)
        self._process = start(command, self._mark, feed=feed, folder=folder)
        self.memory = Watch(self._process.pid, baseline, newcomers)
        self._status: int | None = None
        self._killed = False
        self._next_look = time.monotonic() + LOOK_EVERY
        assert self._process.stdout is not None  # noqa: S101 - asked for
        assert self._process.stderr is not None  # noqa: S101 - asked for
        self._output = Output(self._process.stdout)
        self._errors = Errors(self._process.stderr)
        self._input = None if self._process.stdin is None else Input(self._process.stdin)
        self._pipes = [self._output, self._errors, *([self._input] if self._input else ())]
        try:
            for each in self._pipes:
                each.start()
        except BaseException:  # an interrupt, or no more threads
            self.kill()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.kill()

    @property
    def errors(self) -> str:
        """The last 4 KiB of its standard error so far, as text; not escaped."""
        return self._errors.text

    @property
    def unread(self) -> int:
        """How many bytes of its output have come and were not read."""
        return len(self._output)

    @property
    def _ending(self) -> str:
        assert self._status is not None  # noqa: S101 - it has ended
        return in_words(self._status)

    def write(self, data: bytes) -> None:
        """Give it `data` on its standard input; returns at once, whether it reads or not."""
        assert self._input is not None  # noqa: S101 - `feed` was set
        self._input.write(data)

    def close_input(self) -> None:
        """End its standard input behind everything written."""
        if self._input is not None:
            self._input.close()

    def read_line(self, deadline: Deadline) -> bytes:
        r"""Return the next line of its output, without its `\n`."""
        self._await(self._output.wait_line, deadline)
        self._refuse_flood()
        line = self._output.take_line()
        if line is None:
            self._await_end(deadline)
            self._fail("crash", f"{self._ending} without an answer")
        self.memory.glance()
        self._refuse_memory()
        return line

    def read_all(self, deadline: Deadline) -> bytes:
        """Return all it prints until it ends by itself: with status 0, and leaving nothing behind.

        What ends together with it, or a moment later, was not left behind.
        """
        self._await(self._output.wait_end, deadline)
        self._refuse_flood()
        self._await_end(deadline)
        left = self._left_behind()
        self.close_input()
        are_closed = all(each.join(LOOK_EVERY) for each in self._pipes)
        self._killed |= self._mark_is_shared and are_closed and not left  # nothing is left to kill
        self._refuse_memory()
        if self._status != 0:
            self._fail("crash", self._ending)
        if left:
            many = f"{len(left)} process{'es' if len(left) > 1 else ''}"
            names = ", ".join(process_tree.names_of(left))
            process_tree.end_all(left)  # one that has dropped our mark is not found again
            self._fail("error", f"left {many} behind: {names}")
        if not are_closed:  # by something that bears no mark, or is nowhere seen
            self.kill()
        return self._output.take_all()

    def _left_behind(self) -> list["psutil.Process"]:
        """Return what it started and still runs, after a moment to end."""
        moment = Deadline(LEAVING_WITHIN)
        while True:
            self.memory.glance()
            left = process_tree.running_outside(self._process.pid, self.memory.processes)
            if not left or not moment.left:
                return left
            time.sleep(REAP_MOST)

    def kill(self) -> None:
        """End it, whatever it started, and the threads at its pipes; once is enough."""
        if self._killed:
            return
        self._killed = True
        if self._status is None:
            if sys.platform == "win32":  # pragma: no cover - it has no process groups
                self._process.kill()
            process_tree.end_tree(self._process.pid)
            end = Deadline(KILLED_WITHIN)
            while not self._reap() and end.left:
                time.sleep(REAP_FIRST)
        process_tree.end_marked(self._mark)
        self.close_input()
        for each in self._pipes:
            each.join(1.0)

    def _await(self, wait: Callable[[float], bool], deadline: Deadline) -> None:
        while not wait(min(deadline.left, LOOK_EVERY)):
            self._check(deadline)

    def _await_end(self, deadline: Deadline) -> None:
        pause = REAP_FIRST
        while not self._reap():
            self._check(deadline)
            time.sleep(min(pause, deadline.left))
            pause = min(2 * pause, REAP_MOST)

    def _check(self, deadline: Deadline) -> None:
        """Refuse what takes too much or too long."""
        now = time.monotonic()
        if now >= self._next_look:
            self.memory.look()
            self._next_look = now + max(LOOK_EVERY, LOOK_SHARE * (time.monotonic() - now))
        else:
            self.memory.glance()
        self._refuse_memory()
        if not deadline.left:
            self._fail("hang", self._hanging(deadline))

    def _hanging(self, deadline: Deadline) -> str:
        late = f"in {deadline.seconds:g} s"
        if self._output.ended:
            return f"closed its output, but did not end {late}"
        if self._reap():
            return f"ended, but what it started still held its output after {deadline.seconds:g} s"
        return f"no answer {late}"

    def _refuse_memory(self) -> None:
        if excess := self.memory.excess:
            self._fail("memory", excess)

    def _refuse_flood(self) -> None:
        if self._output.flooded:
            self._fail("error", f"printed more than {OUTPUT_LIMIT >> 20} MiB")

    def _fail(self, kind: Literal["crash", "hang", "memory", "error"], message: str) -> NoReturn:
        self.kill()
        end = " / ".join(filter(None, map(str.strip, self.errors.splitlines())))
        if len(end) > ERRORS_SHOWN:
            end = f"...{end[-ERRORS_SHOWN:]}"
        raise ChildFault(
            Fault(kind, f"{message}; its standard error ends: {end}" if end else message)
        )

    def _reap(self) -> bool:
        """Whether it has ended; if so its status is known, and its group was ended, too."""
        if self._status is not None:
            return True
        if sys.platform == "win32":  # pragma: no cover - there is no wait4
            self._status = self._process.poll()
            return self._status is not None
        code = LOST_STATUS
        try:
            pid, status, usage = os.wait4(self._process.pid, os.WNOHANG)
        except ChildProcessError:
            pass
        else:
            if pid == 0:
                return False
            self.memory.count(peak_of_ended(usage.ru_maxrss))
            code = os.waitstatus_to_exitcode(status)
        process_tree.end_group(self._process.pid)  # at once, before the number has a new owner
        self._status = self._process.returncode = code
        return True
