"""Chapter 3: the rank, and the rank 0 that its writers disagree on."""

from idxcheck.vectors.norb.layout import (
    FLOAT64,
    INT32,
    MAGICS,
    UINT8,
    header,
    matrix,
    ramp,
    words,
)
from idxcheck.vectors.vector import Promise, Reading, Vector, acceptable, invalid, valid

OUT_OF_RANGE = Promise("NRB102", 4)
HIGH = Promise("NRB106", 4)
NEGATIVE = ("negative-rank",)
CUT = ("short-read-unchecked", "zero-filled")
REASON = "the documents know no rank 0; Lush wrote a header of 8 bytes, EBLearn one of 20"


def rank_vectors() -> tuple[Vector, ...]:
    """Return the vectors of NORB-3.1 to NORB-3.3."""
    return (*_ranks(), *_out_of_range(), *_scalars(), *_no_scalars(), *_high())


def _ranks() -> tuple[Vector, ...]:
    eight = ramp("int16", 1, 2, 1, 1, 3, 1, 1, 2)
    return (
        valid(
            "NORB-3.1",
            "rank-8",
            matrix(eight),
            eight,
            "a header of 40 bytes, the longest that every Lush reads",
            flags=("axes-reversed",),
        ),
    )


def _out_of_range() -> tuple[Vector, ...]:
    rest = words(3, 1, 1) + bytes([5, 6, 7])
    ranks = (
        ("255", 255, "-1 where one signed byte is read", ()),
        ("256", 256, "0 where one byte is read", ()),
        ("2147483647", 2**31 - 1, "the largest there is", ("huge-claim",)),
        ("minus-1", -1, "what Lush 1 wrote of a matrix without a shape", NEGATIVE),
        ("minus-2147483648", -(2**31), "a number without a positive", NEGATIVE),
    )
    return (
        invalid(
            "NORB-3.1",
            "rank-12",
            header(UINT8, *(1,) * 12) + b"\x05",
            "one more than Lush reads; all sizes and the element are there",
            OUT_OF_RANGE,
        ),
        *(
            invalid(
                "NORB-3.1",
                f"rank-{name}",
                words(UINT8, rank) + rest,
                why,
                OUT_OF_RANGE,
                flags=flags,
            )
            for name, rank, why, flags in ranks
        ),
    )


def _scalars() -> tuple[Vector, ...]:
    slotless, slotted = "Lush's scalar: no size slot", "EBLearn's scalar: three slots of 1"
    files = (
        (8, Reading("uint8", (), (200,)), slotless),
        (8, Reading("int32", (), (-5,)), slotless),
        (8, Reading("float64", (), (0x3FB999999999999A,)), slotless),
        (20, Reading("int8", (), (-5,)), slotted),
        (20, Reading("int16", (), (258,)), slotted),
        (20, Reading("int32", (), (66051,)), slotted),
        (20, Reading("float32", (), (0x3FC00000,)), slotted),
    )
    return tuple(
        acceptable(
            "NORB-3.2",
            f"rank-0-{reading.element}-header-of-{size}",
            header(MAGICS[reading.element])[:size] + reading.payload("<"),
            reading,
            why,
            *([Promise("NRB005", 0)] if reading.element == "int8" else []),
            OUT_OF_RANGE,
            reason=REASON,
            flags=("leaky-refusal",),
        )
        for size, reading, why in files
    )


def _no_scalars() -> tuple[Vector, ...]:
    one = Reading("int32", (1,), (-5,))
    files = (
        ("rank-0-header-alone", words(INT32, 0), "8 bytes, and no element", CUT),
        ("rank-0-slots-alone", header(INT32), "20 bytes, and no element", CUT),
        ("rank-0-one-byte-short", words(FLOAT64, 0) + bytes(7), "7 of a float64's 8 bytes", CUT),
        ("rank-0-one-byte-more", words(INT32, 0, 5) + b"\0", "a byte too many", ("end-unread",)),
    )
    return (
        valid(
            "NORB-3.2",
            "one-element-of-rank-1",
            matrix(one),
            one,
            "how a single number is written: rank 1, size 1",
            flags=("padding-unread",),
        ),
        *(
            invalid("NORB-3.2", shows, data, why, OUT_OF_RANGE, flags=("leaky-refusal", *flags))
            for shows, data, why, flags in files
        ),
    )


def _high() -> tuple[Vector, ...]:
    readings = (
        ramp("uint8", 1, 1, 1, 1, 1, 1, 1, 1, 2),
        ramp("float32", 1, 2, 1, 1, 1, 3, 1, 1, 1, 1, 2),
    )
    nine = matrix(readings[0])
    return (
        *(
            valid(
                "NORB-3.3",
                f"rank-{len(reading.shape)}",
                matrix(reading),
                reading,
                "valid, though older Lush and EBLearn stop at 8",
                HIGH,
            )
            for reading in readings
        ),
        invalid(
            "NORB-3.3",
            "rank-9-with-8-sizes",
            nine[:40],
            "the ninth size is missing",
            Promise("NRB101", 40),
            flags=("header-not-measured",),
        ),
        invalid(
            "NORB-3.3",
            "rank-9-one-byte-short",
            nine[:-1],
            "the second of two elements is missing",
            HIGH,
            Promise("NRB201", 45),
            flags=("short-read-unchecked", "zero-filled"),
        ),
    )
