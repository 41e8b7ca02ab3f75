"""`idxcheck conform run`: who is asked, and what is refused before that."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from idxcheck.cli import conform_subjects
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.protocols.json_lines import JsonLines
from idxcheck.conformance.protocols.one_shot import OneShot
from idxcheck.conformance.report import Result
from idxcheck.errors import UsageError

if TYPE_CHECKING:
    from tests.cli.conftest import ConformRunner

Command = Callable[..., Any]
PASSED = Result("read a", Outcome.PASS)
FAILED = Result("read b", Outcome.CRASH, detail="it died")
ADAPTER = ("--", sys.executable)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "give one of NAME..., -- CMD ARG... and --python FILE:FUNC"),
        (("a", "--", "b"), "give one of NAME..., -- CMD ARG... and --python FILE:FUNC"),
        (("--python", "a:b", "c"), "give one of NAME..., -- CMD ARG... and --python FILE:FUNC"),
        (("--",), "no command was given; next: name the adapter, as ./adapter"),
        (
            ("--", "./none"),
            "./none: no such command; next: name an executable file, as ./adapter, or one on PATH",
        ),
        (
            ("--", "./good.idx"),
            "./good.idx is not executable; next: chmod +x it, or name its interpreter before it",
        ),
        (
            ("--write", "a.py:b", *ADAPTER),
            "--write goes with --python; CMD is asked with --write by itself",
        ),
        (("--protocol", "idxp", "a"), "--protocol goes with -- CMD ARG... alone"),
        (("--python", "a.py"), "a.py: expected FILE:FUNC, such as reader.py:read"),
        (("--python", "a.py:"), "a.py:: expected FILE:FUNC, such as reader.py:read"),
        (
            ("--python", "a.py:read"),
            "a.py: no such file; next: name the one that defines read",
        ),
        (
            ("--python", "json:loads", "--write", "a.py:write"),
            "a.py: no such file; next: name the one that defines write",
        ),
        (("-q", "-v", *ADAPTER), "-q and -v cannot both be given"),
        (
            ("--known", "good.idx", "--format", "text=good.idx", *ADAPTER),
            "the report would replace 'good.idx', which it is about",
        ),
    ],
)
def test_wrong_usage(
    idxcheck: Command, runner: ConformRunner, arguments: tuple[str, ...], message: str
) -> None:
    """Status 2 and what to do instead, before anything is asked."""
    done = idxcheck("conform", "run", *arguments)
    assert (done.status, done.out, done.err) == (2, "", f"Error: {message}\n")
    assert runner.calls == []


def test_python(idxcheck: Command, runner: ConformRunner) -> None:
    """Functions of a file, or of a module, are served by a process of their own."""
    Path("mine.py").touch()
    done = idxcheck("conform", "run", "--python", "mine.py:read", "--write", "json:dumps")
    assert (done.status, done.err) == (0, "")
    assert idxcheck("conform", "run", "--python", "mine.py:read").status == 0
    [(adapter, options), (reader, _)] = runner.calls
    assert isinstance(adapter, JsonLines)
    assert adapter.implementation.name.endswith(" mine.py:read json:dumps")
    assert reader.implementation.name.endswith(" mine.py:read")
    assert options["scope"] == "all"


def test_no_such_name(idxcheck: Command, runner: ConformRunner) -> None:
    """The names that there are are listed, and how to name a command."""
    done = idxcheck("conform", "run", "idx2nmupy")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(
        "Error: no reader is called 'idx2nmupy'; next: choose from idx2numpy, mnist,"
    )
    assert done.err.endswith("; for a command of your own write -- before it\n")
    assert runner.calls == []


@dataclass(frozen=True)
class Reader:
    """Stands for a library that idxcheck has an adapter for."""

    name: str
    protocol: str = "idxp"
    version: str = "2.0"
    language: str = "C"
    homepage: str = ""
    scope: str = "idx"

    def command(self, tell: Callable[[str], None]) -> tuple[str, ...]:
        """The command, and what is told of its installation."""
        tell(f"{self.name}: pip installs it")
        return sys.executable, "-c", "pass"


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers of any name; those that start with c are asked by plain text."""
    monkeypatch.setattr(
        conform_subjects,
        "named_reader",
        lambda name: Reader(name, "one-shot" if name.startswith("c") else "idxp"),
    )


@pytest.mark.usefixtures("readers")
def test_names(idxcheck: Command, runner: ConformRunner) -> None:
    """A library is asked what it claims to read; one by text is named as the table has it."""
    done = idxcheck("conform", "run", "a", "-q")
    assert (done.status, done.err) == (0, "")
    assert done.out == "theirs 1.0: passed; scope idx: 1/1\n"
    assert isinstance(runner.calls[0][0], JsonLines)
    done = idxcheck("conform", "run", "c", "--scope", "mnist")
    assert done.err == "c: pip installs it\n"
    assert done.out.splitlines()[0] == "c 2.0 (C)"
    assert done.out.splitlines()[-1] == "scope mnist: 1/1"
    assert isinstance(runner.calls[1][0], OneShot)
    assert runner.calls[1][1]["save_to"] == "idxcheck-conform"


@pytest.mark.usefixtures("readers")
def test_several_names(idxcheck: Command, runner: ConformRunner) -> None:
    """One behind the other, each once, each with its own folder; the worst status wins."""
    runner.results = [(PASSED,), UsageError("b does not start"), (FAILED,)]
    formats = ("--format", "text", "--format", "markdown=a.md")
    done = idxcheck("conform", "run", "a", "b", "c", "a", "-q", *formats)
    assert (done.status, done.err) == (4, "Error: b does not start\n")
    assert done.out.splitlines() == [
        "theirs 1.0: passed; scope idx: 1/1",
        "c 2.0: failed: 1 failure; scope idx: 0/1",
    ]
    assert [options["save_to"] for _, options in runner.calls] == [
        "idxcheck-conform/a",
        "idxcheck-conform/b",
        "idxcheck-conform/c",
    ]
    assert "1/1" in Path("a.md").read_text()
    assert "0/1" in Path("a.md").read_text()
    runner.results = [(PASSED,), (FAILED,), (PASSED,)]
    runner.calls.clear()
    done = idxcheck("conform", "run", "a", "b", "c")
    assert done.status == 1
    assert done.out.count("scope idx: 1/1\n\ntheirs 1.0") == 1
    assert done.out.count("scope idx: 0/1\n\nc 2.0") == 1


@pytest.mark.usefixtures("readers")
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--format", "json=a"), "a json report is of one reader; run them one by one"),
        (("--format", "junit"), "a junit report is of one reader; run them one by one"),
        (("--known", "k"), "known failures are those of one reader; run them one by one"),
        (("--write-known", "k"), "known failures are those of one reader; run them one by one"),
    ],
)
def test_not_for_several(
    idxcheck: Command, runner: ConformRunner, options: tuple[str, ...], message: str
) -> None:
    """What is of one reader alone is refused for two."""
    done = idxcheck("conform", "run", "a", "b", *options)
    assert (done.status, done.err) == (2, f"Error: {message}\n")
    assert runner.calls == []
