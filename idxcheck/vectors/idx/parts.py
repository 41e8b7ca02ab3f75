"""What the recipes of the IDX vectors share: headers, sample elements, known faults."""

import math
import struct

from idxcheck.vectors.vector import STRUCT_CODES, Promise, Reading, Vector, valid

CODES = {"uint8": 8, "int8": 9, "int16": 0x0B, "int32": 0x0C, "float32": 0x0D, "float64": 0x0E}
# The first element and the step to the next, modulo 2^bits. No element reads alike in both byte
# orders, about half are negative, floats stay finite; bytes repeat after 256.
SEQUENCES = {
    "uint8": (0x80, 165),
    "int8": (0x81, 165),
    "int16": (0x8102, 0x9D3B),
    "int32": (0x80010203, 0x9F3D5B79),
    "float32": (0x3FC12345, 0x80123457),
    "float64": (0x3FF8123456789ABC, 0x8012345678ABCDEF),
}
LARGEST_UNSWAPPED = 127  # of uint8: what is above is negative where taken for signed


def header(code: int, *shape: int) -> bytes:
    """Return the header with the element code `code` and the sizes `shape`, big-endian."""
    return struct.pack(f">BBBB{len(shape)}L", 0, 0, code, len(shape), *shape)


def matrix(reading: Reading) -> bytes:
    """Return the whole file that `reading` is the answer to."""
    return header(CODES[reading.element], *reading.shape) + reading.payload(">")


def sample(element: str, *shape: int) -> Reading:
    """Return a matrix whose elements differ and tell sign, byte order and axis order."""
    first, step = SEQUENCES[element]
    bits = 8 * struct.calcsize(STRUCT_CODES[element])
    patterns = [(first + place * step) % (1 << bits) for place in range(math.prod(shape))]
    if element.startswith("int"):
        patterns = [each - (each >> (bits - 1) << bits) for each in patterns]
    return Reading(element, shape, tuple(patterns))


def whole(  # noqa: PLR0913 - the parts of a vector
    clause: str,
    shows: str,
    reading: Reading,
    why: str,
    *findings: Promise,
    flags: tuple[str, ...] = (),
    data: bytes | None = None,
    ending: str = "",
) -> Vector:
    """Return a valid file: `reading` as it stands, or wrapped as `data`.

    Its flags are those that the reading itself exposes, then `flags`.
    """
    stored = matrix(reading) if data is None else data
    shown = tuple(dict.fromkeys((*exposed(reading), *flags)))
    return valid(clause, shows, stored, reading, why, *findings, flags=shown, ending=ending)


def exposed(reading: Reading) -> tuple[str, ...]:
    """Return the known faults with which a reader gives another answer than `reading`, or none."""
    element, shape, values = reading.element, reading.shape, reading.values
    wide = STRUCT_CODES[element] not in "Bb"
    high = element == "uint8" and max(values, default=0) > LARGEST_UNSWAPPED
    faults = {
        "payload-not-swapped": wide and any(values),
        "unswapped-rewrite": wide and bool(values),
        "element-type-ignored": element != "uint8" and bool(values),
        "signed-for-unsigned": high,
        "label-sign-extended": high and len(shape) == 1,
        "unsigned-for-signed": min(values, default=0) < 0,
        "axes-reversed": len(set(values)) > 1 and sum(size > 1 for size in shape) > 1,
        "fixed-image-size": element == "uint8" and len(shape) == 3 and shape[1:] != (28, 28),  # noqa: PLR2004 - images
        "rank-ignored": len(shape) > 3,  # noqa: PLR2004 - images have rank 3
        "refusal-by-assertion": len(shape) > 3 or 0 in shape,  # noqa: PLR2004 - images have rank 3
        "size-signed": max(shape, default=0) >= 2**31,
        "beyond-numpy": len(shape) > 64,  # noqa: PLR2004 - numpy's highest rank
    }
    return tuple(fault for fault, shown in faults.items() if shown)
