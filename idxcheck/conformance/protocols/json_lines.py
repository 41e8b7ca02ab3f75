"""An adapter that speaks IDXP/1: JSON lines over the standard streams of one process."""

import os
import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from idxcheck.conformance.adapter import Capabilities, Implementation
from idxcheck.conformance.answers import Answer, Fault, Leaked, Rejected, Unsupported, Written
from idxcheck.conformance.protocols.messages import (
    VERSION,
    BadMessage,
    answered,
    array_members,
    request,
    started,
)
from idxcheck.conformance.reproducing import shell_line_that_makes
from idxcheck.conformance.supervision.child import Child, ChildFault, Deadline
from idxcheck.conformance.supervision.memory import measurable
from idxcheck.conformance.supervision.starting import find_command
from idxcheck.errors import UsageError
from idxcheck.vectors import Reading

START_WITHIN, STOP_WITHIN = 60.0, 1.0  # seconds
LONGEST_FILE = 16 << 20  # of what was written, in bytes
START: dict[str, object] = {"op": "start", "version": VERSION, "scratch": "."}


class JsonLines:
    """The implementation that `command` serves, asked over IDXP/1 by one process.

    After a fault that process, and all it has started, is ended; the next question starts
    another. What it claims at the first start stays: another claim later is a fault. Each
    question has `seconds` to be answered, a start 60. Reproducers name the command `shown`, if
    there is one.
    """

    def __init__(
        self, command: Sequence[str], *, seconds: float = 5.0, shown: Sequence[str] = ()
    ) -> None:
        self._command = list(command)
        self._shown = list(shown)
        self._seconds = seconds
        self._claims = Implementation(" ".join(command)), Capabilities()
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
        # On Windows a file that is still mapped stays where it is.
        self._scratch = TemporaryDirectory(prefix="idxcheck-", ignore_cleanup_errors=True)
        try:
            self._child, self._claims = self._started()
        except (ChildFault, BadMessage) as error:
            self._scratch.cleanup()
            raise UsageError(
                f"{shlex.join(self._command)} does not speak IDXP/{VERSION}: {error};"
                f" next: see what comes of {_pipe([], self._command)}"
            ) from None
        except BaseException:
            self._scratch.cleanup()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let it stop, for a second; then end it. Nothing is left behind."""
        try:
            if self._child is not None and kind is None:
                self._child.write(request("stop", self._next_seq()))
                self._child.close_input()
                self._child.wait(Deadline(STOP_WITHIN))
        except ChildFault:  # it runs on, and was ended
            pass
        finally:
            self._end()
            self._scratch.cleanup()

    def read(self, data: bytes, ending: str, *, heavy: bool = False) -> Answer:  # noqa: ARG002 - every question is asked of another process
        """Let it read a file of these bytes."""
        with self._folder() as folder:
            return self._ask(folder, "read", path=_file(folder, data, ending))

    def write(self, reading: Reading, ending: str) -> Answer:
        """Let it write `reading`."""
        with self._folder() as folder:
            to = Path(folder, f"case{ending}")
            answer = self._ask(folder, "write", path=str(to), array=array_members(reading))
            return _written(to) if isinstance(answer, Written) else answer

    def rewrite(self, data: bytes, ending: str) -> Answer:
        """Let it read such a file, and write what it has read."""
        with self._folder() as folder:
            path, to = _file(folder, data, ending), Path(folder, f"written{ending}")
            answer = self._ask(folder, "rewrite", path=path, to=str(to))
            return _written(to) if isinstance(answer, Written) else answer

    def reproducer(self, data: bytes, ending: str) -> str:
        """Return the line that makes the file, and pipes start, read and stop to the command."""
        name = f"case{ending}"
        asked = self._pipe({"op": "read", "path": name})
        return f"{shell_line_that_makes(data, name)} && {asked}"

    def writing_reproducer(self, reading: Reading, ending: str) -> str:
        """Return the line that lets it write `reading`, and prints the bytes of the file."""
        to = f"written{ending}"
        asked = self._pipe({"op": "write", "path": to, "array": array_members(reading)})
        return f"{asked} && {_show(to)}"

    def rewriting_reproducer(self, data: bytes, ending: str) -> str:
        """Return the line that lets it read such a file and write it, and prints the bytes."""
        name, to = f"case{ending}", f"written{ending}"
        asked = self._pipe({"op": "rewrite", "path": name, "to": to})
        return f"{shell_line_that_makes(data, name)} && {asked} && {_show(to)}"

    def _ask(self, folder: str, op: str, **members: object) -> Answer:
        """Ask the process that runs, or a new one, and end it where the answer is a fault.

        `folder` is left out where the answer names a file in it: its name is another each time.
        """
        try:
            answer = self._answer(self._running(), op, members)
        except ChildFault as error:
            answer = error.fault
        except BadMessage as error:
            answer = Fault("error", str(error))
        except UsageError as error:  # it could be started once
            answer = Fault("crash", str(error))
        if isinstance(answer, Fault):
            self._end()
        return _without(f"{folder}{os.sep}", answer)

    def _answer(self, child: Child, op: str, members: dict[str, object]) -> Answer:
        if child.unread:
            raise BadMessage("printed something before it was asked")
        seq = self._next_seq()
        child.write(request(op, seq, **members))
        answer = answered(child.read_line(Deadline(self._seconds)), seq)
        if not isinstance(answer, Fault):
            _refuse_more(child)
        return answer

    def _pipe(self, question: dict[str, object]) -> str:
        return _pipe([question], self._shown or self._command)

    def _running(self) -> Child:
        """Return the process, started again where it was ended."""
        if self._child is None:
            self._child, claims = self._started()
            if claims != self._claims:
                raise BadMessage(f"claimed {_told(self._claims)}, and {_told(claims)} once more")
        return self._child

    def _started(self) -> tuple[Child, tuple[Implementation, Capabilities]]:
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

    def _folder(self) -> TemporaryDirectory[str]:
        # A folder for each question: nothing is found there of an earlier one, nor by its name.
        Path(self._scratch.name).mkdir(exist_ok=True)  # whoever took it away
        return TemporaryDirectory(dir=self._scratch.name, ignore_cleanup_errors=True)


def _refuse_more(child: Child) -> None:
    if child.unread:
        raise BadMessage("printed more than one line for an answer")


def _without(folder: str, answer: Answer) -> Answer:
    match answer:
        case Rejected(message=text) | Leaked(message=text) | Fault(message=text):
            return replace(answer, message=text.replace(folder, ""))
        case Unsupported(reason=text):
            return Unsupported(text.replace(folder, ""))
    return answer


def _file(folder: str, data: bytes, ending: str) -> str:
    path = Path(folder, f"case{ending}")
    path.write_bytes(data)
    return str(path)


def _written(path: Path) -> Answer:
    """Return what an adapter wrote, whatever that is."""
    try:
        if not path.is_file():
            return Fault("error", "wrote no regular file") if path.exists() else Written(None)
        with path.open("rb") as file:
            data = file.read(LONGEST_FILE + 1)
    except OSError as error:
        return Fault("error", f"wrote a file that cannot be read: {error}")
    if len(data) > LONGEST_FILE:
        return Fault("error", f"wrote a file of more than {LONGEST_FILE >> 20} MiB")
    return Written(data)


def _told(claims: tuple[Implementation, Capabilities]) -> str:
    implementation, capabilities = claims
    return f"{implementation.name} {implementation.version} {capabilities}"


def _pipe(questions: list[dict[str, object]], command: Sequence[str]) -> str:
    """Return the line of a shell that asks `command` these questions; Python makes the JSON."""
    asked: list[dict[str, object]] = [START, *questions, {"op": "stop"}]
    lines = [{**each, "seq": seq} for seq, each in enumerate(asked)]
    script = f"import json; [print(json.dumps(each)) for each in {lines}]"
    return f'python -c "{script}" | {shlex.join(command)}'


def _show(name: str) -> str:
    return f"python -c \"print(open('{name}', 'rb').read().hex())\""
