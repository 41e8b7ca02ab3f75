"""From arrays to what a file holds: the header they need and their bytes in order."""

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from idxcheck.errors import UsageError
from idxspec import (
    Format,
    Header,
    HeaderError,
    build,
    element_named,
    idx_header,
    norb_header,
)

PIECE = 1 << 16  # elements converted at a time


def array_header(array: NDArray[Any], format: Format, *, strict: bool) -> Header:  # noqa: A002 - the field's word
    """Return the header of `array` in `format`.

    Raises UsageError for what the format cannot hold, saying what to save instead.
    """
    if format not in ("idx", "norb"):
        raise UsageError(f"format is 'idx' or 'norb', not {format!r}")
    # Importing numpy.ma takes longer than saving; without it there is no masked array.
    masked = sys.modules.get("numpy.ma")
    if masked is not None and isinstance(array, masked.MaskedArray):
        raise UsageError("no file holds a mask; save array.filled(VALUE)")
    return header_for(array.dtype, array.shape, format, strict=strict)


def header_for(
    dtype: np.dtype[Any],
    shape: tuple[int, ...],
    format: Format,  # noqa: A002 - the field's word
    *,
    strict: bool,
) -> Header:
    """Return the header of a matrix of `dtype` and `shape` in `format`.

    Raises UsageError for what the format cannot hold, saying what to save instead.
    """
    # Newer kinds of dtype, numpy's own strings among them, have no byte order to ask for.
    name = dtype.newbyteorder("=").name if dtype.kind in "iuf" else dtype.name
    element = element_named(name)
    if element is None:
        raise UsageError(f"neither format holds {dtype}; {_advice(dtype)}")
    if strict and not shape:
        raise UsageError(f"a scalar is no valid {format} matrix; save array.reshape(1)")
    if strict and format == "norb" and 0 in shape:
        raise UsageError(f"NORB sizes are at least 1, not {shape}; save it as IDX")
    header = idx_header(element, shape) if format == "idx" else norb_header(element, shape)
    try:
        build(header)
    except HeaderError as error:
        raise UsageError(f"{format} cannot hold the shape {shape}: {error}") from None
    return header


def _advice(dtype: np.dtype[Any]) -> str:
    """Return what to save in place of an array of `dtype`."""
    if dtype.kind == "b":
        return "save array.astype('uint8')"
    if dtype.kind == "c":
        return "save array.real.astype('float64') and array.imag.astype('float64') apart"
    if dtype.kind == "f":
        wider = "float32" if dtype.itemsize < np.dtype("float32").itemsize else "float64"
        return f"save array.astype('{wider}')"
    if dtype.kind in "iu":
        return "if the values fit, save array.astype('int32')"
    return "convert it to numbers first, e.g. array.astype('float64')"


def payload_chunks(array: NDArray[Any], dtype: np.dtype[Any]) -> Iterator[memoryview]:
    """Yield the elements of `array` in C order as the bytes of `dtype`, piece by piece.

    The two differ in byte order alone. Elements move as integers, so that no conversion
    touches the bits of a NaN.
    """
    size = dtype.itemsize
    order = array.dtype.byteorder if size > 1 else "|"
    integers = np.asarray(array).view(np.dtype(f"u{size}").newbyteorder(order))
    stored = np.dtype(f"u{size}").newbyteorder(dtype.byteorder)
    if integers.dtype == stored and integers.flags.c_contiguous:
        yield integers.reshape(-1).view(np.uint8).data
        return
    pieces = np.nditer(
        integers,
        flags=["external_loop", "buffered", "zerosize_ok"],
        op_flags=["readonly"],
        op_dtypes=stored,
        casting="equiv",
        order="C",
        buffersize=PIECE,
    )
    for piece in pieces:
        yield np.ascontiguousarray(piece).view(np.uint8).data
