"""IDX-4.4: nothing follows the payload."""

from idxcheck.vectors.idx.parts import header, matrix, sample, whole
from idxcheck.vectors.vector import Promise, Reading, Vector, invalid

CLAUSE = "IDX-4.4"
UNREAD = ("end-unread",)


def trailing_vectors() -> tuple[Vector, ...]:
    """Return the vectors on what stands behind the last element."""
    return (
        whole(
            CLAUSE,
            "payload-ends-in-newline-and-zeros",
            Reading("uint8", (6,), (5, 0, 4, 10, 0, 0)),
            "a line end and zeros that belong to the payload: nothing may be taken off",
        ),
        *_one_byte(),
        *_more(),
        *_sizes_too_small(),
    )


def _one_byte() -> tuple[Vector, ...]:
    ends = {"uint8": 11, "int8": 11, "int16": 14, "int32": 20, "float32": 20, "float64": 32}
    return tuple(
        invalid(
            CLAUSE,
            f"{element}-one-byte-behind",
            matrix(sample(element, 3)) + b"\x00",
            f"a zero byte behind three {element}",
            Promise("IDX202", end),
            flags=UNREAD,
        )
        for element, end in ends.items()
    )


def _more() -> tuple[Vector, ...]:
    file = matrix(sample("uint8", 2, 3))
    cases = (
        ("newline-behind", b"\n", "an editor's line end"),
        ("item-behind", b"\x01\x02\x03", "one item more than the count says"),
        ("4096-zeros-behind", bytes(4096), "a disk block of zeros"),
        ("file-twice", file, "two files joined: the second one's header comes as elements"),
    )
    return (
        *(
            invalid(CLAUSE, shows, file + rest, why, Promise("IDX202", 18), flags=UNREAD)
            for shows, rest, why in cases
        ),
        invalid(
            CLAUSE,
            "int32-element-behind",
            matrix(sample("int32", 2, 2)) + b"\x00\x00\x00\x07",
            "one element more than the sizes say",
            Promise("IDX202", 28),
            flags=UNREAD,
        ),
    )


def _sizes_too_small() -> tuple[Vector, ...]:
    images = sample("uint8", 3, 4, 5).payload(">")
    return (
        invalid(
            CLAUSE,
            "count-one-too-small",
            header(8, 2, 4, 5) + images,
            "three images of 4 x 5 under a count of 2",
            Promise("IDX202", 56),
            flags=(*UNREAD, "count-ignored"),
        ),
        invalid(
            CLAUSE,
            "columns-one-too-small",
            header(8, 3, 4, 4) + images,
            "images of 4 x 5 under the sizes 4 x 4",
            Promise("IDX202", 64),
            flags=UNREAD,
        ),
    )
