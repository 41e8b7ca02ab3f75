"""Chapter 5: byte order, axis order, and what follows the payload (NORB-5.1, 5.2, 5.4)."""

import struct

from idxcheck.vectors.norb.layout import INT32, INT64, UINT8, header, matrix, words
from idxcheck.vectors.vector import Promise, Reading, Vector, invalid, valid


def payload_vectors() -> tuple[Vector, ...]:
    """Return the vectors of NORB-5.1, NORB-5.2 and NORB-5.4."""
    return (*_byte_order(), *_axis_order(), *_end(), *_trailing())


def _byte_order() -> tuple[Vector, ...]:
    shorts = Reading("int16", (3,), (1, -2, 32767))
    return (
        valid(
            "NORB-5.1",
            "least-significant-byte-first",
            matrix(shorts),
            shorts,
            "1 -2 32767 are 256 -257 -129 in the other order",
            flags=("unsigned-for-signed", "element-type-ignored"),
        ),
        invalid(
            "NORB-5.1",
            "elements-of-half-the-size",
            header(INT32, 3) + struct.pack("<3h", 1, -2, 32767),
            "three int16 under the magic of int32",
            Promise("NRB201", 26),
            flags=("short-read-unchecked",),
        ),
    )


def _axis_order() -> tuple[Vector, ...]:
    rows = Reading("int16", (2, 3), (1, 2, 3, 4, 5, 6))
    return (
        valid(
            "NORB-5.2",
            "last-index-fastest",
            matrix(rows),
            rows,
            "the rows 1 2 3 and 4 5 6, not the columns 1 2, 3 4 and 5 6",
            flags=("axes-reversed",),
        ),
        invalid(
            "NORB-5.2",
            "rows-padded-to-4-bytes",
            header(UINT8, 2, 3) + bytes([1, 2, 3, 0, 4, 5, 6, 0]),
            "rows of 3 bytes stored as 4, as bitmaps do",
            Promise("NRB202", 26),
            flags=("end-unread",),
        ),
    )


def _end() -> tuple[Vector, ...]:
    pair = Reading("uint8", (2,), (10, 26))
    return (
        valid(
            "NORB-5.4",
            "ends-with-the-last-element",
            matrix(pair),
            pair,
            "the last elements, 0A and 1A, are a line end and an end of file to text tools",
        ),
    )


def _trailing() -> tuple[Vector, ...]:
    pair = Reading("uint8", (2,), (5, 6))
    whole, one = matrix(pair), matrix(Reading("uint8", (1,), (7,)))
    labels = matrix(Reading("int32", (3,), (0, 1, 2)))
    collection = header(INT64, 2) + struct.pack("<2q", 36, 57) + one + one
    files = (
        ("one-zero-byte", whole + b"\0", "a zero byte more", 22),
        ("two-bytes-behind-int32", labels + b"\x03\0", "half an element more", 32),
        ("one-more-element", labels + words(3), "a label more than the header counts", 32),
        ("4096-zeros", whole + bytes(4096), "the rest of a disk's block", 22),
        ("appended-matrix", whole + one, "Lush's append mode: one matrix more", 22),
    )
    return (
        *(
            invalid("NORB-5.4", shows, data, why, Promise("NRB202", offset), flags=("end-unread",))
            for shows, data, why, offset in files
        ),
        invalid(
            "NORB-5.4",
            "eblearn-collection",
            collection,
            "two matrices behind their 64-bit offsets, under the magic of int64",
            Promise("NRB004", 0),
        ),
    )
