"""A valid file damaged in a way that repair mends is the same file again; else nothing is written."""

import bz2
import gzip
import lzma
import math
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

# numpy's name, IDX code, NORB magic, struct's letter
TYPES = [
    ("uint8", 0x08, 0x1E3D4C55, "B"),
    ("int8", 0x09, 0x1E3D4C57, "b"),
    ("int16", 0x0B, 0x1E3D4C56, "h"),
    ("int32", 0x0C, 0x1E3D4C54, "i"),
    ("float32", 0x0D, 0x1E3D4C51, "f"),
    ("float64", 0x0E, 0x1E3D4C53, "d"),
]
PACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".xz": lambda data: lzma.compress(data, preset=0),
    ".bz2": bz2.compress,
}
UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.decompress,
    ".xz": lzma.decompress,
    ".bz2": bz2.decompress,
}
Outcome = Callable[..., bytes | None]


@dataclass(frozen=True)
class Matrix:
    """A matrix by its elements, and the files that hold it, built by hand."""

    format: str
    code: int
    letter: str
    shape: tuple[int, ...]
    payload: bytes  # in the byte order of the format

    @property
    def size(self) -> int:
        """The bytes of an element."""
        return struct.calcsize(self.letter)

    def start(self, order: str | None = None, shape: tuple[int, ...] | None = None) -> bytes:
        """Return the header, in the byte order of its format or in `order`."""
        sizes = self.shape if shape is None else shape
        if self.format == "idx":
            order = order or ">"
            return struct.pack(f"{order}{len(sizes) + 1}I", self.code << 8 | len(sizes), *sizes)
        order, ones = order or "<", (1,) * (3 - len(sizes))
        words = (self.code, len(sizes), *sizes, *ones)
        return struct.pack(f"{order}{len(words)}I", *words)

    def data(self) -> bytes:
        """Return the whole file."""
        return self.start() + self.payload

    def swapped_payload(self) -> bytes:
        """Return the payload in the other byte order."""
        size = self.size
        return b"".join(
            self.payload[start : start + size][::-1] for start in range(0, len(self.payload), size)
        )


@st.composite
def matrices(draw: st.DrawFn, form: str | None = None) -> Matrix:
    """Matrices of 4 to 6 items an axis, of everyday numbers."""
    _, code, magic, letter = draw(st.sampled_from(TYPES))
    form = form or draw(st.sampled_from(["idx", "norb"]))
    shape = tuple(draw(st.lists(st.integers(4, 6), min_size=1, max_size=3)))
    count = math.prod(shape)
    drawn = draw(st.lists(st.integers(1, 100), min_size=1, max_size=12))
    values = [drawn[index % len(drawn)] for index in range(count)]
    payload = struct.pack(f"{'>' if form == 'idx' else '<'}{count}{letter}", *values)
    return Matrix(form, code if form == "idx" else magic, letter, shape, payload)


@st.composite
def pictures(draw: st.DrawFn) -> Matrix:
    """Matrices of 13 x 17 bytes from 128 on: nothing else explains what is done to them."""
    form = draw(st.sampled_from(["idx", "norb"]))
    drawn = draw(st.lists(st.integers(128, 191), min_size=1, max_size=12))
    payload = bytes(drawn[index % len(drawn)] for index in range(13 * 17))
    return Matrix(form, 0x08 if form == "idx" else 0x1E3D4C55, "B", (13, 17), payload)


TAILS = [b"\0", b"\0\0", b"\0\0\0", bytes(300), b"\n", b"\r\n"]


@pytest.mark.slow
@given(pictures(), st.sampled_from(TAILS), st.sampled_from([*PACK]))
def test_padding(outcome: Outcome, matrix: Matrix, tail: bytes, suffix: str) -> None:
    """Zeros or a line end go from behind the payload."""
    written = outcome(PACK[suffix](matrix.data() + tail), f"in{suffix}", f"out{suffix}")
    assert written is not None
    assert UNPACK[suffix](written) == matrix.data()


@pytest.mark.slow
@given(matrices(), st.sampled_from(TAILS))
def test_padding_of_anything(outcome: Outcome, matrix: Matrix, tail: bytes) -> None:
    """The result is the file as it was, or nothing is written."""
    assert outcome(matrix.data() + tail) in (None, matrix.data())


@pytest.mark.slow
@given(pictures(), st.integers(0, 12), st.integers(1, 16))
def test_cut(outcome: Outcome, matrix: Matrix, items: int, more: int) -> None:
    """Of a cut file the whole items stay, if the user asks for them, or nothing is written."""
    damaged = matrix.start() + matrix.payload[: items * 17 + more]
    assert outcome(damaged) is None
    shorter = matrix.start(shape=(items, 17)) + matrix.payload[: items * 17]
    allowed = (None, shorter) if items else (None,)
    assert outcome(damaged, drop_partial=True) in allowed


