"""info(): the header and nothing else."""

import gzip
import io
import os
import struct
from pathlib import Path

import pytest

import idxcheck
from idxspec import ELEMENTS, Header


def test_idx() -> None:
    """Everything the header of MNIST's images says."""
    header = idxcheck.info(bytes.fromhex("00000803 00002710 0000001C 0000001C"))
    uint8 = ELEMENTS[0]
    assert header == Header("idx", "big", 2051, uint8, (10_000, 28, 28))
    assert (header.element.name, header.header_size, header.payload_size) == (
        "uint8",
        16,
        7_840_000,
    )


def test_norb() -> None:
    """Everything the header of smallNORB's categories says."""
    header = idxcheck.info(bytes.fromhex("544C3D1E 01000000 EC5E0000 01000000 01000000"))
    int32 = ELEMENTS[3]
    assert header == Header("norb", "little", 0x1E3D4C54, int32, (24_300,), (1, 1))
    assert (header.header_size, header.payload_size) == (20, 97_200)


@pytest.mark.parametrize(
    "data",
    [
        b"\0\0\x08\1\0\0\0\3" + b"abc",
        b"\0\0\x08\1\0\0\0\3",
        b"\0\0\x08\1\0\0\0\3" + b"abcd",
    ],
)
def test_payload_is_not_judged(data: bytes, tmp_path: Path) -> None:
    """Whole, cut or followed by more: the header is the same, from everywhere."""
    path = tmp_path / "three"
    path.write_bytes(data)
    for target in (path, str(path), data, io.BytesIO(data), gzip.compress(data)):
        header = idxcheck.info(target)
        assert (header.shape, header.element.name) == ((3,), "uint8")


def test_payload_is_not_read() -> None:
    """No more than the first bytes are taken from a stream."""
    stream = io.BytesIO(b"\0\0\x08\1\0\1\0\0" + bytes(65_536))
    assert idxcheck.info(stream).shape == (65_536,)
    assert stream.tell() == 4096


def test_lenient() -> None:
    """Rank 0, zero sizes, odd padding and swapped bytes are shown as they stand."""
    assert idxcheck.info(b"\0\0\x08\0a").shape == ()
    assert idxcheck.info(struct.pack("<Ii3i", 0x1E3D4C55, 2, 0, 3, 1)).shape == (0, 3)
    assert idxcheck.info(struct.pack("<Ii3ib", 0x1E3D4C57, 1, 1, 7, 8, 5)).padding == (7, 8)
    assert idxcheck.info(struct.pack(">Ii3ib", 0x1E3D4C57, 1, 1, 1, 1, 5)).byte_order == "big"


def test_rank_beyond_numpy() -> None:
    """A header needs no numpy."""
    data = struct.pack(">HBB255I", 0, 8, 255, *[2**32 - 1] * 255)
    assert idxcheck.info(data).payload_size == (2**32 - 1) ** 255


def test_cut_gzip() -> None:
    """A header in front of the cut is given; one behind it is not."""
    stored = gzip.compress(b"\0\0\x08\1\0\1\0\0" + os.urandom(65_536))
    assert idxcheck.info(stored[:5000]).shape == (65_536,)
    with pytest.raises(idxcheck.FormatError, match="TRN101"):
        idxcheck.info(stored[:15])


@pytest.mark.parametrize(
    ("data", "code", "offset"),
    [
        (b"", "TRN001", 0),
        (b"<!DOCTYPE html>", "TRN002", 0),
        (b"\0\0\x0a\1\0\0\0\1a", "IDX002", 2),
        (b"\0\0\x08\2\0\0\0\1\0", "IDX101", 9),
        (b"\0\0\x08\1\2\0\0\0ab", "IDX003", 4),
        (b"PK\3\4", "TRN004", 0),
    ],
)
def test_no_header(data: bytes, code: str, offset: int) -> None:
    """Where no header can be read the error says why and where."""
    with pytest.raises(idxcheck.FormatError) as caught:
        idxcheck.info(data)
    assert (caught.value.finding.code, caught.value.finding.offset) == (code, offset)


def test_third_layer() -> None:
    """What lies behind too many wrappers is not known."""
    data = b"\0\0\x08\1\0\0\0\1a"
    for _ in range(3):
        data = gzip.compress(data)
    with pytest.raises(idxcheck.LimitError, match="TRN106 expansion-limit"):
        idxcheck.info(data)


def test_missing_file(tmp_path: Path) -> None:
    """OSError passes through."""
    with pytest.raises(FileNotFoundError):
        idxcheck.info(tmp_path / "missing")
