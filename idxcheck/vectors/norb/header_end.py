"""Chapter 4: headers that are cut, or whose unused slots are left out (NORB-4.3)."""

from idxcheck.vectors.norb.layout import FLOAT64, INT32, MAGICS, UINT8, header, matrix, ramp, words
from idxcheck.vectors.vector import Promise, Reading, Vector, invalid, valid

UNMEASURED = ("header-not-measured",)
# Where a header of rank 1, 3 or 4 is cut: the bytes that are left, and what they end with.
RANK_1 = (
    (2, "inside the magic"),
    (4, "behind the magic"),
    (6, "inside the rank"),
    (8, "behind the rank"),
    (10, "inside the size"),
    (12, "behind the size"),
    (14, "inside the first unused slot"),
    (16, "behind the first unused slot"),
    (18, "inside the last unused slot"),
)
RANK_3 = (
    (12, "behind the first size"),
    (14, "inside the second size"),
    (19, "before the third size's last byte"),
)
RANK_4 = (
    (11, "before the first size's last byte"),
    (20, "behind the third size, where a header of rank 3 ends"),
    (22, "inside the fourth size"),
)


def header_end_vectors() -> tuple[Vector, ...]:
    """Return the vectors of NORB-4.3."""
    return (*_whole(), *_cut(), *_without_slots(), *_one_slot_left_out())


def _whole() -> tuple[Vector, ...]:
    cube = ramp("float64", 1, 2, 2)
    return (valid("NORB-4.3", "rank-3-20-bytes", matrix(cube), cube, "20 bytes, no slot unused"),)


def _cut() -> tuple[Vector, ...]:
    headers = (
        (header(INT32, 5), RANK_1),
        (header(UINT8, 2, 3, 4), RANK_3),
        (header(FLOAT64, 2, 3, 4, 5), RANK_4),
    )
    return (
        invalid(
            "NORB-4.3",
            "one-byte",
            b"\x54",
            "the first byte of a magic is nobody's",
            Promise("TRN005", 0),
            flags=UNMEASURED,
        ),
        *(
            invalid(
                "NORB-4.3",
                f"rank-{whole[4]}-ends-at-{length}",
                whole[:length],
                f"the file ends {place}",
                Promise("NRB101", length),
                flags=UNMEASURED,
            )
            for whole, cuts in headers
            for length, place in cuts
        ),
    )


def _without_slots() -> tuple[Vector, ...]:
    readings = (
        (Reading("uint8", (20,), tuple(range(5, 25))), 12),
        (Reading("int32", (5,), (0, 1, 2, 3, 4)), 12),
        (ramp("float64", 2), 12),
        (Reading("uint8", (2, 3), (5, 6, 7, 8, 9, 10)), 16),
        (ramp("float32", 1, 3), 16),
    )
    return tuple(
        invalid(
            "NORB-4.3",
            f"rank-{len(reading.shape)}-{reading.element}-without-padding",
            header(MAGICS[reading.element], *reading.shape)[:end] + reading.payload("<"),
            "the elements follow the sizes at once",
            Promise("NRB105", end),
            flags=("padding-unread",),
        )
        for reading, end in readings
    )


def _one_slot_left_out() -> tuple[Vector, ...]:
    return (
        invalid(
            "NORB-4.3",
            "rank-1-with-one-unused-slot",
            words(INT32, 1, 2, 1) + words(5, 6),
            "one of two unused slots is left out: the first element, 5, stands in its place",
            Promise("NRB104", 16),
            flags=("padding-unread",),
        ),
    )
