"""The smallest file on which each rule finds something and no other does, where it is NORB."""

from idxcheck.vectors.norb.layout import INT64, PACKED, UINT8, matrix, words
from idxcheck.vectors.vector import Promise, Reading, Vector, acceptable, invalid, valid

SWAPPED_REASON = (
    "Lush wrote the order of its machine and reads both; the NYU page knows only little-endian"
)
PADDING_REASON = "every writer puts 1 there; some readers refuse others, most do not look"


def smallest_vectors() -> tuple[Vector, ...]:
    """Return the vectors that stand for a rule by the fewest bytes."""
    return (*_magics(), *_headers(), *_payloads())


def _magics() -> tuple[Vector, ...]:
    cases = (
        ("NORB-2.2", "unknown-50-and-nothing-more", 0x1E3D4C50, "NRB001", "no element type's"),
        ("NORB-2.5", "packed-and-nothing-more", PACKED, "NRB003", "that of packed matrices"),
        ("NORB-2.5", "eblearn-int64-and-nothing-more", INT64, "NRB004", "EBLearn's own for int64"),
    )
    return tuple(
        invalid(
            clause,
            shows,
            words(magic),
            f"the file is a magic, and that is {why}",
            Promise(rule, 0),
            flags=("refusal-by-assertion", "header-not-measured"),
        )
        for clause, shows, magic, rule, why in cases
    )


def _headers() -> tuple[Vector, ...]:
    one = Reading("uint8", (1,), (5,))
    signed = Reading("int8", (1,), (5,))
    nine = Reading("uint8", (1,) * 9, (5,))
    return (
        acceptable(
            "NORB-2.3",
            "big-endian-one-element",
            matrix(one, ">"),
            one,
            "the smallest matrix, from a big-endian machine",
            Promise("NRB002", 0),
            reason=SWAPPED_REASON,
        ),
        valid(
            "NORB-2.4",
            "int8-one-element",
            matrix(signed),
            signed,
            "the smallest matrix of int8",
            Promise("NRB005", 0),
        ),
        valid(
            "NORB-3.3",
            "rank-9-one-element",
            matrix(nine),
            nine,
            "the smallest matrix of a rank that common readers refuse",
            Promise("NRB106", 4),
        ),
        acceptable(
            "NORB-4.2",
            "padding-0-one-element",
            words(UINT8, 1, 1, 1, 0) + b"\x05",
            one,
            "the smallest matrix, and its last slot is 0",
            Promise("NRB104", 16),
            reason=PADDING_REASON,
            flags=("padding-unread",),
        ),
        invalid(
            "NORB-4.3",
            "one-element-behind-its-size",
            words(UINT8, 1, 1) + b"\x05",
            "both unused slots are left out, and one element is there",
            Promise("NRB105", 12),
            flags=("padding-unread", "header-not-measured"),
        ),
    )


def _payloads() -> tuple[Vector, ...]:
    return (
        invalid(
            "NORB-5.4",
            "zero-behind-one-element",
            matrix(Reading("uint8", (1,), (5,))) + b"\x00",
            "one byte more than the smallest matrix",
            Promise("NRB202", 21),
            flags=("end-unread",),
        ),
    )
