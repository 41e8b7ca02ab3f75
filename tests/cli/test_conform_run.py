"""`idxcheck conform run`: what is asked for, by whom, and where the reports go."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from idxcheck.cli import conform_asking
from idxcheck.conformance.known import Known
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.protocols.json_lines import JsonLines
from idxcheck.conformance.protocols.one_shot import OneShot
from idxcheck.conformance.report import ConformanceReport, Result

if TYPE_CHECKING:
    from tests.cli.conftest import ConformRunner

Command = Callable[..., Any]
PASSED = Result("read a", Outcome.PASS)
FAILED = Result("read b", Outcome.CRASH, detail="it died")
KNOWN = '[[known]]\ncase = "read b"\noutcome = "crash"\nreason = "it is old"\n'
ADAPTER = ("--", sys.executable)


def test_defaults(idxcheck: Command, runner: ConformRunner) -> None:
    """A command is run anew for each file, and asked all; nothing is made in the folder."""
    done = idxcheck("conform", "run", *ADAPTER, "-x", "--strict")
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[-1] == "scope all: 1/1"
    [(adapter, options)] = runner.calls
    assert isinstance(adapter, OneShot)
    assert adapter.implementation.name.endswith(" -x --strict")
    assert options == {
        "generate": True,
        "known": (),
        "min_executed": None,
        "progress": None,
        "save_to": "idxcheck-conform",
        "scope": "all",
        "strict": False,
    }
    assert not Path("idxcheck-conform").exists()


def test_every_option(idxcheck: Command, runner: ConformRunner) -> None:
    """Each reaches the runner."""
    Path("known.toml").write_text(KNOWN)
    options = ("--scope", "norb", "--known", "known.toml", "--min-executed", "7", "--strict")
    done = idxcheck("conform", "run", *options, "-o", "out", "--protocol", "idxp", *ADAPTER)
    assert (done.status, done.err) == (0, "")
    [(adapter, found)] = runner.calls
    assert isinstance(adapter, JsonLines)
    assert found == {
        "generate": True,
        "known": (Known("read b", Outcome.CRASH, "it is old", ""),),
        "min_executed": 7,
        "progress": None,
        "save_to": "out",
        "scope": "norb",
        "strict": True,
    }


def test_status_and_words(idxcheck: Command, runner: ConformRunner) -> None:
    """A failure is status 1; -q leaves a line, -v names every case."""
    runner.results = [(PASSED, FAILED)]
    done = idxcheck("conform", "run", *ADAPTER)
    assert done.status == 1
    assert done.out.splitlines()[-2:] == ["failed: 1 failure", "scope all: 1/2"]
    done = idxcheck("conform", "run", "-q", *ADAPTER)
    assert (done.status, done.err) == (1, "")
    assert done.out == "theirs 1.0: failed: 1 failure; scope all: 1/2\n"
    done = idxcheck("conform", "run", "-v", *ADAPTER)
    assert "  read b: it died" in done.out.splitlines()


def test_quiet_with_known_failures(idxcheck: Command, runner: ConformRunner) -> None:
    """The line of -q says how many failures are known."""
    old = Result("read b", Outcome.CRASH, known="it is old")
    runner.results = [(PASSED, old, old), (PASSED, old)]
    done = idxcheck("conform", "run", "-q", *ADAPTER)
    assert (done.status, done.out) == (
        0,
        "theirs 1.0: passed; scope all: 1/3, 2 known failures\n",
    )
    done = idxcheck("conform", "run", "-q", *ADAPTER)
    assert done.out == "theirs 1.0: passed; scope all: 1/2, 1 known failure\n"


def test_reports(idxcheck: Command, runner: ConformRunner) -> None:
    """Each format goes where it belongs; a file that is there needs --force."""
    formats = ("--format", "json", "--format", "text=a.txt", "--format", "junit=a.xml")
    done = idxcheck("conform", "run", *formats, "--format", "markdown=a.md", *ADAPTER)
    assert (done.status, done.err) == (0, "")
    assert json.loads(done.out)["implementation"]["name"] == "theirs"
    assert Path("a.txt").read_text().endswith("\nscope all: 1/1\n")
    assert Path("a.xml").read_text().startswith("<?xml")
    assert "1/1" in Path("a.md").read_text()
    done = idxcheck("conform", "run", *formats, *ADAPTER)
    assert (done.status, done.out) == (2, "")
    assert done.err == "Error: a.txt exists; --force replaces it\n"
    assert len(runner.calls) == 1
    assert idxcheck("conform", "run", *formats, "--force", *ADAPTER).status == 0


def test_write_known(idxcheck: Command, runner: ConformRunner) -> None:
    """What fails goes to a file, with what is known already; one that is there needs --force."""
    runner.results = [(FAILED,)]
    done = idxcheck("conform", "run", "--write-known", "known.toml", *ADAPTER)
    assert done.status == 1
    assert done.err == ("known.toml: 1 known failure written; next: say why in reason and link\n")
    assert Path("known.toml").read_text() == (
        '[[known]]\ncase = "read b"\noutcome = "crash"\nreason = "it died"\nlink = ""\n'
    )
    done = idxcheck("conform", "run", "--write-known", "known.toml", *ADAPTER)
    assert (done.status, done.out) == (2, "")
    assert done.err == "Error: known.toml exists; --force replaces it\n"
    Path("known.toml").write_text(KNOWN)
    runner.results = [(Result("read b", Outcome.CRASH, detail="it died", known="it is old"),)]
    both = ("--known", "known.toml", "--write-known", "known.toml", "--force", "-q")
    done = idxcheck("conform", "run", *both, *ADAPTER)
    assert (done.status, done.err) == (0, "")
    assert 'reason = "it is old"' in Path("known.toml").read_text()


def test_known_file_that_comes_meanwhile(
    idxcheck: Command, runner: ConformRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that another has written during the run stays."""

    def asks(adapter: object, **options: object) -> ConformanceReport:
        Path("known.toml").write_text("mine")
        return runner(adapter, **options)

    monkeypatch.setattr(conform_asking, "run_all", asks)
    done = idxcheck("conform", "run", "--write-known", "known.toml", *ADAPTER)
    assert done.status == 2
    assert done.err == "Error: known.toml exists; --force replaces it\n"
    assert Path("known.toml").read_text() == "mine"


def test_known_file_that_is_none(idxcheck: Command, runner: ConformRunner) -> None:
    """No valid list is wrong usage, no file an error of the system."""
    done = idxcheck("conform", "run", "--known", "good.idx", *ADAPTER)
    assert done.status == 2
    assert done.err.startswith("Error: good.idx: no valid TOML: ")
    done = idxcheck("conform", "run", "--known", "none", *ADAPTER)
    assert (done.status, done.err) == (4, "Error: none: No such file or directory\n")
    assert runner.calls == []


def test_help(idxcheck: Command) -> None:
    """The group lists its commands; each says what its statuses mean."""
    out = idxcheck("conform", "--help").out
    listed = [line.split()[0] for line in out.partition("Commands:")[2].splitlines()[1:]]
    assert listed == ["run", "new", "diff", "matrix"]
    out = idxcheck("conform", "run", "--help").out
    assert out.startswith("Usage: idxcheck conform run [OPTIONS] [NAME]... | -- CMD [ARG]...")
    assert "  idxcheck conform run -- ./adapter\n" in out
    words = " ".join(out.split())
    assert "4 the adapter could not" in words
    assert "refuses by ValueError or OSError; NotImplementedError says unsupported" in words
    done = idxcheck("conform", "rnu")
    assert done.status == 2
    assert "rnu" in done.err
