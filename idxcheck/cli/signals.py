"""An orderly end where a signal ends the process."""

import contextlib
import signal
import threading
from collections.abc import Iterator

from idxcheck.cli.running import say

ENDING = ("SIGTERM", "SIGHUP")  # beside Ctrl-C; Windows has no SIGHUP
SIGNALLED = 128  # what shells add to the number of a signal


class _Signalled(SystemExit):
    """A signal has come; the exit status is the one that shells report of it."""

    def __init__(self, number: int) -> None:
        super().__init__(SIGNALLED + number)
        self.name = signal.Signals(number).name


@contextlib.contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let a signal that ends the process end the block instead: nothing partial stays behind."""
    numbers: list[int] = []

    def end(number: int, _frame: object) -> None:
        for each in numbers:  # `timeout` sends it twice: nothing may end the cleaning up
            signal.signal(each, signal.SIG_IGN)
        raise _Signalled(number)

    if threading.current_thread() is threading.main_thread():  # no other may handle signals
        there = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
        # One that is ignored, as under nohup, ends nothing.
        numbers += [each for each in there if signal.getsignal(each) is signal.SIG_DFL]
    try:
        for each in numbers:
            signal.signal(each, end)
        yield
    except _Signalled as ended:
        say(f"Error: ended by {ended.name}")
        raise
    finally:
        for each in numbers:
            signal.signal(each, signal.SIG_DFL)
