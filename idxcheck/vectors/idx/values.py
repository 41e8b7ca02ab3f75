"""IDX-4.5: every value is allowed, and every bit is kept."""

from idxcheck.vectors.idx.parts import header, whole
from idxcheck.vectors.vector import Promise, Reading, Vector, invalid

CLAUSE = "IDX-4.5"
NAN_BITS = ("nan-changed",)


def value_vectors() -> tuple[Vector, ...]:
    """Return the vectors on extreme and special elements."""
    return (*_integers(), *_float32(), *_float64(), *_cut())


def _integers() -> tuple[Vector, ...]:
    return (
        whole(
            CLAUSE,
            "labels-127-128-200-255",
            Reading("uint8", (4,), (127, 128, 200, 255)),
            "labels need not be digits: 200 is -56 where taken for signed",
        ),
        whole(
            CLAUSE,
            "int8-extremes",
            Reading("int8", (5,), (-128, 127, -1, 0, 1)),
            "the ends of the range: -128 has no positive partner",
        ),
        whole(
            CLAUSE,
            "int16-extremes",
            Reading("int16", (6,), (-(2**15), 2**15 - 1, -1, 0, 1, 256)),
            "the ends of the range; 1 and 256 change places where not swapped",
        ),
        whole(
            CLAUSE,
            "int32-extremes",
            Reading("int32", (6,), (-(2**31), 2**31 - 1, -1, 0, 1, 2**24 + 1)),
            "the ends of the range; 2^24 + 1 is lost where it passes through float32",
        ),
    )


def _float32() -> tuple[Vector, ...]:
    return (
        whole(
            CLAUSE,
            "float32-nan-bits",
            Reading("float32", (4,), (0x7F800001, 0x7FC12345, 0xFFC00000, 0xFFABCDEF)),
            "signalling and quiet NaN, with payload and sign: the bits are kept",
            Promise("VAL001", 8),
            flags=NAN_BITS,
        ),
        whole(
            CLAUSE,
            "float32-infinities",
            Reading("float32", (3,), (0x3F800000, 0x7F800000, 0xFF800000)),
            "1 and both infinities",
            Promise("VAL001", 12),
        ),
        whole(
            CLAUSE,
            "float32-extremes",
            Reading(
                "float32",
                (2, 4),
                (
                    *(0x80000000, 0x00000001, 0x807FFFFF, 0x00800000),
                    *(0x7F7FFFFF, 0xFF7FFFFF, 0x3DCCCCCD, 0x4B800001),
                ),
            ),
            "-0, the ends of the subnormals, the smallest normal, the largest, 0.1, 2^24 + 2",
        ),
    )


def _float64() -> tuple[Vector, ...]:
    return (
        whole(
            CLAUSE,
            "float64-nan-bits",
            Reading(
                "float64",
                (4,),
                (
                    *(0x7FF0000000000001, 0x7FF8123456789ABC),
                    *(0xFFF8000000000000, 0xFFF7ABCDEF012345),
                ),
            ),
            "signalling and quiet NaN, with payload and sign: the bits are kept",
            Promise("VAL001", 8),
            flags=NAN_BITS,
        ),
        whole(
            CLAUSE,
            "float64-infinities",
            Reading("float64", (3,), (0x3FF0000000000000, 0x7FF0000000000000, 0xFFF0000000000000)),
            "1 and both infinities",
            Promise("VAL001", 16),
        ),
        whole(
            CLAUSE,
            "float64-extremes",
            Reading(
                "float64",
                (4, 2),
                (
                    *(0x8000000000000000, 0x0000000000000001),
                    *(0x800FFFFFFFFFFFFF, 0x0010000000000000),
                    *(0x7FEFFFFFFFFFFFFF, 0xFFEFFFFFFFFFFFFF),
                    *(0x3FB999999999999A, 0x4340000000000001),
                ),
            ),
            "-0, the ends of the subnormals, the smallest normal, the largest, 0.1, 2^53 + 2",
        ),
    )


def _cut() -> tuple[Vector, ...]:
    return (
        invalid(
            CLAUSE,
            "float32-nan-cut-in-its-middle",
            header(0x0D, 2) + bytes.fromhex("3F800000 7FC1"),
            "half a NaN is no value",
            Promise("IDX201", 14),
            flags=("short-read-unchecked", "zero-filled"),
        ),
        invalid(
            CLAUSE,
            "float64-nan-cut-in-its-middle",
            header(0x0E, 1) + bytes.fromhex("7FF81234"),
            "half a NaN is no value, though four bytes are a whole one in float32",
            Promise("IDX201", 12),
            flags=("short-read-unchecked", "zero-filled", "element-type-ignored"),
        ),
    )
