"""All processes that a started one has started in turn: found, and ended."""

import contextlib
import os
import signal
import sys
import time

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


def _marked(mark: str) -> list["psutil.Process"]:
    found = []
    for each in psutil.process_iter() if HAS_PSUTIL else ():
        # Those of others cannot be looked into; those that ended have no environment.
        with contextlib.suppress(psutil.Error, OSError):
            if each.environ().get(MARK) == mark:
                found.append(each)
    return found
