"""One command a question: those that hang, take all memory, or leave others running."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from idxcheck.conformance.answers import Fault, Read
from idxcheck.conformance.protocols.one_shot import OneShot
from idxcheck.conformance.supervision import memory
from idxcheck.vectors import Reading

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the faults are those of POSIX")

PLAIN = bytes.fromhex("00000801 00000001 07")
SEVEN = Reading("uint8", (1,), (7,))
Hostile = Callable[..., OneShot]


@pytest.mark.parametrize("fault", ["hang", "ignores_signals", "reads_input", "grandchild_hangs"])
def test_a_hang(hostile: Hostile, scratch: Path, fault: str) -> None:
    """A command that does not answer in time has hung, whatever it waits for."""
    adapter = hostile(fault, 0.5)
    assert adapter.read(PLAIN, ".idx", heavy=True) == Fault("hang", "no answer in 0.5 s")
    assert list(scratch.iterdir()) == []


def test_memory(hostile: Hostile) -> None:
    """A command that takes far more than for a plain file is a fault of memory."""
    adapter = hostile("eats_memory")
    assert adapter.measures_memory
    adapter._baseline = 50 << 20  # noqa: SLF001 - as if it had read a plain file
    answer = adapter.read(PLAIN, ".idx")
    assert isinstance(answer, Fault)
    assert answer.kind == "memory"


@pytest.mark.slow
def test_memory_is_counted_from_a_plain_read(hostile: Hostile) -> None:
    """What is always taken, for a plain file as well, is no growth."""
    with hostile("eats_and_answers") as adapter:
        assert adapter.read(PLAIN, ".idx") == Read(SEVEN)


@pytest.mark.slow
def test_whoever_takes_gigabytes_for_a_plain_file_has_no_baseline(
    hostile: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then every question is a fault of memory."""
    monkeypatch.setattr(memory, "START_LIMIT", 300 << 20)
    with hostile("eats_and_answers") as adapter:
        answer = adapter.read(PLAIN, ".idx")
    assert isinstance(answer, Fault)
    assert answer.kind == "memory"


def test_a_daemon_is_a_fault(
    hostile: Hostile, note: Path, has_ended: Callable[[int], bool]
) -> None:
    """What runs on behind its question is ended at once, each time, and no answer counts."""
    adapter = hostile("daemon")
    for _ in range(3):
        answer = adapter.read(PLAIN, ".idx")
        assert isinstance(answer, Fault)
        assert answer.kind == "error"
        assert answer.message.startswith("left 1 process behind: python")
        assert has_ended(int(note.read_text()))


def test_many_daemons_are_a_fault(hostile: Hostile) -> None:
    """They are counted; a process that ends by itself in time is not."""
    answer = hostile("daemons").read(PLAIN, ".idx")
    assert isinstance(answer, Fault)
    assert answer.message.startswith("left 2 processes behind: python")
    assert hostile("daemon_that_ends").read(PLAIN, ".idx") == Read(SEVEN)


def test_the_memory_of_a_daemon_counts(
    hostile: Hostile, note: Path, has_ended: Callable[[int], bool]
) -> None:
    """Who lets another, that left the tree, take too much, is a fault of memory."""
    adapter = hostile("daemon_eats_memory")
    adapter._baseline = 50 << 20  # noqa: SLF001 - as if it had read a plain file
    answer = adapter.read(PLAIN, ".idx")
    assert isinstance(answer, Fault)
    assert answer.kind == "memory"
    assert has_ended(int(note.read_text()))
