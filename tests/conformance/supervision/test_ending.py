"""How a process has ended, in words."""

import signal
import sys

import pytest

from idxcheck.conformance.supervision.ending import in_words


def test_a_status() -> None:
    """It is a number; the large ones of Windows are known by their hexadecimal digits."""
    assert in_words(0) == "ended with status 0"
    assert in_words(255) == "ended with status 255"
    assert in_words(0xC0000005) == "ended with status 0xc0000005"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has few signals")
def test_a_signal() -> None:
    """It has a name, but for the real-time signals."""
    assert in_words(-signal.SIGKILL) == "killed by signal 9 (SIGKILL)"
    assert in_words(-99) == "killed by signal 99"
