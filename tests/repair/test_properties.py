"""A valid file damaged in a way that repair mends is the same file again; else nothing is written."""

import bz2
import gzip
import lzma
import math
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import assume, given
from hypothesis import strategies as st

from idxcheck.checking import check

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


def looks_like_text(data: bytes) -> bool:
    """Whether the bytes alone may come from a text tool: no LF without a CR, or UTF-8."""
    if b"\n" in data and not re.search(rb"(?<!\r)\n", data):
        return True
    try:
        return not data.decode().isascii()
    except UnicodeDecodeError:
        return False


@given(
    matrices(), st.sampled_from(["\0", "\0\0", "\0\0\0", "\n", "\r\n"]), st.sampled_from([*PACK])
)
def test_padding(outcome: Outcome, matrix: Matrix, tail: str, suffix: str) -> None:
    """Less than an item of zeros, or a line end, goes from behind the payload."""
    damaged = matrix.data() + tail.encode()
    assume(not looks_like_text(damaged))
    written = outcome(PACK[suffix](damaged), f"in{suffix}", f"out{suffix}")
    assert written is not None
    assert UNPACK[suffix](written) == matrix.data()


@given(matrices(), st.integers(0, 5), st.integers(0, 200))
def test_cut(outcome: Outcome, matrix: Matrix, items: int, more: int) -> None:
    """Of a cut file the whole items stay, if there are any and the user asks for them."""
    item = len(matrix.payload) // matrix.shape[0]
    found = items * item + more % item
    assume(found < len(matrix.payload))
    damaged = matrix.start() + matrix.payload[:found]
    assume(not looks_like_text(damaged))
    assert outcome(damaged) is None
    shorter = matrix.start(shape=(items, *matrix.shape[1:])) + matrix.payload[: items * item]
    assert outcome(damaged, drop_partial=True) == (shorter if items else None)


@given(matrices(), st.integers(1, 200), st.sampled_from([0, 6]))
def test_cut_gzip(outcome: Outcome, matrix: Matrix, missing: int, level: int) -> None:
    """Of a cut stream the whole items stay that zlib can still give."""
    packed = gzip.compress(matrix.data(), level, mtime=0)
    assume(missing < len(packed) - 10)
    cut = packed[:-missing]
    content = zlib.decompressobj(wbits=-15).decompress(cut[10:])
    assume(not looks_like_text(cut) and not looks_like_text(content))
    item = len(matrix.payload) // matrix.shape[0]
    items = max(0, len(content) - len(matrix.start())) // item
    written = outcome(cut, "in.gz", "out", drop_partial=True)
    shorter = matrix.start(shape=(items, *matrix.shape[1:])) + matrix.payload[: items * item]
    assert written == (shorter if items else None)


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


@given(matrices("norb"), st.binary(min_size=8, max_size=8))
def test_padding_slots(outcome: Outcome, matrix: Matrix, slots: bytes) -> None:
    """Unused size slots of any value become 1."""
    size = len(matrix.start())
    unused = 4 * (3 - len(matrix.shape))
    damaged = matrix.start()[: size - unused] + slots[:unused] + matrix.payload
    assume(damaged != matrix.data())
    assert outcome(damaged) == matrix.data()


@given(matrices("norb"))
def test_missing_slots(outcome: Outcome, matrix: Matrix) -> None:
    """Unused size slots that are left out are put in."""
    size = len(matrix.start())
    unused = 4 * (3 - len(matrix.shape))
    one = (1).to_bytes(4, "little")
    assume(unused and not matrix.payload.startswith(one))
    assert outcome(matrix.start()[: size - unused] + matrix.payload) == matrix.data()


@given(matrices("norb"))
def test_swapped_norb(outcome: Outcome, matrix: Matrix) -> None:
    """A NORB file in the other byte order is turned round."""
    assert outcome(matrix.start(">") + matrix.swapped_payload()) == matrix.data()


@given(matrices("norb"))
def test_swapped_norb_header(outcome: Outcome, matrix: Matrix) -> None:
    """A payload of at least eight elements that is right already is never turned round."""
    assume(matrix.size > 1 and len(matrix.payload) // matrix.size >= 8)
    assert outcome(matrix.start(">") + matrix.payload) is None


@given(matrices("idx"), st.booleans())
def test_little_endian_idx(outcome: Outcome, matrix: Matrix, everything: bool) -> None:  # noqa: FBT001 - an example
    """A little-endian IDX header is turned round, with the payload where this is so too."""
    payload = matrix.swapped_payload() if everything else matrix.payload
    written = outcome(matrix.start("<") + payload)
    if matrix.size == 1 or len(matrix.payload) // matrix.size >= 8:
        assert written == matrix.data()
    else:
        assert written is None


@given(matrices(), st.lists(st.tuples(st.integers(0), st.binary(max_size=3), st.integers(0, 3))))
def test_any_damage(outcome: Outcome, matrix: Matrix, edits: list[tuple[int, bytes, int]]) -> None:
    """Whatever is done to a file, what repair writes is valid, or nothing is written."""
    damaged = matrix.data()
    for place, new, removed in edits:
        start = place % (len(damaged) + 1)
        damaged = damaged[:start] + new + damaged[start + removed :]
    written = outcome(damaged, drop_partial=True)
    assert written is None or check(written).ok
