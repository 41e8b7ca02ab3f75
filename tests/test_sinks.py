"""ArraySink: memory taken as bytes come, swapped on the way, given up without an exception."""

import struct
import tracemalloc
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from idxcheck.sinks import FIRST_GROWTH, PIECE, WINDOW, ArraySink, impossible, reverse, stored_dtype
from idxspec import LONG_ELEMENTS, LONG_MAGIC, Header, element_named, idx_header, norb_header


def header_of(name: str, shape: tuple[int, ...], order: str = "big") -> Header:
    """Return an IDX (big) or NORB (little) header."""
    element = element_named(name)
    assert element is not None
    return idx_header(element, shape) if order == "big" else norb_header(element, shape)


def pour(sink: ArraySink, data: bytes, remaining: int) -> list[int]:
    """Fill the windows of `sink` with `data`; return how large each was."""
    sizes = []
    while data:
        with sink.window(remaining) as window:
            count = min(len(window), len(data))
            window[:count] = data[:count]
            sizes.append(len(window))
        sink.accept(count)
        data, remaining = data[count:], remaining - count
    return sizes


@pytest.mark.parametrize(
    ("name", "order", "dtype"),
    [
        ("uint8", "big", "|u1"),
        ("int16", "big", ">i2"),
        ("int16", "little", "<i2"),
        ("float64", "big", ">f8"),
        ("float64", "little", "<f8"),
    ],
)
def test_stored_dtype(name: str, order: str, dtype: str) -> None:
    """The dtype on disk has the header's byte order, where it has one."""
    assert stored_dtype(header_of(name, (1,), order)).str == dtype


def test_straight_into_the_array() -> None:
    """Bytes that need no swap are read into the result, WINDOW at a time."""
    header = header_of("uint8", (3, WINDOW))
    sink = ArraySink(header, 3 * WINDOW)
    assert pour(sink, b"a" * 3 * WINDOW, 3 * WINDOW) == [1 << 20, 1 << 20, 1 << 20]
    array = sink.array(header)
    assert array.shape == (3, 1 << 20)
    assert array.tobytes() == b"a" * 3 * WINDOW


def test_swapped_by_the_piece() -> None:
    """Bytes in the other order pass through a small buffer, whole elements at a time."""
    count = PIECE // 4 + 5
    header = header_of("int32", (count,))
    sink = ArraySink(header, None)
    sizes = pour(sink, struct.pack(f">{count}i", *range(-7, count - 7)), 4 * count)
    assert sizes == [1 << 18, 20]
    assert sink.array(header).tolist() == list(range(-7, count - 7))


def test_window_is_never_larger_than_what_remains() -> None:
    """A short remainder gives a short window, swapped or not."""
    for name in ("uint8", "int32"):
        sink = ArraySink(header_of(name, (100,)), 400)
        assert len(sink.window(8)) == 8


def test_partial_element_at_a_cut() -> None:
    """A cut inside an element leaves the whole ones."""
    header = header_of("int16", (3,))
    sink = ArraySink(header, 6)
    pour(sink, b"\1\2\3\4\5", 6)
    assert sink.array(header).tolist()[:2] == [258, 772]


@pytest.mark.parametrize("name", ["uint8", "float64"])
def test_memory_is_taken_as_bytes_come(name: str) -> None:
    """Where nothing vouches for the claim, 1 MiB is taken first, then 1 MiB or a quarter more."""
    sink = ArraySink(header_of(name, (1 << 40,), "little"), None)
    held = []
    for _ in range(8):
        with sink.window(1 << 40) as window:
            count = len(window)
        sink.accept(count)
        held.append(sink._flat.nbytes / WINDOW)  # noqa: SLF001 - the memory is the point
    assert held == [1, 2, 3, 4, 5, 6.25, 6.25, 7.8125]


def test_swapped_while_memory_grows() -> None:
    """The pieces meet the ends of the memory taken so far wherever these are."""
    count = 5 << 20
    header = header_of("int16", (count,))
    sink = ArraySink(header, None)
    sizes = pour(sink, np.arange(count, dtype=np.int16).astype(">i2").tobytes(), 2 * count)
    assert max(sizes) == PIECE
    assert np.array_equal(sink.array(header), np.arange(count, dtype=np.int16))


def test_growth_stops_at_the_claim() -> None:
    """No more is taken than the header promises."""
    header = header_of("uint8", (FIRST_GROWTH + 10,))
    sink = ArraySink(header, None)
    pour(sink, bytes(FIRST_GROWTH + 10), FIRST_GROWTH + 10)
    assert sink.array(header).shape == (FIRST_GROWTH + 10,)


def test_a_payload_that_is_not_there() -> None:
    """What is certainly cut short is passed over: its length will be the error."""
    sink = ArraySink(header_of("uint8", (1 << 40,)), 1 << 39)
    assert sink.reason == "the payload is not there"
    assert set(pour(sink, b"a" * PIECE, 2 * PIECE)) == {PIECE}
    assert sink._flat.nbytes == 0  # noqa: SLF001 - the memory is the point


