"""A run: smoke, then every case, then files that Hypothesis makes; one report."""

import datetime as dt
import importlib.metadata
import importlib.util
import platform
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from idxcheck.conformance.adapter import Adapter
from idxcheck.conformance.asking import ask
from idxcheck.conformance.cases import (
    DIRECTIONS,
    UNMEASURED,
    Case,
    Scope,
    cases,
    result_names,
)
from idxcheck.conformance.claims import directions_claimed, not_claimed
from idxcheck.conformance.hints import hints
from idxcheck.conformance.known import Known, apply_known, stale_entries
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result, Skipped
from idxcheck.conformance.smoke import STEPS, STOP, smoke, stops_the_run
from idxcheck.output import StrPath

MOST_HANGS_IN_A_ROW, MOST_HANGS = 10, 20
NO_PSUTIL = "memory was not measured; where psutil is missing: pip install 'idxcheck[test]'"
NO_HYPOTHESIS = "hypothesis is not installed: pip install 'idxcheck[test]'"
GENERATION = "generation"
GENERATION_SECONDS = 10.0  # what all properties together may take, roughly
SECONDS_TO_MAKE = 0.005  # one generated file
FEWEST_EXAMPLES, MOST_EXAMPLES = 10, 200

# Of what too little was executed, and what to do then.
SHORT = {
    "": "too few cases were executed: choose a smaller --scope, or fewer by --min-executed",
    "valid": "too few of the files that must be read were executed: choose a smaller --scope,"
    " or say by --min-executed how many cases are enough",
    "invalid": "too few of the files that must be refused were executed: let it reject what is"
    " broken, or say by --min-executed how many cases are enough",
}

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class _Course:
    """What has come of a run so far.

    `stop` is why nothing more is asked, "" as long as it is; `detail` what was found there.
    """

    smoke: tuple[Result, ...] = ()
    results: list[Result] = field(default_factory=list)
    generated: tuple[Result, ...] = ()
    skipped: Counter[tuple[str, str]] = field(default_factory=Counter)
    stop: str = ""
    detail: str = ""

    @property
    def reason(self) -> str:
        """Why nothing more is asked, with what was found."""
        return f"{self.stop}: {self.detail}" if self.detail else self.stop

    def skip(self, what: str, reason: str, count: int = 1) -> None:
        """Count what is not asked, by its reason."""
        self.skipped[what, reason] += count


def run(  # noqa: PLR0913 - each is one option
    adapter: Adapter,
    *,
    scope: Scope = "all",
    known: Sequence[Known] = (),
    strict: bool = False,
    min_executed: int | None = None,
    generate: bool = False,
    save_to: StrPath | None = None,
    progress: Progress | None = None,
) -> ConformanceReport:
    """Ask an implementation everything that it claims inside `scope`, and report.

    `known` are failures that must come and do not fail the run. With `strict` a leaky error
    fails. `min_executed` is how many cases must be executed: at least one always, and if None
    half of those that are to be asked, as well as half of the files that must be read, and
    half of those that must be refused.
    With `generate` Hypothesis makes more files; the smallest that fail are saved in the
    folder `save_to`. `progress` is called with the number of cases done and that of all.
    Raises UsageError where the implementation cannot be started.
    """
    course = _Course()
    with adapter:
        questions = list(_questions(adapter, cases(scope, DIRECTIONS), course))
        course.smoke = smoke(adapter, scope)
        if stops_the_run(course.smoke):
            done = "read" if "read" in adapter.capabilities.directions else "written"
            course.stop = f"the plain file was not {done}"
            course.detail = course.smoke[0].detail
        seconds = _ask_all(adapter, questions, course, progress)
        if generate:
            _generate(adapter, scope, save_to, course, seconds)
    if adapter.fault_at_stop is not None:
        fault = adapter.fault_at_stop
        course.smoke += (Result(STOP, Outcome(fault.kind), detail=fault.message),)
    asked = (*course.smoke, *course.results, *course.generated)
    report = ConformanceReport(
        implementation=adapter.implementation,
        scope=scope,
        smoke=apply_known(known, course.smoke, strict=strict),
        results=apply_known(known, course.results, strict=strict),
        generated=apply_known(known, course.generated, strict=strict),
        stale=() if course.stop else tuple(stale_entries(known, asked, _not_asked(asked))),
        skipped=tuple(
            Skipped(what, count, reason) for (what, reason), count in course.skipped.items()
        ),
        strict=strict,
        min_executed=(len(questions) + 1) // 2 if min_executed is None else min_executed,
        halves=min_executed is None,
        stopped=course.stop,
        platform=_platform(adapter),
    )
    return replace(report, notes=tuple(_notes(adapter, report)))


