"""What text tools do to a valid file is undone to the same file, or nothing is written."""

import gzip
import math
import re
import struct
from collections.abc import Callable

from hypothesis import assume, event, example, given
from hypothesis import strategies as st

TEXT = b"\n\n\n\n\r\0\xff"  # bytes that text tools change, and some beside them

Outcome = Callable[..., bytes | None]


@st.composite
def files(draw: st.DrawFn, alphabet: bytes) -> bytes:
    """IDX and NORB files of 4 to 6 items an axis, of uint8 in `alphabet` or of int32 made of it."""
    shape = draw(st.lists(st.integers(4, 6), min_size=1, max_size=3))
    rank, wide = len(shape), draw(st.booleans())
    if draw(st.booleans()):
        start = struct.pack(f">{rank + 1}I", (0x0C00 if wide else 0x0800) + rank, *shape)
    else:
        magic, ones = 0x1E3D4C54 if wide else 0x1E3D4C55, [1] * (3 - rank)
        start = struct.pack("<5I", magic, rank, *shape, *ones)
    count = math.prod(shape) * (4 if wide else 1)
    drawn = draw(st.lists(st.sampled_from([*alphabet]), min_size=1, max_size=30))
    return start + bytes(drawn[index % len(drawn)] for index in range(count))


@given(files(TEXT))
def test_text_mode(outcome: Outcome, data: bytes) -> None:
    """LF that became CR LF is LF again where at least eight did."""
    assume(data.count(b"\n") >= 8)
    damaged = data.replace(b"\n", b"\r\n")
    try:
        assume(len(damaged.decode()) != len(data))
    except UnicodeDecodeError:
        event("no UTF-8")
    assert outcome(damaged) == data


@given(files(TEXT))
def test_unix2dos(outcome: Outcome, data: bytes) -> None:
    """Where CR LF was there before nothing is written, nor the wrong file where it was not."""
    damaged = re.sub(rb"(?<!\r)\n", b"\r\n", data)
    assume(damaged != data)
    written = outcome(damaged, drop_partial=True)
    assert written is None or (written == data and b"\r\n" not in data)


@given(st.binary(max_size=40), st.sampled_from([10, 13, 2570, 3338]), st.integers(8, 40))
@example(b"\r", 10, 9)
def test_newlines_in_the_header(
    outcome: Outcome, payload: bytes, count: int, newlines: int
) -> None:
    """A count that holds LF or CR is never mended to a wrong one."""
    payload = (b"\n" * newlines + payload * count)[:count]
    data = struct.pack(">2I", 0x801, count) + payload
    for damaged in (data.replace(b"\n", b"\r\n"), re.sub(rb"(?<!\r)\n", b"\r\n", data)):
        if damaged != data:
            assert outcome(damaged, drop_partial=True) in (None, data)


@given(files(b"\0\1\x7f\x80\xc3\xff"), st.booleans())
def test_reencoding(outcome: Outcome, data: bytes, lossy: bool) -> None:  # noqa: FBT001 - an example
    """Latin-1 that became UTF-8 is Latin-1 again; what U+FFFD replaced is not."""
    text = data.decode("utf-8", "replace") if lossy else data.decode("latin-1")
    damaged = text.encode()
    assume(damaged != data)
    assert outcome(damaged, drop_partial=True) == (None if lossy else data)


@given(st.binary(min_size=1, max_size=400))
def test_text_mode_on_gzip(outcome: Outcome, payload: bytes) -> None:
    """A gzip file in which each LF became CR LF is the same again, as its checksum proves."""
    data = struct.pack(">2I", 0x801, len(payload)) + payload
    packed = gzip.compress(data, mtime=10)
    assert outcome(packed.replace(b"\n", b"\r\n"), "in.gz", "out") == data
