"""Whatever happens becomes a message and an exit status, never a traceback."""

import os
import re
import sys
from collections.abc import Callable
from typing import Any

import click
import pytest

from idxcheck.cli import main
from idxcheck.cli.running import Invocation, discard, run, say
from idxcheck.errors import FormatError, LimitError, UsageError
from idxcheck.findings import Finding, Severity

Command = Callable[..., Any]

REPORT_IT = (
    "this is a bug in idxcheck: please report it, with the file; --debug shows the traceback\n"
)
FINDING = Finding("IDX201", "truncated-payload", Severity.ERROR, "short", offset=20)


def raising(error: BaseException) -> Callable[[], object]:
    """Return a command that raises `error`."""

    def command() -> object:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (UsageError("call it so"), 2, "Error: call it so\n"),
        (
            FormatError(FINDING, "x.idx"),
            1,
            "Error: x.idx: IDX201 truncated-payload at 0x14: short\n",
        ),
        (LimitError("too much"), 4, "Error: too much\n"),
        (FileNotFoundError(2, "No such file", "a\nb"), 4, "Error: a\\x0ab: No such file\n"),
        (OSError("gone"), 4, "Error: gone\n"),
        (OSError(5, "Input/output error", 7), 4, "Error: Input/output error\n"),
        (click.ClickException("no\x1b"), 1, "Error: no\\x1b\n"),
        (click.UsageError("what"), 2, "Error: what\n"),
        (click.Abort(), 130, ""),
        (
            ValueError("odd\x1b"),
            3,
            f"Error: ValueError: odd\\x1b; {REPORT_IT}",
        ),
        (
            KeyError(),
            3,
            f"Error: KeyError; {REPORT_IT}",
        ),
    ],
)
def test_exceptions(
    error: Exception, status: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each kind has its status and one line on standard error."""
    assert run(raising(error), Invocation()) == status
    assert capsys.readouterr() == ("", message)


def test_the_status_of_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    """A command returns its status; one that returns nothing, as --help does, succeeded."""
    assert run(lambda: 4, Invocation()) == 4
    assert run(lambda: None, Invocation()) == 0
    assert capsys.readouterr() == ("", "")


def test_debug(capsys: pytest.CaptureFixture[str]) -> None:
    """With --debug the traceback is printed, its lines escaped, and the message follows."""
    assert run(raising(ValueError("odd\x1b")), Invocation(debug=True)) == 3
    first, *_, last, message = capsys.readouterr().err.splitlines()
    assert first == "Traceback (most recent call last):"
    assert last == "ValueError: odd\\x1b"
    assert message.startswith("Error: ValueError: odd\\x1b; this is a bug")


@pytest.mark.parametrize("where", [("--debug", "check"), ("check", "--debug")])
def test_the_debug_option(
    idxcheck: Command, monkeypatch: pytest.MonkeyPatch, where: tuple[str, str]
) -> None:
    """--debug is understood before the command and behind it."""
    monkeypatch.setattr("idxcheck.cli.check.walk", raising_walk)
    for arguments, count in ((where, 1), (("check",), 0)):
        result = idxcheck(*arguments, "good.idx")
        assert (result.status, result.err.count("Traceback")) == (3, count)


def raising_walk(_paths: object) -> None:
    """Fail as no walk should."""
    raise RuntimeError("a bug")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ((), "Missing command."),
        (("no such",), "No such command 'no such'."),
        (("no\nsuch\x1b",), "No such command 'no\\nsuch\\x1b'."),
        (("--no-such\x1b",), "No such option"),
        (("info",), "Missing argument 'PATH...'."),
    ],
)
def test_wrong_use_of_the_group(idxcheck: Command, arguments: tuple[str, ...], error: str) -> None:
    """No command, one that is none, a missing path: status 2, and nothing unprintable."""
    result = idxcheck(*arguments)
    assert (result.status, result.out) == (2, "")
    usage, hint, message = result.err.splitlines()
    assert usage.startswith("Usage: idxcheck ")
    assert hint.startswith("Try 'idxcheck ")
    assert message.startswith(f"Error: {error}")
    assert message.isprintable()


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help(idxcheck: Command, flag: str) -> None:
    """The help names every command and the exit statuses."""
    result = idxcheck(flag)
    assert (result.status, result.err) == (0, "")
    for word in ("check ", "info ", "explain ", "convert ", "Exit status: 0 "):
        assert f"  {word}" in result.out
    assert "..." not in result.out.partition("Commands:")[2]
    for command in ("check", "info", "explain"):
        assert idxcheck(command, flag).out.startswith(f"Usage: idxcheck {command} [OPTIONS] ")


def test_version(idxcheck: Command) -> None:
    """The version is a number of three parts."""
    assert re.fullmatch(r"idxcheck \d+\.\d+\.\d+\n", idxcheck("--version").out)


def test_main(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The entry point takes its arguments from the command line."""
    monkeypatch.setattr(sys, "argv", ["idxcheck", "explain", "NOPE"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "no rule is called 'NOPE'" in capsys.readouterr().err


def test_a_standard_error_that_is_gone(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A message nobody can be told is dropped, and what is left of it too."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        say("lost")
        say("lost too")
        discard(stream)
    assert capfd.readouterr() == ("", "")
