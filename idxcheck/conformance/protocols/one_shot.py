"""An adapter that is a command, run anew for every question: `CMD FILE`, `CMD --write FILE`."""

import secrets
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from idxcheck.conformance.adapter import Capabilities, Implementation
from idxcheck.conformance.answers import Answer, Fault, Unsupported, Written
from idxcheck.conformance.protocols.folders import case_file, in_new_folder, new_folder
from idxcheck.conformance.protocols.text_answers import read_answer, write_answer
from idxcheck.conformance.protocols.written import written
from idxcheck.conformance.reproducing import shell_line_that_makes, shell_line_that_shows
from idxcheck.conformance.supervision.child import Child, ChildFault
from idxcheck.conformance.supervision.deadline import Deadline
from idxcheck.conformance.supervision.memory import measurable
from idxcheck.conformance.supervision.process_tree import end_marked
from idxcheck.conformance.supervision.starting import find_command
from idxcheck.errors import UsageError
from idxcheck.vectors import Reading

# Two MNIST images, which most readers read: what the adapter takes for it, it takes by itself.
PLAIN_FILE = bytes.fromhex("00000803 00000002 0000001C 0000001C") + bytes(2 * 28 * 28)
ONE_ELEMENT = Reading("uint8", (1,), (7,))
ENDINGS = (".idx", ".mat")


class OneShot:
    """The implementation behind `command`; each question may take `seconds`, its start included.

    It is asked to write once at first: where the answer is not `ok` it counts as a reader
    alone, and `notes` say what it answered. Paths in `command` count from the current folder.
    Entering raises UsageError where the command cannot be started. Reproducers name the command
    `shown`, if there is one.
    """

    def __init__(
        self, command: Sequence[str], *, seconds: float = 5.0, shown: Sequence[str] = ()
    ) -> None:
        self._given = list(shown or command)
        self._command = find_command(command)
        self._seconds = seconds
        self._mark = secrets.token_hex(16)
        self._baseline: int | None = None
        self._capabilities = Capabilities()
        self.notes: tuple[str, ...] = ()
        self.fault_at_stop: Fault | None = None  # each question has its own end

    @property
    def implementation(self) -> Implementation:
        """The file name of the command, and its arguments."""
        return Implementation(" ".join([Path(self._given[0]).name, *self._given[1:]]))

    @property
    def capabilities(self) -> Capabilities:
        """To read; to write as well where it does."""
        return self._capabilities

    @property
    def measures_memory(self) -> bool:
        """Whether psutil is there."""
        return measurable()

    def __enter__(self) -> Self:
        self._baseline = self._measure()
        probes = [self.write(ONE_ELEMENT, ending) for ending in ENDINGS]
        if any(isinstance(each, Written) for each in probes):
            self._capabilities = Capabilities(("read", "write", "round-trip"))
        else:
            self.notes = (f"writing was not asked: --write was answered with {_words(probes[0])}",)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        end_marked(self._mark)

    def read(
        self,
        data: bytes,
        ending: str,
        *,
        heavy: bool = False,  # noqa: ARG002 - every question has a process of its own
    ) -> Answer:
        """Let it read a file of these bytes, in a new folder, whose name ends in `ending`."""
        return in_new_folder(
            lambda folder: self._ask([case_file(folder, data, ending)], read_answer)
        )

    def write(self, reading: Reading, ending: str) -> Answer:
        """Let it write `reading` to a file, in a new folder, whose name ends in `ending`."""

        def ask(folder: Path) -> Answer:
            path = folder / f"case{ending}"
            answer = self._ask(["--write", str(path)], write_answer, reading.text.encode())
            return written(path) if isinstance(answer, Written) else answer

        return in_new_folder(ask)

    def rewrite(self, data: bytes, ending: str) -> Answer:  # noqa: ARG002 - as the protocol has it
        """Say that there is no such question in plain text."""
        return Unsupported("a command that answers in plain text is not asked to rewrite")

    def reproducer(self, data: bytes, ending: str) -> str:
        """Return the line of a shell that makes the file, here, and lets the command read it."""
        file = f"case{ending}"
        return f"{shell_line_that_makes(data, file)} && {shlex.join([*self._given, file])}"

    def writing_reproducer(self, reading: Reading, ending: str) -> str:
        """Return the line that lets the command write `reading`, here, and prints the bytes."""
        file = f"case{ending}"
        make = shell_line_that_makes(reading.text.encode(), "case.txt")
        write = f"{shlex.join([*self._given, '--write', file])} < case.txt"
        return f"{make} && {write} && {shell_line_that_shows(file)}"

    def rewriting_reproducer(self, data: bytes, ending: str) -> str:
        """Return the same as `reproducer`: rewriting is not asked."""
        return self.reproducer(data, ending)

    def _measure(self) -> int:
        """Return the memory it takes by itself, in bytes: at most what a plain file needs."""
        with new_folder() as folder:
            command = [*self._command, case_file(folder, PLAIN_FILE, ".idx")]
            deadline = Deadline(self._seconds)
            with Child(command, mark=self._mark) as child:
                try:
                    child.read_all(deadline)
                except ChildFault as fault:  # the first case says so again
                    if fault.fault.kind == "memory":
                        return 0
                return child.memory.peak

    def _ask(
        self,
        arguments: list[str],
        understand: Callable[[bytes], Answer],
        given: bytes | None = None,
    ) -> Answer:
        deadline = Deadline(self._seconds)
        command = [*self._command, *arguments]
        try:
            with Child(
                command, feed=given is not None, baseline=self._baseline, mark=self._mark
            ) as child:
                if given is not None:
                    child.write(given)
                    child.close_input()
                output = child.read_all(deadline)
        except ChildFault as fault:
            return fault.fault
        except UsageError as error:  # it could be started before
            return Fault("crash", str(error))
        return understand(output)


def _words(answer: Answer) -> str:
    match answer:
        case Fault(kind=kind, message=message):
            return f"{kind}: {message}"
        case Unsupported(reason=reason):
            return f"unsupported {reason}"
    return f"{type(answer).__name__.lower()} {getattr(answer, 'message', '')}"
