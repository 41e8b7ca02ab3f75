"""The progress bar: on a terminal, for what takes longer than a moment."""

import contextlib
import io
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

DELAY = 1.0  # seconds before a bar is shown

Advance = Callable[[int], None]


class WatchedFile(io.FileIO):
    """A file that tells how many of its bytes were read, and at its end tells the rest."""

    def __init__(self, path: str, advance: Advance) -> None:
        super().__init__(path, "rb")
        self._advance = advance
        self._left = os.fstat(self.fileno()).st_size

    def readinto(self, buffer: "WriteableBuffer", /) -> int | None:
        """Read into `buffer` as the base class does, and tell how much."""
        count = super().readinto(buffer)
        self._tell(count or 0)
        return count

    def close(self) -> None:
        """Close the file; what was not read of it is done with."""
        if not self.closed:
            self._tell(self._left)
        super().close()

    def _tell(self, count: int) -> None:
        count = min(count, self._left)  # a file read twice counts once
        self._left -= count
        self._advance(count)


@contextlib.contextmanager
def progress(total: int, label: str = "checking") -> Iterator[Advance]:
    """Give a function that advances a bar on standard error towards `total` bytes."""
    began = time.monotonic()
    waiting = 0
    bars: list[Any] = []
    with contextlib.ExitStack() as stack:

        def advance(count: int) -> None:
            nonlocal waiting
            waiting += count
            if not bars and time.monotonic() - began > DELAY:
                bar = click.progressbar(length=max(1, total), label=label, file=sys.stderr)
                bars.append(stack.enter_context(bar))
            for bar in bars:
                bar.update(waiting)
                waiting = 0

        yield advance


def stored_size(path: str) -> int:
    """Return the bytes of a file as stored; 0 where that cannot be told."""
    try:
        return os.stat(path).st_size  # noqa: PTH116 - names stay as they are given
    except OSError:
        return 0
