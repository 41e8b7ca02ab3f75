"""What a signal that ends the process does to what goes on, here to `idxcheck fetch`."""

import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]
FETCH = "idxcheck.datasets.fetching.fetch"


@pytest.fixture(autouse=True)
def usual_handlers() -> Iterator[None]:
    """The signals as a process finds them that nobody protects, for this test."""
    before = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGHUP)}
    for each in before:
        signal.signal(each, signal.SIG_DFL)
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


@pytest.mark.parametrize(
    ("number", "status", "name"), [(signal.SIGTERM, 143, "SIGTERM"), (signal.SIGHUP, 129, "SIGHUP")]
)
def test_an_orderly_end(
    idxcheck: Command, monkeypatch: pytest.MonkeyPatch, number: int, status: int, name: str
) -> None:
    """What cleans up is run, though a signal comes again meanwhile, and handlers are as before."""
    steps: list[str] = []

    def fetch(*_: object, **__: object) -> list[Path]:
        try:
            signal.raise_signal(number)
            steps.append("went on")
        finally:
            signal.raise_signal(signal.SIGHUP)
            signal.raise_signal(signal.SIGTERM)
            steps.append("cleaned up")
        return []

    monkeypatch.setattr(FETCH, fetch)
    run = idxcheck("fetch", "mnist")
    assert (run.status, run.out, run.err) == (status, "", f"Error: ended by {name}\n")
    assert steps == ["cleaned up"]
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_DFL


def test_a_signal_that_is_ignored(idxcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under nohup the end of the terminal ends nothing."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    steps: list[str] = []

    def fetch(*_: object, **__: object) -> list[Path]:
        signal.raise_signal(signal.SIGHUP)
        steps.append("went on")
        return []

    monkeypatch.setattr(FETCH, fetch)
    assert idxcheck("fetch", "mnist").status == 0
    assert steps == ["went on"]
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN


def test_handlers_of_others(idxcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """A signal that somebody else handles stays his."""
    caught: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: caught.append(number))

    def fetch(*_: object, **__: object) -> list[Path]:
        signal.raise_signal(signal.SIGTERM)
        return []

    monkeypatch.setattr(FETCH, fetch)
    assert idxcheck("fetch", "mnist").status == 0
    assert caught == [15]


def test_without_such_a_signal(idxcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has no SIGHUP."""
    handlers: list[Any] = []
    monkeypatch.setattr("idxcheck.cli.signals.ENDING", ("SIGTERM", "SIGNONE"))

    def fetch(*_: object, **__: object) -> list[Path]:
        handlers.append(signal.getsignal(signal.SIGTERM))
        return []

    monkeypatch.setattr(FETCH, fetch)
    assert idxcheck("fetch", "mnist").status == 0
    assert handlers[0] is not signal.SIG_DFL


def test_in_another_thread(idxcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where signals cannot be handled the command runs without."""
    handlers: list[Any] = []

    def fetch(*_: object, **__: object) -> list[Path]:
        handlers.append(signal.getsignal(signal.SIGTERM))
        return []

    monkeypatch.setattr(FETCH, fetch)
    runs: list[Any] = []
    thread = threading.Thread(target=lambda: runs.append(idxcheck("fetch", "mnist")))
    thread.start()
    thread.join(60)
    assert [(run.status, run.err) for run in runs] == [(0, "")]
    assert handlers == [signal.SIG_DFL]
