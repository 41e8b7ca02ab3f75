"""Chapter 2: every element type in the ranks 1 to 5 (NORB-2.2), and int8 (NORB-2.4)."""

from idxcheck.vectors.norb.layout import INT8, SHAPES, header, matrix, ramp
from idxcheck.vectors.vector import Promise, Vector, invalid, valid

UNDOCUMENTED = Promise("NRB005", 0)
TYPES = (
    ("uint8", "255 is -1 where it is taken for signed", ("signed-for-unsigned",)),
    (
        "int8",
        "-2 is 254 where it is taken for unsigned",
        ("unsigned-for-signed", "element-type-ignored"),
    ),
    (
        "int16",
        "259 is 769 where it is taken for big-endian",
        ("unsigned-for-signed", "element-type-ignored"),
    ),
    (
        "int32",
        "16909061 is 84083201 where it is taken for big-endian",
        ("unsigned-for-signed", "element-type-ignored"),
    ),
    (
        "float32",
        "1.25 is 1067450368 where it is taken for an integer",
        ("element-type-ignored",),
    ),
    (
        "float64",
        "1.1 is none of float32's values",
        ("element-type-ignored",),
    ),
)


def element_type_vectors() -> tuple[Vector, ...]:
    """Return the vectors of NORB-2.4, and the valid ones of NORB-2.2."""
    return (*_types_by_ranks(), *_int8())


def _types_by_ranks() -> tuple[Vector, ...]:
    vectors = []
    for element, why, flags in TYPES:
        for shape in SHAPES:
            rank = len(shape)
            reading = ramp(element, *shape)
            undocumented = element == "int8"
            more = () if rank == 1 else ("axes-reversed",)
            slots = ("padding-unread",) if rank < 3 else ()  # noqa: PLR2004 - the slots there are
            vectors.append(
                valid(
                    "NORB-2.4" if undocumented else "NORB-2.2",
                    f"{element}-rank-{rank}",
                    matrix(reading),
                    reading,
                    why if rank == 1 else f"{why}; no two axes are of one size",
                    *([UNDOCUMENTED] if undocumented else []),
                    flags=(*flags, *more, *slots),
                )
            )
    return tuple(vectors)


def _int8() -> tuple[Vector, ...]:
    values = bytes([0xFB, 0x05])
    return (
        invalid(
            "NORB-2.4",
            "int8-one-element-short",
            header(INT8, 3) + values,
            "int8 is read as any other type, its end included",
            UNDOCUMENTED,
            Promise("NRB201", 22),
        ),
        invalid(
            "NORB-2.4",
            "int8-as-int16",
            header(INT8, 2) + bytes([0xFB, 0xFF, 0x05, 0x00]),
            "two int16, -5 and 5, under the magic of int8",
            UNDOCUMENTED,
            Promise("NRB202", 22),
            flags=("end-unread",),
        ),
    )
