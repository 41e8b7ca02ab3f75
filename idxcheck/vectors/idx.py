"""The IDX vectors: `00 00 TT ND`, big-endian sizes, big-endian elements."""

import struct

from idxcheck.vectors.vector import Vector
from idxcheck.vectors.wrapping import gzip_member

UINT8, INT8, INT16, INT32, FLOAT32, FLOAT64 = 0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E


def idx_vectors() -> tuple[Vector, ...]:
    """Return every IDX vector, the valid ones first."""
    return _valid() + _invalid_matrices() + _invalid_transports()


def _header(code: int, *shape: int) -> bytes:
    return struct.pack(f">BBBB{len(shape)}L", 0, 0, code, len(shape), *shape)


def _square() -> bytes:
    return _header(UINT8, 2, 2) + b"\x01\x02\x03\x04"


def _valid() -> tuple[Vector, ...]:
    return (
        Vector(
            "y_uint8_rank1.idx",
            _header(UINT8, 3) + struct.pack(">3B", 1, 128, 255),
            "128 and 255 are negative where the element type is taken for signed",
        ),
        Vector(
            "y_int8_rank1.idx",
            _header(INT8, 3) + struct.pack(">3b", 1, -128, -1),
            "-128 and -1 are 128 and 255 where the element type is taken for unsigned",
        ),
        Vector(
            "y_int16_rank2.idx",
            _header(INT16, 2, 3) + struct.pack(">6h", 1, -2, 258, -32768, 32767, 3),
            "1 is 256 where the elements are not swapped; two unequal sizes show the axis order",
        ),
        Vector(
            "y_int32_rank3.idx",
            _header(INT32, 2, 1, 3) + struct.pack(">6l", 1, -2, 66051, -(2**31), 2**31 - 1, 7),
            "1 is 16777216 where the elements are not swapped; QMNIST's labels have this type",
        ),
        Vector(
            "y_float32_rank1.idx",
            _header(FLOAT32, 4) + struct.pack(">4f", 1.5, -2.25, -0.0, 16777216.0),
            "1.5 is 6.9e-41 where the elements are not swapped",
        ),
        Vector(
            "y_float64_rank2.idx",
            _header(FLOAT64, 1, 3) + struct.pack(">3d", 0.1, -1e300, 5e-324),
            "0.1 survives only in 64 bits; 5e-324 is the smallest subnormal number",
        ),
        Vector(
            "y_float32_nan_payload.idx",
            _header(FLOAT32, 4)
            + struct.pack(">4L", 0x7F800001, 0xFFC12345, 0x7F800000, 0xFF800000),
            "a signalling NaN, a quiet NaN with payload and both infinities: the bits are kept",
            remarks=("VAL001",),
        ),
        Vector(
            "y_uint8_rank3.idx",
            _header(UINT8, 2, 3, 4) + bytes(range(1, 25)),
            "the layout of MNIST's images, smaller; the last axis runs fastest",
        ),
        Vector(
            "y_uint8_rank4.idx",
            _header(UINT8, 2, 1, 2, 3) + bytes(range(1, 13)),
            "rank 4 is valid, though common readers stop at 3",
            remarks=("IDX105",),
        ),
        Vector(
            "y_zero_size.idx",
            _header(UINT8, 0, 28, 28),
            "no items: valid by the layout, though half the readers refuse it",
            remarks=("IDX103",),
        ),
        Vector(
            "y_size_beyond_int32.idx",
            _header(UINT8, 0, 2**31),
            "sizes are unsigned: 2^31 is -2^31 where taken for signed; no items keep the file small",
            remarks=("IDX103", "IDX104"),
        ),
        Vector(
            "y_gzip_stored.idx.gz",
            gzip_member(_square()),
            "gzip is a wrapper around the format; the deflate block is stored, not compressed",
        ),
    )


