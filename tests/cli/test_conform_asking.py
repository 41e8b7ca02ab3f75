"""`idxcheck conform run`: asking one implementation, with a bar, and what ends it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from idxcheck.cli import conform_asking
from idxcheck.conformance.report import ConformanceReport
from idxcheck.errors import UsageError

if TYPE_CHECKING:
    from tests.cli.conftest import ConformRunner

Command = Callable[..., Any]
ADAPTER = ("--", sys.executable)


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (UsageError("it does not start"), 4, "Error: it does not start\n"),
        (PermissionError(13, "Permission denied", "x"), 4, "Error: x: Permission denied\n"),
        (KeyboardInterrupt(), 130, ""),
        (ZeroDivisionError("oh"), 3, "Error: ZeroDivisionError: oh; this is a bug in idxcheck"),
    ],
)
def test_nothing_reported(
    idxcheck: Command, runner: ConformRunner, error: BaseException, status: int, message: str
) -> None:
    """What could not be tried is told, and no report is written."""
    runner.results = [error]
    done = idxcheck(
        "conform", "run", "--format", "json=a.json", "--write-known", "known.toml", *ADAPTER
    )
    assert (done.status, done.out) == (status, "")
    assert done.err.startswith(message)
    assert not Path("a.json").exists()
    assert not Path("known.toml").exists()


def test_progress(
    idxcheck: Command, monkeypatch: pytest.MonkeyPatch, runner: ConformRunner
) -> None:
    """On a terminal a bar moves with the cases; -q leaves it out."""
    moved: list[int] = []
    labels: list[str] = []

    @contextlib.contextmanager
    def bar(total: int, label: str) -> Iterator[Callable[[int], None]]:
        assert total == 1000
        labels.append(label)
        yield moved.append

    def asks(adapter: object, **options: Any) -> ConformanceReport:  # noqa: ANN401 - those of the runner
        if options["progress"] is not None:
            for number in range(1, 4):
                options["progress"](number, 3)
        return runner(adapter, **options)

    monkeypatch.setattr(conform_asking, "progress", bar)
    monkeypatch.setattr(conform_asking, "is_terminal", lambda _stream: True)
    monkeypatch.setattr(conform_asking, "run_all", asks)
    assert idxcheck("conform", "run", *ADAPTER).status == 0
    assert moved == [333, 333, 334]
    assert labels == [f"asking {sys.executable}"]
    assert idxcheck("conform", "run", "-q", *ADAPTER).status == 0
    assert len(labels) == 1
