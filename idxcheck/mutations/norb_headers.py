"""Edits of NORB headers alone."""

import math
import struct
from collections.abc import Iterator

from idxcheck.mutations.layout import NORB_SLOTS, Layout, fits_as_text, reversed_words
from idxcheck.mutations.lengths import with_size
from idxcheck.mutations.model import Edit, Mutation, unambiguous

ONE = struct.pack("<i", 1)  # what an unused size slot holds


def mutations() -> Iterator[Mutation]:
    """Yield the mutations of NORB headers, in the order of their rules."""
    groups: dict[str, dict[str, Edit]] = {
        "NRB001": _magics(0x00, 0x50, 0x65),
        "NRB003": _magics(0x52),
        "NRB004": _magics(0x58, 0x59, 0x5B),
        "NRB101": _ends(),
        "NRB102": _ranks(),
        "NRB103": _sizes(),
        "NRB105": {"slots-left-out": _slots_left_out},
        "NRB201": {"sizes-byte-swapped": _sizes_byte_swapped},
    }
    for rule, edits in groups.items():
        for name, edit in edits.items():
            yield unambiguous(f"norb-{name}", rule, "norb", edit)
    for rule, edits in {"NRB002": _orders(), "NRB104": _slots()}.items():
        for name, edit in edits.items():
            yield Mutation(f"norb-{name}", rule, ("norb",), edit)


def _magics(*codes: int) -> dict[str, Edit]:
    return {f"magic-{code:02x}": _with_first_byte(code) for code in codes}


def _with_first_byte(code: int) -> Edit:
    return lambda data, _: bytes([code]) + data[1:]


def _orders() -> dict[str, Edit]:
    return {
        "header-byte-swapped": lambda data, layout: (
            reversed_words(data[: layout.header_size]) + data[layout.header_size :]
        ),
        "file-byte-swapped": lambda data, layout: (
            reversed_words(data[: layout.header_size])
            + reversed_words(data[layout.header_size :], layout.width)
        ),
    }


def _ends() -> dict[str, Edit]:
    return {
        "cut-in-the-magic": lambda data, _: data[:3],
        "cut-behind-the-magic": lambda data, _: data[:4],
        "cut-behind-the-rank": lambda data, _: data[:8],
        "cut-in-the-slots": lambda data, layout: data[: layout.header_size - 1],
    }


def _ranks() -> dict[str, Edit]:
    return {
        "rank-zero": lambda data, _: _with_word(data, 4, 0),
        "rank-12": lambda data, _: _with_word(data, 4, 12),
        "rank-minus-one": lambda data, _: _with_word(data, 4, -1),
        "rank-byte-swapped": lambda data, _: data[:4] + data[7:3:-1] + data[8:],
    }


def _sizes() -> dict[str, Edit]:
    return {
        "first-size-zero": lambda data, layout: with_size(data, layout, 0, 0),
        "last-size-zero": lambda data, layout: with_size(data, layout, layout.rank - 1, 0),
        "first-size-negative": lambda data, layout: with_size(data, layout, 0, -1),
        "first-size-lowest": lambda data, layout: with_size(data, layout, 0, -(2**31)),
    }


def _slots() -> dict[str, Edit]:
    return {
        "slots-zero": _slots_zero,
        "first-slot-two": _first_slot_two,
        "last-slot-minus-one": _last_slot_minus_one,
        "rank-one-less": _rank_one_less,
    }


def _slots_zero(data: bytes, layout: Layout) -> bytes | None:
    start = 8 + 4 * layout.rank
    unused = layout.header_size - start
    return data[:start] + bytes(unused) + data[layout.header_size :] if unused else None


def _first_slot_two(data: bytes, layout: Layout) -> bytes | None:
    return _with_word(data, 8 + 4 * layout.rank, 2) if layout.rank < NORB_SLOTS else None


def _last_slot_minus_one(data: bytes, layout: Layout) -> bytes | None:
    return _with_word(data, 16, -1) if layout.rank < NORB_SLOTS else None


def _rank_one_less(data: bytes, layout: Layout) -> bytes | None:
    """Return `data` with its last size taken for an unused slot, which 1 would be."""
    if layout.rank not in (2, NORB_SLOTS) or layout.sizes[-1] == 1:
        return None
    result = _with_word(data, 4, layout.rank - 1)
    return None if fits_as_text(result) else result


def _slots_left_out(data: bytes, layout: Layout) -> bytes | None:
    start = 8 + 4 * layout.rank
    ones = ONE * (NORB_SLOTS - layout.rank)
    payload = data[layout.header_size :]
    # Elements that hold what the slots would are taken for them.
    if not ones or ones.startswith(payload[: len(ones)]):
        return None
    return data[:start] + payload


def _sizes_byte_swapped(data: bytes, layout: Layout) -> bytes | None:
    """Return `data` with big-endian sizes, where they are positive and promise more."""
    end = 8 + 4 * layout.rank
    sizes = data[8:end]
    meant = struct.unpack(f">{layout.rank}i", sizes)
    if min(meant) < 1 or math.prod(meant) <= math.prod(layout.sizes):
        return None
    return data[:8] + reversed_words(sizes) + data[end:]


def _with_word(data: bytes, place: int, value: int) -> bytes:
    return data[:place] + struct.pack("<i", value) + data[place + 4 :]
