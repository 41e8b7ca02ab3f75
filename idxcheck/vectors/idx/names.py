"""IDX-5.2: file names are a convention; a reader takes nothing from them."""

from idxcheck.vectors.idx.parts import header, matrix, whole
from idxcheck.vectors.vector import Promise, Reading, Vector, invalid

CLAUSE = "IDX-5.2"
LABELS = Reading("uint8", (3,), (5, 0, 4))


def name_vectors() -> tuple[Vector, ...]:
    """Return the vectors whose names say rank and element type, rightly or not."""
    return (*_agreeing(), *_denied(), *_misleading())


def _agreeing() -> tuple[Vector, ...]:
    return (
        whole(CLAUSE, "labels", LABELS, "the name is right", ending="-idx1-ubyte"),
        whole(
            CLAUSE,
            "labels-with-dot",
            Reading("int32", (2, 3), (5, 0, 4, -1, 9, 2)),
            "a dot before idx; `int` is int32",
            ending=".idx2-int",
        ),
    )


def _denied() -> tuple[Vector, ...]:
    return (
        whole(
            CLAUSE,
            "labels-called-images",
            LABELS,
            "the name says rank 3: a reader that goes by it skips 16 bytes",
            Promise("NAM001"),
            flags=("rank-ignored", "header-unread"),
            ending="-idx3-ubyte",
        ),
        whole(
            CLAUSE,
            "int32-called-ubyte",
            Reading("int32", (2,), (5, -4)),
            "the name says one byte an element, the header four",
            Promise("NAM002"),
            flags=("header-unread",),
            ending="-idx1-ubyte",
        ),
        whole(
            CLAUSE,
            "float32-called-double-of-rank-1",
            Reading("float32", (2, 2), (0x3FC00000, 0xC0200000, 0x3DCCCCCD, 0x42F6E979)),
            "rank and element type are both another",
            Promise("NAM001"),
            Promise("NAM002"),
            flags=("header-unread",),
            ending="-idx1-double",
        ),
    )


def _misleading() -> tuple[Vector, ...]:
    return (
        invalid(
            CLAUSE,
            "int32-short-but-long-enough-as-ubyte",
            header(0x0C, 5) + b"\x05\x00\x04\x01\x09",
            "five bytes for five int32: the length fits the name's element type alone",
            Promise("IDX201", 13),
            Promise("NAM002"),
            flags=("element-type-ignored", "header-unread"),
            ending="-idx1-ubyte",
        ),
        invalid(
            CLAUSE,
            "rank-1-with-the-sizes-of-rank-2",
            b"\x00\x00\x08\x01" + matrix(Reading("uint8", (2, 3), (1, 2, 3, 4, 5, 6)))[4:],
            "two sizes under rank 1: the length fits the name's rank alone",
            Promise("IDX202", 10),
            Promise("NAM001"),
            flags=("rank-ignored", "end-unread"),
            ending="-idx2-ubyte",
        ),
    )
