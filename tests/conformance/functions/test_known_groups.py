"""Groups of known failures in a session of pytest, none of whose cases came so."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from idxcheck.conformance import Known, Outcome
from idxcheck.conformance.functions.known_groups import GroupsOfSession, groups_among

pytest_plugins = ["pytester"]

TEST = """
import idxcheck
import numpy as np
from pathlib import Path
from idxcheck.conformance import Known, Outcome, parametrize_with_vectors

def read(path):
    data = Path(path).read_bytes()
    if data.hex() == "00000801000000038025ca00":
        return np.zeros(3, "u1")
    return idxcheck.load(path)

known = [Known("{case}", Outcome.{outcome}, "on purpose")]
vectors = parametrize_with_vectors(read, scope="mnist", known=known)

class TestLabels:
    @vectors
    def test_labels(self, check):
        check()
"""
PLUGINS = (
    *("-p", "idxcheck.pytest_plugin", "-p", "no:cacheprovider", "--strict-markers"),
    *("-W", "ignore:Module already imported"),  # of the plugin, by this very session
)
STALE = (
    "FAILED: known failure read IDX-2.1_* did not come in 7 cases: remove it"
    " (false-accept, in test_it.py::TestLabels::test_labels)"
)
Run = Callable[..., pytest.RunResult]


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run(case, outcome, *options)`: a session of a reader that accepts one file wrongly."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    def runs(case: str, outcome: str, *options: str) -> pytest.RunResult:
        pytester.makeini("[pytest]")  # the names of tests begin here, wherever this folder is
        pytester.makepyfile(test_it=TEST.format(case=case, outcome=outcome))
        start = pytester.runpytest_subprocess if "-n" in options else pytester.runpytest_inprocess
        return start(*PLUGINS, *options)

    return runs


@pytest.mark.slow
def test_none_came(run: Run) -> None:
    """The session fails, and says which entry is to go; a report says it too."""
    report = "--idxcheck-report=report.json"
    for options in (("-k", "IDX-2.1_"), ("-k", "IDX-2.1_", report)):
        result = run("read IDX-2.1_*", "FALSE_ACCEPT", *options)
        assert result.ret == pytest.ExitCode.TESTS_FAILED
        assert "failed" not in result.parseoutcomes()
        assert STALE in result.stdout.lines
    document: Any = json.loads(Path("report.json").read_text())
    assert document["ok"] is False
    [stale] = document["stale"]
    assert (stale["case"], stale["stale"]) == ("read IDX-2.1_*", STALE.removeprefix("FAILED: "))


@pytest.mark.parametrize(
    ("case", "outcome", "options"),
    [
        ("read IDX-4.4_uint8-*", "FALSE_ACCEPT", ("-k", "IDX-4.4_ or IDX-1.1")),
        ("read IDX-2.1_*", "FALSE_ACCEPT", ("-k", "IDX-2.1_ and not nonzero-prefix")),
        ("read NORB-*", "FALSE_ACCEPT", ("-k", "IDX-2.1_")),
    ],
)
def test_nothing_to_say(run: Run, case: str, outcome: str, options: tuple[str, ...]) -> None:
    """It came, or not all of its cases were run, or they are not of this test."""
    result = run(case, outcome, *options)
    assert "did not come" not in result.stdout.str()
    assert result.ret == pytest.ExitCode.OK


def test_another_outcome(run: Run) -> None:
    """A case that fails otherwise fails itself, and the entry is for nothing all the same."""
    result = run("read IDX-4.4_uint8-one-byte-b*", "WRONG_VALUES", "-k", "IDX-4.4_")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert result.parseoutcomes()["failed"] == 1
    assert "did not come in 1 case: remove it (wrong-values, in" in result.stdout.str()


@pytest.mark.slow
@pytest.mark.skipif(
    importlib.util.find_spec("xdist") is None, reason="pytest-xdist is not installed"
)
def test_several_processes(run: Run) -> None:
    """Under pytest-xdist it is found where the reports come together, and said once."""
    for more in ((), ("--dist", "loadgroup")):
        workers = ("-p", "xdist", "-n", "2", *more, "-k", "IDX-2.1_")
        result = run("read IDX-2.1_*", "FALSE_ACCEPT", *workers)
        assert result.ret == pytest.ExitCode.TESTS_FAILED
        assert result.stdout.lines.count(STALE) == 1


CRASHES = Known("read a*", Outcome.CRASH, "r")


def entry(case: str, outcome: str = "pass", test: str = "t") -> dict[str, Any]:
    """Return what is told of one case."""
    groups = groups_among([CRASHES, Known("read b", Outcome.HANG, "r")], ["read a1", "read a2"])
    told = [group.as_json for group in groups]
    return {"test": test, "groups": told, "result": {"case": case, "outcome": outcome}}


def test_groups_among() -> None:
    """An entry by its own name is no group; one that is given twice is one."""
    cases = ["read a1", "read a2", "read b"]
    [group] = groups_among([CRASHES, CRASHES, Known("read b", Outcome.HANG, "r")], cases)
    assert (group.known, group.size) == (CRASHES, 2)
    assert group.as_json == {"case": "read a*", "outcome": "crash", "size": 2}


def stale(*entries: dict[str, Any]) -> list[str | None]:
    """Return what is said of a session of these."""
    groups = GroupsOfSession()
    for each in entries:
        groups.add(each)
    return [result.stale for result in groups.stale()]


def test_cases_of_a_session() -> None:
    """Each case counts once, whichever time it came so, and in its own test."""
    said = "known failure read a* did not come in 2 cases: remove it (crash, in t)"
    assert stale() == []
    assert stale(entry("read a1"), entry("read a1")) == []
    assert stale(entry("read a1"), entry("read a2")) == [said]
    assert stale(entry("read a1"), entry("read a1", "hang"), entry("read a2")) == [said]
    assert stale(entry("read a1", "crash"), entry("read a1"), entry("read a2")) == []
    assert stale(entry("read a1"), entry("read a2", test="u")) == []
