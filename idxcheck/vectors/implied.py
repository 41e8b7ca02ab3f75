"""Flags that follow from a vector's bytes or answer alone, whatever it is there for."""

import math
from dataclasses import replace

from idxcheck.vectors.vector import Reading, Vector

GZIP_LIKE_MATRIX = b"\x1f\x8b\x08\x00"
WRAPPERS = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
LARGEST_SIGNED = 127  # of a byte
NORB_TYPES = (0x51, 0x53, 0x54, 0x55, 0x56, 0x57)


def with_implied_flags(vector: Vector) -> Vector:
    """Return `vector` with the flags that follow from what it holds behind its own."""
    shown = [*vector.flags]
    if vector.data.startswith(GZIP_LIKE_MATRIX):
        shown.append("gzip-taken-for-matrix")
    if "header-not-measured" in shown:
        shown.append("leaky-refusal")
    if vector.reading is not None:
        shown += _of_reading(vector.reading)
    elif not vector.data.startswith(WRAPPERS) and _refused_by_assertion(vector):
        shown.append("refusal-by-assertion")
    return replace(vector, flags=tuple(dict.fromkeys(shown)))


def _of_reading(reading: Reading) -> list[str]:
    """Return the faults that change the elements of `reading`, of either format."""
    values = reading.values
    faults = {
        "signed-for-unsigned": reading.element == "uint8"
        and max(values, default=0) > LARGEST_SIGNED,
        "unsigned-for-signed": min(values, default=0) < 0,
        "axes-reversed": len(set(values)) > 1 and sum(size > 1 for size in reading.shape) > 1,
    }
    return [fault for fault, shown in faults.items() if shown]


def _refused_by_assertion(vector: Vector) -> bool:
    """Whether asserts and a dictionary of the types are what stops torchvision, or its like."""
    if vector.clause.startswith("NORB"):
        magic = vector.data[:4]
        return len(magic) == 4 and (magic[1:] != b"\x4c\x3d\x1e" or magic[0] not in NORB_TYPES)  # noqa: PLR2004 - a word
    if not vector.data:
        return False
    code, rank = divmod(int.from_bytes(vector.data[:4], "big"), 256)
    sizes = {8: 1, 9: 1, 11: 2, 12: 4, 13: 4, 14: 8}
    if not 1 <= rank <= 3 or code not in sizes:  # noqa: PLR2004 - torchvision's highest rank
        return True
    header, payload = vector.data[4 : 4 + 4 * rank], vector.data[4 + 4 * rank :]
    if not payload or len(payload) % sizes[code]:
        return False  # torch has a message for these
    shape = [int.from_bytes(header[place : place + 4], "big") for place in range(0, 4 * rank, 4)]
    return len(payload) // sizes[code] != math.prod(shape) % (1 << 64)
