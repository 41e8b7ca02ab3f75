"""The digest of the values: there for every whole matrix, and for no other."""

import gzip
import struct

import pytest

from idxcheck.checking import check

VALUES = "554f63bdc01be564374dff704d05cb7bb3e2bdaae9d4226fe94f56ff28b83d60"  # as an IDX file


@pytest.mark.parametrize("tail", [b"", b"\0", b"\2\0\3\0"])
def test_the_values_of_a_matrix(tail: bytes) -> None:
    """They are those the header counts, whatever follows."""
    data = struct.pack("<I4i2h", 0x1E3D4C56, 1, 2, 1, 1, 1, -2) + tail
    assert check(data).files[0].digests["values"] == VALUES


@pytest.mark.parametrize("missing", [1, 2, 4])
def test_a_cut_matrix_has_no_values(missing: int) -> None:
    """A digest of the elements that are left would be that of no matrix."""
    data = struct.pack("<I4i2h", 0x1E3D4C56, 1, 2, 1, 1, 1, -2)[:-missing]
    assert list(check(data).files[0].digests) == ["content", "stored"]


@pytest.mark.parametrize(
    "data", ["01000801 00000002 0506", "00000801 00000002 050600", "00000801 00000002 05"]
)
def test_idx_files_that_are_not_as_written(data: str) -> None:
    """Of an IDX file the content is digested, which tells of its values only where it is right."""
    assert list(check(bytes.fromhex(data), strict=False).files[0].digests) == ["content", "stored"]


def test_copies_have_the_same_values() -> None:
    """IDX, NORB in either byte order, and packed copies."""
    idx = bytes.fromhex("00000b01 00000002 0001fffe")
    swapped = struct.pack(">I4i2h", 0x1E3D4C56, 1, 2, 1, 1, 1, -2)
    for data in (idx, gzip.compress(idx), swapped):
        assert check(data).files[0].digests["values"] == VALUES
