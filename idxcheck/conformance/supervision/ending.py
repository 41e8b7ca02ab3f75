"""How a process has ended, in words."""

import signal

LARGEST_STATUS = 255


def in_words(code: int) -> str:
    """Return how it ended: `code` is its exit status, or a signal's number with a minus."""
    if code >= 0:
        # Windows tells a crash by a large number, known by its hexadecimal digits.
        return f"ended with status {hex(code) if code > LARGEST_STATUS else code}"
    try:
        return f"killed by signal {-code} ({signal.Signals(-code).name})"
    except ValueError:  # a real-time signal has no name
        return f"killed by signal {-code}"
