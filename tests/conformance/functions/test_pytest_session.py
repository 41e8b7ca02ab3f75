"""A session of pytest in which too few vectors were executed, or none, or not asked at all."""

import importlib.util
import json
from collections.abc import Callable
from typing import Any

import pytest

import idxcheck.conformance.functions.pytest_session  # noqa: F401 - with numpy, which a process loads once

pytest_plugins = ["pytester"]

READER = """
import idxcheck
import pytest
from pathlib import Path
from idxcheck.conformance import parametrize_with_vectors

def read(path):
    if Path(path).read_bytes()[:4] == bytes.fromhex("00000803"):
        raise NotImplementedError("labels alone")
    return idxcheck.load(path)

vectors = parametrize_with_vectors(read, scope="mnist")

@vectors
def test_labels(check):
    {body}
"""
OTHER = "def test_other():\n    pass\n"
PLAIN = "IDX-1.1_header-and-payload"
PLUGINS = (
    *("-p", "idxcheck.pytest_plugin", "-p", "no:cacheprovider", "--strict-markers"),
    *("-W", "ignore:Module already imported"),  # of the plugin, by this very session
)
REPORT, HUNDRED = "--idxcheck-report=report.json", "--idxcheck-min-executed=100"
NOT_ASKED = "the case was not asked: call check()"
NONE_EXECUTED = (
    "FAILED: 0 vector cases were executed, and --idxcheck-min-executed wants 100;"
    " no test of parametrize_with_vectors was run: is its file there, and chosen?"
)


class Session:
    """The tests of a reader that is right about labels, run with no other plugin."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester = pytester
        self.report = pytester.path / "report.json"
        self.run: Callable[..., pytest.RunResult] = pytester.runpytest_inprocess

    def __call__(self, *options: str, body: str = "check()", more: str = "") -> pytest.RunResult:
        """Run them with this body of the test, and more tests behind it."""
        self.pytester.makepyfile(test_it=READER.format(body=body) + more)
        return self.run(*PLUGINS, *options)

    @property
    def document(self) -> Any:  # noqa: ANN401 - JSON
        """The report."""
        return json.loads(self.report.read_text())


@pytest.fixture
def session(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Session:
    """`session("--option", body="check()")` runs the tests."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    return Session(pytester)


@pytest.mark.parametrize(("fewest", "status"), [(2, 0), (3, 1)])
def test_too_few_executed(session: Session, fewest: int, status: int) -> None:
    """What is skipped or unsupported is not executed."""
    chosen = f"{PLAIN} or IDX-4.1_uint8-rank-1 or two-images-28-28"
    result = session("-k", chosen, f"--idxcheck-min-executed={fewest}")
    result.assert_outcomes(passed=2, skipped=1, deselected=130)
    assert result.ret == status
    line = (
        "FAILED: 2 vector cases were executed, and --idxcheck-min-executed wants 3;"
        " -rs tells why others were skipped"
    )
    assert (line in result.stdout.lines) is (status == 1)


@pytest.mark.parametrize(("others", "passed"), [(OTHER, 1), ("", 0)])
def test_the_lost_vectors(session: Session, others: str, passed: int) -> None:
    """Where the file of their tests went, no other test makes up for them."""
    session.pytester.makepyfile(test_other=others)
    result = session.run(*PLUGINS, REPORT, HUNDRED)
    result.assert_outcomes(passed=passed)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert NONE_EXECUTED in result.stdout.lines
    assert "0 results written to report.json" in result.stdout.lines
    document = session.document
    assert (document["results"], document["skipped"], document["ok"]) == ([], [], False)
    assert document["totals"]["executed"] == 0


def test_vectors_that_are_not_chosen(session: Session) -> None:
    """They were not executed; without a wish for some the report alone says so."""
    options = ("-k", "test_other", REPORT)
    result = session(*options, HUNDRED, more=OTHER)
    result.assert_outcomes(passed=1, deselected=133)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert NONE_EXECUTED in result.stdout.lines
    session.report.unlink()
    result = session(*options, "--idxcheck-min-executed=0", more=OTHER)
    assert result.ret == pytest.ExitCode.OK
    assert session.document["results"] == []


def test_a_session_that_only_collects(session: Session) -> None:
    """It cannot have executed any."""
    result = session("--collect-only", HUNDRED)
    assert result.ret == pytest.ExitCode.OK
    assert "FAILED" not in result.stdout.str()


@pytest.mark.parametrize(
    ("body", "outcomes"),
    [
        ("pass", {"failed": 1}),
        ("check", {"failed": 1}),
        ("pytest.skip()", {"skipped": 1}),
        ("check()", {"passed": 1}),
    ],
)
def test_a_case_that_is_not_asked(session: Session, body: str, outcomes: dict[str, int]) -> None:
    """The test fails, unless it ended in another way."""
    result = session("-k", PLAIN, body=body)
    result.assert_outcomes(**outcomes, deselected=132)
    assert (NOT_ASKED in result.stdout.lines) is ("failed" in outcomes)


def test_a_failure_before_the_case_is_asked(session: Session) -> None:
    """It is told alone."""
    result = session("-k", PLAIN, body="assert not check, 'early'")
    result.assert_outcomes(failed=1, deselected=132)
    assert "E       AssertionError: early" in result.stdout.lines
    assert "not asked" not in result.stdout.str()


def test_a_case_that_another_test_asked(session: Session) -> None:
    """What came of it there is not what comes of it here."""
    more = "\n@vectors\ndef test_forgets(check):\n    pass\n"
    result = session("-k", PLAIN, "-v", REPORT, more=more)
    result.assert_outcomes(passed=1, failed=1, deselected=264)
    result.stdout.fnmatch_lines(["*::test_labels* PASSED*", "*::test_forgets* FAILED*"])
    assert session.document["totals"]["asked"] == 1


@pytest.mark.slow
@pytest.mark.skipif(
    importlib.util.find_spec("xdist") is None, reason="pytest-xdist is not installed"
)
def test_several_processes(session: Session) -> None:
    """Under pytest-xdist, too, no case passes unasked, and lost ones are missed."""
    session.run = session.pytester.runpytest_subprocess
    workers = ("-p", "xdist", "-n", "2", REPORT)
    result = session(*workers, "-k", PLAIN, body="pass")
    result.assert_outcomes(failed=1)
    assert NOT_ASKED in result.stdout.lines
    result = session(*workers, HUNDRED, "-k", "test_other", more=OTHER)
    result.assert_outcomes(passed=1)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert NONE_EXECUTED in result.stdout.lines
    assert session.document["results"] == []
