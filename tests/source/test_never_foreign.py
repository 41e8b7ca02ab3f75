"""A valid header is never taken for another format's, whatever its sizes and elements spell."""

import random
import struct

import pytest

from idxcheck.source.recognition import Content, recognise
from idxcheck.source.text import TextScan

TYPES = {0x08: 1, 0x09: 1, 0x0B: 2, 0x0C: 4, 0x0D: 4, 0x0E: 8}
SPELLED = [b"ftyp", b"jP  ", b"Bud1", b"PK\x03\x04", b"<htm", b'{"a"', b"\0\0\0\0", b"\0\0\0\x01"]


def whole(data: bytes) -> Content:
    """Return what a content is of which all bytes were seen."""
    text = TextScan()
    text.feed(memoryview(data))
    return recognise(data[:4096], len(data), text)


@pytest.mark.parametrize("code", TYPES)
def test_an_idx_header_is_never_foreign(code: int) -> None:
    """Every type and rank with sizes that spell other magics: always IDX, cut short or not."""
    chance = random.Random(code)  # noqa: S311 - samples, no secrets
    for rank in range(1, 256):
        for _ in range(2):
            sizes = b"".join(chance.choice([*SPELLED, chance.randbytes(4)]) for _ in range(rank))
            head = bytes([0, 0, code, rank]) + sizes + chance.randbytes(8)
            head += b"ustar\0" if len(head) > 257 else bytes(257 - len(head)) + b"ustar\0"
            for length in (None, 10**9):
                content = recognise(head, length)
                assert (content.kind, content.error) == ("idx", None)


@pytest.mark.parametrize("magic", [0x51, 0x53, 0x54, 0x55, 0x56, 0x57])
@pytest.mark.parametrize("order", ["<", ">"])
def test_a_norb_header_is_never_foreign(magic: int, order: str) -> None:
    """Every magic and rank in both byte orders, whatever the sizes: always NORB."""
    chance = random.Random(magic)  # noqa: S311 - samples, no secrets
    for rank in range(1, 12):
        for _ in range(8):
            sizes = [chance.choice([1, 10, 0x0D0A, 0x66747970]) for _ in range(max(3, rank))]
            head = struct.pack(f"{order}2L{len(sizes)}L", 0x1E3D4C00 | magic, rank, *sizes)
            head = head.ljust(257, b"\0") + b"ustar\0"
            for length in (None, 10**9):
                content = recognise(head, length)
                assert (content.kind, content.error) == ("norb", None)


def test_valid_files_of_all_types() -> None:
    """Files of every type and rank 1 to 8 with chance sizes and elements are what they are."""
    chance = random.Random(3)  # noqa: S311 - samples, no secrets
    for code, size in TYPES.items():
        for rank in range(1, 9):
            shape = [chance.randint(1, 3) for _ in range(rank)]
            count = size
            for each in shape:
                count *= each
            elements = bytes(chance.choice(b"\r\n\xc3\xa9A") for _ in range(count))
            content = whole(struct.pack(f">4B{rank}L", 0, 0, code, rank, *shape) + elements)
            assert content.header is not None
            assert (content.kind, content.little_endian) == ("idx", False)
            assert content.header.shape == tuple(shape)
