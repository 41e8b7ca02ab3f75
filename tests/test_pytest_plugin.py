"""The plugin of pytest: its marker, its options, and the report at the end of a session."""

import importlib.util
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema  # type: ignore[import-untyped] # it ships no types
import pytest

import idxcheck.conformance.functions.pytest_session  # with numpy, which a process loads once
import idxcheck.pytest_plugin
from idxcheck.conformance import reports

pytest_plugins = ["pytester"]

READER = """
import numpy as np
import pytest
from pathlib import Path
from idxcheck.conformance import Known, Outcome, parametrize_with_vectors

def read(path):
    data = Path(path).read_bytes()
    if data[3:4] == b"\\3":
        raise NotImplementedError("labels alone")
    if data[:4] != bytes.fromhex("00000801") or len(data) < 8 + data[7]:
        raise ValueError("no labels")
    return np.frombuffer(data[8 : 8 + data[7]], "u1")

def other(path):
    return read(path)
"""
TEST = """
@parametrize_with_vectors(read, scope="mnist")
def test_labels(check):
    check()
"""
PASSES = "read IDX-1.1_header-and-payload"
FAILS = "read IDX-4.4_uint8-one-byte-behind"
UNSUPPORTED = "read IDX-4.2_two-images-28-28"
THREE = "IDX-1.1_header-and-payload or uint8-one-byte-behind or two-images-28-28"
PLUGINS = (
    *("-p", "idxcheck.pytest_plugin", "-p", "no:cacheprovider", "--strict-markers"),
    *("-W", "ignore:Module already imported"),  # of the plugin, by this very session
)
SCHEMA = Path(reports.__file__).with_name("report.schema.json")


@pytest.fixture
def session(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A folder with the tests of a faulty reader, and no other plugin."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makeini("[pytest]")  # the names of tests begin here, wherever this folder is
    pytester.makepyfile(test_it=READER + TEST)
    return pytester


def report(session: pytest.Pytester, name: str = "report.json") -> Any:  # noqa: ANN401 - JSON
    """Return the report, which is as its schema says."""
    document = json.loads((session.path / name).read_text())
    jsonschema.validate(document, json.loads(SCHEMA.read_text()))
    return document


def test_the_report(session: pytest.Pytester) -> None:
    """It holds what came of every vector; where it stands is said."""
    result = session.runpytest_inprocess(*PLUGINS, "-k", THREE, "--idxcheck-report=report.json")
    result.assert_outcomes(passed=1, failed=1, skipped=1, deselected=130)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert "3 results written to report.json" in result.stdout.lines
    document = report(session)
    assert [(each["case"], each["outcome"]) for each in document["results"]] == [
        (PASSES, "pass"),
        (UNSUPPORTED, "unsupported"),
        (FAILS, "false-accept"),
    ]
    assert document["implementation"]["name"] == "test_it.py:read"
    assert document["scope"] == "mnist"
    assert document["totals"]["executed"] == 2
    assert document["skipped"] == []
    failed = document["results"][2]
    assert failed["data"] == {"hex": "00000801000000038025ca00"}
    assert failed["detail"] == "must be refused, returned uint8 3 [128, 37, 202]"
    assert failed["reproducer"].startswith('python3 -c "')
    assert failed["flags"] == sorted(failed["flags"], key=failed["flags"].index)


def test_an_older_report(session: pytest.Pytester) -> None:
    """It is replaced, as that of JUnit is."""
    (session.path / "report.json").write_text("old")
    arguments = ("-k", "header-and-payload", "--idxcheck-report=report.json")
    assert session.runpytest_inprocess(*PLUGINS, *arguments).ret == pytest.ExitCode.OK
    assert report(session)["counts"]["pass"] == 1


def test_a_report_that_cannot_be_written(session: pytest.Pytester) -> None:
    """The session fails, and says why."""
    arguments = ("-k", "header-and-payload", "--idxcheck-report=none/report.json")
    result = session.runpytest_inprocess(*PLUGINS, *arguments)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["FAILED: --idxcheck-report cannot be written: *none/report.json*"])


def test_a_failed_session_stays_one(session: pytest.Pytester) -> None:
    """Its status is that of pytest."""
    session.makepyfile(test_it=READER + TEST + "\n    pytest.exit('enough', 7)\n")
    options = ("-k", "header-and-payload", "--idxcheck-min-executed=9")
    result = session.runpytest_inprocess(*PLUGINS, *options)
    assert result.ret == 7


def test_vectors_that_are_skipped(session: pytest.Pytester) -> None:
    """A mark that skips them all leaves none executed; the report has the reasons."""
    session.makepyfile(
        test_it=READER
        + "@pytest.mark.skip('not today')"
        + TEST
        + "\n@parametrize_with_vectors(read, scope='mnist')\ndef test_forgets(check):\n    pass\n"
    )
    options = ("--idxcheck-report=report.json", "--idxcheck-min-executed=1")
    result = session.runpytest_inprocess(*PLUGINS, "-k", "IDX-1.1_header-and-payload", *options)
    result.assert_outcomes(failed=1, skipped=1, deselected=264)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert report(session)["skipped"] == [
        {"what": "tests", "count": 1, "reason": "not today"},
        {"what": "tests", "count": 1, "reason": "the test did not ask"},
    ]


