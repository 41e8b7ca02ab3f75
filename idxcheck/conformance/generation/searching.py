"""Files that Hypothesis makes, asked one by one, until one fails and no smaller one does."""

import contextlib
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy

from idxcheck.conformance.adapter import Adapter
from idxcheck.conformance.asking import ask
from idxcheck.conformance.cases import Case
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import Result

SECONDS = 15.0
COSTLY = (Outcome.HANG, Outcome.MEMORY)  # seconds each


class _FailedError(Exception):
    """A file failed: Hypothesis may try smaller ones."""


class _Enough(BaseException):
    """Nothing more is to be asked; what the adapter raised is the cause, if it did.

    Hypothesis lets pass at once what is no Exception.
    """


@dataclass(slots=True)
class Search:
    """What came of the files of one property, each asked once.

    `failed` and `leaked` are the smallest file, by length and then by bytes, that failed, and
    the smallest refused by an exception that is not declared; `failing` and `leaking` how
    many there were. `unmeasured` were not asked, since memory is not measured. `ended` is why
    the search ended early, "" where it did not; it ends `seconds` after `began`.
    """

    adapter: Adapter
    seconds: float
    began: float
    asked: int = 0
    unsupported: int = 0
    unmeasured: int = 0
    failing: int = 0
    leaking: int = 0
    failed: tuple[Case, Result] | None = None
    leaked: tuple[Case, Result] | None = None
    ended: str = ""
    _answered: dict[bytes, bool] = field(default_factory=dict)

    def fails(self, case: Case) -> bool:
        """Whether it fails on this file; the same file has the same answer always."""
        data = case.vector.data
        if data not in self._answered:
            self._answered[data] = self._ask(case)
        return self._answered[data]

    def _ask(self, case: Case) -> bool:
        if case.heavy and not self.adapter.measures_memory:
            self.unmeasured += 1
            return False
        if self.asked and time.monotonic() - self.began > self.seconds:
            self.ended = f"the time of {self.seconds:.0f} s was over"
            raise _Enough
        try:
            result = ask(self.adapter, case)
        except Exception as error:  # which Hypothesis would try to see again
            raise _Enough from error
        self.asked += 1
        self.unsupported += result.outcome is Outcome.UNSUPPORTED
        if result.outcome is Outcome.LEAKY_ERROR:
            self.leaking += 1
            self.leaked = _smaller(self.leaked, case, result)
        if not result.outcome.fails():
            return False
        self.failing += 1
        self.failed = _smaller(self.failed, case, result)
        if result.outcome in COSTLY:
            self.ended = f"it ends with the first {result.outcome.value}"
            raise _Enough
        return True


def _smaller(known: tuple[Case, Result] | None, case: Case, result: Result) -> tuple[Case, Result]:
    """Return what was known, or this where its file is smaller."""
    if known is None:
        return case, result
    size, other = ((len(each.vector.data), each.vector.data) for each in (case, known[0]))
    return (case, result) if size < other else known


def search(
    adapter: Adapter, plan: Iterable[tuple[SearchStrategy[Case], int]], *, seconds: float = SECONDS
) -> Search:
    """Ask about files until one fails, then about smaller ones.

    `plan` says of which strategies how many files are drawn, the same every time. It ends
    after `seconds`, and with the first hang or memory fault. Nothing is printed, and no
    example kept. What the adapter raises passes through.
    """
    found = Search(adapter, seconds, time.monotonic())
    try:
        for cases, examples in plan:
            with contextlib.suppress(Unsatisfiable):  # nothing of it is inside the scope
                _examine(found, cases, examples)
    except _FailedError:
        pass
    except _Enough as end:
        if end.__cause__ is not None:
            raise end.__cause__ from None
    return found


def _examine(found: Search, cases: SearchStrategy[Case], examples: int) -> None:
    """Let Hypothesis draw and, behind a failure, shrink; raises what says that this ended."""

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
        verbosity=Verbosity.quiet,
        backend="hypothesis",
    )
    @given(cases)
    def examine(case: Case) -> None:
        if found.fails(case):
            raise _FailedError

    examine()
