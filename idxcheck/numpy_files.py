"""The numpy files .npy and .npz: headers read, array order undone, outputs begun."""

import contextlib
import io
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any

import numpy as np

from idxcheck.errors import UsageError
from idxcheck.payload import payload_chunks
from idxcheck.sinks import impossible

Shape = tuple[int, ...]
DType = np.dtype[Any]
Put = Callable[[memoryview], None]

MAGIC_SIZE = 8  # bytes: the magic and two of the version
HEADER_READERS = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
    (3, 0): np.lib.format.read_array_header_2_0,  # they differ in the names of fields alone
}
MEMBER = "arr_0.npy"  # the name numpy itself gives a single array in an .npz file
ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip file can say: same values, same bytes


def npy_header(head: bytes) -> tuple[DType, Shape, bool, int]:
    """Return dtype, shape, whether the order is Fortran's, and the bytes of the header.

    `head` is the beginning of a .npy file; raises UsageError where numpy cannot read it.
    """
    version = tuple(head[6:MAGIC_SIZE])
    if version not in HEADER_READERS:
        raise UsageError(f"not a .npy file numpy can read: its version is {version}")
    stream = io.BytesIO(head)
    stream.seek(MAGIC_SIZE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # numpy's, that Python 2 wrote the file
            shape, fortran, dtype = HEADER_READERS[version](stream)
    except Exception as error:  # noqa: BLE001 - numpy evaluates the header, which can raise anything
        raise UsageError(f"not a .npy file numpy can read: {error}") from None
    if reason := impossible(dtype, shape):
        raise UsageError(f"not a .npy file numpy can read: {reason}")
    return dtype, shape, fortran, stream.tell()


def in_c_order(pieces: Iterator[memoryview], dtype: DType, shape: Shape) -> Iterator[memoryview]:
    """Yield the elements of an array that is stored column by column row by row."""
    with tempfile.TemporaryFile() as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        yield from payload_chunks(np.memmap(file, dtype, "r", 0, shape, "F"), dtype)


@contextlib.contextmanager
def npy_output(file: IO[bytes], dtype: DType, shape: Shape) -> Iterator[Put]:
    """Begin a .npy file in `file`; give what adds pieces of elements as `dtype` has them."""
    stored = dtype.newbyteorder("<")
    described = {"descr": stored.str, "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(file, described)
    yield putting(file, dtype, stored)


@contextlib.contextmanager
def npz_output(file: IO[bytes], dtype: DType, shape: Shape) -> Iterator[Put]:
    """Begin an .npz file of one array in `file`; give what `npy_output` gives."""
    entry = zipfile.ZipInfo(MEMBER, ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with (
        zipfile.ZipFile(file, "w") as archive,
        archive.open(entry, "w", force_zip64=True) as member,
        npy_output(member, dtype, shape) as put,
    ):
        yield put


@contextlib.contextmanager
def npz_member(archive: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    """Begin an uncompressed array of an .npz file, of any size."""
    with archive.open(zipfile.ZipInfo(f"{name}.npy", ZIP_TIME), "w", force_zip64=True) as member:
        yield member


def putting(file: IO[bytes], have: DType, want: DType) -> Put:
    """Return what writes pieces of `have` as `want`, which differ in byte order alone."""
    size = have.itemsize
    # Integers, so that no float conversion touches the bits of a NaN.
    read = np.dtype(f"u{size}").newbyteorder(have.byteorder)
    written = np.dtype(f"u{size}").newbyteorder(want.byteorder)

    def put(piece: memoryview) -> None:
        if read == written:
            file.write(piece)
        else:
            # Only a damaged file, refused in the end, has a piece with a part of an element.
            file.write(np.frombuffer(piece, read, len(piece) // size).astype(written).data)

    return put
