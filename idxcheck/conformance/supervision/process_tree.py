"""All processes that a started one has started in turn: found, and ended."""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterable

try:
    import psutil

    HAS_PSUTIL = True
except ImportError:  # pragma: no cover - the extra `test` brings it
    HAS_PSUTIL = False

# The environment variable by which a process is known as one that we started.
MARK = "IDXCHECK_CONFORMANCE"
ENDED_WITHIN = 5.0


def end_group(pid: int) -> None:
    """End the process group that `pid` leads; the leader must not have been waited for long."""
    if sys.platform != "win32":  # pragma: no branch - Windows has no such groups
        # macOS answers PermissionError where all that is left of it waits for its parent.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def end_tree(pid: int) -> None:
    """End the process `pid`, its group, and what descends from it in other groups."""
    descendants = []
    if HAS_PSUTIL:
        with contextlib.suppress(psutil.Error):
            first = psutil.Process(pid)
            descendants = [first, *first.children(recursive=True)]
    end_group(pid)
    for each in descendants:
        with contextlib.suppress(psutil.Error):
            each.kill()


def end_marked(mark: str) -> None:
    """End every process that carries our `mark` in its environment: daemons, too.

    This walks all processes of the system. Without psutil nothing is found.
    """
    end = time.monotonic() + ENDED_WITHIN
    # One that forks while we look is found in the next round.
    while (found := _marked(mark)) and time.monotonic() < end:
        for each in found:
            with contextlib.suppress(psutil.Error):
                each.kill()


class Newcomers:
    """The processes that bear `mark`, in the order in which they come.

    Each process of the system is looked into once, so that this is cheap, but for those that were
    there before. Without psutil nothing is found.
    """

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._known = _pids()

    def __call__(self) -> list["psutil.Process"]:
        """Return those that have come since the last time, or since this was made."""
        pids, found = _pids(), []
        for pid in pids - self._known:
            with contextlib.suppress(psutil.Error, OSError):
                each = psutil.Process(pid)
                environment = each.environ()
                if environment.get(MARK) == self._mark:
                    found.append(each)
                elif not environment and each.status() != psutil.STATUS_ZOMBIE:
                    pids.discard(pid)  # it has none yet: look again
        self._known = pids
        return found


def running_outside(group: int, processes: Iterable["psutil.Process"]) -> list["psutil.Process"]:
    """Return those that run in other process groups: with its leader a group ends by `end_group`."""
    running = []
    for each in processes:
        with contextlib.suppress(psutil.Error, OSError):
            if sys.platform != "win32" and os.getpgid(each.pid) == group:
                continue
            if each.is_running() and each.status() != psutil.STATUS_ZOMBIE:
                running.append(each)
    return running


def end_all(processes: Iterable["psutil.Process"]) -> None:
    """End processes, of which some may have ended."""
    for each in processes:
        with contextlib.suppress(psutil.Error):
            each.kill()


def names_of(processes: Iterable["psutil.Process"]) -> list[str]:
    """Return the names of processes, of which some may have ended, each once."""
    names = set()
    for each in processes:
        with contextlib.suppress(psutil.Error):
            names.add(each.name())
    return sorted(names)


def _pids() -> set[int]:
    return set(psutil.pids()) if HAS_PSUTIL else set()


def _marked(mark: str) -> list["psutil.Process"]:
    found = []
    for each in psutil.process_iter() if HAS_PSUTIL else ():
        # Those of others cannot be looked into; those that ended have no environment.
        with contextlib.suppress(psutil.Error, OSError):
            if each.environ().get(MARK) == mark:
                found.append(each)
    return found
