"""How much memory a tree of processes takes, and whether that is too much."""

import contextlib
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

try:
    import psutil

    HAS_PSUTIL = True
except ImportError:  # pragma: no cover - the extra `test` brings it
    HAS_PSUTIL = False

MIB = 1 << 20
GROWTH_LIMIT = 256 * MIB
# Until a process has shown what it takes by itself; frameworks take hundreds of MiB to start.
START_LIMIT = 2048 * MIB


def measurable() -> bool:
    """Whether memory can be measured here: psutil is installed."""
    return HAS_PSUTIL


class Watch:
    """The resident size of the process `pid` and of all that it has started, in bytes.

    These are the processes below it, and those that `newcomers` finds, which may have left it.
    `baseline` is what it takes by itself; None until `settle` was called. `peak` is the most
    that was seen: the size of all together, or the greatest that one ever had where the
    system keeps that (Linux, Windows). Nothing is seen where memory is not `measurable`.
    """

    def __init__(
        self,
        pid: int,
        baseline: int | None = None,
        newcomers: Callable[[], Iterable["psutil.Process"]] = tuple,
    ) -> None:
        self.baseline = baseline
        self.peak = 0
        self.processes: list[psutil.Process] = []
        self._pid = pid
        self._newcomers = newcomers
        self._last = 0

    def look(self) -> None:
        """Find every process of the tree, and measure; this walks all processes of the system."""
        if not HAS_PSUTIL:
            return
        with contextlib.suppress(psutil.Error):  # it has ended
            first = psutil.Process(self._pid)
            self._add([first, *first.children(recursive=True)])
        self.glance()

    def glance(self) -> None:
        """Measure the processes that were found, and the newcomers; cheap."""
        self._add(self._newcomers())
        measured = [(each, _resident(each)) for each in self.processes]
        self.processes = [each for each, size in measured if size is not None]
        sizes = [size for _, size in measured if size is not None]
        total = sum(now for now, _ in sizes)
        # A process between fork and exec counts the memory of its parent again, for a moment.
        steady, self._last = min(total, self._last), total
        self.peak = max(self.peak, steady, *(most for _, most in sizes), 0)

    def _add(self, found: Iterable["psutil.Process"]) -> None:
        self.processes += [each for each in found if each not in self.processes]

    def count(self, peak: int) -> None:
        """Count what was learnt otherwise: the most that the tree took, in bytes."""
        self.peak = max(self.peak, peak)

    def settle(self) -> None:
        """Take what it needs now as its baseline."""
        self.look()
        self.glance()
        self.baseline = self.peak

    @property
    def excess(self) -> str | None:
        """What is beyond the limit, in words; None where nothing is."""
        if self.baseline is None:
            if self.peak <= START_LIMIT:
                return None
            return f"took {_mib(self.peak)} by itself, over {_mib(START_LIMIT)}"
        growth = self.peak - self.baseline
        if growth <= GROWTH_LIMIT:
            return None
        return f"grew by {_mib(growth)}, over {_mib(GROWTH_LIMIT)}"


def _mib(size: int) -> str:
    return f"{size // MIB} MiB"


def _resident(process: "psutil.Process") -> tuple[int, int] | None:
    """Return the resident size now, and the greatest it was; None where it has ended."""
    try:
        if sys.platform == "linux":  # pragma: no branch - the others have no such file
            status = Path(f"/proc/{process.pid}/status").read_bytes()
            fields = dict(line.split(b":", 1) for line in status.splitlines() if b":" in line)
            # A process that has ended, but was not waited for, has no such lines.
            return (_kib(fields[b"VmRSS"]), _kib(fields[b"VmHWM"])) if b"VmRSS" in fields else None
        else:  # noqa: RET505 # pragma: no cover - not on Linux; mypy wants the else
            memory = process.memory_info()
            return memory.rss, getattr(memory, "peak_wset", memory.rss)
    except (OSError, psutil.Error):
        return None


def _kib(field: bytes) -> int:
    return int(field.split()[0]) * 1024  # `b"  1234 kB"`


def peak_of_ended(maxrss: int) -> int:
    """Return the most that an ended process took, from `ru_maxrss` of its resource usage.

    0 where that cannot be told: a child starts with the most that its parent ever took.
    """
    if sys.platform == "win32":  # pragma: no cover - Windows keeps no such figure
        return 0
    else:  # noqa: RET505 - mypy wants it
        import resource  # noqa: PLC0415 - there is none on Windows

        if maxrss <= resource.getrusage(resource.RUSAGE_SELF).ru_maxrss:
            return 0
        return maxrss * (1 if sys.platform == "darwin" else 1024)
