"""What the vectors of a session of pytest came to: the report, and whether enough was executed."""

import importlib.metadata
import json
import platform
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from idxcheck.conformance.adapter import Implementation
from idxcheck.conformance.functions.known_groups import GroupsOfSession
from idxcheck.conformance.functions.pytest_support import MARKER, PROPERTY
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result, Skipped
from idxcheck.conformance.reports.json import render
from idxcheck.errors import UsageError
from idxcheck.output import open_output

NOT_CALLED = "the test did not ask"
WITHOUT_FAILURES = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)


class VectorSession:
    """A plugin of one session: it gathers what the tests of vectors found.

    At the end it writes the report to `target`, and fails the session where fewer than
    `min_executed` cases were executed, even if there was no test of a vector at all; None
    for either does not. A group of known failures that did not come fails it always. A
    session that only collects is not judged. Under pytest-xdist it belongs in the process
    that gathers.
    """

    def __init__(self, target: str | None, min_executed: int | None) -> None:
        self._target, self._min_executed = target, min_executed
        self._found: dict[str, dict[str, Any]] = {}
        self._skipped: dict[str, str] = {}
        self._groups = GroupsOfSession()
        self._lines: list[str] = []
        self._wrong = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take what came of one test; of one that is run again the last counts."""
        if MARKER not in report.keywords or report.when == "teardown":
            return
        texts = [value for name, value in report.user_properties if name == PROPERTY]
        if texts:
            self._found[report.nodeid] = json.loads(str(texts[-1]))
            self._groups.add(self._found[report.nodeid])
            self._skipped.pop(report.nodeid, None)
        elif report.when == "call" or not report.passed:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else NOT_CALLED
            self._skipped[report.nodeid] = reason.removeprefix("Skipped: ")

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the report and judge the session."""
        report = self._report()
        for each in report.stale:
            self._fail(str(each.stale))
        fewest = 0 if session.config.option.collectonly else self._min_executed or 0
        if report.executed < fewest:
            self._fail(
                f"{report.executed} vector cases were executed, and --idxcheck-min-executed"
                f" wants {fewest}; {self._why_so_few()}"
            )
        if self._target is not None:
            try:
                with open_output(self._target, compress=False) as file:
                    file.write(render(report).encode())
            except (OSError, UsageError) as error:
                self._fail(f"--idxcheck-report cannot be written: {error}")
            else:
                self._lines.append(f"{len(report.results)} results written to {self._target}")
        if self._wrong and session.exitstatus in WITHOUT_FAILURES:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say it."""
        if self._lines:
            terminalreporter.section("idxcheck")
            for line in self._lines:
                terminalreporter.line(line)

    def _why_so_few(self) -> str:
        if self._found or self._skipped:
            return "-rs tells why others were skipped"
        return "no test of parametrize_with_vectors was run: is its file there, and chosen?"

    def _fail(self, line: str) -> None:
        self._lines.append(f"FAILED: {line}")
        self._wrong = True

    def _report(self) -> ConformanceReport:
        found = list(self._found.values())
        who = {each["implementation"]["name"]: each["implementation"] for each in found}
        results = [_result(each, several=len(who) > 1) for each in found]
        scopes = {each["scope"] for each in found}
        skipped = Counter(self._skipped.values())
        return ConformanceReport(
            implementation=_together([Implementation(**each) for each in who.values()]),
            scope=scopes.pop() if len(scopes) == 1 else "all",
            results=tuple(results),
            stale=tuple(self._groups.stale()),
            skipped=tuple(Skipped("tests", count, reason) for reason, count in skipped.items()),
            min_executed=self._min_executed or 0,
            platform={
                "system": platform.system(),
                "machine": platform.machine(),
                "python": platform.python_version(),
                "pytest": importlib.metadata.version("pytest"),
            },
        )


def _result(entry: dict[str, Any], *, several: bool) -> Result:
    given = entry["result"]
    result = Result(
        **{
            **given,
            "outcome": Outcome(given["outcome"]),
            "flags": tuple(given["flags"]),
            "data": None if given["data"] is None else bytes.fromhex(given["data"]),
        }
    )
    name = entry["implementation"]["name"]
    return replace(result, case=f"{name}: {result.case}") if several else result


def _together(implementations: list[Implementation]) -> Implementation:
    """Return one that stands for all: there may be several readers in a session, or none."""
    if len(implementations) == 1:
        return implementations[0]
    return Implementation(", ".join(each.name for each in implementations), "", "Python")
