"""gzip without compression, byte by byte."""

import gzip
import struct

import pytest

from idxcheck.source import open_source
from idxcheck.synth.stored_gzip import stored_gzip
from idxcheck.vectors.wrapping import gzip_member


def test_a_short_member() -> None:
    """Header without name and time, one last block, checksum and length."""
    expected = bytes.fromhex("1f8b0800 00000000 00ff 01 0300 fcff") + b"abc"
    expected += bytes.fromhex("c2412435 03000000")  # the CRC-32 of abc is 352441C2
    assert b"".join(stored_gzip([b"abc"])) == expected


def test_no_content() -> None:
    """An empty member has one empty block."""
    expected = "1f8b0800 00000000 00ff 01 0000 ffff 00000000 00000000"
    assert b"".join(stored_gzip([])) == bytes.fromhex(expected)


@pytest.mark.parametrize(
    ("length", "heads"),
    [
        (65535, {10: (1, 65535, 0)}),
        (65536, {10: (0, 65535, 0), 65550: (1, 1, 65534)}),
        (131070, {10: (0, 65535, 0), 65550: (1, 65535, 0)}),
        (131071, {10: (0, 65535, 0), 65550: (0, 65535, 0), 131090: (1, 1, 65534)}),
    ],
)
def test_blocks(length: int, heads: dict[int, tuple[int, int, int]]) -> None:
    """Each block but the last holds 65535 bytes; only the last one says that it is."""
    content = bytes(number * 7 % 251 for number in range(length))
    data = b"".join(stored_gzip([content]))
    assert len(data) == 18 + 5 * len(heads) + length
    assert {place: struct.unpack_from("<BHH", data, place) for place in heads} == heads
    assert gzip.decompress(data) == content


@pytest.mark.parametrize("length", [0, 1, 65535])
def test_a_member_of_one_block(length: int) -> None:
    """What fits one block comes out as the vectors' own gzip has it."""
    content = bytes(number * 7 % 251 for number in range(length))
    assert b"".join(stored_gzip([content])) == gzip_member(content)


def test_pieces_leave_no_trace() -> None:
    """However the content is cut, the bytes are the same."""
    content = bytes(range(256)) * 1000
    whole = b"".join(stored_gzip([content]))
    assert b"".join(stored_gzip([content[:1], b"", content[1:70000], content[70000:]])) == whole
    assert (
        b"".join(stored_gzip(memoryview(content)[at : at + 9] for at in range(0, 256000, 9)))
        == whole
    )


def test_our_own_reader() -> None:
    """The checker's gzip reader finds nothing wrong."""
    with open_source(b"".join(stored_gzip([b"abc" * 50000]))) as source:
        buffer = bytearray(150001)
        assert source.readinto(memoryview(buffer)) == 150000
        assert source.layers == ("gzip",)
        assert source.fault is None
