"""An adapter that speaks IDXP/1: JSON lines over the standard streams of one process."""

import shlex
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from idxcheck.conformance.adapter import Capabilities, Implementation
from idxcheck.conformance.answers import Answer, Fault, Written
from idxcheck.conformance.protocols.folders import (
    case_file,
    damage,
    in_new_folder,
    make_folder,
    remove_folder,
    spoilt,
)
from idxcheck.conformance.protocols.idxp_lines import (
    piped,
    reading_line,
    rewriting_line,
    writing_line,
)
from idxcheck.conformance.protocols.messages import (
    VERSION,
    Introduction,
    answered,
    array_members,
    changes,
    request,
    started,
    stopped,
)
from idxcheck.conformance.protocols.strict_json import BadMessage
from idxcheck.conformance.protocols.written import written
from idxcheck.conformance.supervision.child import Child, ChildFault
from idxcheck.conformance.supervision.deadline import Deadline
from idxcheck.conformance.supervision.memory import measurable
from idxcheck.conformance.supervision.starting import find_command
from idxcheck.errors import UsageError
from idxcheck.vectors import Reading

START_WITHIN, STOP_WITHIN = 60.0, 5.0  # seconds


class JsonLines:
    """The implementation that `command` serves, asked over IDXP/1 by one process.

    After a fault that process, and all it has started, is ended; the next question starts
    another. What it claims at the first start stays: another claim later is a fault. Each
    question has `seconds` to be answered, a start 60, and the end 5; what goes wrong there is
    `fault_at_stop`. Reproducers name the command `shown`, if there is one.
    """

    def __init__(
        self, command: Sequence[str], *, seconds: float = 5.0, shown: Sequence[str] = ()
    ) -> None:
        self._command = list(command)
        self._shown = list(shown)
        self._seconds = seconds
        self.notes: tuple[str, ...] = ()  # what it says of itself stands in the report
        self.fault_at_stop: Fault | None = None
        self._claims: Introduction = Implementation(" ".join(command)), Capabilities()
        self._child: Child | None = None
        self._scratch: TemporaryDirectory[str]
        self._seq = -1

    @property
    def implementation(self) -> Implementation:
        """Who answers; before the start, the command."""
        return self._claims[0]

    @property
    def capabilities(self) -> Capabilities:
        """What is claimed; before the start, to read."""
        return self._claims[1]

    @property
    def measures_memory(self) -> bool:
        """Whether psutil is there to see it grow."""
        return measurable()

    def __enter__(self) -> Self:
        """Start. Raises UsageError where that fails: what was found, and how to see more."""
        self._command = find_command(self._command)
        self.fault_at_stop = None
        self._scratch = make_folder()
        try:
            self._child, self._claims = self._started()
        except (ChildFault, BadMessage) as error:
            remove_folder(self._scratch)
            raise UsageError(
                f"{shlex.join(self._command)} does not speak IDXP/{VERSION}: {error};"
                f" next: see what comes of {piped(self._command)}"
            ) from None
        except BaseException:
            remove_folder(self._scratch)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let it stop, for some seconds; then end it. Nothing is left behind."""
        try:
            if self._child is not None and kind is None:
                self.fault_at_stop = self._stopping(self._child)
        finally:
            self._end()
            remove_folder(self._scratch)

    def read(self, data: bytes, ending: str, *, heavy: bool = False) -> Answer:  # noqa: ARG002 - every question is asked of another process
        """Let it read a file of these bytes."""
        return self._in_folder(
            lambda folder: self._ask("read", path=case_file(folder, data, ending))
        )

    def write(self, reading: Reading, ending: str) -> Answer:
        """Let it write `reading`."""

        def ask(folder: Path) -> Answer:
            to = folder / f"case{ending}"
            answer = self._ask("write", path=str(to), array=array_members(reading))
            return written(to) if isinstance(answer, Written) else answer

        return self._in_folder(ask)

    def rewrite(self, data: bytes, ending: str) -> Answer:
        """Let it read such a file, and write what it has read."""

        def ask(folder: Path) -> Answer:
            to = folder / f"written{ending}"
            answer = self._ask("rewrite", path=case_file(folder, data, ending), to=str(to))
            return written(to) if isinstance(answer, Written) else answer

        return self._in_folder(ask)

    def reproducer(self, data: bytes, ending: str) -> str:
        """Return the line that makes the file, and pipes start, read and stop to the command."""
        return reading_line(self._shown or self._command, data, ending)

    def writing_reproducer(self, reading: Reading, ending: str) -> str:
        """Return the line that lets it write `reading`, and prints the bytes of the file."""
        return writing_line(self._shown or self._command, reading, ending)

    def rewriting_reproducer(self, data: bytes, ending: str) -> str:
        """Return the line that lets it read such a file and write it, and prints the bytes."""
        return rewriting_line(self._shown or self._command, data, ending)

    def _in_folder(self, ask: Callable[[Path], Answer]) -> Answer:
        """Return what `ask` answers about a new folder; where that is a fault, end the process."""
        # A folder for each question: nothing is found there of an earlier one, nor by its name.
        answer = in_new_folder(ask, self._scratch.name)
        answer = spoilt(answer, Path(self._scratch.name), "its scratch folder")
        if isinstance(answer, Fault):
            self._end()
        if damage(Path(self._scratch.name)):
            remove_folder(self._scratch)
            with suppress(OSError):  # the next question says so
                self._scratch = make_folder()
        return answer

    def _ask(self, op: str, **members: object) -> Answer:
        """Ask the process that runs, or a new one."""
        try:
            return self._answer(self._running(), op, members)
        except ChildFault as error:
            return error.fault
        except BadMessage as error:
            return Fault("error", str(error))
        except UsageError as error:  # it could be started once
            return Fault("crash", str(error))

    def _answer(self, child: Child, op: str, members: dict[str, object]) -> Answer:
        _refuse_unasked(child)
        seq = self._next_seq()
        child.write(request(op, seq, **members))
        answer = answered(child.read_line(Deadline(self._seconds)), seq)
        if not isinstance(answer, Fault):
            _refuse_more(child)
        return answer

    def _stopping(self, child: Child) -> Fault | None:
        """Let it stop, and return what was wrong with that."""
        seq = self._next_seq()
        try:
            _refuse_unasked(child)
            child.write(request("stop", seq))
            child.close_input()
            stopped(child.read_all(Deadline(STOP_WITHIN)), seq)
        except ChildFault as error:
            if error.fault.kind == "hang":
                return Fault("hang", f"did not end in {STOP_WITHIN:g} s")
            return error.fault
        except BadMessage as error:
            return Fault("error", str(error))
        return None

    def _running(self) -> Child:
        """Return the process, started again where it was ended."""
        if self._child is None:
            self._child, claims = self._started()
            if new := changes(self._claims, claims):
                raise BadMessage(f"claims something else after a restart: {new}")
        return self._child

    def _started(self) -> tuple[Child, Introduction]:
        """Start a process and return what it claims. Raises ChildFault, BadMessage, UsageError."""
        child = Child(self._command, feed=True)
        try:
            seq = self._next_seq()
            child.write(request("start", seq, version=VERSION, scratch=self._scratch.name))
            claims = started(child.read_line(Deadline(START_WITHIN)), seq)
            _refuse_more(child)
            child.memory.settle()
        except BaseException:
            child.kill()
            raise
        return child, claims

    def _next_seq(self) -> int:
        self._seq += 1
        return self._seq

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child = None


def _refuse_unasked(child: Child) -> None:
    if child.unread:
        raise BadMessage("printed something before it was asked")


def _refuse_more(child: Child) -> None:
    if child.unread:
        raise BadMessage("printed more than one line for an answer")
