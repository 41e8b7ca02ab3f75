"""Where a command's results go: standard output, or files written whole or not at all."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TextIO

import click

from idxcheck.cli.options import Output
from idxcheck.cli.running import discard
from idxcheck.errors import UsageError
from idxcheck.reports.outcome import UNCHECKED

Render = Callable[[Output], str | bytes]


class UnwritableError(click.ClickException):
    """A report that cannot be written where it belongs."""

    exit_code = UNCHECKED


def write_outputs(outputs: Iterable[Output], render: Render, *, force: bool) -> None:
    """Write what `render` makes of each output to where it belongs.

    A file that exists is replaced only with `force`.
    Standard output comes first: a file that cannot be written does not keep it back.
    """
    for output in sorted(outputs, key=lambda output: output.file is not None):
        if output.file is None:
            print_text(render(output))
        else:
            _write_file(output.file, render(output), force=force)


def print_text(text: str | bytes) -> None:
    """Write to standard output; a reader that has gone, as `head` does, is no error."""
    try:
        click.echo(text, nl=False, color=True)
    except BrokenPipeError:
        discard(sys.stdout)
    except OSError:
        discard(sys.stdout)
        raise


def append_step_summary(markdown: str) -> None:
    """Append to the page that GitHub shows of a workflow's step; elsewhere there is none."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    try:  # what stands there may end within a line
        with open(path, "a", encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - as given
            file.write(f"\n{markdown}")
    except OSError as error:
        raise UnwritableError(f"{path}: not written: {error.strerror or error}") from error


def refuse_to_overwrite(outputs: Iterable[Output], paths: Sequence[str], *, force: bool) -> None:
    """Raise UsageError where a report would take the place of a file.

    With `force` it may, but never that of one of `paths`, which it is about.
    """
    for file in [output.file for output in outputs if output.file is not None]:
        for path in paths:
            if _same(file, path):
                raise UsageError(f"the report would replace {path!r}, which it is about")
        if not force and os.path.isfile(file):  # noqa: PTH113 - names stay as they are given
            raise UsageError(f"{file} exists; --force replaces it")


def wants_color(choice: str) -> bool:
    """Return whether to colour: `always`, `never`, or by terminal and environment."""
    if choice != "auto":
        return choice == "always"
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and is_terminal(sys.stdout)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether `stream` is open and a terminal; Python has None for a closed one."""
    return stream is not None and stream.isatty()


def _same(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)  # noqa: PTH121 - names stay as they are given
    except OSError:
        return False  # one of them does not exist


def _write_file(path: str, text: str | bytes, *, force: bool) -> None:
    from idxcheck.output import open_output  # noqa: PLC0415 - only for files

    try:
        with open_output(path, replace=force) as file:
            file.write(
                text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")
            )
    except OSError as error:
        raise UnwritableError(f"{path}: not written: {error.strerror or error}") from error
