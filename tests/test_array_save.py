"""save(): the bytes written for any array, and what is refused before a file is touched."""

import bz2
import gzip
import io
import lzma
import struct
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import idxcheck

# numpy's name, IDX code, NORB magic, struct's letter, six values
TYPES: list[tuple[str, int, int, str, list[float]]] = [
    ("uint8", 0x08, 0x1E3D4C55, "B", [0, 1, 2, 127, 128, 255]),
    ("int8", 0x09, 0x1E3D4C57, "b", [0, 1, -1, 127, -127, -128]),
    ("int16", 0x0B, 0x1E3D4C56, "h", [1, -2, 258, 32767, -32768, 0]),
    ("int32", 0x0C, 0x1E3D4C54, "i", [1, -2, 16909060, 2147483647, -2147483648, 0]),
    ("float32", 0x0D, 0x1E3D4C51, "f", [1.5, -2.25, 0.0, 3.0e38, 1.0e-45, 7.0]),
    ("float64", 0x0E, 0x1E3D4C53, "d", [1.5, -2.25, 0.0, 1.0e308, 5.0e-324, 0.1]),
]


def layouts(values: list[float], name: str) -> dict[str, NDArray[Any]]:
    """Return the same 2 x 3 matrix in every layout an array can have."""
    plain = np.array(values, name).reshape(2, 3)
    wide = np.zeros((4, 9), name)
    wide[::2, 1::3] = plain
    back = plain[::-1, ::-1].copy()
    frozen = plain.copy()
    frozen.flags.writeable = False
    packed = np.zeros(2, [("pad", "u1"), ("row", name, 3)])
    packed["row"] = plain
    return {
        "plain": plain,
        "big-endian": plain.astype(plain.dtype.newbyteorder(">")),
        "little-endian": plain.astype(plain.dtype.newbyteorder("<")),
        "Fortran": np.asfortranarray(plain),
        "big-endian Fortran": np.asfortranarray(plain.astype(plain.dtype.newbyteorder(">"))),
        "strided": wide[::2, 1::3],
        "negative strides": back[::-1, ::-1],
        "transposed": plain.T.copy().T,
        "read-only": frozen,
        "unaligned": packed["row"],
    }


@pytest.mark.parametrize("layout", list(layouts([0] * 6, "uint8")))
@pytest.mark.parametrize("case", TYPES, ids=lambda case: case[0])
def test_every_layout(
    case: tuple[str, int, int, str, list[float]], layout: str, tmp_path: Path
) -> None:
    """The file holds C order and the format's byte order, whatever the array's."""
    name, code, magic, letter, values = case
    array = layouts(values, name)[layout]
    idxcheck.save(tmp_path / "m.idx", array)
    idxcheck.save(tmp_path / "m.mat", array)
    assert (tmp_path / "m.idx").read_bytes() == struct.pack(
        f">HBB2I6{letter}", 0, code, 2, 2, 3, *values
    )
    assert (tmp_path / "m.mat").read_bytes() == struct.pack(
        f"<Ii3i6{letter}", magic, 2, 2, 3, 1, *values
    )


@pytest.mark.parametrize(
    ("shape", "slots"),
    [((6,), (6, 1, 1)), ((2, 3), (2, 3, 1)), ((1, 2, 3), (1, 2, 3)), ((1, 6, 1, 1), (1, 6, 1, 1))],
)
def test_size_slots(shape: tuple[int, ...], slots: tuple[int, ...], tmp_path: Path) -> None:
    """NORB writes three sizes at least, IDX as many as there are."""
    array = np.arange(6, dtype=np.uint8).reshape(shape)
    idxcheck.save(tmp_path / "m", array, "norb")
    head = struct.pack(f"<Ii{len(slots)}i", 0x1E3D4C55, len(shape), *slots)
    assert (tmp_path / "m").read_bytes() == head + bytes(range(6))
    idxcheck.save(tmp_path / "m", array, "idx")
    head = struct.pack(f">HBB{len(shape)}I", 0, 8, len(shape), *shape)
    assert (tmp_path / "m").read_bytes() == head + bytes(range(6))


@pytest.mark.parametrize(("bits", "code"), [("uint32", 0x0D), ("uint64", 0x0E)])
@pytest.mark.parametrize("order", ["<", ">"])
def test_every_bit_of_a_float(order: str, bits: str, code: int) -> None:
    """Signalling NaN, the sign of zero and denormals are written bit by bit."""
    size = np.dtype(bits).itemsize
    top = 8 * size - 1
    patterns = [(1 << top) - 2, (255 << top - 8) + 1, 1 << top, 1, (1 << top) + 1]
    floats = np.array(patterns, f"{order}u{size}").view(f"{order}f{size}")
    letter = {4: "I", 8: "Q"}[size]
    for array in (floats, np.repeat(floats, 3)[::3]):
        stream = io.BytesIO()
        idxcheck.save(stream, array, "idx")
        assert stream.getvalue() == struct.pack(f">HBBI5{letter}", 0, code, 1, 5, *patterns)


def test_large_swapped_array() -> None:
    """An array of many pieces is written without a seam."""
    numbers = list(range(-150_000, 150_001))
    stream = io.BytesIO()
    idxcheck.save(stream, np.array(numbers, "<i4"), "idx")
    assert stream.getvalue() == struct.pack(">HBBI300001i", 0, 0x0C, 1, 300_001, *numbers)


class Marked(np.ndarray[Any, Any]):
    """A subclass of ndarray."""


