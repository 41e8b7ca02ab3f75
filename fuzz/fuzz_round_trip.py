"""What load() gives, save() writes canonically and load() gives again: [FILE...]."""

import io
import struct
from typing import Any

from numpy.typing import NDArray

import harness

with harness.instrumented(__name__):
    from idxcheck.array import load, save
    from idxcheck.errors import IdxcheckError
    from idxspec import Format

# numpy's name, IDX code, NORB magic
CODES = {
    "uint8": (0x08, 0x1E3D4C55),
    "int8": (0x09, 0x1E3D4C57),
    "int16": (0x0B, 0x1E3D4C56),
    "int32": (0x0C, 0x1E3D4C54),
    "float32": (0x0D, 0x1E3D4C51),
    "float64": (0x0E, 0x1E3D4C53),
}
MOST_NORB_RANK = 11


def round_trip(data: bytes) -> None:
    """Load `data` leniently, save it in both formats, and compare bits and bytes."""
    try:
        array = load(data, strict=False)
    except IdxcheckError:
        return
    if array.dtype.name not in CODES:  # int64: a lenient reading of C long (NORB-2.5)
        return
    wanted = array.tobytes()
    canonical: dict[Format, bytes | None] = {"idx": idx_bytes(array), "norb": norb_bytes(array)}
    for form, expected in canonical.items():
        if expected is None:
            continue
        stream = io.BytesIO()
        save(stream, array, form, strict=False)
        written = stream.getvalue()
        assert written == expected, f"{form}: written {written[:80].hex()}"
        again = load(written, strict=False)
        assert (again.dtype, again.shape) == (array.dtype, array.shape)
        assert again.tobytes() == wanted, f"{form}: other elements"


def idx_bytes(array: NDArray[Any]) -> bytes:
    """Return the IDX file of `array`, made without idxcheck."""
    rank = array.ndim
    header = struct.pack(f">HBB{rank}I", 0, CODES[array.dtype.name][0], rank, *array.shape)
    return header + stored(array, ">")


def norb_bytes(array: NDArray[Any]) -> bytes | None:
    """Return the NORB file of `array`, made without idxcheck; None where none can hold it."""
    if array.ndim > MOST_NORB_RANK or max(array.shape, default=0) >= 1 << 31:
        return None
    slots = [*array.shape, 1, 1][: max(3, array.ndim)] if array.ndim else []  # NORB-3.2
    magic = CODES[array.dtype.name][1]
    return struct.pack(f"<Ii{len(slots)}i", magic, array.ndim, *slots) + stored(array, "<")


def stored(array: NDArray[Any], order: str) -> bytes:
    """Return the elements in a byte order, moved as integers: a NaN keeps its bits."""
    integers = array.view(f"=u{array.dtype.itemsize}")
    return integers.astype(f"{order}u{array.dtype.itemsize}").tobytes()


if __name__ == "__main__":
    harness.main(round_trip)
