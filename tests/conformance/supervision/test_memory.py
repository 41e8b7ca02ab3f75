"""The memory of a tree of processes: what is seen, and what is too much."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from idxcheck.conformance.supervision import memory
from idxcheck.conformance.supervision.memory import Watch, measurable, peak_of_ended

MIB = 1 << 20
# It holds 100 MiB, says so, lets go of them, says so, and waits for the end of its input.
EATER = """
import sys
eaten = bytearray(100 << 20)
print('full', flush=True)
sys.stdin.readline()
del eaten
print('empty', flush=True)
sys.stdin.read()
"""
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {EATER!r}])"


@pytest.fixture
def eater() -> Iterator["subprocess.Popen[bytes]"]:
    """A process that waits for another, which has just taken 100 MiB."""
    with subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"full\n"
        yield process


def test_the_whole_tree_is_seen(eater: "subprocess.Popen[bytes]") -> None:
    """What a process below takes counts."""
    watch = Watch(eater.pid)
    watch.look()
    assert 100 * MIB < watch.peak < 200 * MIB


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux and Windows keep the peak")
def test_a_peak_between_two_looks_is_seen(eater: "subprocess.Popen[bytes]") -> None:
    """The system keeps the greatest size that each had."""
    assert eater.stdin is not None
    assert eater.stdout is not None
    eater.stdin.write(b"\n")
    eater.stdin.flush()
    assert eater.stdout.readline() == b"empty\n"
    watch = Watch(eater.pid)
    watch.look()
    assert 100 * MIB < watch.peak < 200 * MIB


def test_the_baseline_is_what_is_taken_when_it_settles(eater: "subprocess.Popen[bytes]") -> None:
    """What was taken before counts no more as growth."""
    watch = Watch(eater.pid)
    watch.settle()
    assert watch.baseline == watch.peak > 100 * MIB
    assert watch.excess is None


def sizes(monkeypatch: pytest.MonkeyPatch, *each: tuple[int, int]) -> None:
    """Let the processes of this one's tree have these sizes now and peaks, in MiB."""
    found = iter([(now * MIB, peak * MIB) for now, peak in each])
    monkeypatch.setattr(memory, "_resident", lambda _: next(found))


def test_a_sum_counts_when_it_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process just forked counts its parent's memory again: one look is no proof."""
    watch = Watch(os.getpid(), baseline=0)
    watch.processes = [psutil.Process(), psutil.Process()]
    sizes(monkeypatch, (200, 210), (200, 200))
    watch.glance()
    assert watch.peak == 210 * MIB
    assert watch.excess is None
    sizes(monkeypatch, (190, 210), (190, 200))
    watch.glance()
    assert watch.peak == 380 * MIB
    assert watch.excess == "grew by 380 MiB, over 256 MiB"


def test_newcomers_count(eater: "subprocess.Popen[bytes]") -> None:
    """Processes that are found beside the tree are measured, each once, until they have ended."""
    watch = Watch(os.getpid(), newcomers=lambda: [psutil.Process(eater.pid)])
    watch.glance()
    watch.glance()
    assert [each.pid for each in watch.processes] == [eater.pid]
    assert watch.peak > MIB
    eater.kill()
    eater.wait()
    watch = Watch(os.getpid())
    watch.processes = [psutil.Process(), ended_process()]
    watch.glance()
    assert [each.pid for each in watch.processes] == [os.getpid()]


def ended_process() -> psutil.Process:
    """Return one that was there."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        return psutil.Process(process.pid)


@pytest.mark.parametrize(
    ("baseline", "peak", "excess"),
    [
        (0, 256, None),
        (0, 257, "grew by 257 MiB, over 256 MiB"),
        (100, 356, None),
        (100, 400, "grew by 300 MiB, over 256 MiB"),
        (None, 2048, None),
        (None, 2049, "took 2049 MiB by itself, over 2048 MiB"),
    ],
)
def test_the_limits(baseline: int | None, peak: int, excess: str | None) -> None:
    """256 MiB of growth, and 2 GiB before it is known what growth is, in MiB."""
    watch = Watch(os.getpid(), None if baseline is None else baseline * MIB)
    watch.count(peak * MIB)
    watch.count(1)
    assert watch.excess == excess


@pytest.mark.skipif(not hasattr(os, "waitid"), reason="only with it can we wait and not reap")
def test_a_process_that_has_ended_takes_nothing() -> None:
    """Neither a process that was waited for, nor one that was not, is an error."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        watch = Watch(process.pid)
        watch.look()
        assert watch.peak == 0
        watch.processes = [psutil.Process(process.pid)]
    watch.glance()
    assert watch.peak == 0
    watch.look()
    assert watch.peak == 0


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count otherwise")
def test_the_peak_of_an_ended_process_is_known_above_our_own() -> None:
    """`ru_maxrss` is in KiB on Linux, and says nothing up to what our own process took."""
    resource = pytest.importorskip("resource")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert peak_of_ended(own + 4096) == (own + 4096) * 1024
    assert peak_of_ended(own // 2) == 0


def test_without_psutil_nothing_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is measured where psutil is, and else not at all."""
    assert measurable()
    monkeypatch.setattr(memory, "HAS_PSUTIL", False)
    assert not measurable()
    watch = Watch(os.getpid())
    watch.settle()
    assert watch.baseline == watch.peak == 0
