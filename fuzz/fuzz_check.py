"""Whatever the bytes, check() gives a report that can be printed: fuzz_check.py [FILE...]."""

import zlib
from typing import TypedDict

import harness

with harness.instrumented(__name__):
    from idxcheck.checking import check
    from idxcheck.reports import REPORTS, renderer


class Options(TypedDict, total=False):
    """What else to tell check()."""

    strict: bool
    header_only: bool
    max_bytes: int


WAYS = (
    Options(),
    Options(),
    Options(strict=False),
    Options(header_only=True),
    Options(max_bytes=9),
)
FORMATS = (*["text"] * 12, *REPORTS)  # the others take longer than the check


def check_bytes(data: bytes) -> None:
    """Check `data` and print the report, in ways that follow from the data."""
    choice = zlib.crc32(data)
    report = check(data, **WAYS[choice % len(WAYS)])
    renderer(FORMATS[choice // len(WAYS) % len(FORMATS)])(report, 0)


if __name__ == "__main__":
    harness.main(check_bytes)
