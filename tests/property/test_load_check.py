"""load(x) raises FormatError exactly when check(x) finds an error, and nothing else ever."""

import bz2
import gzip
import io
import lzma
import math
import struct
import tracemalloc
from collections.abc import Callable
from typing import Any

from hypothesis import event, given
from hypothesis import strategies as st

import idxcheck
from idxcheck import Severity, Verdict

SELECT = ["TRN", "IDX", "NRB"]
READ_THROUGH = {"TRN104", "TRN105"}
IDX_TYPES = {0x08: 1, 0x09: 1, 0x0B: 2, 0x0C: 4, 0x0D: 4, 0x0E: 8}
NORB_TYPES = {0x51: 4, 0x53: 8, 0x54: 4, 0x55: 1, 0x56: 2, 0x57: 1, 0x58: 8}
MEBIBYTE = 1 << 20
WRAPPERS: dict[str, Callable[[bytes], bytes]] = {
    "raw": bytes,
    "gz": lambda data: gzip.compress(data, 1, mtime=0),
    "xz": lambda data: lzma.compress(data, preset=0),
    "bz2": lambda data: bz2.compress(data, 1),
    "gz in gz": lambda data: gzip.compress(gzip.compress(data, 1, mtime=0), 1, mtime=0),
    "two members": lambda data: WRAPPERS["gz"](data[:99]) + WRAPPERS["gz"](data[99:]),
    "three layers": lambda data: WRAPPERS["gz"](WRAPPERS["bz2"](WRAPPERS["gz"](data))),
}


class Stream:
    """A file object with read() alone: no length, no way back, 700 bytes at a time."""

    def __init__(self, data: bytes) -> None:
        self._stream = io.BytesIO(data)

    def read(self, size: int) -> bytes:
        """Read some bytes."""
        return self._stream.read(min(size, 700))


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Valid IDX and NORB files and their near relations, some longer than any head kept."""
    rank = draw(st.sampled_from([1, 1, 2, 2, 3, 3, 4, 0, 11]))
    size = st.sampled_from([1, 1, 2, 3, 5, 13, 31] if rank < 4 else [1, 1, 2])
    sizes = [draw(size) for _ in range(rank)]
    # Bytes that text tools change, and any others, over and over.
    pattern = draw(st.one_of(st.sampled_from([b"a\n", b"\x80\xff", b"\n"]), st.binary(min_size=1)))
    if draw(st.booleans()):
        if sizes and draw(st.integers(0, 9)) == 0:
            sizes[draw(st.integers(0, rank - 1))] = draw(st.sampled_from([0, 0, 2**32 - 1]))
        code = draw(st.sampled_from(sorted(IDX_TYPES)))
        count = math.prod(sizes) * IDX_TYPES[code]
        head = struct.pack(f">HBB{rank}I", 0, code, rank, *sizes)
    else:
        order = draw(st.sampled_from("<<<>"))
        low = draw(st.sampled_from(sorted(NORB_TYPES)))
        width = NORB_TYPES[low] // (2 if low == 0x58 and draw(st.booleans()) else 1)
        count = math.prod(sizes) * width
        slots = [*sizes, *[1] * (3 - rank)]
        change = draw(st.integers(0, 9))
        if change == 0:  # the unused slots left out
            slots = slots[:rank]
        elif change == 1:  # an unused slot, or a size, that holds something else
            slots[-1:] = [draw(st.sampled_from([0, -1, 2, 2**31 - 1]))]
        head = struct.pack(f"{order}Ii{len(slots)}i", 0x1E3D4C00 | low, rank, *slots)
    payload = pattern * (min(count, 40_000) // len(pattern) + 1)
    return head + payload[: min(count, 40_000)]


def swapped(draw: st.DrawFn, data: bytes) -> bytes:
    """Return `data` with the words of its header, with or without the first, turned round."""
    start = draw(st.sampled_from([0, 4]))
    rank = (data[3:4] if data[:2] == b"\0\0" else data[4:5]) or b"\0"
    end = 4 + 4 * min(rank[0], 20)
    words = [data[at : min(at + 4, end)][::-1] for at in range(start, end, 4)]
    return data[:start] + b"".join(words) + data[end:]


def mistaken_for_text(draw: st.DrawFn, data: bytes) -> bytes:
    """Return `data` as a tool leaves it that takes it for text."""
    tools: list[Callable[[bytes], bytes]] = [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"\r\n", b"\n"),
        lambda data: data.decode("latin-1").encode("utf-8"),
        lambda data: data.decode("utf-8", errors="replace").encode("utf-8"),
    ]
    return draw(st.sampled_from(tools))(data)


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes with one change of those that happen to files, or none."""
    place = draw(st.integers(0, min(len(data), 40)) | st.integers(0, len(data)))
    few = st.binary(min_size=1, max_size=9)
    changes: list[Callable[[], bytes]] = [
        lambda: data,
        lambda: data[:place],
        lambda: data[:place] + draw(st.binary(min_size=1, max_size=1)) + data[place + 1 :],
        lambda: data[:place] + draw(few) + data[place:],
        lambda: data[:place] + data[place + draw(st.integers(1, 9)) :],
        lambda: data + draw(few | st.just(bytes(5000)) | st.just(data)),
        lambda: swapped(draw, data),
        lambda: mistaken_for_text(draw, data),
    ]
    return draw(st.sampled_from(changes))()


