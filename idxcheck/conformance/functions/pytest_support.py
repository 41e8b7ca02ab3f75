"""The cases as tests of pytest, and what came of them as a report."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from idxcheck.conformance.adapter import Adapter
from idxcheck.conformance.asking import ask
from idxcheck.conformance.cases import UNMEASURED, Case, Scope, cases, result_names
from idxcheck.conformance.functions.answering import Exceptions
from idxcheck.conformance.functions.in_process import InProcess, Reader, Writer
from idxcheck.conformance.functions.known_groups import KnownGroup, groups_among
from idxcheck.conformance.functions.public import checked_scope, known_failures
from idxcheck.conformance.judging import summary
from idxcheck.conformance.known import Known, apply_known
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import Result
from idxcheck.conformance.smoke import STEPS, STOP
from idxcheck.errors import UsageError
from idxcheck.output import StrPath
from idxcheck.reports.escaping import escape

try:
    import pytest
except ImportError as error:  # pragma: no cover - a test sees it in a process of its own
    raise ImportError("parametrize_with_vectors needs pytest; next: pip install pytest") from error

MARKER = "idxcheck_vector"
PROPERTY = "idxcheck_result"
"""The name under which a result is among the properties of a test, as JSON."""
NOT_ASKED = "the case was not asked: call check()"


def parametrize_with_vectors(
    read: Reader,
    write: Writer | None = None,
    *,
    rejects: Exceptions = (ValueError, OSError),
    scope: Scope = "all",
    known: StrPath | Iterable[Known] | None = None,
) -> pytest.MarkDecorator:
    """Decorate a test that takes `check` and calls it: one test for each case inside `scope`.

        @parametrize_with_vectors(my_read, rejects=(ValueError,))
        def test_my_reader(check):
            check()

    The arguments are those of `run_reader`. What is unsupported is skipped, a known failure
    is an expected one, and fails where it does not come; a group of them fails the session
    where all of its cases were run and none came out so. Raises what `run_reader` raises for
    its arguments, and UsageError for a known failure of a case that there is not.
    """
    adapter = InProcess(read, write, rejects=rejects)
    checked, failures = checked_scope(scope), known_failures(known)
    _require_cases(failures)
    asked = list(cases(checked, adapter.capabilities.directions))
    groups = groups_among(failures, [case.identifier for case in asked])
    return pytest.mark.parametrize(
        "check",
        [
            pytest.param(
                VectorCheck(adapter, case, checked, failures, groups),
                id=case.identifier,
                marks=getattr(pytest.mark, MARKER),
            )
            for case in asked
        ],
    )


def _require_cases(known: tuple[Known, ...]) -> None:
    """Refuse what is known of no case at all; one that is not asked here may be elsewhere."""
    names = {*result_names(), *STEPS, STOP} if known else set()
    for each in known:
        if not any(each.fits(name) for name in names):
            raise UsageError(
                f"known failure {escape(each.case)}: there is no such case; next: correct or"
                " remove the entry"
            )


@dataclass(slots=True, repr=False)
class VectorCheck:
    """One case as a test calls it; `result` is what came of the last call, until it is taken."""

    adapter: Adapter
    case: Case
    scope: Scope
    known: tuple[Known, ...]
    groups: tuple[KnownGroup, ...]
    result: Result | None = None

    def __repr__(self) -> str:
        return f"<VectorCheck {self.case.identifier}>"

    def __call__(self) -> None:
        """Ask the case; pass, or end the test as failed, skipped or expected to fail."""
        __tracebackhide__ = True
        if self.case.heavy and not self.adapter.measures_memory:
            pytest.skip(UNMEASURED)
        with self.adapter:
            result = ask(self.adapter, self.case)
        [self.result] = apply_known(self.known, [result])
        if self.result.known is not None:
            pytest.xfail(self._reason(self.result))
        if self.result.stale is not None:
            now = "passes" if result.outcome is Outcome.PASS else f"is {result.outcome.value}"
            pytest.fail(f"known failure {result.case} {now} now: remove it", pytrace=False)
        if result.outcome is Outcome.UNSUPPORTED:
            pytest.skip(f"unsupported: {escape(result.detail)}")
        if result.outcome.fails() or self.result.known is not None:
            pytest.fail("\n".join(self._told(result)), pytrace=False)

    def _reason(self, result: Result) -> str:
        links = [
            each.link
            for each in self.known
            if each.fits(result.case) and each.outcome is result.outcome
        ]
        return f"{result.known} ({links[0]})" if links[0] else str(result.known)

    def _told(self, result: Result) -> Iterator[str]:
        yield f"{result.outcome.value}: {escape(result.detail)}"
        vector = self.case.vector
        yield f"  case       {result.case}"
        yield f"  expected   {self._expected()}"
        yield f"  because    {vector.why} ({vector.clause})"
        yield "  reproduce"
        yield result.reproducer

    def _expected(self) -> str:
        vector = self.case.vector
        if vector.reading is None:
            return "must be refused"
        if self.case.direction != "read":
            return f"the {len(vector.data)} bytes of a file of {summary(vector.reading)}"
        refused = "" if vector.verdict == "valid" else ", or a refusal"
        return f"{summary(vector.reading)}{refused}"


def _test_of(item: pytest.Item) -> str:
    """Return the name of a test without its case; pytest-xdist may add to that of `item` itself."""
    *_, parent, _ = item.listchain()
    return f"{parent.nodeid}::{getattr(item, 'originalname', item.name)}"


def record(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Add what a test found to its properties, which reach the session's own process.

    A test that would pass, and did not ask its case, fails.
    """
    check = getattr(item, "funcargs", {}).get("check")
    if not isinstance(check, VectorCheck):
        return
    if check.result is not None:
        entry = {
            "implementation": asdict(check.adapter.implementation),
            "scope": check.scope,
            "test": _test_of(item),
            "groups": [
                each.as_json for each in check.groups if each.known.fits(check.case.identifier)
            ],
            "result": {
                **asdict(check.result),
                "outcome": check.result.outcome.value,
                "data": None if check.result.data is None else check.result.data.hex(),
            },
        }
        item.user_properties.append((PROPERTY, json.dumps(entry)))
        check.result = None  # the next test of the case, or this one run again, has its own
    elif call.excinfo is None:
        try:
            pytest.fail(NOT_ASKED, pytrace=False)
        except pytest.fail.Exception:
            call.excinfo = pytest.ExceptionInfo.from_current()