def test_subclasses_and_sequences() -> None:
    """A subclass, a memory map, a matrix and nested lists of numpy numbers are arrays."""
    expected = bytes.fromhex("00000802 00000001 00000003 010203")
    plain = np.array([[1, 2, 3]], np.uint8)
    for each in (plain.view(Marked), [[np.uint8(1), np.uint8(2), np.uint8(3)]], (plain[0],)):
        stream = io.BytesIO()
        idxcheck.save(stream, each, "idx")
        assert stream.getvalue() == expected


@pytest.mark.parametrize("shape", [(0,), (0, 28, 28), (3, 0, 2)])
def test_zero_sizes(shape: tuple[int, ...], tmp_path: Path) -> None:
    """IDX holds matrices without elements; NORB only where the caller reads leniently."""
    array = np.zeros(shape, np.float64)
    path = tmp_path / "m.idx.gz"
    idxcheck.save(path, array)
    head = struct.pack(f">HBB{len(shape)}I", 0, 0x0E, len(shape), *shape)
    assert gzip.decompress(path.read_bytes()) == head
    with pytest.raises(idxcheck.UsageError, match="NORB sizes are at least 1"):
        idxcheck.save(tmp_path / "m.mat", array)
    idxcheck.save(tmp_path / "m.mat", array, strict=False)
    slots = [*shape, 1, 1][:3]
    assert (tmp_path / "m.mat").read_bytes() == struct.pack("<Ii3i", 0x1E3D4C53, len(shape), *slots)


def test_scalar(tmp_path: Path) -> None:
    """Rank 0 is written only where the caller reads leniently."""
    scalar = np.array(258, np.int16)
    with pytest.raises(idxcheck.UsageError, match=r"save array\.reshape\(1\)"):
        idxcheck.save(tmp_path / "m.idx", scalar)
    idxcheck.save(tmp_path / "m.idx", scalar, strict=False)
    assert (tmp_path / "m.idx").read_bytes() == bytes.fromhex("00000B00 0102")
    idxcheck.save(tmp_path / "m.mat", np.int16(258), strict=False)
    assert (tmp_path / "m.mat").read_bytes() == bytes.fromhex("564C3D1E 00000000 0201")


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.idx", b"\0\0\x08\1"),
        ("a.IDX", b"\0\0\x08\1"),
        ("train-images-idx3-ubyte", b"\0\0\x08\1"),
        ("t10k-labels.idx1-ubyte", b"\0\0\x08\1"),
        ("a.mat", b"\x55\x4c\x3d\x1e"),
        ("a.lushbin", b"\x55\x4c\x3d\x1e"),
    ],
)
def test_suffixes(name: str, start: bytes, tmp_path: Path) -> None:
    """The name tells the format, and .gz, .xz and .bz2 behind it the compression."""
    array = np.array([7], np.uint8)
    idxcheck.save(tmp_path / name, array)
    raw = (tmp_path / name).read_bytes()
    assert raw[:4] == start
    unpack: dict[str, Any] = {
        ".gz": gzip.decompress,
        ".GZ": gzip.decompress,
        ".xz": lzma.decompress,
        ".bz2": bz2.decompress,
    }
    for suffix, undo in unpack.items():
        path = tmp_path / (name + suffix)
        idxcheck.save(path, array)
        assert undo(path.read_bytes()) == raw


def test_same_array_same_gzip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A .gz file holds no time and no name."""
    array = np.arange(100, dtype=np.uint8)
    idxcheck.save(tmp_path / "a.idx.gz", array)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000)
    idxcheck.save(tmp_path / "b.idx.gz", array)
    stored = (tmp_path / "a.idx.gz").read_bytes()
    assert stored[:4] == bytes.fromhex("1F8B0800")
    assert stored[4:8] == bytes(4)
    assert stored == (tmp_path / "b.idx.gz").read_bytes()


def test_over_its_own_map(tmp_path: Path) -> None:
    """A file can be written from a map of itself."""
    path = tmp_path / "m.idx"
    path.write_bytes(bytes.fromhex("00000B01 00000002 0001 0203"))
    idxcheck.save(path, idxcheck.load(path, mmap_mode="r")[::-1])
    assert path.read_bytes() == bytes.fromhex("00000B01 00000002 0203 0001")


def test_values_beyond_the_format() -> None:
    """Sizes and ranks a header cannot hold are refused without reading an element."""
    for shape, kind in (((2**32,), "idx"), ((0, 2**32), "idx"), ((2**31,), "norb")):
        array = np.broadcast_to(np.uint8(1), shape)
        with pytest.raises(idxcheck.UsageError, match=f"^{kind} cannot hold the shape"):
            idxcheck.save(io.BytesIO(), array, "idx" if kind == "idx" else "norb")
    with pytest.raises(idxcheck.UsageError, match=r"rank at 0x4: expected .* 1\.\.11, found 12"):
        idxcheck.save(io.BytesIO(), np.zeros([1] * 12, np.uint8), "norb")


@pytest.mark.skipif(sys.byteorder != "little", reason="the bytes below are native")
def test_native_contiguous_array_is_written_from_its_memory() -> None:
    """Nothing is copied where the bytes lie as the file holds them."""
    array = np.arange(1 << 20, dtype=np.int32)
    sizes = []

    class Sizes:
        def write(self, data: memoryview) -> None:
            sizes.append(len(data))

    sink: Any = Sizes()
    idxcheck.save(sink, array, "norb")
    assert sizes == [20, 4 << 20]
