"""The compressed IDX vectors: other decompressors see in them what the recipes say."""

import bz2
import gzip
import lzma
import zlib

import pytest

from idxcheck.vectors.idx import idx_vectors
from idxcheck.vectors.idx.parts import matrix
from idxcheck.vectors.vector import Vector
from idxcheck.vectors.wrapping import gzip_around, stored_block

STREAMS = [
    "gzip-stored",
    "gzip-fixed-codes",
    "gzip-dynamic-codes",
    "gzip-with-name",
    "gzip-with-every-field",
    "gzip-two-members",
    "gzip-empty-first-member",
    "xz",
    "bzip2",
    "bzip2-two-streams",
]


def _vector(shows: str) -> Vector:
    return next(vector for vector in idx_vectors() if vector.identifier == f"IDX-5.1_{shows}")


@pytest.mark.parametrize("shows", STREAMS)
def test_sound_streams(shows: str) -> None:
    """The standard library unwraps each to the matrix that is its answer."""
    vector = _vector(shows)
    suffix = vector.file.rsplit(".", 1)[1]
    unwrap = {"gz": gzip.decompress, "xz": lzma.decompress, "bz2": bz2.decompress}[suffix]
    assert vector.reading is not None
    assert unwrap(vector.data) == matrix(vector.reading)


@pytest.mark.parametrize(
    "shows",
    [
        "gzip-cut-before-checksum",
        "gzip-wrong-checksum",
        "gzip-wrong-length",
        "gzip-element-changed",
        "gzip-method-9",
        "gzip-block-type-3",
        "gzip-stored-lengths-differ",
        "xz-cut-in-footer",
        "xz-element-changed",
        "bzip2-cut-by-one-byte",
        "bzip2-wrong-checksum",
    ],
)
def test_damaged_streams(shows: str) -> None:
    """The standard library refuses each."""
    vector = _vector(shows)
    suffix = vector.file.rsplit(".", 1)[1]
    unwrap = {"gz": gzip.decompress, "xz": lzma.decompress, "bz2": bz2.decompress}[suffix]
    with pytest.raises((OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)):
        unwrap(vector.data)


def test_xz_padding() -> None:
    """Two streams and four zeros between them, behind which lzma.decompress drops the second."""
    vector = _vector("xz-two-streams-and-padding")
    first, padding, second = vector.data[:72], vector.data[72:76], vector.data[76:]
    assert lzma.decompress(first) + lzma.decompress(second) == bytes.fromhex(
        "00000802 00000002 00000003 8001FF 027F03"
    )
    assert padding == bytes(4)


def test_blocks() -> None:
    """The first bits of the deflate data: stored, with fixed codes, with codes of its own."""
    first = [_vector(shows).data[10] & 7 for shows in STREAMS[:3]]
    assert first == [0b001, 0b011, 0b101]


def test_gzip_around_fields() -> None:
    """Flags, the fields they announce, the deflated bytes, CRC-32 and length."""
    member = gzip_around(stored_block(b"\x00"), b"\x00", flags=8, fields=b"a\x00")
    assert member.hex(" ", 1) == (
        "1f 8b 08 08 00 00 00 00 00 ff 61 00 01 01 00 fe ff 00 8d ef 02 d2 01 00 00 00"
    )
