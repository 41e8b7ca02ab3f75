"""load(items=): some items of the first axis, and no other byte."""

import bz2
import gzip
import io
import lzma
import os
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import idxcheck

# ten items of 2 x 3: item 4 holds 400, 401, 402, 410, 411, 412
ROWS = [[[100 * i + 10 * j + k for k in range(3)] for j in range(2)] for i in range(10)]
FLAT = [number for item in ROWS for row in item for number in row]
IDX = struct.pack(">HBB3I60h", 0, 0x0B, 3, 10, 2, 3, *FLAT)
NORB = struct.pack("<Ii3i60i", 0x1E3D4C54, 3, 10, 2, 3, *FLAT)
WIDE = 10_000  # elements of an item that no read-ahead covers
TALL = struct.pack(">HBB2I", 0, 8, 2, 40, WIDE) + bytes(i for i in range(40) for _ in range(WIDE))

# a slice, and the items that a list of ten has there
SLICES: list[tuple[slice, list[int]]] = [
    (slice(None), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
    (slice(0, 10), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
    (slice(3), [0, 1, 2]),
    (slice(2, 5), [2, 3, 4]),
    (slice(-2, None), [8, 9]),
    (slice(-100, 2), [0, 1]),
    (slice(None, -8), [0, 1]),
    (slice(None, None, 2), [0, 2, 4, 6, 8]),
    (slice(1, 9, 3), [1, 4, 7]),
    (slice(None, None, 100), [0]),
    (slice(None, None, -1), [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]),
    (slice(None, None, -3), [9, 6, 3, 0]),
    (slice(7, 2, -2), [7, 5, 3]),
    (slice(4, 4), []),
    (slice(6, 2), []),
    (slice(2, 6, -1), []),
    (slice(10, 20), []),
    (slice(8, 2**70), [8, 9]),
    (slice(np.int64(1), np.uint8(3)), [1, 2]),
]


class Counting(io.BytesIO):
    """A file object that cannot seek, or says where it did, and counts the bytes it gives."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.given: list[tuple[int, int]] = []

    def readinto(self, view: Any, /) -> int:  # noqa: ANN401 - any buffer
        """Read, and remember from where to where."""
        start = self.tell()
        count = super().readinto(view)
        self.given.append((start, start + count))
        return count

    def touched(self) -> set[int]:
        """Return the offsets of the bytes that were given."""
        return {offset for start, end in self.given for offset in range(start, end)}


class Stream:
    """A file object with read() alone: it cannot seek and does not know its length."""

    def __init__(self, data: bytes) -> None:
        self._stream = io.BytesIO(data)

    def read(self, size: int) -> bytes:
        """Read some bytes."""
        return self._stream.read(min(size, 37))

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._stream.tell()


WAYS: dict[str, Callable[[bytes], Any]] = {
    "raw": bytes,
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "stream": Stream,
    "stream of gz": lambda data: Stream(gzip.compress(data)),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("data", [IDX, NORB], ids=["idx", "norb"])
@pytest.mark.parametrize("case", SLICES, ids=lambda case: str(case[0]))
def test_slices(case: tuple[slice, list[int]], data: bytes, way: str) -> None:
    """Every slice gives what the same slice of a list gives, as an array of its own."""
    items, chosen = case
    array = idxcheck.load(WAYS[way](data), items=items)
    assert array.tolist() == [ROWS[item] for item in chosen]
    assert array.shape == (len(chosen), 2, 3)
    assert array.dtype == (np.int16 if data is IDX else np.int32)
    assert array.dtype.isnative
    assert array.flags.c_contiguous
    assert array.flags.writeable
    assert array.flags.owndata or array.base is not None


@pytest.mark.parametrize(
    ("items", "read"),
    [
        (slice(20, 22), {20, 21}),
        (slice(39, None), {39}),
        (slice(10, 30, 9), {10, 19, 28}),
        (slice(38, 20, -8), {38, 30, 22}),
        (slice(30, 30), set()),
    ],
)
def test_only_these_bytes_are_read(items: slice, read: set[int]) -> None:
    """Behind the first 4096 bytes, only those of the items are read."""
    stream = Counting(TALL)
    array = idxcheck.load(stream, items=items)
    assert {int(value) for value in array.reshape(-1)} == read
    head = set(range(4096))
    wanted = {12 + item * WIDE + place for item in read for place in range(WIDE)}
    assert stream.touched() == head | wanted


def test_nothing_behind_the_items_is_decoded() -> None:
    """A compressed or unseekable stream is left where the items end, give or take a buffer."""
    stream = Stream(TALL)
    target: Any = stream
    assert idxcheck.load(target, items=slice(3)).shape == (3, WIDE)
    assert stream.tell() == 12 + 3 * WIDE
    stream = Stream(TALL)
    target = stream
    assert idxcheck.load(target, items=slice(35, 35)).shape == (0, WIDE)
    assert stream.tell() == 4096


@pytest.mark.parametrize("wrap", [bytes, gzip.compress, Stream], ids=["raw", "gz", "stream"])
def test_cut_file(wrap: Callable[[bytes], Any]) -> None:
    """Items in front of the cut are given, the first one behind it is an error."""
    cut = TALL[: 12 + 25 * WIDE + 7]
    assert idxcheck.load(wrap(cut), items=slice(20, 25))[:, 0].tolist() == [20, 21, 22, 23, 24]
    assert idxcheck.load(wrap(cut), items=slice(40, 40)).shape == (0, WIDE)
    for items in (slice(24, 26), slice(25, 26), slice(39, 40), slice(None, None, -1)):
        with pytest.raises(idxcheck.FormatError) as caught:
            idxcheck.load(wrap(cut), items=items)
        assert caught.value.finding.code == "IDX201"
        assert caught.value.finding.offset == 250_019
    with pytest.raises(idxcheck.FormatError, match="IDX201"):
        idxcheck.load(wrap(cut))
    with pytest.raises(idxcheck.FormatError, match=r"IDX201 .* 1 byte short"):
        idxcheck.load(wrap(TALL[:-1]), items=slice(39, None))


def test_cut_gzip() -> None:
    """What the first half of a stream holds is given; then the stream is at fault."""
    noise = struct.pack(">HBB2I", 0, 8, 2, 2000, 100) + os.urandom(200_000)
    stored = gzip.compress(noise)
    half = stored[: len(stored) // 2]
    assert idxcheck.load(half, items=slice(900)).tobytes() == noise[12:90_012]
    with pytest.raises(idxcheck.FormatError) as caught:
        idxcheck.load(half, items=slice(1990, 2000))
    assert caught.value.finding.code == "TRN101"
    assert caught.value.finding.offset == len(half)


def test_trailing_bytes_are_not_looked_for() -> None:
    """Only the bytes of the items are vouched for."""
    assert idxcheck.load(IDX + b"more", items=slice(1)).tolist() == [ROWS[0]]
    assert idxcheck.load(gzip.compress(IDX) + b"more", items=slice(1)).tolist() == [ROWS[0]]


def test_header_is_judged() -> None:
    """A header that is no valid one is an error with items too."""
    missing_slots = struct.pack("<Ii2i6i", 0x1E3D4C54, 2, 3, 2, 4, 5, 6, 7, 8, 9)
    swapped = struct.pack(">Ii3ih", 0x1E3D4C56, 1, 1, 1, 1, 258)
    for data, code in (
        (b"\1" + IDX[1:], "IDX001"),
        (missing_slots, "NRB105"),
        (swapped, "NRB002"),
        (b"", "TRN001"),
    ):
        with pytest.raises(idxcheck.FormatError) as caught:
            idxcheck.load(data, items=slice(1))
        assert caught.value.finding.code == code


def test_damaged_gzip() -> None:
    """A stream known to be damaged gives nothing."""
    stored = bytearray(gzip.compress(IDX))
    stored[-5] ^= 1
    with pytest.raises(idxcheck.FormatError, match="TRN102"):
        idxcheck.load(stored, items=slice(1))


@pytest.mark.parametrize(
    ("items", "message"),
    [
        (3, "items is a slice of the first axis, not int"),
        ((slice(1), slice(1)), "items is a slice of the first axis, not tuple"),
        (slice(None, None, 0), "items is no slice of an axis: slice step cannot be zero"),
        (slice("a"), "items is no slice of an axis: slice indices must be integers"),
        (slice(0.5), "items is no slice of an axis: slice indices must be integers"),
    ],
)
def test_no_slice(items: Any, message: str, tmp_path: Path) -> None:  # noqa: ANN401 - misuse
    """Misuse is told before anything is opened, mapped or not."""
    with pytest.raises(idxcheck.UsageError, match=message):
        idxcheck.load(tmp_path / "missing", items=items)
    with pytest.raises(idxcheck.UsageError, match=message):
        idxcheck.load(tmp_path / "missing", items=items, mmap_mode="r")


def test_scalar_has_no_items() -> None:
    """Rank 0 has no first axis."""
    with pytest.raises(idxcheck.UsageError, match="a scalar has no first axis"):
        idxcheck.load(b"\0\0\x08\0a", items=slice(1), strict=False)


@pytest.mark.parametrize("wrap", [bytes, gzip.compress, Stream])
@pytest.mark.parametrize("shape", [(10, 0), (10, 3, 0), (10, 0, 2**32 - 1)])
def test_items_without_elements(shape: tuple[int, ...], wrap: Callable[[bytes], Any]) -> None:
    """Items of no bytes are counted all the same."""
    data = struct.pack(f">HBB{len(shape)}I", 0, 0x0D, len(shape), *shape)
    array = idxcheck.load(wrap(data), items=slice(7, 1, -2))
    assert (array.shape, array.dtype) == ((3, *shape[1:]), np.dtype("float32"))


def test_no_items_at_all() -> None:
    """A first axis of size 0 has empty slices only."""
    assert idxcheck.load(struct.pack(">HBB2I", 0, 8, 2, 0, 5), items=slice(3)).shape == (0, 5)


def test_long_magic() -> None:
    """The width of magic 58 needs the length of the file, which a stream does not tell."""
    data = struct.pack("<Ii3i2000i", 0x1E3D4C58, 1, 2000, 1, 1, *range(2000))
    assert idxcheck.load(data, items=slice(5, 8), strict=False).tolist() == [5, 6, 7]
    for stored in (gzip.compress(data), Stream(data)):
        target: Any = stored
        with pytest.raises(idxcheck.UsageError, match="only the file's length tells"):
            idxcheck.load(target, items=slice(5, 8), strict=False)


def test_file_changes_while_it_is_read() -> None:
    """A file that loses its end after it was opened is an I/O error, not a format one."""

    class Shrinking(io.BytesIO):
        def seek(self, offset: int, whence: int = 0, /) -> int:
            if offset == 12 + 30 * WIDE:
                self.truncate(offset + 5)
            return super().seek(offset, whence)

    with pytest.raises(OSError, match="the file changed while it was read"):
        idxcheck.load(Shrinking(TALL), items=slice(30, 31))


def test_fifo(tmp_path: Path) -> None:
    """Items come through a FIFO too, whose writer may see it closed early."""
    path = tmp_path / "fifo"
    os.mkfifo(path)
    feeder = threading.Thread(target=path.write_bytes, args=[IDX])
    feeder.start()
    assert idxcheck.load(path, items=slice(2, 4)).tolist() == [ROWS[2], ROWS[3]]
    feeder.join()


def test_a_mangled_file(tmp_path: Path) -> None:
    """Items of a file whose bytes are shifted are not given out, raw or mapped."""
    whole = bytes.fromhex("00000802 00000100 00000004") + b"\n\x00\x01\x02" * 256
    mangled = whole.replace(b"\n", b"\r\n")
    assert len(mangled) == len(whole) + 256
    path = tmp_path / "crlf.idx"
    path.write_bytes(mangled)
    for strict in (True, False):
        with pytest.raises(idxcheck.FormatError) as caught:
            idxcheck.load(path, items=slice(0, 2), strict=strict)
        assert caught.value.finding.code == "TRN201"
        with pytest.raises(idxcheck.FormatError) as caught:
            idxcheck.load(path, mmap_mode="r", strict=strict)
        assert caught.value.finding.code == "TRN201"


def test_items_of_a_file_that_is_too_long(tmp_path: Path) -> None:
    """Bytes behind the payload do not keep the items in it from being read."""
    path = tmp_path / "long.idx"
    path.write_bytes(bytes.fromhex("00000802 00000002 00000002 01020304 05"))
    assert idxcheck.load(path, items=slice(1, 2)).tolist() == [[3, 4]]
