"""Whatever one accident does to any file: it is the same again, or nothing is written."""

import math
import struct
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

Outcome = Callable[..., bytes | None]

# IDX code, NORB magic, bytes of an element
TYPES = [
    (0x08, 0x1E3D4C55, 1),
    (0x09, 0x1E3D4C57, 1),
    (0x0B, 0x1E3D4C56, 2),
    (0x0C, 0x1E3D4C54, 4),
    (0x0D, 0x1E3D4C51, 4),
    (0x0E, 0x1E3D4C53, 8),
]
PLACES = st.integers(0, 40) | st.integers(0)
NEW = st.sampled_from([b"\0", b"\n", b"\r\n", b"\r", b"8000\r\n"]) | st.binary(
    min_size=1, max_size=9
)


@dataclass(frozen=True)
class File:
    """A valid file: its header, with the count in the bytes from `place` on, and its payload."""

    header: bytes
    place: int
    count: int
    payload: bytes

    @property
    def data(self) -> bytes:
        """All bytes."""
        return self.header + self.payload

    def whole_items(self, missing: int) -> bytes:
        """Return the file of the items that are whole without the last `missing` bytes."""
        item = len(self.payload) // self.count
        items = (len(self.payload) - missing) // item
        new = struct.pack(">I" if self.place == 4 else "<I", items)
        header = self.header[: self.place] + new + self.header[self.place + 4 :]
        return header + self.payload[: items * item]


@st.composite
def files(draw: st.DrawFn) -> File:
    """Files of two axes or three and any bytes, that often end in zeros or a line end.

    Chance explains a file of a few bytes, or of nothing but zeros, in several ways.
    """
    code, magic, size = draw(st.sampled_from(TYPES))
    shape = draw(st.lists(st.integers(13, 23), min_size=2, max_size=3))
    idx = [code << 8 | len(shape), *shape]
    norb = [magic, len(shape), *shape, *[1] * (3 - len(shape))]
    place = draw(st.sampled_from([4, 8]))
    header = struct.pack(f">{len(idx)}I", *idx)
    if place == 8:
        header = struct.pack(f"<{len(norb)}I", *norb)
    length = math.prod(shape) * size
    drawn = draw(st.randoms(use_true_random=False)).randbytes(length)
    tails = st.sampled_from([b"", b"", b"\n", b"\r\n"]) | st.integers(0, 40).map(bytes)
    tail = draw(tails)[:length]
    payload = drawn[: length - len(tail)] + tail
    return File(header, place, shape[0], payload)


@pytest.mark.slow
@given(files(), PLACES, NEW, st.booleans())
def test_bytes_put_in(outcome: Outcome, file: File, place: int, new: bytes, drop: bool) -> None:  # noqa: FBT001 - an example
    """Bytes put in anywhere are taken out again, or nothing is written.

    But for those whose number is that of the zeros, or of the bytes of the line end, that
    stand behind them up to the end: the same file comes about where these are written behind
    a payload that ends otherwise, and that is mended.
    """
    data = file.data
    place %= len(data) + 1
    damaged = data[:place] + new + data[place:]
    zeros = len(damaged) - len(damaged.rstrip(b"\0"))
    line_end = {1: b"\n", 2: b"\r\n"}.get(len(new), b"none")
    written = outcome(damaged, drop_partial=drop)
    if len(new) == zeros or damaged.endswith(line_end):
        assert written is None or len(written) == len(data)
    else:
        assert written in (None, data)


@pytest.mark.slow
@given(files(), PLACES, st.integers(1, 12))
def test_bytes_lost(outcome: Outcome, file: File, place: int, count: int) -> None:
    """Bytes lost anywhere are put in again, or nothing is written.

    Of a header at most four in one place: what is left of one without several of its fields
    may be that of another small file. With --drop-partial that is so at the end of the file only: a file that lost bytes before
    looks like one that lost as many at its end, and that is what the flag is for.
    """
    data = file.data
    place %= len(data)
    if place < len(file.header):
        count = min(count, 4)
    assert outcome(data[:place] + data[place + count :]) in (None, data)
    missing = min(count, len(file.payload))
    written = outcome(data[:-missing], drop_partial=True)
    assert written in (None, file.whole_items(missing))


@pytest.mark.slow
@given(files(), PLACES, st.integers(1, 255), st.booleans())
def test_byte_changed(outcome: Outcome, file: File, place: int, flip: int, drop: bool) -> None:  # noqa: FBT001 - an example
    """One wrong byte is right again, or nothing is written."""
    damaged = bytearray(file.data)
    damaged[place % len(damaged)] ^= flip
    assert outcome(bytes(damaged), drop_partial=drop) in (None, file.data)