@pytest.mark.parametrize(("available", "held"), [(400, 400), (401, 400), (399, 0), (None, 0)])
def test_memory_taken_at_once(available: int | None, held: int) -> None:
    """A payload that is known to be there gets its memory at once, any other none yet."""
    sink = ArraySink(header_of("float32", (100,)), available)
    assert sink._flat.nbytes == held  # noqa: SLF001 - the memory is the point


def test_too_much_memory_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without memory the bytes are passed over and the reason is kept."""
    header = header_of("float64", (5, 1 << 21))
    monkeypatch.setattr(np, "empty", empty)
    sink = ArraySink(header, 1 << 62)
    assert sink.reason == "an array of 83886080 bytes does not fit in memory"
    assert set(pour(sink, b"a" * (1 << 20), 80 << 20)) == {PIECE}


def test_too_much_memory_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory that ends while bytes come is given back, and the rest is passed over."""
    header = header_of("float64", (5, 1 << 21), "little")
    monkeypatch.setattr(np, "empty", empty)
    sink = ArraySink(header, None)
    assert set(pour(sink, b"a" * (2 << 20), 80 << 20)) == {WINDOW}
    before = sink.reason
    assert set(pour(sink, b"a" * (1 << 20), 78 << 20)) == {PIECE}
    assert (before, sink.reason) == (None, "an array of 83886080 bytes does not fit in memory")
    assert sink._flat.nbytes == 0  # noqa: SLF001 - the memory is the point


class Cramped(np.ndarray[Any, Any]):
    """An array that has room for 2 MiB."""

    def resize(self, count: Any, *, refcheck: bool) -> None:  # type: ignore[override]  # noqa: ANN401 - as ndarray
        """Grow, or find no memory."""
        if count * self.itemsize > 2 << 20:
            raise MemoryError
        super().resize(count, refcheck=refcheck)


def empty(count: int, dtype: Any) -> NDArray[Any]:  # noqa: ANN401 - as numpy.empty
    """Return an array without elements; there is no memory for others."""
    if count:
        raise MemoryError
    return Cramped(0, dtype)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 7, 8, 100])
@pytest.mark.parametrize("width", [0, 1, 3, PIECE // 16, PIECE // 2])
def test_reverse(width: int, count: int) -> None:
    """The items change places, not the elements of one, whatever fits into a piece."""
    array = np.zeros((count, width), np.int32)
    array[:] = np.arange(count)[:, None] * 3 + (np.arange(width) % 2)
    expected = [[3 * item, 3 * item + 1][: min(width, 2)] for item in range(count)][::-1]
    reverse(array)
    assert array[:, :2].tolist() == expected


def test_reverse_takes_a_piece() -> None:
    """No second array is needed."""
    array = np.zeros((1 << 20, 4), np.int32)
    tracemalloc.start()
    reverse(array)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1 << 20


def test_impossible_shape() -> None:
    """A shape numpy does not have is known before a byte is read, and memory is not asked for."""
    header = header_of("uint8", (1,) * 65)
    sink = ArraySink(header, 1)
    assert sink.reason is not None
    assert sink.reason.startswith("numpy cannot hold the shape 1 x 1 x 1 x ... (rank 65): ")
    assert pour(sink, b"a", 1) == [1]
    assert len(sink.window(PIECE + 1)) == PIECE


@pytest.mark.parametrize(
    ("name", "shape", "possible"),
    [
        ("uint8", (1,) * 64, True),
        ("uint8", (1,) * 65, False),
        ("uint8", (0, 2**31, 2**32 - 1), True),
        ("uint8", (0, 2**32 - 1, 2**32 - 1), False),
        ("float64", (0, 2**32 - 1, 2**28), True),
        ("float64", (0, 2**31, 2**32 - 1), False),
    ],
)
def test_impossible_is_what_numpy_refuses(
    name: str, shape: tuple[int, ...], *, possible: bool
) -> None:
    """What counts as impossible is what numpy.empty says of the same shape."""
    assert (impossible(np.dtype(name), shape) is None) is possible
    if possible:
        assert np.empty(shape, name).shape == shape
    else:
        with pytest.raises(ValueError, match=r"dimension|too big"):
            np.empty(shape, name)


@pytest.mark.parametrize(("letter", "index"), [("q", 0), ("i", 1)])
def test_long_magic_is_settled_at_the_end(letter: str, index: int) -> None:
    """Bytes of the magic 58 are kept as they come; the header known at the end reads them."""
    guess = Header("norb", "big", LONG_MAGIC, LONG_ELEMENTS[0], (2, 3), (1,))
    final = Header("norb", "big", LONG_MAGIC, LONG_ELEMENTS[index], (2, 3), (1,))
    sink = ArraySink(guess, None)
    pour(sink, struct.pack(f">6{letter}", 1, -2, 3, -4, 5, -6), 48)
    array = sink.array(final)
    assert array.tolist() == [[1, -2, 3], [-4, 5, -6]]
    assert array.dtype == np.dtype(letter)
    assert array.dtype.isnative
