"""Arrays become headers and bytes: what the two functions of the writer do by themselves."""

import struct
from typing import Any

import numpy as np
import pytest

from idxcheck.errors import UsageError
from idxcheck.payload import PIECE, array_header, header_for, payload_chunks
from idxspec import ELEMENTS, Header


def test_header_of_an_array() -> None:
    """The header has the array's shape and the element type's code, whatever the byte order."""
    array = np.zeros((2, 3), ">i4")
    int32 = ELEMENTS[3]
    assert array_header(array, "idx", strict=True) == Header("idx", "big", 0x0C02, int32, (2, 3))
    assert array_header(array, "norb", strict=True) == Header(
        "norb", "little", 0x1E3D4C54, int32, (2, 3), (1,)
    )


def test_dtype_without_an_array() -> None:
    """A dtype and a shape do, for values that are still to come."""
    header = header_for(np.dtype("<f8"), (2**32 - 1, 7), "idx", strict=True)
    assert (header.element.name, header.payload_size) == ("float64", 240_518_168_520)


def test_lenient_shapes() -> None:
    """Rank 0 and NORB zero sizes need strict False."""
    for shape, kind in (((), "idx"), ((), "norb"), ((0, 1), "norb")):
        with pytest.raises(UsageError):
            header_for(np.dtype("u1"), shape, "norb" if kind == "norb" else "idx", strict=True)
        header = header_for(
            np.dtype("u1"), shape, "norb" if kind == "norb" else "idx", strict=False
        )
        assert header.shape == shape


def chunks(array: np.ndarray[Any, Any], dtype: str) -> list[bytes]:
    """Return the pieces of the payload."""
    return [bytes(chunk) for chunk in payload_chunks(array, np.dtype(dtype))]


def test_pieces() -> None:
    """What is converted comes in pieces of bounded size, in order."""
    array = np.arange(2 * PIECE + 3, dtype="<i4")
    pieces = chunks(array, ">i4")
    assert [len(piece) for piece in pieces] == [4 * 65_536, 4 * 65_536, 12]
    assert pieces[2] == struct.pack(">3i", 131_072, 131_073, 131_074)
    assert b"".join(pieces) == struct.pack(">131075i", *range(131_075))


def test_no_copy_where_none_is_needed() -> None:
    """An array that lies in memory as it will on disk is one piece, its own memory."""
    array = np.arange(3, dtype=">i2")
    (piece,) = payload_chunks(array, np.dtype(">i2"))
    array[0] = 258
    assert bytes(piece) == bytes.fromhex("010200010002")


def test_strided_bytes() -> None:
    """Single bytes have no order, but an array of them may have a layout."""
    array = np.arange(6, dtype=np.uint8).reshape(2, 3)
    assert b"".join(chunks(array.T, "u1")) == bytes([0, 3, 1, 4, 2, 5])
    assert b"".join(chunks(array[::-1, ::-2], "u1")) == bytes([5, 3, 2, 0])


def test_no_elements() -> None:
    """An empty array, swapped or not, has no bytes."""
    for dtype in ("<i4", ">i4"):
        assert b"".join(chunks(np.zeros((3, 0, 2), dtype), ">i4")) == b""
        assert b"".join(chunks(np.zeros((4, 3, 0), dtype)[::2], ">i4")) == b""


def test_scalar() -> None:
    """Rank 0 is one element."""
    assert chunks(np.array(258, "<i2"), ">i2") == [b"\1\2"]
    assert chunks(np.array(258, ">i2"), ">i2") == [b"\1\2"]


def test_one_element_shown_many_times() -> None:
    """A broadcast array is written out, without first being copied whole."""
    array = np.broadcast_to(np.int16(258), (300, 1000))
    pieces = chunks(array, ">i2")
    assert max(map(len, pieces)) <= 2 * PIECE
    assert b"".join(pieces) == b"\1\2" * 300_000
