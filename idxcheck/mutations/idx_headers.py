"""Edits of IDX headers alone."""

import struct
from collections.abc import Iterator

from idxcheck.mutations.layout import Layout, cut_idx, is_mistakable, reversed_words
from idxcheck.mutations.lengths import with_size
from idxcheck.mutations.model import Edit, Mutation, unambiguous

HIGHEST_RANK = 255
MEANT_HEADER = 4 + 4 * HIGHEST_RANK  # bytes


def mutations() -> Iterator[Mutation]:
    """Yield the mutations of IDX headers, in the order of their rules."""
    groups: dict[str, dict[str, Edit]] = {
        "IDX001": _prefixes(),
        "IDX002": _types(),
        "IDX003": _orders(),
        "IDX101": _ends(),
        "IDX102": {"rank-zero": lambda data, _: _with_byte(data, 3, 0)},
        "IDX201": {
            "rank-one-more": _rank_one_more,
            "first-size-beyond-int32": lambda data, layout: with_size(data, layout, 0, -1),
            "first-size-byte-swapped": _first_size_byte_swapped,
        },
        "IDX202": {
            "rank-one-less": _rank_one_less,
            "first-size-zero": lambda data, layout: with_size(data, layout, 0, 0),
        },
    }
    for rule, edits in groups.items():
        for name, edit in edits.items():
            yield unambiguous(f"idx-{name}", rule, "idx", edit)
    yield Mutation("idx-sizes-byte-swapped", "IDX003", ("idx",), _sizes_byte_swapped)


def _prefixes() -> dict[str, Edit]:
    return {
        "first-byte-01": lambda data, _: _with_byte(data, 0, 0x01),
        "second-byte-01": lambda data, _: _with_byte(data, 1, 0x01),
        "prefix-ffff": lambda data, _: b"\xff\xff" + data[2:],
    }


def _types() -> dict[str, Edit]:
    return {
        "type-07": lambda data, _: _with_byte(data, 2, 0x07),
        "type-0a": lambda data, _: _with_byte(data, 2, 0x0A),
        "type-0f": lambda data, _: _with_byte(data, 2, 0x0F),
        "type-ff": lambda data, _: _with_byte(data, 2, 0xFF),
        "zero-byte-in-front": lambda data, _: b"\0" + data,
    }


def _orders() -> dict[str, Edit]:
    return {
        "magic-byte-swapped": lambda data, _: data[3::-1] + data[4:],
        "header-byte-swapped": lambda data, layout: (
            reversed_words(data[: layout.header_size]) + data[layout.header_size :]
        ),
    }


def _sizes_byte_swapped(data: bytes, layout: Layout) -> bytes | None:
    sizes = data[4 : layout.header_size]
    result = data[:4] + reversed_words(sizes) + data[layout.header_size :]
    return None if is_mistakable(result) else result  # sizes may read the same both ways


def _ends() -> dict[str, Edit]:
    return {
        "cut-in-the-magic": lambda data, _: data[:3],
        "cut-behind-the-magic": lambda data, _: data[:4],
        "cut-in-the-sizes": lambda data, layout: data[: layout.header_size - 1],
        # A longer file would have bytes for all these sizes.
        "rank-255": lambda data, _: (
            _with_byte(data, 3, HIGHEST_RANK) if len(data) < MEANT_HEADER else None
        ),
    }


def _rank_one_more(data: bytes, layout: Layout) -> bytes | None:
    """Return `data` with its first bytes of payload taken for a size that is too large."""
    result = _with_byte(data, 3, min(layout.rank + 1, HIGHEST_RANK))
    return result if _promised(result) > len(result) else None


def _rank_one_less(data: bytes, layout: Layout) -> bytes | None:
    """Return `data` with its last size taken for elements, of which it has too many."""
    result = _with_byte(data, 3, layout.rank - 1)
    return result if layout.rank > 1 and _promised(result) < len(result) else None


def _first_size_byte_swapped(data: bytes, layout: Layout) -> bytes | None:
    (size,) = struct.unpack("<I", data[4:8])
    return with_size(data, layout, 0, size) if size > layout.sizes[0] else None


def _promised(data: bytes) -> int:
    """Return the length of the file that the header promises; 0 where it is cut."""
    layout = cut_idx(data)
    return 0 if layout is None else layout.header_size + layout.payload_size


def _with_byte(data: bytes, place: int, value: int) -> bytes:
    return data[:place] + bytes([value]) + data[place + 1 :]
