"""The NORB vectors: a 32-bit magic, the rank, at least three sizes; all little-endian."""

import struct

from idxcheck.vectors.vector import Vector
from idxcheck.vectors.wrapping import gzip_member

FLOAT32, PACKED, FLOAT64, INT32, UINT8, INT16, INT8, LONG, UINT32 = range(0x1E3D4C51, 0x1E3D4C5A)


def norb_vectors() -> tuple[Vector, ...]:
    """Return every NORB vector, the valid ones first."""
    return _valid() + _invalid()


def _header(magic: int, *shape: int) -> bytes:
    padding = (1,) * (3 - len(shape))
    sizes = shape + padding
    return struct.pack(f"<Ll{len(sizes)}l", magic, len(shape), *sizes)


def _square() -> bytes:
    return _header(UINT8, 2, 2) + b"\x01\x02\x03\x04"


def _valid() -> tuple[Vector, ...]:
    return (
        Vector(
            "y_uint8_rank1.mat",
            _header(UINT8, 3) + struct.pack("<3B", 1, 128, 255),
            "two unused size slots; 128 and 255 are negative where taken for signed",
        ),
        Vector(
            "y_int8_rank1.mat",
            _header(INT8, 3) + struct.pack("<3b", 1, -128, -1),
            "the magic that Lush writes and no document lists",
            remarks=("NRB005",),
        ),
        Vector(
            "y_int16_rank2.mat",
            _header(INT16, 2, 3) + struct.pack("<6h", 1, -2, 258, -32768, 32767, 3),
            "one unused size slot; 1 is 256 where the elements are taken for big-endian",
        ),
        Vector(
            "y_int32_rank3.mat",
            _header(INT32, 2, 1, 3) + struct.pack("<6l", 1, -2, 66051, -(2**31), 2**31 - 1, 7),
            "no unused size slot; 1 is 16777216 where the elements are taken for big-endian",
        ),
        Vector(
            "y_float32_rank1.mat",
            _header(FLOAT32, 4) + struct.pack("<4f", 1.5, -2.25, -0.0, 16777216.0),
            "1.5 is 6.9e-41 where the elements are taken for big-endian",
        ),
        Vector(
            "y_float64_rank2.mat",
            _header(FLOAT64, 1, 3) + struct.pack("<3d", 0.1, -1e300, 5e-324),
            "0.1 survives only in 64 bits; 5e-324 is the smallest subnormal number",
        ),
        Vector(
            "y_float64_nan_payload.mat",
            _header(FLOAT64, 3)
            + struct.pack("<3Q", 0x7FF0000000000001, 0xFFF8000000012345, 0xFFF0000000000000),
            "a signalling NaN, a quiet NaN with payload and an infinity: the bits are kept",
            remarks=("VAL001",),
        ),
        Vector(
            "y_uint8_rank4.mat",
            _header(UINT8, 2, 1, 2, 3) + bytes(range(1, 13)),
            "the layout of smallNORB's images, smaller: a header of 24 bytes, no padding",
        ),
        Vector(
            "y_uint8_rank9.mat",
            _header(UINT8, 2, 1, 1, 1, 1, 1, 1, 1, 1) + b"\x01\x02",
            "rank 9 is valid, though older Lush and EBLearn stop at 8",
            remarks=("NRB106",),
        ),
        Vector(
            "y_gzip_stored.mat.gz",
            gzip_member(_square()),
            "gzip is a wrapper around the format; the deflate block is stored, not compressed",
        ),
    )


def _invalid() -> tuple[Vector, ...]:
    return (
        Vector(
            "n_unknown_magic.mat",
            _header(0x1E3D4C50, 2, 2) + b"\x01\x02\x03\x04",
            "1E3D4C50 stands before the first magic and names nothing",
            "NRB001",
        ),
        Vector(
            "n_byte_swapped.mat",
            struct.pack(">Ll3l4h", INT16, 2, 2, 2, 1, 1, 2, 3, 4),
            "header and elements are big-endian",
            "NRB002",
        ),
        Vector(
            "n_packed_matrix.mat",
            _header(PACKED, 2, 2) + b"\x10\x20\xf0\xe0",
            "the obsolete packed form, elements of 1/16",
            "NRB003",
        ),
        Vector(
            "n_nonstandard_magic.mat",
            _header(UINT32, 2) + struct.pack("<2L", 1, 2),
            "EBLearn's magic for uint32",
            "NRB004",
        ),
        Vector(
            "n_truncated_header.mat",
            _header(UINT8, 2, 2, 1)[:14],
            "the file ends inside the second size",
            "NRB101",
        ),
        Vector(
            "n_rank_zero.mat",
            struct.pack("<Ll", UINT8, 0) + b"\x01",
            "no dimensions and one element",
            "NRB102",
        ),
        Vector(
            "n_rank_out_of_range.mat",
            _header(UINT8, *(1,) * 12) + b"\x01",
            "rank 12; Lush stops at 11",
            "NRB102",
        ),
        Vector(
            "n_zero_size.mat",
            _header(UINT8, 0, 2),
            "a size of 0, which IDX allows and NORB does not",
            "NRB103",
        ),
        Vector(
            "n_negative_size.mat",
            _header(UINT8, -1, 2) + b"\x01\x02\x03\x04",
            "a size of -1, which numpy's reshape takes for a wildcard",
            "NRB103",
        ),
        Vector(
            "n_padding_not_one.mat",
            struct.pack("<Ll3l", UINT8, 2, 2, 2, 0) + b"\x01\x02\x03\x04",
            "the unused size slot holds 0",
            "NRB104",
        ),
        Vector(
            "n_missing_padding.mat",
            struct.pack("<Ll", UINT8, 1) + struct.pack("<l", 20) + bytes(range(2, 22)),
            "the elements follow the one size at once",
            "NRB105",
        ),
        Vector(
            "n_truncated_payload.mat",
            _header(INT32, 2, 2) + struct.pack("<4l", 1, 2, 3, 4)[:-1],
            "the last element lacks a byte",
            "NRB201",
        ),
        Vector(
            "n_trailing_byte.mat",
            _square() + b"\n",
            "a line end follows the last element",
            "NRB202",
        ),
        Vector(
            "n_raw_under_gz_name.mat.gz",
            _square(),
            "the name says gzip, and the data is not",
            "TRN105",
        ),
    )
