"""Chapter 2: little-endian files, and those of a big-endian machine (NORB-2.3)."""

from idxcheck.vectors.norb.layout import UINT8, header, matrix, ramp, words
from idxcheck.vectors.vector import Promise, Reading, Vector, acceptable, invalid, valid

SWAPPED = Promise("NRB002", 0)
UNDOCUMENTED = Promise("NRB005", 0)
REASON = "Lush wrote the order of its machine and reads both; the NYU page knows only little-endian"
WELL_FORMED = (
    ("uint8", (2, 3, 4)),
    ("int8", (3,)),
    ("int16", (2, 3)),
    ("int32", (6,)),
    ("int32", (2, 1, 3, 1, 4)),
    ("float32", (1, 3)),
    ("float64", (2, 3, 1)),
)


def byte_order_vectors() -> tuple[Vector, ...]:
    """Return the vectors of NORB-2.3."""
    return (*_little(), *_big(), *_half_swapped(), *_faulty())


def _little() -> tuple[Vector, ...]:
    plain = Reading("int16", (4,), (1, 256, -2, -257))
    return (
        valid(
            "NORB-2.3",
            "little-endian",
            matrix(plain),
            plain,
            "1 256 -2 -257 are 256 1 -257 -2 in the other order",
            flags=("unsigned-for-signed",),
        ),
    )


def _big() -> tuple[Vector, ...]:
    vectors = []
    for element, shape in WELL_FORMED:
        reading = ramp(element, *shape)
        several = element not in ("uint8", "int8")
        vectors.append(
            acceptable(
                "NORB-2.3",
                f"big-endian-{element}-rank-{len(shape)}",
                matrix(reading, ">"),
                reading,
                "header and payload are big-endian" if several else "the header is big-endian",
                SWAPPED,
                *([UNDOCUMENTED] if element == "int8" else []),
                reason=REASON,
                flags=("payload-not-swapped",) if several else (),
            )
        )
    return tuple(vectors)


def _half_swapped() -> tuple[Vector, ...]:
    payload = bytes([5, 6])
    return (
        invalid(
            "NORB-2.3",
            "magic-alone-little-endian",
            words(UINT8) + words(1, 2, 1, 1, order=">") + payload,
            "rank and sizes are big-endian: the rank reads as 16777216",
            Promise("NRB102", 4),
        ),
        invalid(
            "NORB-2.3",
            "sizes-alone-big-endian",
            words(UINT8, 3) + words(2, 1, 3, order=">") + bytes([*range(6)]),
            "the sizes read as 33554432 x 16777216 x 50331648",
            Promise("NRB201", 26),
            flags=("huge-claim", "product-wraps-32-bit", "product-wraps-64-bit"),
        ),
        invalid(
            "NORB-2.3",
            "magic-alone-big-endian",
            words(UINT8, order=">") + words(1, 2, 1, 1) + payload,
            "the rank behind a big-endian magic is little-endian",
            SWAPPED,
            Promise("NRB102", 4),
        ),
    )


def _faulty() -> tuple[Vector, ...]:
    shorts = matrix(Reading("int16", (2, 2), (1, 2, 3, 4)), ">")
    return (
        invalid(
            "NORB-2.3",
            "big-endian-one-byte-short",
            shorts[:-1],
            "big-endian, and the last element lacks a byte",
            SWAPPED,
            Promise("NRB201", 27),
            flags=("short-read-unchecked",),
        ),
        invalid(
            "NORB-2.3",
            "big-endian-header-cut",
            shorts[:10],
            "big-endian, and cut inside the first size",
            SWAPPED,
            Promise("NRB101", 10),
            flags=("header-not-measured",),
        ),
        invalid(
            "NORB-2.3",
            "big-endian-trailing-byte",
            shorts + b"\0",
            "big-endian, and a byte behind the payload",
            SWAPPED,
            Promise("NRB202", 28),
            flags=("end-unread",),
        ),
        invalid(
            "NORB-2.3",
            "big-endian-without-padding",
            words(UINT8, 1, 4, order=">") + bytes([5, 6, 7, 8]),
            "big-endian, and the elements follow the one size at once",
            SWAPPED,
            Promise("NRB105", 12),
            flags=("header-not-measured", "padding-unread"),
        ),
        invalid(
            "NORB-2.3",
            "big-endian-unknown-magic",
            header(0x1E3D4C50, 2, order=">") + b"\5\6",
            "big-endian, and the magic names no type",
            Promise("NRB001", 0),
        ),
    )
