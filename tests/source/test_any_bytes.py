"""Whatever the bytes: unwrapping ends, raises nothing, and does not depend on the pieces."""

import bz2
import gzip
import io
import lzma
from typing import IO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idxcheck.source import StreamFault, open_source

MAGICS = [b"\x1f\x8b", b"\x1f\x8b\x08\0\0\0\0\0\0\xff", b"\xfd7zXZ\0", b"BZh91AY&SY", b""]
SAMPLES = [
    compress(outer(b"0 1 2 3 4 5 6 7 8 9 " * 20))
    for compress in (gzip.compress, lzma.compress, bz2.compress)
    for outer in (bytes, gzip.compress, bz2.compress)
]


class InPieces:
    """A file object of unknown length that gives at most `size` bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._file = io.BytesIO(data)
        self._size = size

    def read(self, size: int) -> bytes:
        """Read one piece."""
        return self._file.read(min(size, self._size))


def outcome(target: bytes | IO[bytes]) -> tuple[tuple[str, ...], bytes, StreamFault | None]:
    """Return the layers, content and fault of `target`."""
    buffer = bytearray(5000)
    content = b""
    with open_source(target) as source:
        while count := source.readinto(memoryview(buffer)):
            content += buffer[:count]
        assert content.startswith(source.head)
        assert source.length in {None, len(content)}
        return source.layers, content, source.fault


def judged_alike(stored: bytes, piece: int) -> None:
    """Unwrap `stored` whole and in pieces; the layers and the fault must be the same."""
    layers, _, fault = outcome(stored)
    layers_in_pieces, content, fault_in_pieces = outcome(cast("IO[bytes]", InPieces(stored, piece)))
    assert (layers_in_pieces, fault_in_pieces) == (layers, fault)
    assert layers or content == stored


@pytest.mark.parametrize("magic", MAGICS)
@given(rest=st.binary(max_size=200), piece=st.integers(1, 9))
def test_any_bytes_behind_a_magic(magic: bytes, rest: bytes, piece: int) -> None:
    """Junk behind a magic is judged, never raised."""
    judged_alike(magic + rest, piece)


@given(
    sample=st.sampled_from(SAMPLES),
    edits=st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 255)), max_size=3),
    cut=st.integers(0, 30),
    tail=st.binary(max_size=5),
    piece=st.integers(1, 99),
)
def test_damaged_streams(
    sample: bytes, edits: list[tuple[int, int]], cut: int, tail: bytes, piece: int
) -> None:
    """Changed, cut and lengthened streams, nested ones too, are judged, never raised."""
    damaged = bytearray(sample[: len(sample) - cut])
    for position, value in edits:
        damaged[position % len(damaged)] = value
    judged_alike(bytes(damaged) + tail, piece)