@st.composite
def stored_files(draw: st.DrawFn) -> bytes:
    """Files as they are found: damaged, wrapped, damaged again."""
    content = draw(damaged(draw(files())))
    wrapper = draw(st.sampled_from([*WRAPPERS, "raw", "gz"]))
    stored = WRAPPERS[wrapper](content)
    if wrapper != "raw" and draw(st.booleans()):
        stored = draw(damaged(stored))
    return stored


def outcome(target: Any, *, strict: bool) -> str:  # noqa: ANN401 - whatever can be read
    """Return what load makes of the target; any exception but ours is the test's failure."""
    try:
        idxcheck.load(target, strict=strict)
    except idxcheck.FormatError as error:
        return error.finding.code
    except idxcheck.LimitError:
        return "limit"
    return "array"


def judgement(target: Any, *, strict: bool) -> tuple[list[str], bool, int]:  # noqa: ANN401 - as above
    """Return the errors a reader stops at, whether a limit was met, and the rank."""
    report = idxcheck.check(target, select=SELECT, strict=strict)
    (file,) = report.files
    assert file.internal_error is None
    errors = [each.code for each in file.findings if each.severity is Severity.ERROR]
    assert (file.verdict is Verdict.INVALID) == bool(errors)
    limited = file.verdict is Verdict.UNDETERMINED
    rank = 0 if file.header is None else file.header.rank
    return [code for code in errors if code not in READ_THROUGH], limited, rank


def agree(stored: bytes, *, strict: bool, seekable: bool) -> str:
    """Assert that load and check agree on stored bytes; return what load made of them."""

    def target() -> Any:  # noqa: ANN401 - bytes or a stream
        return stored if seekable else Stream(stored)

    errors, limited, rank = judgement(target(), strict=strict)
    result = outcome(target(), strict=strict)
    if errors:
        assert result == errors[0]
    elif limited:
        assert result == "limit"
    else:
        assert result == "array" or (result == "limit" and rank > 2)
    return result


@given(stored=stored_files(), strict=st.booleans(), seekable=st.booleans())
def test_load_and_check_agree(stored: bytes, *, strict: bool, seekable: bool) -> None:
    """FormatError with the first error, LimitError where nothing was settled, else an array."""
    event(agree(stored, strict=strict, seekable=seekable))


@given(stored=stored_files(), strict=st.booleans())
def test_where_the_bytes_come_from_does_not_matter(stored: bytes, *, strict: bool) -> None:
    """A stream that cannot seek or tell its length is judged as the bytes at hand are."""
    first = agree(stored, strict=strict, seekable=True)
    assert agree(stored, strict=strict, seekable=False) == first


@given(stored=stored_files(), seekable=st.booleans())
def test_lenient_takes_what_strict_takes(stored: bytes, *, seekable: bool) -> None:
    """What the strict reading takes the lenient one takes, as the same array."""
    target: Any = stored if seekable else Stream(stored)
    if outcome(target, strict=True) == "array":
        lenient, strict = idxcheck.load(stored, strict=False), idxcheck.load(stored)
        assert (lenient.dtype, lenient.shape) == (strict.dtype, strict.shape)
        assert lenient.tobytes() == strict.tobytes()


@given(stored=stored_files(), items=st.slices(5), strict=st.booleans(), seekable=st.booleans())
def test_items_of_damaged_files(
    stored: bytes, items: slice, *, strict: bool, seekable: bool
) -> None:
    """Items of a sound file are those of the whole; of a damaged one, maybe an error of ours."""
    target: Any = stored if seekable else Stream(stored)
    try:
        part = idxcheck.load(target, items=items, strict=strict)
    except idxcheck.IdxcheckError:
        return
    if outcome(stored, strict=strict) == "array":
        whole = idxcheck.load(stored, strict=strict)[items]
        assert (part.dtype, part.shape) == (whole.dtype, whole.shape)
        assert part.tobytes() == whole.tobytes()


@given(stored=stored_files(), strict=st.booleans(), seekable=st.booleans())
def test_memory_follows_the_bytes_present(stored: bytes, *, strict: bool, seekable: bool) -> None:
    """No header makes load or check take more than deflate's best makes of the stored bytes."""
    outcome(stored, strict=strict)  # what is imported late is not what is measured
    judgement(stored, strict=strict)
    decoders = 16 * MEBIBYTE if b"BZh" in stored or b"7zXZ" in stored else 0
    allowed = 1100 * len(stored) + 4 * MEBIBYTE + decoders
    for judge in (outcome, judgement):
        target: Any = stored if seekable else Stream(stored)
        tracemalloc.start()
        judge(target, strict=strict)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak <= allowed
