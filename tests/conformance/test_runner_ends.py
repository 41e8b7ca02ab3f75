"""What ends a run early, and the generated files at its end."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal

import pytest

from idxcheck.conformance import runner
from idxcheck.conformance.answers import Answer, Fault, Rejected
from idxcheck.conformance.cases import cases
from idxcheck.conformance.generation import generated as generation
from idxcheck.conformance.known import Known
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import Result, Skipped
from idxcheck.conformance.runner import run
from idxcheck.vectors import vectors

if TYPE_CHECKING:
    from tests.conformance.conftest import Fake

MNIST = len(list(cases("mnist", ["read"])))
READINGS = {vector.data: vector.reading for vector in vectors()}


def test_plain_file_not_read(fake: type[Fake]) -> None:
    """Nothing else is asked, and the report says why."""
    adapter = fake(lambda _data: Rejected("no"))
    report = run(adapter, scope="mnist", generate=True)
    assert not report.ok
    assert len(adapter.asked) == 1
    assert report.results == ()
    assert [each.case for each in report.failures] == ["smoke plain-file"]
    assert report.skipped[-2:] == (
        Skipped("read", MNIST, "the plain file was not read: no"),
        Skipped("generation", 0, "the plain file was not read: no"),
    )
    assert report.stopped == "the plain file was not read"
    assert report.notes == ()


def test_ten_hangs(fake: type[Fake]) -> None:
    """Ten in a row end the run; nine do not, and an answer between starts anew."""
    calls = 0

    def hangs(data: bytes) -> Answer:
        nonlocal calls
        calls += 1
        steps = 3  # of the smoke test
        if calls <= steps or calls == steps + 10:
            return fake.right(data)
        return Fault("hang", "no answer in 5 s")

    report = run(fake(hangs), scope="mnist", generate=True)
    assert [each.outcome.value for each in report.results][:10] == ["hang"] * 9 + ["pass"]
    assert [each.outcome.value for each in report.results][10:] == ["hang"] * 10
    reason = "10 cases in a row did not end in time"
    assert report.skipped[-2:] == (
        Skipped("read", MNIST - 20, reason),
        Skipped("generation", 0, reason),
    )
    assert report.stopped == reason
    assert not report.ok


def test_twenty_hangs(fake: type[Fake]) -> None:
    """Twenty in all end the run, though answers come between them."""
    calls = 0

    def hangs(data: bytes) -> Answer:
        nonlocal calls
        calls += 1
        steps = 3  # of the smoke test
        return fake.right(data) if calls <= steps or calls % 2 else Fault("hang", "no answer")

    report = run(fake(hangs), scope="mnist")
    assert report.counts == {Outcome.HANG: 20, Outcome.PASS: 19}
    assert report.skipped[-1] == Skipped("read", MNIST - 39, "20 cases did not end in time")
    assert not report.ok


def test_known_hangs(fake: type[Fake]) -> None:
    """A run that hangs end does not pass though they are known; what was not asked is not stale."""
    calls = 0

    def hangs(data: bytes) -> Answer:
        nonlocal calls
        calls += 1
        return fake.right(data) if calls <= 3 else Fault("hang", "no answer")

    known = [Known("read *", Outcome.HANG, "r"), Known("read IDX-4*", Outcome.CRASH, "r")]
    report = run(fake(hangs), scope="mnist", known=known)
    assert (report.failures, report.executed, report.min_executed) == ((), 10, 67)
    assert (report.stale, report.notes) == ((), ())
    assert not report.ok


@pytest.mark.parametrize("kind", ["crash", "hang", "error"])
def test_fault_at_stop(fake: type[Fake], kind: Literal["crash", "hang", "error"]) -> None:
    """One that does everything right, and then does not stop as told, fails; unless it is known."""
    adapter = fake()
    adapter.fault_at_stop = Fault(kind, "it did not stop")
    report = run(adapter, scope="mnist")
    assert [(each.case, each.outcome.value, each.detail) for each in report.failures] == [
        ("smoke stop", kind, "it did not stop")
    ]
    assert report.smoke[-1].case == "smoke stop"
    assert not report.ok
    known = [Known("smoke stop", Outcome(kind), "r")]
    assert run(adapter, scope="mnist", known=known).ok
    assert [each.case for each in run(fake(), scope="mnist", known=known).failures] == [
        "smoke stop"
    ]


def test_interrupt(fake: type[Fake]) -> None:
    """Ctrl-C ends it, and the adapter is stopped."""
    calls = 0

    def interrupted(data: bytes) -> Answer:
        nonlocal calls
        calls += 1
        if calls == 20:
            raise KeyboardInterrupt
        return fake.right(data)

    adapter = fake(interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(adapter, scope="mnist")
    assert not adapter.alive


def test_generation(fake: type[Fake], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Generated files come last; a slow implementation is asked for fewer of them."""
    calls: list[tuple[str, object, int]] = []

    def generated(
        adapter: Any,  # noqa: ANN401 - a fake
        scope: str,
        *,
        save_to: object,
        examples: int,
    ) -> tuple[tuple[Result, ...], tuple[Skipped, ...]]:
        assert adapter.alive
        calls.append((scope, save_to, examples))
        failed = Result("generated idx-damaged", Outcome.CRASH)
        return (failed,), (Skipped("generated idx-written", 9, "not claimed: write"),)

    monkeypatch.setattr(generation, "generated", generated)
    report = run(fake(), scope="mnist", generate=True, save_to=tmp_path)
    assert calls == [("mnist", tmp_path, 200)]
    assert [each.case for each in report.failures] == ["generated idx-damaged"]
    assert report.skipped[-1] == Skipped("generated idx-written", 9, "not claimed: write")
    known = [Known("generated idx-damaged", Outcome.CRASH, "r")]
    assert run(fake(), scope="mnist", generate=True, known=known).ok


@pytest.mark.parametrize(("seconds", "examples"), [(0.045, 66), (5.0, 10)])
def test_examples_by_time(
    fake: type[Fake], monkeypatch: pytest.MonkeyPatch, seconds: float, examples: int
) -> None:
    """Ten seconds for the three properties of reading; ten files of each at the least."""
    counts: list[int] = []
    clock = iter(range(1_000_000))

    def generated(
        *_: object, examples: int, **__: object
    ) -> tuple[tuple[Result, ...], tuple[Skipped, ...]]:
        counts.append(examples)
        return (), ()

    monkeypatch.setattr(generation, "generated", generated)
    monkeypatch.setattr(runner, "time", SimpleNamespace(monotonic=lambda: next(clock) * seconds))
    run(fake(), scope="mnist", generate=True)
    assert counts == [examples]


def test_without_hypothesis(fake: type[Fake], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is skipped, with the line that installs it."""
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "hypothesis" else found(name)
    )
    report = run(fake(), scope="mnist", generate=True)
    assert report.ok
    assert report.skipped[-1] == Skipped(
        "generation", 0, "hypothesis is not installed: pip install 'idxcheck[test]'"
    )