def _invalid_matrices() -> tuple[Vector, ...]:
    return (
        Vector(
            "n_nonzero_prefix.idx",
            b"\x01" + _square()[1:],
            "the first byte is 1",
            "IDX001",
        ),
        Vector(
            "n_unknown_element_type.idx",
            _header(0x0A, 2, 2) + b"\x01\x02\x03\x04",
            "0A stands between int8 and int16 but names nothing",
            "IDX002",
        ),
        Vector(
            "n_little_endian_sizes.idx",
            struct.pack("<4B2L", 0, 0, UINT8, 2, 2, 2) + b"\x01\x02\x03\x04",
            "the sizes are little-endian",
            "IDX003",
        ),
        Vector(
            "n_little_endian_header.idx",
            struct.pack("<3L", UINT8 << 8 | 2, 2, 2) + b"\x01\x02\x03\x04",
            "the whole header is little-endian, the magic too",
            "IDX003",
        ),
        Vector(
            "n_truncated_header.idx",
            _header(UINT8, 2, 2)[:10],
            "the file ends inside the second size",
            "IDX101",
        ),
        Vector(
            "n_no_dimensions.idx",
            _header(UINT8) + b"\x01",
            "rank 0 with one element",
            "IDX102",
        ),
        Vector(
            "n_truncated_payload.idx",
            _header(UINT8, 3, 2, 2) + bytes(range(1, 9)),
            "the last of three items is missing",
            "IDX201",
        ),
        Vector(
            "n_truncated_element.idx",
            _header(INT32, 2, 2) + struct.pack(">4l", 1, 2, 3, 4)[:-1],
            "the last element lacks a byte",
            "IDX201",
        ),
        Vector(
            "n_trailing_byte.idx",
            _square() + b"\n",
            "a line end follows the last element",
            "IDX202",
        ),
    )


def _invalid_transports() -> tuple[Vector, ...]:
    member = gzip_member(_square())
    lines = _header(UINT8, 2, 10) + b"\n\x01" * 10
    letters = _header(UINT8, 2, 10) + bytes(range(0xE0, 0xF4))
    return (
        Vector("n_empty_file.idx", b"", "no byte at all", "TRN001"),
        Vector(
            "n_html_page.idx",
            b"<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head></html>\n",
            "a server's error page saved under the data's name",
            "TRN002",
        ),
        Vector(
            "n_pointer_file.idx",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:"
            + b"0" * 64
            + b"\nsize 7840016\n",
            "the text that stands in a clone for a file kept by git-LFS",
            "TRN003",
        ),
        Vector(
            "n_npy_file.idx",
            b"\x93NUMPY\x01\x00\x76\x00"
            + b"{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }".ljust(117)
            + b"\n\x01\x02\x03\x04",
            "a file of numpy's own format",
            "TRN004",
        ),
        Vector(
            "n_unrecognized_content.idx",
            b"\xc3\x5a\x17\x99\x04\xd2\x6b\x3e\x81\xf0",
            "bytes that resemble no format",
            "TRN005",
        ),
        Vector(
            "n_truncated_gzip.idx.gz",
            member[:-10],
            "the gzip stream ends inside its deflate block",
            "TRN101",
        ),
        Vector(
            "n_corrupt_gzip.idx.gz",
            member[:-8] + bytes([member[-8] ^ 1]) + member[-7:],
            "one bit of the checksum is flipped",
            "TRN102",
        ),
        Vector(
            "n_trailing_garbage.idx.gz",
            member + b"garbage",
            "text follows the gzip stream",
            "TRN103",
        ),
        Vector(
            "n_double_compressed.idx.gz",
            gzip_member(member),
            "gzip inside gzip",
            "TRN104",
        ),
        Vector(
            "n_gzip_under_raw_name.idx",
            member,
            "gzip data, and the name does not say so",
            "TRN105",
        ),
        Vector(
            "n_newline_translation.idx",
            lines.replace(b"\n", b"\r\n"),
            "each LF became CR LF, also the one that is the second size",
            "TRN201",
        ),
        Vector(
            "n_text_reencoding.idx",
            letters.decode("latin-1").encode(),
            "the bytes were taken for Latin-1 and written as UTF-8",
            "TRN202",
        ),
    )
