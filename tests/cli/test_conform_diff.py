"""`idxcheck conform diff`: what came out otherwise."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from idxcheck.conformance.adapter import Implementation
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result
from idxcheck.conformance.reports.json import render

Command = Callable[..., Any]


def write(path: str, version: str, *, scope: str = "idx", **outcomes: str) -> None:
    """Write a result file with a case `read NAME` for each name."""
    results = tuple(Result(f"read {name}", Outcome(each)) for name, each in outcomes.items())
    report = ConformanceReport(Implementation("mine", version), scope, results)
    Path(path).write_text(render(report))


@pytest.fixture(autouse=True)
def results(folder: Path) -> None:
    """Two result files in the current folder."""
    assert Path.cwd() == folder.resolve()
    write("a.json", "1.0", a="crash", b="pass", c="wrong-values", d="pass", e="pass")
    write("b.json", "1.1", a="pass", b="crash", c="wrong-shape", d="pass", f="pass")


def test_differences(idxcheck: Command) -> None:
    """What is worse first; what was asked once alone is counted, no gain and no loss."""
    done = idxcheck("conform", "diff", "a.json", "b.json")
    assert (done.status, done.err) == (1, "")
    lines = done.out.splitlines()
    assert lines[0].startswith("a.json: mine 1.0, 2")
    assert lines[0].endswith(", scope idx: 3/5")
    assert lines[1].startswith("b.json: mine 1.1, 2")
    assert lines[1].endswith(", scope idx: 3/5")
    assert lines[2:] == [
        "worse    read b: pass -> crash",
        "changed  read c: wrong-values -> wrong-shape",
        "better   read a: crash -> pass",
        "not compared: 1 case asked before alone, 1 now alone",
        "1 worse, 1 changed, 1 better",
    ]


def test_the_same(idxcheck: Command) -> None:
    """A run of another version that came out the same is no difference."""
    write("b.json", "1.1", a="crash", b="pass", c="wrong-values", d="pass", e="pass")
    done = idxcheck("conform", "diff", "a.json", "b.json")
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[2:] == ["0 worse, 0 changed, 0 better"]


@pytest.mark.parametrize(
    ("outcome", "status", "summary"),
    [
        ("pass", 0, "0 worse, 0 changed, 1 better"),
        ("hang", 1, "0 worse, 1 changed, 0 better"),
        ("wrong-values", 1, "1 worse, 0 changed, 0 better"),
    ],
)
def test_gate(idxcheck: Command, outcome: str, status: int, summary: str) -> None:
    """Only what is worse, or fails in another way, is status 1."""
    write("a.json", "1.0", a="crash")
    write("b.json", "1.1", a=outcome)
    done = idxcheck("conform", "diff", "a.json", "b.json")
    assert (done.status, done.out.splitlines()[-1]) == (status, summary)


def test_scopes(idxcheck: Command) -> None:
    """Two scopes are told of before anything else; what one of them lacks is one line."""
    many = {f"n{number}": "false-reject" for number in range(232)}
    write("a.json", "1.0", scope="all", a="pass", **many)
    write("b.json", "1.0", scope="mnist", a="pass")
    done = idxcheck("conform", "diff", "a.json", "b.json")
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[2:] == [
        "the scopes differ, all and mnist: only what both asked is compared",
        "not compared: 232 cases asked before alone, 0 now alone",
        "0 worse, 0 changed, 0 better",
    ]


def test_help(idxcheck: Command) -> None:
    """It says when the status is 1."""
    words = " ".join(idxcheck("conform", "diff", "--help").out.split())
    assert "0 every case that both asked came out the same or better; 1 some came out" in words


def test_no_result_file(idxcheck: Command) -> None:
    """What is no result file is told so; one that is not there is an error of the system."""
    done = idxcheck("conform", "diff", "a.json", "good.idx")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("Error: good.idx: no valid JSON: ")
    done = idxcheck("conform", "diff", "none", "b.json")
    assert (done.status, done.out, done.err) == (
        4,
        "",
        "Error: none: No such file or directory\n",
    )
    assert idxcheck("conform", "diff", "a.json").status == 2


def test_printable(idxcheck: Command) -> None:
    """A name that an adapter gave itself is printed as it is, line ends escaped."""
    write("a.json", "1.0\n\x1b[2J", a="pass")
    out = idxcheck("conform", "diff", "a.json", "a.json").out
    assert "mine 1.0\\x0a\\x1b[2J, " in out
    assert len(out.splitlines()) == 3