def test_known_failures(session: pytest.Pytester) -> None:
    """They are told in the report, and fail nothing."""
    known = f"known=[Known('{FAILS}', Outcome.FALSE_ACCEPT, 'on purpose')]"
    session.makepyfile(test_it=READER + TEST.replace('"mnist"', f'"mnist", {known}'))
    options = ("-k", "uint8-one-byte-behind", "--idxcheck-report=report.json")
    result = session.runpytest_inprocess(*PLUGINS, *options, "--idxcheck-min-executed=1")
    result.assert_outcomes(xfailed=1, deselected=132)
    assert result.ret == pytest.ExitCode.OK
    assert report(session)["results"][0]["known"] == "on purpose"


def test_several_readers(session: pytest.Pytester) -> None:
    """In one session each is told by its name."""
    second = TEST.replace("read,", "other,").replace("mnist", "uint8").replace("labels", "others")
    session.makepyfile(test_it=READER + TEST + second)
    options = ("-k", "IDX-1.1_header-and-payload", "--idxcheck-report=report.json")
    session.runpytest_inprocess(*PLUGINS, *options).assert_outcomes(passed=2, deselected=314)
    document = report(session)
    assert [each["case"] for each in document["results"]] == [
        f"test_it.py:read: {PASSES}",
        f"test_it.py:other: {PASSES}",
    ]
    assert document["implementation"]["name"] == "test_it.py:read, test_it.py:other"
    assert document["scope"] == "all"


def test_without_vectors(session: pytest.Pytester) -> None:
    """A session that has none, or chooses none, is left alone without the options."""
    session.makepyfile(
        test_other="import pytest\n\n@pytest.mark.idxcheck_vector\ndef test_marked():\n    pass\n"
    )
    result = session.runpytest_inprocess(*PLUGINS, "-k", "test_other")
    result.assert_outcomes(passed=1, deselected=133)
    assert result.ret == pytest.ExitCode.OK
    assert "idxcheck" not in result.stdout.str().partition("collected")[2]


@pytest.mark.parametrize(("choice", "loaded"), [("test_other", False), ("header-and", True)])
def test_what_is_imported(session: pytest.Pytester, choice: str, *, loaded: bool) -> None:
    """Nothing for a session without a result of a vector; else what judges it, once."""
    session.makepyfile(
        test_it="import pytest\n\ndef test_other():\n    pass\n" if not loaded else READER + TEST
    )
    session.makeconftest(
        "import sys\n\ndef pytest_unconfigure(config):\n"
        "    print('conformance', 'idxcheck.conformance' in sys.modules, 'numpy' in sys.modules)\n"
        "    print(sorted(name for name, _ in config.pluginmanager.list_name_plugin()"
        " if name.startswith('idxcheck-')))\n"
    )
    result = session.runpytest_subprocess(*PLUGINS, "-k", choice)
    assert result.ret == pytest.ExitCode.OK
    name = "idxcheck-session" if loaded else "idxcheck-first-vector"
    assert result.stdout.lines[-2:] == [f"conformance {loaded} {loaded}", f"['{name}']"]


@pytest.mark.parametrize("number", ["-1", "many", "1.5", "\N{SUPERSCRIPT TWO}"])
def test_no_number(session: pytest.Pytester, number: str) -> None:
    """Who wants no number that there can be has mistyped the option."""
    result = session.runpytest_inprocess(*PLUGINS, f"--idxcheck-min-executed={number}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    line = f"*--idxcheck-min-executed: expected a number such as 400, got '{number}'"
    result.stderr.fnmatch_lines([line])


def test_the_help(session: pytest.Pytester) -> None:
    """The options and the marker say what they do."""
    text = session.runpytest_inprocess(*PLUGINS, "--help").stdout.str()
    assert "--idxcheck-report=FILE" in text
    assert "--idxcheck-min-executed=N" in text
    text = session.runpytest_inprocess(*PLUGINS, "--markers").stdout.str()
    assert "@pytest.mark.idxcheck_vector: one conformance vector of idxcheck" in text


@pytest.mark.parametrize(("is_worker", "registered"), [(False, 1), (True, 0)])
def test_the_processes_of_xdist(*, is_worker: bool, registered: int) -> None:
    """Only the one that gathers has something that writes: the others know a part."""
    plugins: list[object] = []
    config: Any = SimpleNamespace(
        addinivalue_line=lambda *_: None,
        getoption=lambda _: 1,
        pluginmanager=SimpleNamespace(register=lambda plugin, _: plugins.append(plugin)),
    )
    if is_worker:
        config.workerinput = {}
    idxcheck.pytest_plugin.pytest_configure(config)
    assert len(plugins) == registered


@pytest.mark.slow
@pytest.mark.skipif(
    importlib.util.find_spec("xdist") is None, reason="pytest-xdist is not installed"
)
def test_several_processes(session: pytest.Pytester) -> None:
    """Under pytest-xdist the results come together, each once, and are counted."""
    options = ("-p", "xdist", "-n", "2", "--idxcheck-report=report.json")
    result = session.runpytest_subprocess(*PLUGINS, *options, "--idxcheck-min-executed=134")
    assert "133 results written to report.json" in result.stdout.lines
    document = report(session)
    assert document["totals"]["asked"] == 133
    executed = document["totals"]["executed"]
    assert executed == 133 - document["counts"]["unsupported"]
    assert f"FAILED: {executed} vector cases were executed, and" in result.stdout.str()
    assert len({each["case"] for each in document["results"]}) == 133
    assert result.ret == pytest.ExitCode.TESTS_FAILED
