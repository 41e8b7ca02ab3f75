"""A writer that is right, and writers with one fault."""

import struct
from pathlib import Path

import numpy as np

from .right import Array, Right


class RightWriter:
    """Writes IDX, or NORB under a name that ends in .mat."""

    idx_codes = {kind: code for code, kind in Right.idx_kinds.items()}  # noqa: RUF012 - constant
    norb_codes = {kind: code for code, kind in Right.norb_kinds.items()}  # noqa: RUF012 - constant

    def write(self, path: str, array: Array) -> None:
        """Write the file."""
        order, make = ("<", self.norb_header) if path.endswith(".mat") else (">", self.idx_header)
        kind = array.dtype.str[1:]
        Path(path).write_bytes(make(kind, array.shape) + self.payload(array, order))

    def idx_header(self, kind: str, shape: tuple[int, ...]) -> bytes:
        """Return two zeros, the type, the rank, the sizes."""
        return struct.pack(f">HBB{len(shape)}I", 0, self.idx_codes[kind], len(shape), *shape)

    def norb_header(self, kind: str, shape: tuple[int, ...]) -> bytes:
        """Return the magic, the rank, the sizes, the unused slots."""
        slots = self.slots(shape)
        magic = 0x1E3D4C00 + self.norb_codes[kind]
        return struct.pack(f"<Ii{len(slots)}i", magic, len(shape), *slots)

    def slots(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """Fill up with ones."""
        return (*shape, *[1] * (3 - len(shape)))

    def payload(self, array: Array, order: str) -> bytes:
        """Return the elements, swapped as integers: the bits of a NaN stay."""
        size = array.dtype.itemsize
        native = array.astype(array.dtype.newbyteorder("="), copy=False)
        return np.ascontiguousarray(native).view(f"u{size}").astype(f"{order}u{size}").tobytes()


class WritesMachineOrder(RightWriter):
    """The elements as they lie in memory: tofile() behind a header."""

    def payload(self, array: Array, order: str) -> bytes:  # noqa: ARG002 - not asked for
        """Write little-endian."""
        return super().payload(array, "<")


class WritesLittleEndianSizes(RightWriter):
    """Sizes in the order of the machine: the classic of a packed struct."""

    def idx_header(self, kind: str, shape: tuple[int, ...]) -> bytes:
        """Write the magic right and the sizes reversed."""
        return super().idx_header(kind, shape)[:4] + struct.pack(f"<{len(shape)}I", *shape)


class WritesNoPadding(RightWriter):
    """No unused slots behind the sizes of NORB."""

    def slots(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """Write the sizes alone."""
        return shape


class WritesZeroPadding(RightWriter):
    """Zeros in the unused slots of NORB: a header that was cleared and never filled."""

    def slots(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """Fill up with zeros."""
        return (*shape, *[0] * (3 - len(shape)))


class WritesWrongMagic(RightWriter):
    """int8 under the code of uint8: the classic of a table by width."""

    idx_codes = RightWriter.idx_codes | {"i1": 8}
    norb_codes = RightWriter.norb_codes | {"i1": 85}


class Writes28By28(RightWriter):
    """28 x 28 in the header whatever comes; python-mnist 0.7 (packer.py)."""

    def idx_header(self, kind: str, shape: tuple[int, ...]) -> bytes:
        """Trust the count of images alone."""
        return super().idx_header(kind, (shape[0], 28, 28) if len(shape) == 3 else shape)


class WritesQuietNan(RightWriter):
    """Signalling NaN written quiet; idx2numpy 1.2.3, idx-data 1.1.0."""

    def payload(self, array: Array, order: str) -> bytes:
        """Set the quiet bit."""
        if array.dtype.kind != "f":
            return super().payload(array, order)
        size = array.dtype.itemsize
        native = array.astype(array.dtype.newbyteorder("="), copy=False)
        bits = np.ascontiguousarray(native).view(f"u{size}").copy()
        bits[np.isnan(native)] |= bits.dtype.type(1 << (22 if size == 4 else 51))
        return super().payload(bits, order)


class WritesLastItemNever(RightWriter):
    """The last item is dropped: the classic of a loop that ends one too early."""

    def payload(self, array: Array, order: str) -> bytes:
        """Drop it, where there are several."""
        return super().payload(array[:-1] if len(array) > 1 else array, order)


class WritesInFortranOrder(RightWriter):
    """The elements as a transposed array has them in memory: a buffer taken as it lies."""

    def payload(self, array: Array, order: str) -> bytes:
        """Let the first index run fastest."""
        return super().payload(array.reshape(-1, order="F"), order)


class RefusesWhatIsRead(RightWriter):
    """Big-endian arrays, as the reader returns them, are refused; idx2numpy 1.2.3."""

    def write(self, path: str, array: Array) -> None:
        """Know native types alone."""
        if not array.dtype.isnative:
            raise ValueError(f"cannot write {array.dtype.str}")
        super().write(path, array)


class RefusesEmpty(RightWriter):
    """An array without an element is refused; idx2numpy 1.2.3."""

    def write(self, path: str, array: Array) -> None:
        """Insist on an element."""
        if array.size == 0:
            raise ValueError("nothing to write")
        super().write(path, array)
