"""From whatever happens in a command to a message and an exit status, never a traceback."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

import click

from idxcheck.errors import FormatError, LimitError, UsageError
from idxcheck.reports.escaping import escape
from idxcheck.reports.outcome import BUG, FINDINGS, INTERRUPTED, SUCCESS, UNCHECKED, USAGE

REPORT_IT = "this is a bug in idxcheck: please report it, with the file"


@dataclass(slots=True)
class Invocation:
    """What the parts of one run share."""

    debug: bool = False


def run(command: Callable[[], object], invocation: Invocation) -> int:
    """Run `command` and return the exit status, its own or that of what it raised."""
    for stream in (sys.stdout, sys.stderr):
        # No character may fail to be printed, whatever encoding the terminal has.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    try:
        status = command()
    except Exception as error:  # noqa: BLE001 - the one place where every exception ends
        status = _explain(error, debug=invocation.debug)
    return status if isinstance(status, int) else SUCCESS


def _explain(error: Exception, *, debug: bool) -> int:
    """Tell the user of `error`; return the exit status."""
    if debug:
        print_lines(traceback_of(error))
    if isinstance(error, click.Abort):  # what click makes of Ctrl-C
        return INTERRUPTED
    if isinstance(error, click.ClickException):
        context = getattr(error, "ctx", None)
        if context is not None:
            say(context.get_usage())
            say(f"Try '{context.command_path} --help' for help.")
        say(f"Error: {escape(error.format_message())}")
        return error.exit_code
    if isinstance(error, UsageError):
        status, message = USAGE, str(error)
    elif isinstance(error, FormatError):
        status, message = FINDINGS, str(error)
    elif isinstance(error, LimitError):
        status, message = UNCHECKED, str(error)
    elif isinstance(error, OSError):
        name = f"{error.filename}: " if isinstance(error.filename, str) else ""
        status, message = UNCHECKED, name + (error.strerror or str(error))
    else:
        status, message = BUG, f"{describe(error)}; {REPORT_IT}; --debug shows the traceback"
    say(f"Error: {escape(message)}")
    return status


def describe(error: BaseException) -> str:
    """Return the type and the text of an exception nobody expected."""
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def traceback_of(error: BaseException) -> str:
    """Return the traceback, for --debug alone."""
    import traceback  # noqa: PLC0415 - seldom needed

    return "".join(traceback.format_exception(error))


def print_lines(text: str) -> None:
    """Print lines on standard error, each of them escaped."""
    for line in text.splitlines():
        say(escape(line))


def say(text: str) -> None:
    """Print a line on standard error."""
    try:
        click.echo(text, err=True)
    except OSError:
        discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """Send what `stream` still holds nowhere: Python flushes once more at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def debug_option(command: Callable[..., object]) -> Callable[..., object]:
    """Add --debug, which the group and every command understand."""

    def switch_on(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
        context.obj.debug = context.obj.debug or value

    decorate = click.option(
        "--debug",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=switch_on,
        help="Show the traceback of an internal error.",
    )
    return decorate(command)