def _questions(adapter: Adapter, everything: Iterable[Case], course: _Course) -> Iterator[Case]:
    """Yield the cases to ask; count the others, and why they are left out."""
    claims = adapter.capabilities
    directions = directions_claimed(claims)
    for case in everything:
        if case.direction not in directions:
            course.skip(case.direction, f"not claimed: {case.direction}")
        elif lacking := not_claimed(claims, case.vector):
            course.skip(case.direction, f"not claimed: {lacking}")
        elif case.heavy and not adapter.measures_memory:
            course.skip(case.direction, UNMEASURED)
        else:
            yield case


def _ask_all(
    adapter: Adapter, questions: Sequence[Case], course: _Course, progress: Progress | None
) -> float:
    """Ask the cases until something stops the run; return the seconds that most take."""
    seconds = []
    hangs = in_a_row = 0
    for number, case in enumerate(questions, 1):
        if course.stop:
            course.skip(case.direction, course.reason)
            continue
        began = time.monotonic()
        result = ask(adapter, case)
        seconds.append(time.monotonic() - began)
        course.results.append(result)
        hung = result.outcome is Outcome.HANG
        hangs, in_a_row = hangs + hung, in_a_row + 1 if hung else 0
        if in_a_row == MOST_HANGS_IN_A_ROW:
            course.stop = f"{in_a_row} cases in a row did not end in time"
        elif hangs == MOST_HANGS:
            course.stop = f"{hangs} cases did not end in time"
        if progress is not None:
            progress(number, len(questions))
    return statistics.median(seconds or [0.0])


def _generate(
    adapter: Adapter, scope: Scope, save_to: StrPath | None, course: _Course, seconds: float
) -> None:
    """Let Hypothesis make files, as many as the `seconds` that one question takes allow."""
    if course.stop or importlib.util.find_spec("hypothesis") is None:
        course.skip(GENERATION, course.reason or NO_HYPOTHESIS, 0)  # nobody knows how many
        return
    from idxcheck.conformance.generation.generated import generated  # noqa: PLC0415 - it needs hypothesis

    directions = directions_claimed(adapter.capabilities)
    # Three properties of reading, one of each other direction; for each format.
    properties = (len(directions) + 2) * (2 if scope == "all" else 1)
    fitting = int(GENERATION_SECONDS / properties / (seconds + SECONDS_TO_MAKE))
    examples = min(max(fitting, FEWEST_EXAMPLES), MOST_EXAMPLES)
    course.generated, skipped = generated(adapter, scope, save_to=save_to, examples=examples)
    for each in skipped:
        course.skip(each.what, each.reason, each.count)


def _not_asked(asked: Sequence[Result]) -> set[str]:
    """Return every case there is that was not asked, in this scope or outside."""
    return {*result_names(), *STEPS} - {each.case for each in asked}


def _notes(adapter: Adapter, report: ConformanceReport) -> Iterator[str]:
    yield from adapter.notes
    if not adapter.measures_memory:
        yield NO_PSUTIL
    yield from hints(report)
    if not report.stopped:
        yield from (SHORT[each.of] for each in report.shortages)


def _platform(adapter: Adapter) -> dict[str, str]:
    memory = "256 MiB more than at its start" if adapter.measures_memory else "not measured"
    return {
        "system": platform.system(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "idxcheck": importlib.metadata.version("idxcheck"),
        "date": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "memory limit": memory,
        "seconds a case": "5",
    }
