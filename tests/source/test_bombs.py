"""Few bytes that decompress to many, and many that hold nothing: neither memory nor time."""

import bz2
import gzip
import lzma
import time
import tracemalloc

import pytest

from idxcheck.source import StreamFault, open_source

MEMBER = gzip.compress(b"123456789", mtime=0)


def passed_over(stored: bytes) -> tuple[int, StreamFault | None]:
    """Return the content's length and its fault, after checking what reading it cost."""
    start = time.process_time()
    tracemalloc.start()
    try:
        with open_source(stored) as source:
            source.skip(1 << 62)
            outcome = (source.position, source.fault)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 << 20
    assert time.process_time() - start < 5  # seconds; what is quadratic takes minutes
    return outcome


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param(gzip.compress(bytes(64 << 20), 1), id="gzip"),
        pytest.param(lzma.compress(bytes(64 << 20), preset=0), id="xz"),
        pytest.param(bz2.compress(bytes(64 << 20)), id="bzip2"),
        pytest.param(gzip.compress(gzip.compress(bytes(64 << 20), 1)), id="gzip twice"),
    ],
)
def test_64_mebibytes_of_zeros(stored: bytes) -> None:
    """A content of 64 MiB goes by in less than 4."""
    assert passed_over(stored) == (67_108_864, None)


@pytest.mark.parametrize(
    ("stored", "length"),
    [
        pytest.param(MEMBER * 5_000, 45_000, id="gzip members"),
        pytest.param(lzma.compress(b"") * 5_000, 0, id="empty xz streams"),
        pytest.param(bz2.compress(b"") * 5_000, 0, id="empty bzip2 streams"),
        pytest.param(MEMBER + bytes(4 << 20), 9, id="gzip padding"),
        pytest.param(lzma.compress(b"") + bytes(4 << 20), 0, id="xz padding"),
        pytest.param(
            MEMBER[:3] + b"\x08" + MEMBER[4:10] + b"n" * (4 << 20) + b"\0" + MEMBER[10:],
            9,
            id="gzip name",
        ),
        pytest.param(
            MEMBER[:10] + bytes.fromhex("000000ffff") * 400_000 + MEMBER[10:],
            9,
            id="empty deflate blocks",
        ),
    ],
)
def test_many_parts_with_little_in_them(stored: bytes, length: int) -> None:
    """Members, streams, padding, names and blocks by the thousand are passed in one sweep."""
    assert passed_over(stored) == (length, None)


def test_damage_behind_a_long_content() -> None:
    """A fault at the end is found in constant memory too, though all is decoded twice."""
    stored = gzip.compress(bytes(64 << 20), 1)
    length, fault = passed_over(stored[:-8] + bytes(8))
    assert length == 67_108_864
    assert fault is not None
    assert (fault.kind, fault.offset) == ("corrupt", len(stored) - 8)
