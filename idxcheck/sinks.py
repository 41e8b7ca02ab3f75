"""Where a payload goes on its way to an array: straight in, or swapped piece by piece."""

import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

from idxcheck.sizes import counted, describe_shape
from idxspec import LONG_MAGIC, Header

WINDOW = 1 << 20  # bytes read at a time straight into the result
PIECE = 1 << 18  # bytes swapped at a time: small enough to stay in the cache
FIRST_GROWTH = 1 << 20  # bytes taken at first where nothing vouches for the header's claim


def stored_dtype(header: Header) -> np.dtype[Any]:
    """Return the numpy dtype of the payload as it is stored."""
    return np.dtype(header.element.name).newbyteorder(header.byte_order)


class ArraySink:
    """Collects the payload of `header` in a native-endian array.

    Memory is taken at once where `available` bytes are known to be there, else as bytes
    come, so that a header's claim alone costs nothing. `reason` says why the array cannot
    be had; the bytes are then passed over.
    """

    def __init__(self, header: Header, available: int | None) -> None:
        self._header = header
        # The element of this magic is settled only by the file's length: keep its bytes.
        raw = header.magic == LONG_MAGIC
        self._dtype = np.dtype(np.uint8) if raw else np.dtype(header.element.name)
        size = self._dtype.itemsize
        self._swapped = size > 1 and header.byte_order != sys.byteorder
        self._count = header.payload_size // size
        self._piece = memoryview(bytearray(PIECE))
        self._filled = 0  # bytes accepted
        self.reason = impossible(np.dtype(header.element.name), header.shape)
        if available is not None and available < header.payload_size and not raw:
            self.reason = self.reason or "the payload is not there"  # its length is the error
        self._flat: NDArray[Any] = np.empty(0, self._dtype)
        if available is not None and available >= header.payload_size:
            self._take(self._count)

    def window(self, remaining: int) -> memoryview:
        """Return where the next bytes go, at least one and at most `remaining`."""
        if self.reason is None and self._filled == self._flat.nbytes:
            self._grow()
        if self.reason is not None:
            return self._piece[:remaining]
        room = min(remaining, self._flat.nbytes - self._filled)
        if self._swapped:
            return self._piece[:room]
        start = self._filled
        return self._flat.view(np.uint8).data[start : start + min(room, WINDOW)]

    def accept(self, count: int) -> None:
        """Take the first `count` bytes of the window."""
        if self.reason is not None:
            return
        if self._swapped:
            size = self._dtype.itemsize
            first, number = self._filled // size, count // size
            # Integers, so that no float conversion touches the bits of a NaN.
            stored = np.frombuffer(self._piece, f"u{size}", number).view(_swapped_integer(size))
            self._flat.view(f"u{size}")[first : first + number] = stored
        self._filled += count

    def array(self, header: Header) -> NDArray[Any]:
        """Return what was collected, as the array of `header`."""
        if header.magic == LONG_MAGIC:
            values = self._flat[: header.payload_size].view(header.element.name)
            if header.byte_order != sys.byteorder:
                values.byteswap(inplace=True)
            return values.reshape(header.shape)
        return self._flat.reshape(header.shape)

    def _take(self, count: int) -> None:
        """Take memory for `count` elements at once; it costs nothing until it is written."""
        if self.reason is not None:
            return
        try:
            self._flat = np.empty(count, self._dtype)
        except MemoryError:
            self._give_up()

    def _grow(self) -> None:
        held = len(self._flat)
        more = max(held // 4, FIRST_GROWTH // self._dtype.itemsize)
        try:
            self._flat.resize(min(self._count, held + more), refcheck=False)
        except MemoryError:
            self._give_up()

    def _give_up(self) -> None:
        size = counted(self._header.payload_size, "byte")
        self.reason = f"an array of {size} does not fit in memory"
        self._flat = np.empty(0, self._dtype)


def _swapped_integer(size: int) -> np.dtype[Any]:
    return np.dtype(f"u{size}").newbyteorder()


def reverse(values: NDArray[Any]) -> None:
    """Turn the first axis of `values` round in its own memory."""
    start, end = 0, len(values)
    block = max(1, PIECE * len(values) // max(1, values.nbytes))  # items turned at a time
    while end - start > 1:
        count = min(block, (end - start) // 2)
        first = values[start : start + count].copy()
        values[start : start + count] = values[end - count : end][::-1]
        values[end - count : end] = first[::-1]
        start, end = start + count, end - count


def impossible(dtype: np.dtype[Any], shape: tuple[int, ...]) -> str | None:
    """Return why numpy has no array of this element type and shape, or None."""
    try:
        # One element shown in every place: the shape is tried without its memory.
        np.broadcast_to(np.zeros((), dtype), shape)
    except (ValueError, OverflowError) as error:
        return f"numpy cannot hold the shape {describe_shape(shape)}: {error}"
    return None
