"""IDXP/1: how a process ends when it is told to."""

import sys
import time
from pathlib import Path

import psutil
import pytest

from idxcheck.conformance.adapter import Adapter
from idxcheck.conformance.answers import Fault, Read
from idxcheck.conformance.protocols import json_lines
from idxcheck.conformance.protocols.json_lines import JsonLines
from idxcheck.vectors import Reading

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the faults are those of POSIX")

FAKE = Path(__file__).with_name("json_fakes") / "fake.py"
GOOD = Read(Reading("uint8", (3,), (1, 2, 3)))


def served(fault: str, *more: str) -> JsonLines:
    """Return the adapter of a fake with one fault."""
    return JsonLines([sys.executable, str(FAKE), fault, *more], seconds=30.0)


def fault_of(adapter: Adapter) -> Fault | None:
    """Return what comes of asking one question, and leaving."""
    with adapter:
        assert adapter.read(b"a", ".idx") == GOOD
        assert adapter.fault_at_stop is None
    return adapter.fault_at_stop


def test_it_stops() -> None:
    """One that answers, and ends with status 0, has no fault; nor has it notes."""
    adapter = served("none")
    assert fault_of(adapter) is None
    assert adapter.notes == ()


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("dies at stop", Fault("crash", "killed by signal 11 (SIGSEGV)")),
        ("fails at stop", Fault("crash", "ended with status 3")),
        ("rubbish at stop", Fault("error", "no line of JSON: 'bye'")),
        ("twice at stop", Fault("error", "printed more than one line for an answer")),
        ("silent at stop", Fault("error", "ended without an answer to stop")),
        ("does not stop", Fault("error", "stopped is false, expected true")),
    ],
)
def test_it_stops_wrongly(fault: str, expected: Fault) -> None:
    """Its end, and what it prints there, are told."""
    assert fault_of(served(fault)) == expected


def test_a_late_answer_to_the_last_question() -> None:
    """A second one, which comes before the end, is seen."""
    with served("twice, the second late") as adapter:
        assert adapter.read(b"a", ".idx") == GOOD
        time.sleep(0.5)
    assert adapter.fault_at_stop == Fault("error", "printed something before it was asked")


def test_never_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs on after the request stop is ended, and told."""
    monkeypatch.setattr(json_lines, "STOP_WITHIN", 0.5)
    before = psutil.Process().children(recursive=True)
    assert fault_of(served("never stops")) == Fault("hang", "did not end in 0.5 s")
    assert psutil.Process().children(recursive=True) == before


def test_leaves_another_process(tmp_path: Path) -> None:
    """A daemon behind the end is an error, and is ended."""
    fault = fault_of(served("leaves one at stop", str(tmp_path / "started")))
    assert fault is not None
    assert fault.message.startswith("left 1 process behind: python")


def test_after_a_fault_there_is_nothing_to_stop() -> None:
    """It was ended already, and that was told; and the next run begins without."""
    adapter = served("rubbish at stop")
    assert fault_of(adapter) is not None
    with adapter:
        assert adapter.fault_at_stop is None
        adapter._end()  # noqa: SLF001 - as behind any fault
    assert adapter.fault_at_stop is None


def test_where_we_fail_nothing_is_told() -> None:
    """It was not told to stop."""
    adapter = served("rubbish at stop")
    with pytest.raises(KeyboardInterrupt), adapter:
        raise KeyboardInterrupt
    assert adapter.fault_at_stop is None
