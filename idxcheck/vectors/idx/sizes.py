"""IDX-3.1 to IDX-3.3: the sizes are all there, unsigned, and may be zero."""

import struct

from idxcheck.vectors.idx.parts import header, matrix, sample, whole
from idxcheck.vectors.vector import Promise, Reading, Vector, invalid

PRESENT, UNSIGNED, ZERO = "IDX-3.1", "IDX-3.2", "IDX-3.3"
# (9) and (2, 3, 4); the first three bytes are the same in both.
CUT_SHAPES = (((9,), range(1, 8)), ((2, 3, 4), range(4, 16)))


def size_vectors() -> tuple[Vector, ...]:
    """Return the vectors on the sizes."""
    return (
        whole(
            PRESENT,
            "three-sizes",
            Reading("uint8", (2, 1, 3), (1, 2, 3, 4, 5, 6)),
            "2 x 1 x 3: three sizes, no two alike, behind the magic",
        ),
        *_cut_headers(),
        *_wrong_widths(),
        *_large(),
        *_negative(),
        *_zero(),
        *_zero_with_bytes(),
    )


def _cut_headers() -> tuple[Vector, ...]:
    return tuple(
        invalid(
            PRESENT,
            f"rank-{len(shape)}-header-of-{length}",
            header(8, *shape)[:length],
            f"the file ends behind {length} of {4 + 4 * len(shape)} bytes of header",
            Promise("IDX101", length),
            flags=("header-not-measured",),
        )
        for shape, lengths in CUT_SHAPES
        for length in lengths
    )


def _wrong_widths() -> tuple[Vector, ...]:
    return (
        invalid(
            PRESENT,
            "sizes-of-8-bytes",
            struct.pack(">4BQ3B", 0, 0, 8, 1, 3, 5, 0, 4),
            "the writer took 8 bytes for a size: 0, and all else is left over",
            Promise("IDX103", 4),
            Promise("IDX202", 8),
            flags=("end-unread", "count-ignored"),
        ),
        invalid(
            PRESENT,
            "sizes-of-2-bytes",
            struct.pack(">4B2H6B", 0, 0, 8, 2, 2, 3, 1, 2, 3, 4, 5, 6),
            "the writer took 2 bytes for a size: 131075, and elements for the other",
            Promise("IDX201", 14),
            flags=("huge-claim",),
        ),
    )


def _large() -> tuple[Vector, ...]:
    return (
        whole(
            UNSIGNED,
            "size-2147483648",
            Reading("uint8", (0x80000000, 0), ()),
            "2^31 is -2^31 where taken for signed; no items keep the file small",
            Promise("IDX103", 8),
            Promise("IDX104", 4),
        ),
        whole(
            UNSIGNED,
            "size-4294967295-last",
            Reading("int32", (0, 0xFFFFFFFF), ()),
            "2^32 - 1 is -1 where taken for signed, which some take for a wildcard",
            Promise("IDX103", 4),
            Promise("IDX104", 8),
            flags=("negative-size-wildcard",),
        ),
        whole(
            UNSIGNED,
            "two-largest-sizes-and-zero",
            Reading("float64", (0xFFFFFFFF, 0xFFFFFFFF, 0), ()),
            "the sizes before the zero have a product near 2^64",
            Promise("IDX103", 12),
            Promise("IDX104", 4),
            flags=("negative-size-wildcard", "beyond-numpy"),
        ),
    )


def _negative() -> tuple[Vector, ...]:
    return (
        invalid(
            UNSIGNED,
            "size-minus-1-and-five-labels",
            header(8, 0xFFFFFFFF) + b"\x05\x00\x04\x01\x09",
            "-1 is no wildcard: 4294967295 labels are promised and five there",
            Promise("IDX104", 4),
            Promise("IDX201", 13),
            flags=(
                "size-signed",
                "negative-size-wildcard",
                "count-ignored",
                "huge-claim",
                "product-wraps-32-bit",
            ),
        ),
        invalid(
            UNSIGNED,
            "minus-2-times-minus-3",
            header(8, 0xFFFFFFFE, 0xFFFFFFFD) + b"\x01\x02\x03\x04\x05\x06",
            "as signed numbers the sizes multiply to 6, and six elements are there",
            Promise("IDX104", 4),
            Promise("IDX201", 18),
            flags=("size-signed", "product-wraps-32-bit", "product-wraps-64-bit", "huge-claim"),
        ),
    )


def _zero() -> tuple[Vector, ...]:
    cases = (
        ("no-labels", "uint8", (0,), 4, "no labels"),
        ("no-images", "uint8", (0, 28, 28), 4, "no images of 28 x 28"),
        ("no-rows", "int8", (3, 0, 2), 8, "the zero in the middle"),
        ("no-columns", "int16", (2, 3, 0), 12, "the zero at the end"),
        ("no-columns-of-two", "float32", (2, 0), 8, "two items without an element"),
        ("no-rows-of-three", "float64", (0, 3), 4, "no rows of three"),
        ("all-sizes-zero", "int32", (0, 0, 0), 4, "three zeros"),
    )
    return tuple(
        whole(
            ZERO,
            shows,
            Reading(element, shape, ()),
            f"{why}: valid, with an empty payload",
            Promise("IDX103", offset),
        )
        for shows, element, shape, offset, why in cases
    )


def _zero_with_bytes() -> tuple[Vector, ...]:
    return (
        invalid(
            ZERO,
            "no-images-and-one-behind",
            header(8, 0, 2, 3) + sample("uint8", 1, 2, 3).payload(">"),
            "the writer never filled in the count: an image follows",
            Promise("IDX103", 4),
            Promise("IDX202", 16),
            flags=("count-ignored", "end-unread", "refusal-by-assertion"),
        ),
        invalid(
            ZERO,
            "no-columns-and-an-element-behind",
            matrix(Reading("int32", (3, 0), ())) + b"\x00\x00\x00\x05",
            "a zero at the end makes the payload empty as well",
            Promise("IDX103", 8),
            Promise("IDX202", 12),
            flags=("end-unread", "refusal-by-assertion"),
        ),
    )