@given(pictures(), st.sampled_from([(1, 5), (6, 9), (7, 5), (10, 14)]))
def test_cut_and_nothing_else(outcome: Outcome, matrix: Matrix, left: tuple[int, int]) -> None:
    """They stay where no other size and no slip of the header explains the length."""
    items, more = left
    damaged = matrix.start() + matrix.payload[: items * 17 + more]
    shorter = matrix.start(shape=(items, 17)) + matrix.payload[: items * 17]
    assert outcome(damaged, drop_partial=True) == shorter


@pytest.mark.slow
@given(matrices(), st.integers(1))
def test_cut_of_anything(outcome: Outcome, matrix: Matrix, missing: int) -> None:
    """The result is the whole items, or nothing is written."""
    missing = missing % len(matrix.payload) + 1
    damaged = matrix.data()[:-missing]
    assert outcome(damaged) is None
    assert outcome(damaged, drop_partial=True) in (None, whole_items(matrix, missing))


def whole_items(matrix: Matrix, missing: int) -> bytes:
    """Return the file of what is whole without the last `missing` bytes."""
    item = len(matrix.payload) // matrix.shape[0]
    items = max(0, len(matrix.payload) - missing) // item
    return matrix.start(shape=(items, *matrix.shape[1:])) + matrix.payload[: items * item]


@pytest.mark.slow
@given(matrices(), st.integers(1, 200), st.sampled_from([0, 6]))
def test_cut_gzip(outcome: Outcome, matrix: Matrix, missing: int, level: int) -> None:
    """Of a cut stream the whole items stay that zlib can still give, or nothing is written."""
    packed = gzip.compress(matrix.data(), level, mtime=0)
    assume(missing < len(packed) - 10)
    cut = packed[:-missing]
    content = zlib.decompressobj(wbits=-15).decompress(cut[10:])
    shorter = whole_items(matrix, len(matrix.data()) - len(content))
    assert outcome(cut, "in.gz", "out", drop_partial=True) in (None, shorter)


@given(matrices(), st.sampled_from([*PACK]), st.sampled_from([*PACK]), st.booleans())
def test_compression(outcome: Outcome, matrix: Matrix, had: str, wanted: str, twice: bool) -> None:  # noqa: FBT001 - an example
    """Whatever a file is packed in, twice or not, the result is packed as its name says."""
    packed = PACK[had](matrix.data())
    if twice:
        packed = gzip.compress(packed)
    name = "in-ubyte" if had or twice else "in.gz"
    written = outcome(packed, name, f"out{wanted}")
    assert written is not None
    assert UNPACK[wanted](written) == matrix.data()


@given(matrices("idx"), st.binary(min_size=2, max_size=2))
def test_prefix(outcome: Outcome, matrix: Matrix, prefix: bytes) -> None:
    """Two wrong bytes at the start of an IDX file become zero."""
    assume(prefix not in (b"\0\0", b"\x1f\x8b"))
    assert outcome(prefix + matrix.data()[2:]) == matrix.data()


@pytest.mark.slow
@given(
    matrices("norb"),
    st.lists(st.sampled_from([0, 1]) | st.integers(0, 2**31 - 1), min_size=2, max_size=2),
)
def test_padding_slots(outcome: Outcome, matrix: Matrix, slots: list[int]) -> None:
    """Unused size slots of 0 become 1; what holds more may be elements, and is left."""
    size = len(matrix.start())
    unused = 4 * (3 - len(matrix.shape))
    held = slots[: unused // 4]
    damaged = matrix.start()[: size - unused] + struct.pack(f"<{len(held)}I", *held)
    damaged += matrix.payload
    assume(damaged != matrix.data())
    assert outcome(damaged) == (matrix.data() if set(held) <= {0, 1} else None)


@given(matrices("norb"))
def test_missing_slots(outcome: Outcome, matrix: Matrix) -> None:
    """Unused size slots that are left out are put in, where the payload begins with no slot."""
    size = len(matrix.start())
    unused = 4 * (3 - len(matrix.shape))
    assume(unused)
    written = outcome(matrix.start()[: size - unused] + matrix.payload)
    assert written == (None if matrix.payload.startswith(b"\1") else matrix.data())


@given(matrices(), st.booleans())
def test_byte_order(outcome: Outcome, matrix: Matrix, everything: bool) -> None:  # noqa: FBT001 - an example
    """A swapped header is turned round, with the payload where this is so too.

    Of integers below 128 no value tells, so that nothing is written.
    """
    payload = matrix.swapped_payload() if everything else matrix.payload
    written = outcome(matrix.start("<" if matrix.format == "idx" else ">") + payload)
    enough = len(matrix.payload) // matrix.size >= 8
    told = matrix.size == 1 or (enough and matrix.letter in "fd")
    assert written == (matrix.data() if told else None)
