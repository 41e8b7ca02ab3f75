"""IDX-2.3 and IDX-2.4: the rank, 0 for readers to decide, over 3 valid all the same."""

from idxcheck.vectors.idx.parts import CODES, header, matrix, sample, whole
from idxcheck.vectors.vector import Promise, Reading, Vector, acceptable, invalid

RANK, HIGH_RANK = "IDX-2.3", "IDX-2.4"
NO_RANK_0 = (
    "the documents count dimensions from 1 and do not mention 0; most readers refuse it,"
    " one reads a scalar"
)


def rank_vectors() -> tuple[Vector, ...]:
    """Return the vectors on the rank."""
    return (
        whole(
            RANK,
            "two-sizes",
            Reading("uint8", (1, 2), (5, 6)),
            "rank 2: two sizes follow, and the payload begins at 12",
        ),
        *_scalars(),
        *_rank_0(),
        *_wrong_ranks(),
        *_high_ranks(),
        *_damaged_high_ranks(),
    )


def _scalars() -> tuple[Vector, ...]:
    scalars = (
        ("uint8", 200),
        ("int8", -56),
        ("int16", 256),
        ("int32", -16711422),
        ("float32", 0x3FC12345),
        ("float64", 0xBFF8123456789ABC),
    )
    return tuple(
        acceptable(
            RANK,
            f"{element}-rank-0",
            header(CODES[element]) + Reading(element, (), (value,)).payload(">"),
            Reading(element, (), (value,)),
            "a header of 4 bytes and one element",
            Promise("IDX102", 3),
            reason=NO_RANK_0,
            flags=("leaky-refusal", *(("payload-not-swapped",) if element[-1] != "8" else ())),
        )
        for element, value in scalars
    )


def _rank_0() -> tuple[Vector, ...]:
    return (
        invalid(
            RANK,
            "rank-0-without-element",
            header(8),
            "a scalar has one element, and this file none",
            Promise("IDX102", 3),
            flags=("short-read-unchecked", "zero-filled", "leaky-refusal"),
        ),
        invalid(
            RANK,
            "rank-0-before-sizes",
            b"\x00\x00\x08\x00" + matrix(sample("uint8", 2, 3, 4))[4:],
            "three sizes follow a rank of 0: read as a scalar, the rest is left over",
            Promise("IDX102", 3),
            flags=("rank-ignored", "end-unread", "leaky-refusal"),
        ),
    )


def _wrong_ranks() -> tuple[Vector, ...]:
    images = matrix(Reading("uint8", (3, 4, 5), tuple(range(1, 61))))[4:]
    labels = matrix(Reading("uint8", (5,), (5, 0, 4, 1, 9)))[4:]
    return (
        invalid(
            RANK,
            "images-that-say-rank-1",
            b"\x00\x00\x08\x01" + images,
            "3 x 4 x 5 under the magic of labels, 2049: three labels, and bytes are left over",
            Promise("IDX202", 11),
            flags=("rank-ignored", "header-unread", "end-unread"),
        ),
        invalid(
            RANK,
            "images-that-say-rank-2",
            b"\x00\x00\x08\x02" + images,
            "3 x 4 x 5 with a rank one too small: 12 elements, and bytes are left over",
            Promise("IDX202", 24),
            flags=("rank-ignored", "header-unread", "end-unread"),
        ),
        invalid(
            RANK,
            "images-that-say-rank-4",
            b"\x00\x00\x08\x04" + images,
            "3 x 4 x 5 with a rank one too large: the first four elements are a size",
            Promise("IDX105", 3),
            Promise("IDX201", 76),
            flags=("rank-ignored", "header-unread", "huge-claim"),
        ),
        invalid(
            RANK,
            "labels-that-say-rank-2",
            b"\x00\x00\x08\x02" + labels,
            "five labels with a rank one too large: four of them are a size",
            Promise("IDX201", 13),
            flags=("rank-ignored", "header-unread", "huge-claim"),
        ),
    )


def _high_ranks() -> tuple[Vector, ...]:
    shapes = (
        ((2, 1, 1, 3, 1, 1, 1, 1), "EBLearn's highest"),
        ((1, 2, 1, 1, 1, 1, 1, 1, 3), "one more than EBLearn reads"),
        ((2, *(1,) * 62, 3), "numpy's highest"),
        ((3, *(1,) * 63, 2), "one more than numpy holds"),
        ((2, *(1,) * 253, 3), "the highest there is: 1024 bytes of header"),
    )
    return tuple(
        whole(
            HIGH_RANK,
            f"rank-{len(shape)}",
            sample("uint8", *shape),
            f"rank {len(shape)}, {why}: valid all the same",
            Promise("IDX105", 3),
        )
        for shape, why in shapes
    )


def _damaged_high_ranks() -> tuple[Vector, ...]:
    rank_65 = matrix(sample("uint8", 3, *(1,) * 63, 2))
    return (
        invalid(
            HIGH_RANK,
            "rank-4-cut-in-sizes",
            header(8, 2, 1, 3, 2)[:18],
            "a reader that knows four sizes must miss two bytes of the last",
            Promise("IDX101", 18),
            flags=("header-not-measured",),
        ),
        invalid(
            HIGH_RANK,
            "rank-65-one-byte-short",
            rank_65[:-1],
            "beyond numpy's ranks too a payload must be whole",
            Promise("IDX105", 3),
            Promise("IDX201", 269),
            flags=("short-read-unchecked", "zero-filled"),
        ),
        invalid(
            HIGH_RANK,
            "rank-255-cut-in-sizes",
            header(8, *(1,) * 255)[:1023],
            "one byte of 1024 is missing",
            Promise("IDX101", 1023),
            flags=("header-not-measured",),
        ),
    )
