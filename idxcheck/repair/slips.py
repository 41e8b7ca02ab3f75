"""Bytes that a header may have lost or gained: they move all that stands behind them."""

from collections.abc import Iterator
from itertools import product

from idxcheck.edits import cut_like, fits, with_size
from idxcheck.sizes import all_but_one, counted, describe_promise
from idxspec import Header

MOST_GAINED = 16  # bytes in one place
MOST_LOST = 4  # bytes in one place
SIZE_BYTES = 4
REACH = 64  # bytes of a header that are looked at


def explain_slips(head: bytes, header: Header, length: int) -> Iterator[str]:
    """Yield how the header, cut from `head`, fits the length with bytes put in or taken out.

    What was lost is taken for zeros, as most bytes of a header are, or where it was one byte
    of a size behind the first for what fits there.
    """
    places = range(min(header.header_size, REACH))
    for count, place in product(range(1, MOST_GAINED + 1), places):
        meant = cut_like(head[:place] + head[place + count :], header)
        if meant is not None and meant != header and fits(meant, length - count):
            yield _told("too many", count, place, meant)
    for count, place in product(range(1, MOST_LOST + 1), places):
        lost = cut_like(head[:place] + bytes(count) + head[place:], header)
        if lost is None:
            continue
        if count == 1 and not fits(lost, length + 1):
            lost = _with_fitting_size(lost, place, length + 1)
        if lost != header and fits(lost, length + count):
            yield _told("lost", count, place, lost)


def _told(what: str, count: int, place: int, meant: Header) -> str:
    return f"{counted(count, 'byte')} of the header {what} at {place:#x}: {describe_promise(meant)}"


def _with_fitting_size(header: Header, place: int, length: int) -> Header:
    """Return `header` with the size that fits, if that has another byte at `place` alone."""
    axis, first = divmod(place - header.shape_offset, SIZE_BYTES)
    if not 0 < axis < header.rank:
        return header
    size = (length - header.header_size) // (all_but_one(header)[axis] or length)
    shift = 8 * (SIZE_BYTES - 1 - first if header.byte_order == "big" else first)
    same = (size ^ header.shape[axis]) & ~(0xFF << shift) == 0
    return with_size(header, axis, size) if same else header
