"""Valid files of every type and rank 1 to 4, written by hand."""

import math
import struct
from collections.abc import Callable

import pytest

IDX_WIDTHS = {0x08: 1, 0x09: 1, 0x0B: 2, 0x0C: 4, 0x0D: 4, 0x0E: 8}
NORB_WIDTHS = {0x55: 1, 0x57: 1, 0x56: 2, 0x54: 4, 0x51: 4, 0x53: 8}
# 32 bytes: values that no order hides, and what text tools change.
PATTERN = bytes.fromhex("01028003 FF040506 0A0A0A0A 0A0A0A0A 0D0A1AE9 C3A90708 3F80BFEF 00000009")
SHAPES = ((1,), (2, 3), (2, 3, 4), (2, 1, 3, 2))

Write = Callable[..., bytes]


def write_idx(code: int, *shape: int, pattern: bytes = PATTERN) -> bytes:
    """Return an IDX file of type `code` whose payload repeats `pattern`."""
    length = math.prod(shape) * IDX_WIDTHS[code]
    head = struct.pack(f">4B{len(shape)}I", 0, 0, code, len(shape), *shape)
    return head + (pattern * (length // len(pattern) + 1))[:length]


def write_norb(code: int, *shape: int, pattern: bytes = PATTERN) -> bytes:
    """Return a NORB file of magic 1E3D4C`code` whose payload repeats `pattern`."""
    length = math.prod(shape) * NORB_WIDTHS[code]
    slots = [*shape, *[1] * (3 - len(shape))]
    head = struct.pack(f"<Ii{len(slots)}i", 0x1E3D4C00 + code, len(shape), *slots)
    return head + (pattern * (length // len(pattern) + 1))[:length]


@pytest.fixture(scope="session")
def idx() -> Write:
    """What writes an IDX file: `idx(0x08, 2, 3)`."""
    return write_idx


@pytest.fixture(scope="session")
def norb() -> Write:
    """What writes a NORB file: `norb(0x55, 2, 3)`."""
    return write_norb


@pytest.fixture(scope="session")
def bases() -> tuple[bytes, ...]:
    """Both formats, all types, ranks 1 to 4; zeros, text, and sizes that are 0 or look odd."""
    usual = [write_idx(code, *shape) for code in IDX_WIDTHS for shape in SHAPES]
    usual += [write_norb(code, *shape) for code in NORB_WIDTHS for shape in SHAPES]
    return (
        *usual,
        write_idx(0x08, 16, 2),
        write_idx(0x08, 5, pattern=b"\0"),
        write_idx(0x0C, 3, 2, pattern=b"\n"),
        write_idx(0x08, 0x0A0A),
        write_idx(0x08, 1 << 12, 0),
        write_idx(0x0B, *[1] * 9, 2),
        write_idx(0x0D, 300, pattern=b"\x7f\xc0\0\1"),
        write_norb(0x55, 16, 2),
        write_norb(0x55, 5, pattern=b"\0"),
        write_norb(0x54, 3, 2, pattern=b"\n"),
        write_norb(0x55, 0x0A0A),
        write_norb(0x54, 2, pattern=b"\1\0\0\0"),
        write_norb(0x56, *[1] * 10, 2),
        write_norb(0x53, 300, pattern=b"\x01\0\0\0\0\0\xf8\x7f"),
    )
