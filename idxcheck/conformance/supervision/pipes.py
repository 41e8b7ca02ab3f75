"""The pipes of a process: a thread for each, so that none can block the other or us."""

import contextlib
import os
import queue
import threading
from collections.abc import Callable
from typing import IO

OUTPUT_LIMIT = 16 << 20
ERRORS_KEPT = 4 << 10
CHUNK = 1 << 16


class _Pipe:
    """One end of a pipe, and the thread that works there; the thread closes it at its end."""

    def __init__(self, pipe: IO[bytes], work: Callable[[], None]) -> None:
        self._pipe = pipe
        self._thread = threading.Thread(target=work, daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def join(self, seconds: float) -> bool:
        """Wait until the other end was closed, or the time is over; whether it was closed."""
        if self._thread.ident is None:  # it was never started
            self._pipe.close()
        else:
            self._thread.join(seconds)
        return not self._thread.is_alive()


class Output(_Pipe):
    """The standard output of a process: kept up to 16 MiB, line by line or all of it."""

    def __init__(self, pipe: IO[bytes]) -> None:
        super().__init__(pipe, self._keep)
        self._changed = threading.Condition()
        self._kept = bytearray()
        self._lines = 0
        self.ended = False
        self.flooded = False

    def __len__(self) -> int:
        return len(self._kept)

    def wait_end(self, seconds: float) -> bool:
        """Wait until it ends, or is too much; whether that came."""
        return self._wait(lambda: self.ended or self.flooded, seconds)

    def wait_line(self, seconds: float) -> bool:
        """Wait for a line, its end, or too much; whether any of that came."""
        return self._wait(lambda: self._lines > 0 or self.ended or self.flooded, seconds)

    def _wait(self, done: Callable[[], bool], seconds: float) -> bool:
        with self._changed:
            return self._changed.wait_for(done, seconds)

    def take_line(self) -> bytes | None:
        r"""Return the next line without its `\n`; None where there is none."""
        with self._changed:
            if not self._lines:
                return None
            line, _, self._kept = self._kept.partition(b"\n")
            self._lines -= 1
            return bytes(line)

    def take_all(self) -> bytes:
        """Return everything that was not taken."""
        with self._changed:
            data, self._kept, self._lines = bytes(self._kept), bytearray(), 0
            return data

    def _keep(self) -> None:
        with self._pipe as pipe:
            while (chunk := os.read(pipe.fileno(), CHUNK)) and not self.flooded:
                with self._changed:
                    self._kept += chunk
                    self._lines += chunk.count(b"\n")
                    self.flooded = len(self._kept) > OUTPUT_LIMIT
                    self._changed.notify()
        with self._changed:
            self.ended = True
            self._changed.notify()


class Errors(_Pipe):
    """The standard error of a process: all of it is read, the last 4 KiB are kept."""

    def __init__(self, pipe: IO[bytes]) -> None:
        super().__init__(pipe, self._keep)
        self._kept = b""

    @property
    def text(self) -> str:
        """The end of it so far; not escaped, but for what is no UTF-8."""
        return self._kept.decode("utf-8", "backslashreplace").strip()

    def _keep(self) -> None:
        with self._pipe as pipe:
            while chunk := os.read(pipe.fileno(), CHUNK):
                self._kept = (self._kept + chunk)[-ERRORS_KEPT:]


class Input(_Pipe):
    """The standard input of a process, which may read it or not."""

    def __init__(self, pipe: IO[bytes]) -> None:
        super().__init__(pipe, self._feed)
        self._waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

    def write(self, data: bytes) -> None:
        """Give it `data` as fast as it reads; returns at once."""
        self._waiting.put(data)

    def close(self) -> None:
        """End it behind what was written."""
        self._waiting.put(None)

    def _feed(self) -> None:
        # A process that ends, or closes this, without reading says by its answer what is wrong.
        with contextlib.suppress(OSError), self._pipe as pipe:
            while (data := self._waiting.get()) is not None:
                rest = memoryview(data)
                while rest:
                    rest = rest[os.write(pipe.fileno(), rest) :]
