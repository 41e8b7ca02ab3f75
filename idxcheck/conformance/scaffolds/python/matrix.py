"""An example to begin with: a reader and writer of IDX and NORB. Your library takes its place."""

import array
import math
import struct
import sys
from pathlib import Path

# The typecode of `array`, the code in IDX, the code in NORB.
TYPES = {
    "uint8": ("B", 0x08, 0x55),
    "int8": ("b", 0x09, 0x57),
    "int16": ("h", 0x0B, 0x56),
    "int32": ("i", 0x0C, 0x54),
    "float32": ("f", 0x0D, 0x51),
    "float64": ("d", 0x0E, 0x53),
}
COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
HIGHEST_RANK = 11  # of NORB

Matrix = tuple[str, tuple[int, ...], array.array]
"""The element type, the shape, the elements in C order."""


class MatrixError(ValueError):
    """The file, or the matrix to write, is not what the format says."""


class ForeignError(ValueError):
    """The file may be valid, but this reader does not take it."""


def read(path: str) -> Matrix:
    """Read a file that is not compressed; what it claims is judged before it is believed."""
    data = Path(path).read_bytes()
    if data.startswith(COMPRESSED):
        raise ForeignError("compressed")
    try:
        element, shape, start, order = _norb(data) if data[1:4] == b"\x4c\x3d\x1e" else _idx(data)
    except struct.error as error:
        raise MatrixError("the file ends inside the header") from error
    values = array.array(TYPES[element][0])
    expected = math.prod(shape) * values.itemsize
    if len(data) - start != expected:
        raise MatrixError(f"{expected} bytes of payload expected, found {len(data) - start}")
    values.frombytes(data[start:])
    if order != sys.byteorder:
        values.byteswap()
    return element, shape, values


def _idx(data: bytes) -> tuple[str, tuple[int, ...], int, str]:
    zeros, code, rank = struct.unpack_from(">HBB", data)
    if zeros:
        raise MatrixError("neither IDX nor NORB")
    elements = [name for name, (_, idx, _) in TYPES.items() if idx == code]
    if not elements or not rank:
        raise MatrixError(f"element type {code:#04x}, rank {rank}")
    return elements[0], struct.unpack_from(f">{rank}I", data, 4), 4 + 4 * rank, "big"


def _norb(data: bytes) -> tuple[str, tuple[int, ...], int, str]:
    code, rank = struct.unpack_from("<B3xi", data)
    elements = [name for name, (_, _, norb) in TYPES.items() if norb == code]
    if not elements or not 1 <= rank <= HIGHEST_RANK:
        raise MatrixError(f"element type {code:#04x}, rank {rank}")
    slots = struct.unpack_from(f"<{max(3, rank)}i", data, 8)
    shape, unused = slots[:rank], set(slots[rank:])
    if min(shape) < 1 or not unused <= {1}:
        raise MatrixError(f"sizes {slots} for rank {rank}")
    return elements[0], shape, 8 + 4 * len(slots), "little"


def write(path: str, matrix: Matrix) -> None:
    """Write NORB to a name that ends in .mat, IDX to any other."""
    element, shape, values = matrix
    _, idx, norb = TYPES[element]
    try:
        if path.endswith(".mat"):
            order = "little"
            slots = shape + (1,) * (3 - len(shape))
            if not 1 <= len(shape) <= HIGHEST_RANK or min(shape) < 1:
                raise MatrixError(f"NORB cannot hold the shape {shape}")
            header = struct.pack(f"<II{len(slots)}i", 0x1E3D4C00 + norb, len(shape), *slots)
        else:
            order = "big"
            if not shape:
                raise MatrixError("IDX cannot hold a scalar")
            header = struct.pack(f">HBB{len(shape)}I", 0, idx, len(shape), *shape)
    except struct.error as error:
        raise MatrixError(f"no header can hold the shape {shape}") from error
    values = values[:]
    if order != sys.byteorder:
        values.byteswap()
    Path(path).write_bytes(header + values.tobytes())
