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
from idxcheck.conformance.cases import DIRECTIONS, Case, Scope, cases
from idxcheck.conformance.claims import directions_claimed, not_claimed
from idxcheck.conformance.known import Known, apply_known, stale_entries
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result, Skipped
from idxcheck.conformance.smoke import STEPS, smoke, stops_the_run
from idxcheck.output import StrPath

MOST_HANGS = 10  # in a row
UNMEASURED = "memory cannot be measured, and a faulty implementation may take all of it"
NO_PSUTIL = "memory was not measured; where psutil is missing: pip install 'idxcheck[test]'"
NO_HYPOTHESIS = "hypothesis is not installed: pip install 'idxcheck[test]'"
GENERATION = "generation"
GENERATION_SECONDS = 10.0  # what all properties together may take, roughly
SECONDS_TO_MAKE = 0.005  # one generated file
FEWEST_EXAMPLES, MOST_EXAMPLES = 10, 200

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class _Course:
    """What has come of a run so far. `stop` is why nothing more is asked, "" as long as it is."""

    smoke: tuple[Result, ...] = ()
    results: list[Result] = field(default_factory=list)
    generated: tuple[Result, ...] = ()
    skipped: Counter[tuple[str, str]] = field(default_factory=Counter)
    stop: str = ""

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
    fails. `min_executed` is how many cases must be executed, half of what is asked if None.
    With `generate` Hypothesis makes more files; the smallest that fail are saved in the
    folder `save_to`. `progress` is called with the number of cases done and that of all.
    Raises UsageError where the implementation cannot be started.
    """
    course = _Course()
    with adapter:
        questions = list(_questions(adapter, cases(scope, DIRECTIONS), course))
        course.smoke = smoke(adapter, scope)
        if stops_the_run(course.smoke):
            course.stop = f"the plain file was not read: {course.smoke[0].detail}"
        seconds = _ask_all(adapter, questions, course, progress)
        if generate:
            _generate(adapter, scope, save_to, course, seconds)
    asked = (*course.smoke, *course.results, *course.generated)
    report = ConformanceReport(
        implementation=adapter.implementation,
        scope=scope,
        smoke=apply_known(known, course.smoke, strict=strict),
        results=apply_known(known, course.results, strict=strict),
        generated=apply_known(known, course.generated, strict=strict),
        stale=tuple(stale_entries(known, asked, _not_asked(asked))),
        skipped=tuple(
            Skipped(what, count, reason) for (what, reason), count in course.skipped.items()
        ),
        strict=strict,
        min_executed=(len(course.results) + 1) // 2 if min_executed is None else min_executed,
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
    hangs = 0
    for number, case in enumerate(questions, 1):
        if course.stop:
            course.skip(case.direction, course.stop)
            continue
        began = time.monotonic()
        result = ask(adapter, case)
        seconds.append(time.monotonic() - began)
        course.results.append(result)
        hangs = hangs + 1 if result.outcome is Outcome.HANG else 0
        if hangs == MOST_HANGS:
            course.stop = f"{MOST_HANGS} cases in a row did not end in time"
        if progress is not None:
            progress(number, len(questions))
    return statistics.median(seconds or [0.0])


def _generate(
    adapter: Adapter, scope: Scope, save_to: StrPath | None, course: _Course, seconds: float
) -> None:
    """Let Hypothesis make files, as many as the `seconds` that one question takes allow."""
    if course.stop or importlib.util.find_spec("hypothesis") is None:
        course.skip(GENERATION, course.stop or NO_HYPOTHESIS)
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
    named = {case.identifier for case in cases("all", DIRECTIONS)} | set(STEPS)
    return named - {each.case for each in asked}


def _notes(adapter: Adapter, report: ConformanceReport) -> Iterator[str]:
    yield from getattr(adapter, "notes", ())  # what an adapter found out when it started
    if not adapter.measures_memory:
        yield NO_PSUTIL
    if report.results and report.executed < report.min_executed:
        yield "too few cases were executed: choose a smaller --scope, or fewer by --min-executed"


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
