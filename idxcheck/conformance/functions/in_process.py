"""Python functions under test, in this process.

`read(path) -> array` returns anything that numpy.asarray takes, `write(path, array)` returns
nothing. What a faulty one may exhaust memory or hang on is asked in a child process.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from idxcheck.conformance.adapter import Capabilities, Implementation
from idxcheck.conformance.answers import (
    Answer,
    Fault,
    Leaked,
    Rejected,
    Unsupported,
    Written,
)
from idxcheck.conformance.cases import DIRECTIONS, MOST_CLAIMED, WIDEST, is_heavy
from idxcheck.conformance.functions.answering import Exceptions, answer_of, array_of, read_answer
from idxcheck.conformance.reproducing import (
    call_of,
    reproducer_of_rewrite,
    reproducer_of_write,
    reproducer_python,
)
from idxcheck.conformance.supervision.forking import can_fork, can_measure, in_child
from idxcheck.errors import UsageError
from idxcheck.vectors import Reading

Reader = Callable[[str], object]
Writer = Callable[[str, Any], object]


class InProcess:
    """An Adapter around Python functions.

    `rejects` are the exceptions by which they say that a file, or an array, is none.
    LimitError and NotImplementedError say "unsupported"; any other exception is Leaked.
    `name` stands for the implementation in reports, else the name of `read` does. Raises
    UsageError where a function cannot be called, or `rejects` names what is no exception.
    """

    def __init__(
        self,
        read: Reader,
        write: Writer | None = None,
        *,
        rejects: Exceptions = (ValueError, OSError),
        name: str | None = None,
    ) -> None:
        _require_function("read", read)
        if write is not None:
            _require_function("write", write)
        kinds = rejects if isinstance(rejects, tuple) else (rejects,)
        _require_exceptions(kinds)
        self._read, self._write, self._rejects, self._name = read, write, kinds, name

    @property
    def implementation(self) -> Implementation:
        """The function's name, and the version that its package says it has."""
        module = getattr(self._read, "__module__", None) or ""
        call = call_of(self._read, "read")
        name = self._name or (call if ".py:" in call else call.replace(":", "."))
        version = getattr(sys.modules.get(module.partition(".")[0]), "__version__", "")
        return Implementation(name, version if isinstance(version, str) else "", "Python")

    @property
    def capabilities(self) -> Capabilities:
        """Reading, and all that needs writing where `write` was given."""
        return Capabilities(("read",) if self._write is None else DIRECTIONS)

    @property
    def measures_memory(self) -> bool:
        """Whether there are child processes, and what they take is seen."""
        return can_measure()

    @property
    def notes(self) -> tuple[str, ...]:
        """Nothing: a function has no start at which something could be found out."""
        return ()

    @property
    def fault_at_stop(self) -> Fault | None:
        """None always: a function is not told to stop."""
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Nothing is left: each question takes its own folder away."""

    def read(self, data: bytes, ending: str, *, heavy: bool = False) -> Answer:
        """Let it read a file of `data`; a `heavy` one in a child process where there are forks."""
        with _folder() as folder:
            path = _file(folder, data, ending)

            def ask() -> Answer:
                return answer_of(lambda: read_answer(self._read(path)), self._rejects)

            return _answer(ask, folder, heavy=heavy)

    def write(self, reading: Reading, ending: str) -> Answer:
        """Let it write `reading`; Unsupported where no numpy array can hold it.

        An array of a huge size without an element is written in a child process, too.
        """
        try:
            array = array_of(reading)
        except ValueError as error:
            return Unsupported(f"numpy has no such array: {error}")
        with _folder() as folder:
            heavy = WIDEST * max(reading.shape, default=0) > MOST_CLAIMED
            return self._written(folder, ending, lambda: array, heavy=heavy)

    def rewrite(self, data: bytes, ending: str) -> Answer:
        """Let it write, at once, what it returns of a file of `data`; heavy ones in a child."""
        with _folder() as folder:
            path = _file(folder, data, ending)
            return self._written(folder, ending, lambda: self._read(path), heavy=is_heavy(data))

    def _written(
        self, folder: str, ending: str, array: Callable[[], object], *, heavy: bool
    ) -> Answer:
        write, target = self._write, Path(folder, f"written{ending}")
        if write is None:
            return Unsupported("no function that writes was given")

        def written() -> Answer:
            write(str(target), array())
            return Written(target.read_bytes() if target.is_file() else None)

        return _answer(lambda: answer_of(written, self._rejects), folder, heavy=heavy)

    def reproducer(self, data: bytes, ending: str) -> str:
        """Return the line of a shell that lets it read such a file again."""
        return reproducer_python(data, ending, call_of(self._read, "read"))

    def writing_reproducer(self, reading: Reading, ending: str) -> str:
        """Return the line of a shell that lets it write such a file again."""
        return reproducer_of_write(reading, ending, call_of(self._write, "write"))

    def rewriting_reproducer(self, data: bytes, ending: str) -> str:
        """Return the line of a shell that lets it read such a file and write it again."""
        read, write = call_of(self._read, "read"), call_of(self._write, "write")
        return reproducer_of_rewrite(data, ending, read, write)


def _require_function(what: str, given: object) -> None:
    if not callable(given):
        raise UsageError(f"{what} must be a function, got {given!r}")


def _require_exceptions(given: tuple[object, ...]) -> None:
    for each in given:
        if not (isinstance(each, type) and issubclass(each, BaseException)):
            raise UsageError(f"rejects must be classes of exceptions, got {each!r}")


def _folder() -> tempfile.TemporaryDirectory[str]:
    # On Windows a file that is still mapped stays where it is.
    return tempfile.TemporaryDirectory(prefix="idxcheck-", ignore_cleanup_errors=True)


def _file(folder: str, data: bytes, ending: str) -> str:
    path = Path(folder, f"case{ending}")
    path.write_bytes(data)
    return str(path)


def _answer(ask: Callable[[], Answer], folder: str, *, heavy: bool) -> Answer:
    """Return what `ask` answers, if `heavy` in a child process where there are forks."""
    return _without(folder, in_child(ask) if heavy and can_fork() else ask())


def _without(folder: str, answer: Answer) -> Answer:
    """Return `answer` without the name of its folder, which is another one each time."""
    match answer:
        case Rejected(message=text) | Leaked(message=text) | Fault(message=text):
            return replace(answer, message=text.replace(folder + os.sep, ""))
        case Unsupported(reason=text):
            return replace(answer, reason=text.replace(folder + os.sep, ""))
        case _:
            return answer
