"""Chapter 4: the sizes, and the slots that are none (NORB-4.1 and NORB-4.2)."""

from idxcheck.vectors.norb.layout import INT32, UINT8, header, matrix, words
from idxcheck.vectors.vector import Promise, Reading, Vector, acceptable, invalid, valid

WILDCARD = ("negative-size-wildcard",)
ZERO_REASON = "Lush 1 and EBLearn refuse a size of 0, Lush 2 and others read it"
PADDING_REASON = "every writer puts 1 there; some readers refuse others, most do not look"


def size_vectors() -> tuple[Vector, ...]:
    """Return the vectors of NORB-4.1 and NORB-4.2."""
    return (*_sizes(), *_zeros(), *_negative(), *_slots(), *_paddings(), *_wrong_slots())


def _sizes() -> tuple[Vector, ...]:
    large = Reading("uint8", (256, 1), tuple(range(256)))
    return (
        valid(
            "NORB-4.1",
            "size-256",
            matrix(large),
            large,
            "a size whose lowest byte is 0, and every value of a byte",
            flags=("signed-for-unsigned", "padding-unread"),
        ),
    )


def _zeros() -> tuple[Vector, ...]:
    shapes = (
        ("alone", (0,), 8),
        ("first", (0, 2, 3), 8),
        ("second", (2, 0, 3), 12),
        ("last", (2, 3, 0), 16),
    )
    return (
        *(
            acceptable(
                "NORB-4.1",
                f"size-0-{place}",
                header(INT32, *shape),
                Reading("int32", shape, ()),
                "a size of 0, and no payload",
                Promise("NRB103", offset),
                reason=ZERO_REASON,
            )
            for place, shape, offset in shapes
        ),
        invalid(
            "NORB-4.1",
            "size-0-with-payload",
            header(INT32, 0, 2) + bytes([5, 0, 0, 0, 6, 0, 0, 0]),
            "a size of 0, and two elements all the same",
            Promise("NRB103", 8),
            flags=("end-unread", "count-ignored"),
        ),
    )


def _negative() -> tuple[Vector, ...]:
    six = bytes([*range(1, 7)])
    files = (
        ("minus-1", header(UINT8, -1) + six, "-1 is reshape's wildcard: read as six", 8, WILDCARD),
        ("minus-1-first", header(UINT8, -1, 3) + six, "a wildcard: read as 2 x 3", 8, WILDCARD),
        ("minus-5", header(UINT8, -5) + six, "some take any negative as wildcard", 8, WILDCARD),
        (
            "two-negative",
            header(UINT8, -3, -4) + bytes([*range(12)]),
            "the product, 12, is that of the payload; -4 is the least size",
            12,
            WILDCARD,
        ),
        (
            "minus-2147483648",
            header(UINT8, -(2**31)) + six,
            "2147483648 where it is taken for unsigned",
            8,
            ("huge-claim",),
        ),
    )
    return tuple(
        invalid("NORB-4.1", f"size-{name}", data, why, Promise("NRB103", offset), flags=flags)
        for name, data, why, offset, flags in files
    )


def _slots() -> tuple[Vector, ...]:
    three, pair = Reading("uint8", (3,), (5, 6, 7)), Reading("int32", (1, 3), (5, 6, 7))
    return tuple(
        valid("NORB-4.2", shows, matrix(reading), reading, why, flags=("padding-unread",))
        for shows, reading, why in (
            ("two-unused-slots", three, "3 elements at 20, not at 12, and of rank 1, not 3"),
            ("one-unused-slot", pair, "3 elements at 20, not at 16, and of rank 2, not 3"),
        )
    )


def _paddings() -> tuple[Vector, ...]:
    three, square = Reading("uint8", (3,), (5, 6, 7)), Reading("int32", (2, 2), (5, 6, 7, 8))
    files = (
        ("rank-1-1-0", words(UINT8, 1, 3, 1, 0), three, 16),
        ("rank-1-minus-1", words(UINT8, 1, 3, -1, -1), three, 12),
        ("rank-1-7-9", words(UINT8, 1, 3, 7, 9), three, 12),
        ("rank-2-0", words(INT32, 2, 2, 2, 0), square, 16),
        ("rank-2-size-repeated", words(INT32, 2, 2, 2, 2), square, 16),
    )
    return tuple(
        acceptable(
            "NORB-4.2",
            f"padding-{name}",
            start + reading.payload("<"),
            reading,
            "an unused slot that is not 1; no size, and no element either",
            Promise("NRB104", offset),
            reason=PADDING_REASON,
            flags=("padding-unread",),
        )
        for name, start, reading, offset in files
    )


def _wrong_slots() -> tuple[Vector, ...]:
    return (
        invalid(
            "NORB-4.2",
            "slots-taken-for-sizes",
            words(UINT8, 1, 2, 3, 2) + bytes([*range(12)]),
            "2 x 3 x 2 elements under rank 1: the slots are no sizes, so ten bytes follow",
            Promise("NRB104", 12),
            flags=("padding-unread", "end-unread"),
        ),
        invalid(
            "NORB-4.2",
            "padding-7-9-one-byte-short",
            words(UINT8, 1, 3, 7, 9) + bytes([5, 6]),
            "with the slots unread, an element is missing all the same",
            Promise("NRB104", 12),
            flags=("short-read-unchecked",),
        ),
    )
