"""Edits after which payload and header disagree on the length, of either format."""

import struct
from collections.abc import Iterator

from idxcheck.mutations.layout import Format, Layout
from idxcheck.mutations.model import Edit, Mutation, unambiguous

BLOCK = 512  # bytes
CONTROL_Z = b"\x1a"  # where a file read as text ends on some systems
MOST = {"idx": 2**32 - 1, "norb": 2**31 - 1}  # the highest size
LEAST = {"idx": 0, "norb": 1}  # the lowest
WIDER = {
    "idx": {0x08: 0x0C, 0x09: 0x0B, 0x0B: 0x0D, 0x0C: 0x0E, 0x0D: 0x0E},
    "norb": {0x55: 0x54, 0x57: 0x56, 0x56: 0x51, 0x54: 0x53, 0x51: 0x53},
}
NARROWER = {
    "idx": {0x0E: 0x0D, 0x0D: 0x08, 0x0C: 0x0B, 0x0B: 0x09},
    "norb": {0x53: 0x51, 0x51: 0x55, 0x54: 0x56, 0x56: 0x57},
}


def mutations() -> Iterator[Mutation]:
    """Yield the mutations of lengths: payloads too short, then too long, for each format."""
    formats: tuple[tuple[Format, str], ...] = (("idx", "IDX"), ("norb", "NRB"))
    for kind, letters in formats:
        for name, edit in _shortening().items():
            yield unambiguous(f"{kind}-{name}", f"{letters}201", kind, edit)
        for name, edit in _lengthening().items():
            yield unambiguous(f"{kind}-{name}", f"{letters}202", kind, edit)


def _shortening() -> dict[str, Edit]:
    return {
        "one-byte-short": lambda data, layout: _without_last(data, layout, 1),
        "one-element-short": lambda data, layout: _without_last(data, layout, layout.width),
        "one-item-short": _one_item_short,
        "half-the-payload": _half_the_payload,
        "header-alone": lambda data, layout: _without_last(data, layout, layout.payload_size),
        "first-payload-byte-lost": lambda data, layout: (
            data[: layout.header_size] + data[layout.header_size + 1 :]
        ),
        "ends-at-control-z": _ends_at_control_z,
        "crlf-to-lf": _crlf_to_lf,
        "first-size-plus-one": lambda data, layout: _stepped(data, layout, 0, 1),
        "last-size-plus-one": lambda data, layout: _stepped(data, layout, layout.rank - 1, 1),
        "product-wraps": _product_wraps,
        "type-too-wide": lambda data, layout: _retyped(data, layout, WIDER[layout.format]),
    }


def _lengthening() -> dict[str, Edit]:
    return {
        "one-zero-more": lambda data, _: data + b"\0",
        "newline-appended": lambda data, _: data + b"\n",
        "zeros-to-a-block": lambda data, _: data + bytes(-len(data) % BLOCK),
        "one-item-more": lambda data, layout: data + data[-layout.item_size :],
        "second-copy": lambda data, _: data + data,
        "header-twice": lambda data, layout: data[: layout.header_size] + data,
        "first-size-minus-one": lambda data, layout: _stepped(data, layout, 0, -1),
        "last-size-minus-one": lambda data, layout: _stepped(data, layout, layout.rank - 1, -1),
        "type-too-narrow": lambda data, layout: _retyped(data, layout, NARROWER[layout.format]),
    }


def with_size(data: bytes, layout: Layout, axis: int, size: int) -> bytes:
    """Return `data` with another size, which may be any 32-bit number, signed or not."""
    start = layout.sizes_at + 4 * axis
    word = struct.pack(f"{layout.order}I", size % 2**32)
    return data[:start] + word + data[start + 4 :]


def _without_last(data: bytes, layout: Layout, count: int) -> bytes | None:
    # An empty payload has nothing to lose.
    return data[:-count] if layout.payload_size else None


def _one_item_short(data: bytes, layout: Layout) -> bytes | None:
    # Items of one element are those of one-element-short.
    return _without_last(data, layout, layout.item_size) if layout.rank > 1 else None


def _half_the_payload(data: bytes, layout: Layout) -> bytes | None:
    half = layout.payload_size // 2
    return data[: layout.header_size + half] if half else None


def _ends_at_control_z(data: bytes, layout: Layout) -> bytes | None:
    end = data.find(CONTROL_Z, layout.header_size)
    return None if end < 0 else data[:end]


def _crlf_to_lf(data: bytes, layout: Layout) -> bytes:
    # A header changed too would be another fault.
    payload = data[layout.header_size :].replace(b"\r\n", b"\n")
    return data[: layout.header_size] + payload


def _stepped(data: bytes, layout: Layout, axis: int, step: int) -> bytes | None:
    size = layout.sizes[axis] + step
    if not LEAST[layout.format] <= size <= MOST[layout.format]:
        return None
    return with_size(data, layout, axis, size)


def _product_wraps(data: bytes, layout: Layout) -> bytes | None:
    """Return `data` with a first size whose payload has the same length modulo 2^32."""
    step = (MOST[layout.format] + 1) // 2
    if not layout.payload_size or layout.item_size * step % 2**32:
        return None
    return _stepped(data, layout, 0, step)


def _retyped(data: bytes, layout: Layout, codes: dict[int, int]) -> bytes | None:
    code = codes.get(layout.code)
    if code is None:
        return None
    place = 2 if layout.format == "idx" else 0
    return data[:place] + bytes([code]) + data[place + 1 :]
