"""What a published digest proves is mended, whatever else speaks against it.

The categories of smallNORB are 24,300 int32 that count 0 to 4 over and over; the md5 of the
file is published. All that is done to it here is refused of a file nobody published.
"""

import gzip
import hashlib
import struct
from collections.abc import Callable

import pytest

from idxcheck.repair import RefusalError, Step

Mend = Callable[..., tuple[bytes, tuple[Step, ...]]]
Refuse = Callable[..., RefusalError]

LABELS = [index % 5 for index in range(24300)]
START = struct.pack("<5i", 0x1E3D4C54, 1, 24300, 1, 1)
SWAPPED_START = struct.pack(">5i", 0x1E3D4C54, 1, 24300, 1, 1)
PAYLOAD = struct.pack("<24300i", *LABELS)
KNOWN = START + PAYLOAD
OTHER = START + struct.pack("<24300i", *LABELS[1:], 5)


def test_what_is_known() -> None:
    """The labels have the published md5 of smallNORB's categories, of both parts."""
    assert hashlib.md5(KNOWN, usedforsecurity=False).hexdigest() == (
        "fd5120d3f770ad57ebe620eb61a0b633"
    )


@pytest.mark.parametrize("tail", [bytes(1), bytes(4), b"\n", b"</html>"])
def test_trailing_bytes(mend: Mend, refuse: Refuse, tail: bytes) -> None:
    """Whatever follows the payload goes where the rest is known."""
    written, [step] = mend(KNOWN + tail)
    assert written == KNOWN
    assert (step.code, step.removed) == ("NRB202", len(tail))
    if tail != b"\n":
        assert "NRB202 trailing-bytes" in refuse(OTHER + tail).reason


@pytest.mark.parametrize("order", ["<", ">"])
def test_byte_order(mend: Mend, refuse: Refuse, order: str) -> None:
    """Small integers tell no byte order, but the digest does."""
    written, [step] = mend(SWAPPED_START + struct.pack(f"{order}24300i", *LABELS))
    assert written == KNOWN
    assert step.code == "NRB002"
    other = struct.pack(f"{order}24300i", *LABELS[1:], 5)
    assert refuse(SWAPPED_START + other).reason.startswith("NRB002 byte-swapped at 0x0: more than")


def test_lost_checksum(mend: Mend, refuse: Refuse) -> None:
    """A stream that lost its checksum needs none where the content is known."""
    written, [step] = mend(gzip.compress(KNOWN)[:-1], "in.gz", "out.gz")
    assert gzip.decompress(written) == KNOWN
    assert step.text == "kept 24300 whole items of 24300"
    assert "--drop-partial keeps" in refuse(gzip.compress(OTHER)[:-1], "in.gz").reason


def test_bytes_behind_a_stream(mend: Mend, refuse: Refuse) -> None:
    """What follows a stream goes where its content is known."""
    packed = gzip.compress(KNOWN)
    written, [step] = mend(packed + b"</html>", "in.gz", "out.gz")
    assert written == packed
    assert step.text == "left out 7 bytes behind the compressed stream"
    assert "neither zeros nor" in refuse(gzip.compress(OTHER) + b"</html>", "in.gz").reason
