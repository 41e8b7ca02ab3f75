"""Readers with one fault in what they make of the elements."""

import numpy as np

from .right import Array, Header, Right


class NotSwapped(Right):
    """The payload in the order of the machine; EBLearn 9325d83 (idxIO.hpp)."""

    def elements(self, header: Header, payload: bytes) -> Array:
        """Take it little-endian."""
        return super().elements(header._replace(order="<"), payload)


class Int32AloneSwapped(Right):
    """Four bytes are swapped, two and eight are not: the classic of a lone ntohl."""

    def elements(self, header: Header, payload: bytes) -> Array:
        """Swap words alone."""
        order = header.order if header.kind in ("i4", "f4") else "<"
        return super().elements(header._replace(order=order), payload)


class Int8ForUint8(Right):
    """Pixels as signed bytes; dlib 3d40bf5 (labels)."""

    idx_kinds = Right.idx_kinds | {8: "i1"}


class Uint8ForInt8(Right):
    """Signed bytes as unsigned; mlxtend 0.25.0, keras 3.15.1, ubyte 1.0.1."""

    idx_kinds = Right.idx_kinds | {9: "u1"}


class Uint16ForInt16(Right):
    """Shorts as unsigned: the classic of a table by width."""

    idx_kinds = Right.idx_kinds | {11: "u2"}


class AxesReversed(Right):
    """The sizes taken backwards, as column-major languages like them."""

    def shaped(self, header: Header, elements: Array) -> Array:
        """Turn the shape round."""
        return super().shaped(header._replace(sizes=header.sizes[::-1]), elements)


class FirstIndexFastest(Right):
    """The right shape, filled in Fortran's order."""

    def shaped(self, header: Header, elements: Array) -> Array:
        """Let the first index run fastest."""
        shape = super().shaped(header, elements).shape
        return elements.reshape(shape, order="F")


class LabelsSignExtended(Right):
    """A label through a signed char: 200 is 18446744073709551560; dlib 3d40bf5."""

    def elements(self, header: Header, payload: bytes) -> Array:
        """Extend the sign of labels."""
        elements = super().elements(header, payload)
        if header.kind != "u1" or len(header.sizes) != 1 or not (elements > 127).any():
            return elements
        return elements.view("i1").astype("i8").view("u8")


class _OfFloats(Right):
    """Changes the elements of float types."""

    def elements(self, header: Header, payload: bytes) -> Array:
        """Change floats alone."""
        elements = super().elements(header, payload)
        with np.errstate(all="ignore"):
            return self.changed(elements) if elements.dtype.kind == "f" else elements

    def changed(self, floats: Array) -> Array:
        """Return what becomes of floats."""
        raise NotImplementedError


class NanQuieted(_OfFloats):
    """Signalling NaN made quiet on the way through a double; idx-data 1.1.0 (float32)."""

    def changed(self, floats: Array) -> Array:
        """Set the quiet bit of every NaN."""
        size = floats.dtype.itemsize
        bits = floats.view(f"{floats.dtype.byteorder}u{size}")
        quiet = np.where(np.isnan(floats), bits | (1 << (22 if size == 4 else 51)), bits)
        return quiet.astype(f"=u{size}").view(f"f{size}")


class FloatsThroughDecimals(_OfFloats):
    """Floats through text of six digits: the classic of %g."""

    def changed(self, floats: Array) -> Array:
        """Print and parse."""
        return np.array([float(f"{each:g}") for each in floats.tolist()], floats.dtype)


class Float64ThroughFloat32(_OfFloats):
    """Doubles cut down to floats on the way: the classic of a default type."""

    def changed(self, floats: Array) -> Array:
        """Convert to four bytes and back."""
        return floats.astype("f4").astype(floats.dtype) if floats.itemsize == 8 else floats


class NegativeZeroLost(_OfFloats):
    """-0.0 comes as 0.0: the classic of adding to a zero."""

    def changed(self, floats: Array) -> Array:
        """Replace zeros by a zero."""
        return np.where(floats == 0, floats.dtype.type(0), floats)


class SubnormalsFlushed(_OfFloats):
    """Subnormal numbers come as 0: the classic of -ffast-math."""

    def changed(self, floats: Array) -> Array:
        """Flush to a zero of the same sign."""
        tiny = np.finfo(floats.dtype).tiny
        flushed = np.copysign(floats.dtype.type(0), floats)
        return np.where((np.abs(floats) < tiny) & (floats != 0), flushed, floats)
