"""An implementation that answers as a test wants it to."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

import psutil
import pytest

from idxcheck.conformance.adapter import Capabilities, Implementation
from idxcheck.conformance.answers import Answer, Fault, Read, Rejected, Written
from idxcheck.conformance.cases import has_one_encoding
from idxcheck.vectors import Reading, vectors

READINGS = {vector.data: vector.reading for vector in vectors()}
BYTES = {
    (vector.clause.partition("-")[0], vector.reading): vector.data
    for vector in vectors()
    if has_one_encoding(vector)
}
ENDINGS_OF_NORB = (".mat", ".lushbin", ".bin")


def right_read(data: bytes) -> Answer:
    """What a reader without fault answers."""
    reading = READINGS.get(data)
    return Rejected("broken") if reading is None else Read(reading)


class Fake:
    """An adapter that answers by the functions it is given, and else rightly."""

    right = staticmethod(right_read)

    def __init__(
        self,
        read: Callable[[bytes], Answer] = right_read,
        write: Callable[[Reading, str], Answer] | None = None,
        *,
        capabilities: Capabilities | None = None,
        measures_memory: bool = True,
    ) -> None:
        self.implementation = Implementation("fake", "1.0")
        self.capabilities = Capabilities() if capabilities is None else capabilities
        self.measures_memory = measures_memory
        self.asked: list[bytes] = []
        self.notes: tuple[str, ...] = ()
        self.fault_at_stop: Fault | None = None
        self.alive = False
        self._read, self._write = read, write

    def __enter__(self) -> Self:
        self.alive = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.alive = False

    def read(self, data: bytes, ending: str, *, heavy: bool = False) -> Answer:
        """Answer by the function `read`."""
        assert self.alive
        assert ending
        assert heavy in (True, False)
        self.asked.append(data)
        return self._read(data)

    def write(self, reading: Reading, ending: str) -> Answer:
        """Answer by the function `write`, else rightly; the ending tells the format."""
        assert self.alive
        if self._write is not None:
            return self._write(reading, ending)
        return Written(BYTES["NORB" if ending in ENDINGS_OF_NORB else "IDX", reading])

    def rewrite(self, data: bytes, ending: str) -> Answer:
        """Write the same bytes again."""
        assert self.alive
        assert ending
        return Written(data)

    def reproducer(self, data: bytes, ending: str) -> str:
        """Return what is no command, but tells what it is about."""
        return f"fake {data[:4].hex()} {ending}"


@pytest.fixture
def fake() -> type[Fake]:
    """`fake(read, write, capabilities=..., measures_memory=...)` is an Adapter."""
    return Fake


@pytest.fixture
def has_ended() -> Callable[[int], bool]:
    """Whether a process ends within ten seconds; one that nobody waited for has ended."""

    def ended(pid: int) -> bool:
        for _ in range(1000):
            try:
                if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                    return True
            except psutil.NoSuchProcess:
                return True
            time.sleep(0.01)
        return False

    return ended
