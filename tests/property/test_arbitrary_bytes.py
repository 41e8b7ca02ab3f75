"""Whatever the bytes: our own exceptions or OSError, and no more memory than they justify."""

import gzip
import io
import lzma
import struct
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import idxcheck
import idxspec

MEBIBYTE = 1 << 20
SEEDS = [
    b"",
    b"\0\0",
    b"\0\0\x08\1",
    b"\0\0\x0e\3\0\0\0\2\0\0\0\2\0\0\0\1",
    b"\0\0\x0c\xff",
    b"\3\x08\0\0",
    b"\x55\x4c\x3d\x1e\1\0\0\0",
    b"\x58\x4c\x3d\x1e",
    b"\x1e\x3d\x4c\x53\0\0\0\2",
    b"\x52\x4c\x3d\x1e",
    b"\x1f\x8b",
    b"\x1f\x8b\x08\0\0\0\0\0\0\xff",
    b"\x1f\x8b\x08\x1f\0\0\0\0\0\xff",
    b"\xfd7zXZ\0",
    b"BZh91AY&SY",
    b"BZh9\x17\x72\x45\x38\x50\x90",
    b"<html",
    b"version https://git-lfs.github.com/spec/v1\n",
    b"PK\3\4",
    b"\x93NUMPY\1\0",
    b'{"a":',
    b"\xef\xbf\xbd",
    b"\x1f\xc2\x8b",
]
INTERESTING = st.sampled_from(
    [bytes(4), b"\1\0\0\0", b"\0\0\0\1", b"\xff" * 4, b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\r\n"]
)


@st.composite
def contents(draw: st.DrawFn) -> bytes:
    """Arbitrary bytes, most behind a beginning that something recognises."""
    middle = draw(st.lists(st.one_of(INTERESTING, st.binary(max_size=12)), max_size=12))
    content = draw(st.sampled_from(SEEDS)) + b"".join(middle)
    if draw(st.integers(0, 3)) == 0:
        content += bytes(draw(st.sampled_from([4096, 10_000, 300_000])))
    return gzip.compress(content, 1) if draw(st.integers(0, 3)) == 0 else content


class Stream:
    """A file object with read() alone, some bytes at a time."""

    def __init__(self, data: bytes) -> None:
        self._stream = io.BytesIO(data)

    def read(self, size: int) -> bytes:
        """Read some bytes."""
        return self._stream.read(min(size, 5000))


CALLS: dict[str, Callable[[Any], object]] = {
    "load": idxcheck.load,
    "lenient load": lambda target: idxcheck.load(target, strict=False),
    "items": lambda target: idxcheck.load(target, items=slice(-3, None)),
    "lenient items": lambda target: idxcheck.load(target, items=slice(9, 0, -2), strict=False),
    "info": idxcheck.info,
    "check": idxcheck.check,
    "lenient check": lambda target: idxcheck.check(target, strict=False),
    "header-only check": lambda target: idxcheck.check(target, header_only=True),
    "bounded check": lambda target: idxcheck.check(target, max_bytes=100),
}


@given(content=contents(), call=st.sampled_from(sorted(CALLS)), seekable=st.booleans())
def test_only_our_exceptions(content: bytes, call: str, *, seekable: bool) -> None:
    """A verdict, a matrix, or an exception of ours, in memory that follows the bytes."""
    target: Any = content if seekable else Stream(content)
    outcome, peak = measured(call, target)
    assert isinstance(
        outcome, idxcheck.Report | idxcheck.IdxcheckError | np.ndarray | idxspec.Header
    )
    assert peak <= 1100 * len(content) + 12 * MEBIBYTE


def result_of(call: str, target: Any) -> object:  # noqa: ANN401 - whatever can be read
    """Return what a call gives, or the exception of ours it raises; check raises none."""
    try:
        return CALLS[call](target)
    except idxcheck.IdxcheckError as error:
        if "check" in call:
            raise
        return error


def measured(call: str, target: Any) -> tuple[object, int]:  # noqa: ANN401 - as above
    """Return what a call gives and the peak of memory, without what is imported late."""
    result_of(call, gzip.compress(b"\0\0\x0d\1\0\0\0\1\x7f\x80\0\1"))
    tracemalloc.start()
    try:
        return result_of(call, target), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@given(st.binary(max_size=200))
def test_arbitrary_bytes(content: bytes) -> None:
    """What load refuses is what check calls invalid, and the reverse."""
    loaded = result_of("load", content)
    report = result_of("check", content)
    assert isinstance(report, idxcheck.Report)
    invalid = report.files[0].verdict is idxcheck.Verdict.INVALID
    assert isinstance(loaded, idxcheck.FormatError) == invalid


@pytest.mark.parametrize(
    "content",
    [
        struct.pack(">HBB2I", 0, 8, 2, 2**31, 2**31),
        struct.pack("<Ii3i", 0x1E3D4C53, 3, 2**31 - 1, 2**31 - 1, 1),
        struct.pack(">HBB255I", 0, 14, 255, *[2**32 - 1] * 255),
        gzip.compress(struct.pack(">HBBI", 0, 8, 1, 2**32 - 1) + bytes(99)),
        lzma.compress(struct.pack(">HBBI", 0, 8, 1, 2**32 - 1) + bytes(99)),
    ],
)
@pytest.mark.parametrize("call", [call for call in CALLS if "items" not in call and call != "info"])
def test_absurd_claims(content: bytes, call: str) -> None:
    """A header that claims up to 2^8163 bytes is judged in next to no memory."""
    outcome, peak = measured(call, content)
    assert not outcome if isinstance(outcome, idxcheck.Report) else isinstance(outcome, ValueError)
    assert peak < 13 * MEBIBYTE  # 8 of them xz's dictionary
