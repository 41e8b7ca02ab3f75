"""Chapter 5: every value is allowed, and keeps every bit (NORB-5.5)."""

from idxcheck.vectors.norb.layout import matrix
from idxcheck.vectors.vector import Promise, Reading, Vector, invalid, valid

FLOAT_FLAGS = ("element-type-ignored",)
NAN_FLAGS = ("nan-changed", "element-type-ignored")
INTEGER_FLAGS = ("unsigned-for-signed",)


def value_vectors() -> tuple[Vector, ...]:
    """Return the vectors of NORB-5.5."""
    return (*_finite(), *_not_finite(), *_extremes(), *_cut())


def _finite() -> tuple[Vector, ...]:
    """Zeros, the ends of the subnormal and of the normal numbers, of both signs."""
    bits_32 = (0x00000000, 0x80000000, 0x00000001, 0x807FFFFF, 0x00800000, 0xFF7FFFFF)
    bits_64 = (
        *(0x0000000000000000, 0x8000000000000000, 0x0000000000000001),
        *(0x800FFFFFFFFFFFFF, 0x0010000000000000, 0xFFEFFFFFFFFFFFFF),
    )
    return tuple(
        valid(
            "NORB-5.5",
            f"{reading.element}-zeros-subnormals-limits",
            matrix(reading),
            reading,
            "0, -0, the least and the largest subnormal, the least and the largest normal",
            flags=FLOAT_FLAGS,
        )
        for reading in (Reading("float32", (6,), bits_32), Reading("float64", (6,), bits_64))
    )


def _not_finite() -> tuple[Vector, ...]:
    """The infinities; NaN quiet and signalling, with and without sign and payload."""
    bits_32 = (0x7F800000, 0xFF800000, 0x7FC00000, 0x7F800001, 0xFFC12345, 0xFFBFFFFF)
    bits_64 = (
        *(0x3FF0000000000000, 0x7FF0000000000000, 0xFFF0000000000000),
        *(0x7FF8000000000000, 0x7FF0000000000001, 0xFFF8000000012345),
    )
    files = ((Reading("float32", (2, 3), bits_32), 20), (Reading("float64", (2, 3), bits_64), 28))
    return tuple(
        valid(
            "NORB-5.5",
            f"{reading.element}-nans-and-infinities",
            matrix(reading),
            reading,
            "infinities and NaN keep each bit, a signalling NaN too",
            Promise("VAL001", offset),
            flags=NAN_FLAGS,
        )
        for reading, offset in files
    )


def _extremes() -> tuple[Vector, ...]:
    files = (
        (Reading("uint8", (4,), (0, 127, 128, 255)), ("signed-for-unsigned",), ()),
        (Reading("int8", (4,), (-128, -1, 0, 127)), INTEGER_FLAGS, (Promise("NRB005", 0),)),
        (Reading("int16", (5,), (-32768, -1, 0, 1, 32767)), INTEGER_FLAGS, ()),
        (Reading("int32", (5,), (-2147483648, -1, 0, 1, 2147483647)), INTEGER_FLAGS, ()),
    )
    return tuple(
        valid(
            "NORB-5.5",
            f"{reading.element}-extremes",
            matrix(reading),
            reading,
            "both ends of the range",
            *findings,
            flags=flags,
        )
        for reading, flags, findings in files
    )


def _cut() -> tuple[Vector, ...]:
    single = Reading("float32", (2,), (0x3F800000, 0x7FC00001))
    return (
        invalid(
            "NORB-5.5",
            "nan-cut-in-its-middle",
            matrix(single)[:26],
            "a NaN without its upper half is no value",
            Promise("NRB201", 26),
            flags=("short-read-unchecked",),
        ),
    )
