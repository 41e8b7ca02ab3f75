"""What the runner asks, whatever answers: a function, a command, a server."""

from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from idxcheck.conformance.answers import Answer, Fault
from idxcheck.conformance.cases import Direction
from idxcheck.vectors import Reading


@dataclass(frozen=True, slots=True)
class Implementation:
    """Who answers. `version`, `language` and `homepage` are empty where nobody said."""

    name: str
    version: str = ""
    language: str = ""
    homepage: str = ""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an implementation says it can do; only that is asked.

    An answer "unsupported" to what is claimed here is a failure. `None` claims nothing and
    rules nothing out.
    """

    directions: tuple[Direction, ...] = ("read",)
    formats: tuple[str, ...] | None = None
    elements: tuple[str, ...] | None = None
    highest_rank: int | None = None


class Adapter(Protocol):
    """One implementation under test, alive from `__enter__` to `__exit__`.

    Nothing that the implementation does raises here: it becomes an `answers.Fault`. After a
    fault the adapter has started it again, or does so for the next question.
    """

    @property
    def implementation(self) -> Implementation:
        """Who answers; complete once the context was entered."""

    @property
    def capabilities(self) -> Capabilities:
        """What is claimed; complete once the context was entered."""

    @property
    def measures_memory(self) -> bool:
        """Whether growth of memory is seen; else heavy cases are not asked."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What was found out at the start that a report must tell, in sentences."""

    @property
    def fault_at_stop(self) -> Fault | None:
        """How it ended wrongly when it was told to stop; known once the context was left."""

    def __enter__(self) -> Self:
        """Start. Raises UsageError where nothing can be started."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop, and leave no process and no file behind."""

    def read(self, data: bytes, ending: str, *, heavy: bool = False) -> Answer:
        """Let it read a file of these bytes, whose name ends in `ending` (".idx.gz").

        `heavy` says that a faulty implementation may hang or exhaust memory on it.
        """

    def write(self, reading: Reading, ending: str) -> Answer:
        """Let it write `reading` to a file whose name ends in `ending`; answers Written."""

    def rewrite(self, data: bytes, ending: str) -> Answer:
        """Let it read the file and write, at once, what it has read; answers Written."""

    def reproducer(self, data: bytes, ending: str) -> str:
        """Return the one line of a shell that asks it to read such a file again."""
