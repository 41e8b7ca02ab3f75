"""The pieces of a NORB file: magics, words, headers and whole matrices, by struct alone."""

import struct
from typing import Literal

from idxcheck.vectors.vector import Reading

ByteOrder = Literal["<", ">"]

FLOAT32, PACKED, FLOAT64, INT32, UINT8, INT16, INT8 = range(0x1E3D4C51, 0x1E3D4C58)
LONG, UINT32, UINT64, INT64 = range(0x1E3D4C58, 0x1E3D4C5C)  # EBLearn's
MAGICS = {
    "float32": FLOAT32,
    "float64": FLOAT64,
    "int32": INT32,
    "uint8": UINT8,
    "int16": INT16,
    "int8": INT8,
}
SHAPES = ((3,), (2, 3), (2, 3, 4), (2, 3, 1, 4), (2, 3, 1, 4, 5))  # of the ranks 1 to 5


def words(*numbers: int, order: ByteOrder = "<") -> bytes:
    """Return signed 32-bit numbers: magic, rank, sizes and padding as they are given."""
    return struct.pack(f"{order}{len(numbers)}l", *numbers)


def header(magic: int, *shape: int, order: ByteOrder = "<") -> bytes:
    """Return a header of the rank and the sizes of `shape`, each unused slot a 1."""
    return words(magic, len(shape), *shape, *(1,) * (3 - len(shape)), order=order)


def matrix(reading: Reading, order: ByteOrder = "<") -> bytes:
    """Return the whole file of what a reader makes of it."""
    return header(MAGICS[reading.element], *reading.shape, order=order) + reading.payload(order)


def ramp(element: str, *shape: int) -> Reading:
    """Return a matrix whose values tell sign, byte order and place: no two are the same.

    uint8 counts down from 255; the others alternate in sign and grow by a step whose bytes
    differ, float64 by one that float32 cannot hold.
    """
    count = 1
    for size in shape:
        count *= size
    numbers = range(1, count + 1)
    if element == "uint8":
        return Reading(element, shape, tuple(257 - 2 * number for number in numbers))
    step = {"int8": 1, "int16": 0x0103, "int32": 0x01020305, "float32": 1.25, "float64": 1.1}
    signed = [number * step[element] * (-1) ** (number + 1) for number in numbers]
    if element == "float32":
        return Reading(
            element, shape, struct.unpack(f"<{count}L", struct.pack(f"<{count}f", *signed))
        )
    if element == "float64":
        return Reading(
            element, shape, struct.unpack(f"<{count}Q", struct.pack(f"<{count}d", *signed))
        )
    return Reading(element, shape, tuple(int(each) for each in signed))
