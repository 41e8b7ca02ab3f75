"""Valid files: their bytes, read by hand and by idxcheck, are the arrays drawn with them."""

import bz2
import gzip
import lzma
import struct
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, event, find, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import idxcheck
from idxcheck import Severity
from idxcheck.strategies import damaged_files, idx_files, norb_files, shapes, wrapped

IDX_TYPES = {
    0x08: ("uint8", "B"),
    0x09: ("int8", "b"),
    0x0B: ("int16", "h"),
    0x0C: ("int32", "i"),
    0x0D: ("float32", "I"),
    0x0E: ("float64", "Q"),
}
NORB_TYPES = {
    0x55: ("uint8", "B"),
    0x57: ("int8", "b"),
    0x56: ("int16", "h"),
    0x54: ("int32", "i"),
    0x51: ("float32", "I"),
    0x53: ("float64", "Q"),
}

File = tuple[bytes, NDArray[Any]]
Answer = tuple[str, tuple[int, ...], list[int]]

# Without the phase that explains, whose variations would take the place of what is smallest.
SMALLEST = settings(database=None, max_examples=2000, phases=[Phase.generate, Phase.shrink])
smallest = partial(find, settings=SMALLEST)


def read_idx(data: bytes) -> Answer:
    """Return type, shape and elements of an IDX file, floats as the numbers of their bits."""
    prefix, code, rank = struct.unpack_from(">HBB", data)
    assert prefix == 0
    shape = struct.unpack_from(f">{rank}I", data, 4)
    name, letter = IDX_TYPES[code]
    payload = data[4 + 4 * rank :]
    count = len(payload) // struct.calcsize(f">{letter}")
    return name, shape, list(struct.unpack(f">{count}{letter}", payload))


def read_norb(data: bytes) -> Answer:
    """The same of a NORB file."""
    magic, rank = struct.unpack_from("<II", data)
    assert magic >> 8 == 0x1E3D4C
    words = struct.unpack_from(f"<{max(3, rank)}i", data, 8)
    assert set(words[rank:]) <= {1}
    name, letter = NORB_TYPES[magic & 0xFF]
    payload = data[8 + 4 * max(3, rank) :]
    count = len(payload) // struct.calcsize(f"<{letter}")
    return name, words[:rank], list(struct.unpack(f"<{count}{letter}", payload))


def answer_of(array: NDArray[Any]) -> Answer:
    """Return what is to be read: type, shape, elements."""
    integers = array.view(f"u{array.itemsize}") if array.dtype.kind == "f" else array
    return array.dtype.name, array.shape, integers.ravel().tolist()


def loads(file: File) -> None:
    """Assert that idxcheck has no error to tell of the file, and loads the array's bits."""
    data, array = file
    report = idxcheck.check(data)
    assert [each.code for each in report.findings if each.severity is Severity.ERROR] == []
    loaded = idxcheck.load(data)
    assert (loaded.dtype, loaded.shape) == (array.dtype, array.shape)
    assert loaded.tobytes() == array.tobytes()


@given(idx_files(shape=shapes() | shapes(min_size=0, max_rank=5)))
def test_idx_files(file: File) -> None:
    """Each holds what was drawn with it."""
    assert read_idx(file[0]) == answer_of(file[1])
    loads(file)


@given(norb_files(shape=shapes() | shapes(max_rank=11, max_size=3)))
def test_norb_files(file: File) -> None:
    """Each holds what was drawn with it."""
    assert read_norb(file[0]) == answer_of(file[1])
    loads(file)


@given(wrapped(idx_files() | norb_files()))
def test_wrapped_files(file: File) -> None:
    """Compression changes nothing."""
    loads(file)
    data = file[0]
    event(data[:3].hex())
    inner = next(
        module.decompress(data)
        for magic, module in ((b"\x1f\x8b", gzip), (b"\xfd7zXZ", lzma), (b"BZh", bz2))
        if data.startswith(magic)
    )
    read = read_norb if inner[1] else read_idx
    assert read(inner) == answer_of(file[1])


@settings(max_examples=10)  # megabytes each
@given(idx_files(shape=(1000, 28, 28)) | norb_files(shape=(50, 2, 96, 96)))
def test_large_files(file: File) -> None:
    """Megabytes are no burden: they come from a seed."""
    data, array = file
    width = array.dtype.itemsize
    order = ">" if data[1] == 0 else "<"
    assert len(data) == array.nbytes + (16 if order == ">" else 24)
    stored = np.frombuffer(data, f"{order}u{width}", offset=len(data) - array.nbytes)
    assert (stored == array.view(f"u{width}").ravel()).all()
    loads(file)


