"""Asking one implementation for `idxcheck conform run`, with a bar that moves."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import click

from idxcheck.cli.conform_subjects import NoFunctionError, Subject
from idxcheck.cli.progress import progress
from idxcheck.cli.writing import is_terminal
from idxcheck.conformance.report import ConformanceReport
from idxcheck.conformance.runner import run as run_all
from idxcheck.errors import UsageError
from idxcheck.reports.escaping import escape
from idxcheck.reports.outcome import UNCHECKED

STEPS = 1000  # of the progress bar


class NotStartedError(click.ClickException):
    """An adapter that is there, but could not be prepared or started."""

    exit_code = UNCHECKED


def ask(subject: Subject, *, quiet: bool, **options: Any) -> ConformanceReport:  # noqa: ANN401 - those of the runner
    """Ask one implementation, with the `options` of the runner; unless `quiet` a bar moves.

    Raises NotStartedError, or NoFunctionError.
    """
    with _bar(f"asking {escape(subject.name)}", shown=not quiet) as tell:
        try:
            report = run_all(subject.adapter(), generate=True, progress=tell, **options)
        except NoFunctionError:
            raise
        except UsageError as error:
            raise NotStartedError(str(error)) from None
    if subject.implementation is not None:
        report = replace(report, implementation=subject.implementation)
    return report


@contextlib.contextmanager
def _bar(label: str, *, shown: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Give what moves a bar, where there is a terminal to show it."""
    if not shown or not is_terminal(sys.stderr):
        yield None
        return
    with progress(STEPS, label) as advance:
        shown_so_far = 0

        def move(done: int, total: int) -> None:
            nonlocal shown_so_far
            now = STEPS * done // total
            advance(now - shown_so_far)
            shown_so_far = now

        yield move
