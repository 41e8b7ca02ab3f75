"""load(mmap_mode=): a raw file as it lies on disk."""

import gzip
import io
import re
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import idxcheck

IDX = bytes.fromhex("00000B02 00000002 00000003 0001 0102 FFFE 0003 0004 8000")
NORB = bytes.fromhex("544C3D1E 01000000 02000000 01000000 01000000 01020000 FEFFFFFF")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of an IDX file of 2 x 3 int16."""
    path = tmp_path / "counts.idx"
    path.write_bytes(IDX)
    return path


def test_read_only(path: Path) -> None:
    """Mode r maps the payload in its own byte order, which cannot be written."""
    array = idxcheck.load(path, mmap_mode="r")
    assert isinstance(array, np.memmap)
    assert array.dtype.str == ">i2"
    assert array.tolist() == [[1, 258, -2], [3, 4, -32768]]
    assert not array.flags.writeable
    assert array.offset == 12


def test_norb(tmp_path: Path) -> None:
    """NORB is mapped little-endian, behind a header of 20 bytes."""
    path = tmp_path / "pair.mat"
    path.write_bytes(NORB)
    array = idxcheck.load(str(path), mmap_mode="r")
    assert (array.dtype.str, array.tolist()) == ("<i4", [513, -2])


def test_writing_through(path: Path) -> None:
    """Mode r+ writes to the file, in its byte order."""
    array = idxcheck.load(path, mmap_mode="r+")
    assert isinstance(array, np.memmap)
    array[1, 2] = 515
    array.flush()
    assert path.read_bytes() == IDX[:-2] + b"\x02\x03"


def test_copy_on_write(path: Path) -> None:
    """Mode c can be written without changing the file."""
    array = idxcheck.load(path, mmap_mode="c")
    array[1, 2] = 515
    assert array[1].tolist() == [3, 4, 515]
    assert path.read_bytes() == IDX


def test_items(path: Path) -> None:
    """Any slice of the first axis is a view of the map."""
    array = idxcheck.load(path, mmap_mode="r", items=slice(None, None, -1))
    assert isinstance(array, np.memmap)
    assert array.tolist() == [[3, 4, -32768], [1, 258, -2]]
    assert idxcheck.load(path, mmap_mode="r", items=slice(5, 9)).shape == (0, 3)


@pytest.mark.parametrize("shape", [(0,), (0, 28, 28), (3, 0, 2)])
def test_empty_payload(shape: tuple[int, ...], tmp_path: Path) -> None:
    """A payload without bytes, which no map can hold, is an empty array."""
    path = tmp_path / "empty.idx"
    path.write_bytes(struct.pack(f">HBB{len(shape)}I", 0, 0x0E, len(shape), *shape))
    array = idxcheck.load(path, mmap_mode="r")
    assert (array.shape, array.dtype.str) == (shape, ">f8")


def test_beyond_numpy(tmp_path: Path) -> None:
    """A rank that numpy does not have is a limit."""
    path = tmp_path / "deep.idx"
    path.write_bytes(struct.pack(">HBB65I", 0, 8, 65, *[1] * 65) + b"x")
    with pytest.raises(idxcheck.LimitError, match="numpy cannot hold the shape"):
        idxcheck.load(path, mmap_mode="r")


@pytest.mark.parametrize(
    ("data", "dtype", "values"),
    [
        (b"\0\0\x08\0a", "|u1", 97),
        (IDX + b"x", ">i2", [[1, 258, -2], [3, 4, -32768]]),
        (struct.pack(">Ii3ih", 0x1E3D4C56, 1, 1, 1, 1, 258), ">i2", [258]),
        (struct.pack("<Ii3iq", 0x1E3D4C58, 1, 1, 1, 1, 258), "<i8", [258]),
        (struct.pack("<Ii3ii", 0x1E3D4C58, 1, 1, 1, 1, 258), "<i4", [258]),
    ],
)
def test_lenient(data: bytes, dtype: str, values: object, tmp_path: Path) -> None:
    """What only the lenient reading takes is mapped by it."""
    path = tmp_path / "odd"
    path.write_bytes(data)
    with pytest.raises(idxcheck.FormatError):
        idxcheck.load(path, mmap_mode="r")
    array = idxcheck.load(path, mmap_mode="r", strict=False)
    assert (array.dtype.str, array.tolist()) == (dtype, values)


def test_scalar_has_no_items(tmp_path: Path) -> None:
    """Rank 0 has no first axis."""
    path = tmp_path / "scalar"
    path.write_bytes(b"\0\0\x08\0a")
    with pytest.raises(idxcheck.UsageError, match="a scalar has no first axis"):
        idxcheck.load(path, mmap_mode="r", strict=False, items=slice(1))


@pytest.mark.parametrize("cut", [0, 3, 11, 12, len(IDX) - 1])
def test_cut_file(cut: int, path: Path) -> None:
    """A file shorter than its header says is refused, in mode r+ too, and not made longer."""
    path.write_bytes(IDX[:cut])
    for mode in ("r", "r+", "c"):
        with pytest.raises(idxcheck.FormatError) as caught:
            idxcheck.load(path, mmap_mode=mode)
        assert caught.value.finding.code == {0: "TRN001", 3: "IDX101", 11: "IDX101"}.get(
            cut, "IDX201"
        )
    assert path.read_bytes() == IDX[:cut]


def test_compressed_file(path: Path) -> None:
    """Compressed data has no payload on disk; the message says how to get one."""
    path.write_bytes(gzip.compress(IDX))
    with pytest.raises(
        idxcheck.UsageError, match=r"gzip data cannot be mapped; .* idxcheck convert IN OUT"
    ):
        idxcheck.load(path, mmap_mode="r")


def test_no_file_on_disk() -> None:
    """Bytes and file objects cannot be mapped."""
    for target in (IDX, io.BytesIO(IDX)):
        with pytest.raises(idxcheck.UsageError, match="only a file on disk can be mapped"):
            idxcheck.load(target, mmap_mode="r")


def test_file_object(path: Path) -> None:
    """An open file may stand anywhere; its path is not asked for."""
    with path.open("rb") as file, pytest.raises(idxcheck.UsageError, match="only a file on disk"):
        idxcheck.load(file, mmap_mode="r")


def test_file_without_a_size() -> None:
    """The files of /proc say that they are empty and are not."""
    with pytest.raises(idxcheck.UsageError, match="only a file on disk can be mapped"):
        idxcheck.load("/proc/version", mmap_mode="r")


@pytest.mark.parametrize("mode", ["w+", "", "rb", 3])
def test_wrong_mode(mode: Any, path: Path) -> None:  # noqa: ANN401 - misuse
    """Other modes are a misuse, told before the file is opened."""
    message = f"mmap_mode is 'r', 'r+' or 'c', not {mode!r}"
    with pytest.raises(idxcheck.UsageError, match=f"^{re.escape(message)}$"):
        idxcheck.load(path.with_name("missing"), mmap_mode=mode)