def test_the_simplest_files() -> None:
    """Files shrink to one uint8 zero, uncompressed or as gzip of one member."""
    data, array = smallest(idx_files(), lambda _: True)
    assert data == bytes.fromhex("00000801 00000001 00")
    assert (array.dtype, array.tolist()) == (np.dtype(np.uint8), [0])
    data, array = smallest(norb_files(), lambda _: True)
    assert data == bytes.fromhex("554C3D1E 01000000 01000000 01000000 01000000 00")
    assert (array.dtype, array.tolist()) == (np.dtype(np.uint8), [0])
    data, array = smallest(wrapped(idx_files()), lambda _: True)
    assert data == gzip.compress(bytes.fromhex("00000801 00000001 00"), 0, mtime=0)
    assert array.tolist() == [0]


@pytest.mark.parametrize(
    ("dtype", "value", "idx", "norb"),
    [
        ("uint8", 200, "00000801 00000001 C8", "554C3D1E C8"),
        ("int8", 100, "00000901 00000001 64", "574C3D1E 64"),
        ("int16", 258, "00000B01 00000001 0102", "564C3D1E 0201"),
        ("int32", 258, "00000C01 00000001 00000102", "544C3D1E 02010000"),
        ("float32", 1.0, "00000D01 00000001 3F800000", "514C3D1E 0000803F"),
        ("float64", 1.0, "00000E01 00000001 3FF0000000000000", "534C3D1E 000000000000F03F"),
    ],
)
def test_bytes_of_each_type(dtype: str, value: float, idx: str, norb: str) -> None:
    """The least value that is asked for of each type, typed in: code and byte order."""
    data, _ = smallest(idx_files(dtype=dtype, shape=1), lambda file: bool(file[1][0] >= value))
    assert data == bytes.fromhex(idx)
    data, _ = smallest(norb_files(dtype=dtype, shape=1), lambda file: bool(file[1][0] >= value))
    ones = "01000000" * 4  # rank, size and two unused slots
    assert data == bytes.fromhex(norb[:8] + ones + norb[8:])


def test_bytes_of_a_shape() -> None:
    """Sizes stand in order, and the last index runs fastest."""
    files = idx_files(dtype="uint8", shape=(2, 3))
    data, array = smallest(files, lambda file: bool(file[1][0, 1] > 0 and file[1][1, 2] > 1))
    assert data == bytes.fromhex("00000802 00000002 00000003 000100 000002")
    assert array.tolist() == [[0, 1, 0], [0, 0, 2]]
    data, _ = smallest(idx_files(dtype="int8", shape=1), lambda file: bool(file[1][0] < 0))
    assert data == bytes.fromhex("00000901 00000001 FF")
    data, _ = smallest(norb_files(shape=(1, 1, 1, 2)), lambda _: True)
    assert data == bytes.fromhex("554C3D1E 04000000 01000000 01000000 01000000 02000000 0000")


@pytest.mark.parametrize(
    ("kind", "magic"), [("gzip", "1f8b"), ("xz", "fd377a585a00"), ("bzip2", "425a68")]
)
def test_kinds_of_wrappers(kind: str, magic: str) -> None:
    """Each kind can be asked for, and comes up unasked."""
    data, _ = smallest(wrapped(idx_files(), kinds=[kind]), lambda _: True)
    assert data.hex().startswith(magic)
    data, _ = smallest(wrapped(idx_files()), lambda file: file[0].hex().startswith(magic))
    assert data.hex().startswith(magic)


def test_gzip_in_two_members() -> None:
    """A file in two members comes up; a reader that stops behind the first is found out."""
    data, array = smallest(
        wrapped(idx_files(), kinds=["gzip"]), lambda file: file[0].count(b"\x1f\x8b\x08\0") == 2
    )
    assert gzip.decompress(data) == bytes.fromhex("00000801 00000001 00")
    assert array.tolist() == [0]


@given(wrapped(st.just((b"any bytes", "any answer"))) | wrapped(damaged_files(rules=["TRN005"])))
def test_any_answer_is_kept(file: tuple[bytes, str]) -> None:
    """The second of a pair is passed on, whatever it is."""
    assert file[1] in ("any answer", "TRN005")
