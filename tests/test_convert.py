"""convert: values and shape are kept whatever the formats, or nothing is written."""

import bz2
import gzip
import io
import lzma
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from idxcheck.convert import convert, target_format

# Two elements of each type: IDX code, NORB magic, numpy's letters, big-endian, little-endian.
# The first float of each pair is a signalling NaN with a payload, the second is minus zero.
ELEMENTS = {
    "uint8": (0x08, 0x55, "|u1", "01 ff", "01 ff"),
    "int8": (0x09, 0x57, "|i1", "01 ff", "01 ff"),
    "int16": (0x0B, 0x56, "<i2", "0102 ff80", "0201 80ff"),
    "int32": (0x0C, 0x54, "<i4", "01020304 fffefdfc", "04030201 fcfdfeff"),
    "float32": (0x0D, 0x51, "<f4", "7fa00001 80000000", "0100a07f 00000080"),
    "float64": (
        0x0E,
        0x53,
        "<f8",
        "7ff4000000000001 8000000000000000",
        "010000000000f47f 0000000000000080",
    ),
}
FORMATS = ["idx", "mat", "npy", "npz"]


def idx(code: int, shape: tuple[int, ...], payload: str) -> bytes:
    """Return an IDX file."""
    sizes = struct.pack(f">{len(shape)}I", *shape)
    return bytes([0, 0, code, len(shape)]) + sizes + bytes.fromhex(payload)


def norb(
    magic: int, sizes: tuple[int, ...], payload: str, rank: int = 3, order: str = "<"
) -> bytes:
    """Return a NORB file whose size slots are `sizes`."""
    head = struct.pack(f"{order}2i", 0x1E3D4C00 + magic, rank)
    return head + struct.pack(f"{order}{len(sizes)}i", *sizes) + bytes.fromhex(payload)


def npy(descr: str, shape: str, payload: str, *, version: int = 1, fortran: bool = False) -> bytes:
    """Return a .npy file; `descr` and `shape` are Python source."""
    text = f"{{'descr': {descr}, 'fortran_order': {fortran}, 'shape': {shape}, }}\n".encode()
    size = struct.pack("<H" if version == 1 else "<I", len(text))
    return b"\x93NUMPY" + bytes([version, 0]) + size + text + bytes.fromhex(payload)


def npz(**members: bytes) -> bytes:
    """Return an .npz file that holds `members`."""
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.npy", data)
    return stored.getvalue()


def made(kind: str, name: str) -> bytes:
    """Return a file of format `kind` that holds the two elements called `name` as 1 x 2 x 1."""
    code, magic, descr, big, little = ELEMENTS[name]
    if kind == "idx":
        return idx(code, (1, 2, 1), big)
    if kind == "mat":
        return norb(magic, (1, 2, 1), little)
    array = npy(repr(descr), "(1, 2, 1)", little)
    return array if kind == "npy" else npz(arr_0=array)


@pytest.fixture
def converted(tmp_path: Path) -> Callable[..., Path]:
    """Convert the bytes given to a file in the format given; return its path."""

    def run(data: bytes, suffix: str, *, strict: bool = True) -> Path:
        source, target = tmp_path / "source", tmp_path / f"target.{suffix}"
        source.write_bytes(data)
        convert(source, target, strict=strict)
        return target

    return run


@pytest.mark.parametrize("name", ELEMENTS)
@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_type_between_every_two_formats(
    converted: Callable[..., Path], name: str, kind: str, suffix: str
) -> None:
    """All bits of all types arrive in the byte order of the output's format."""
    target = converted(made(kind, name), suffix)
    _, _, descr, _, little = ELEMENTS[name]
    if suffix in ("idx", "mat"):
        assert target.read_bytes() == made(suffix, name)
    else:
        loaded = np.load(target)
        array = loaded["arr_0"] if suffix == "npz" else loaded
        assert (array.dtype.str, array.shape) == (descr, (1, 2, 1))
        assert array.tobytes() == bytes.fromhex(little)


@pytest.mark.parametrize(
    ("suffix", "unpack"),
    [("gz", gzip.decompress), ("xz", lzma.decompress), ("bz2", bz2.decompress)],
)
def test_compressed_output(
    converted: Callable[..., Path], suffix: str, unpack: Callable[[bytes], bytes]
) -> None:
    """The name's suffix asks for compression, of each format but .npz."""
    target = converted(made("npy", "int16"), f"idx.{suffix}")
    assert unpack(target.read_bytes()) == made("idx", "int16")
    target = converted(made("idx", "int16"), f"npy.{suffix}")
    assert np.load(io.BytesIO(unpack(target.read_bytes()))).tolist() == [[[0x102], [-0x80]]]


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress])
def test_compressed_input(converted: Callable[..., Path], pack: Callable[[bytes], bytes]) -> None:
    """A compressed input is unwrapped by its bytes, whatever its name."""
    assert converted(pack(made("idx", "int32")), "mat").read_bytes() == made("mat", "int32")
    assert converted(pack(made("npy", "int32")), "mat").read_bytes() == made("mat", "int32")


BY_ROWS = "010002000300040005000600"  # 1 2 3 4 5 6, little-endian
BY_COLUMNS = "010004000200050003000600"  # 1 4 2 5 3 6


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(npy("'>i2'", "(2, 3)", "000100020003000400050006"), id="big-endian"),
        pytest.param(npy("'<i2'", "(2, 3)", BY_ROWS, version=2), id="version 2"),
        pytest.param(npy("'<i2'", "(2, 3)", BY_ROWS, version=3), id="version 3"),
        pytest.param(npy("'<i2'", "(2L, 3L)", BY_ROWS), id="Python 2"),
        pytest.param(npy("'<i2'", "(2, 3)", BY_COLUMNS, fortran=True), id="Fortran"),
        pytest.param(
            npy("'>i2'", "(2, 3)", "000100040002000500030006", fortran=True), id="big Fortran"
        ),
        pytest.param(
            gzip.compress(npy("'<i2'", "(2, 3)", BY_COLUMNS, fortran=True)), id="Fortran in gzip"
        ),
        pytest.param(npz(x=npy("'<i2'", "(2, 3)", BY_COLUMNS, fortran=True)), id="Fortran in npz"),
    ],
)
def test_every_form_of_npy(converted: Callable[..., Path], data: bytes) -> None:
    """Whatever way numpy stores [[1, 2, 3], [4, 5, 6]], it is the same IDX file."""
    assert converted(data, "idx").read_bytes() == bytes.fromhex(
        "00000b02 00000002 00000003 000100020003000400050006"
    )


@pytest.mark.parametrize("shape", ["(6,)", "(1, 6, 1)"])
def test_fortran_order_of_one_row(converted: Callable[..., Path], shape: str) -> None:
    """An array with one size above 1 has the same order in Fortran as in C."""
    written = converted(npy("'<i2'", shape, BY_ROWS, fortran=True), "idx").read_bytes()
    assert written[-12:] == bytes.fromhex("000100020003000400050006")


@pytest.mark.parametrize("fortran", [False, True])
def test_empty_arrays(converted: Callable[..., Path], fortran: bool) -> None:  # noqa: FBT001 - a case
    """An array without elements keeps its shape."""
    empty = converted(npy("'<f4'", "(3, 0, 2)", "", fortran=fortran), "idx")
    assert empty.read_bytes() == idx(0x0D, (3, 0, 2), "")
    loaded = np.load(converted(idx(0x0D, (3, 0, 2), ""), "npy"))
    assert (loaded.dtype.str, loaded.shape) == ("<f4", (3, 0, 2))


def test_lenient_scalars(converted: Callable[..., Path]) -> None:
    """The lenient reading takes rank 0 in every format, as a NORB header without sizes."""
    array = npy("'<i4'", "()", "04030201")
    assert converted(array, "idx", strict=False).read_bytes() == idx(0x0C, (), "01020304")
    assert converted(array, "mat", strict=False).read_bytes() == norb(0x54, (), "04030201", 0)
    written = converted(norb(0x54, (1, 1, 1), "04030201", 0), "npy", strict=False)
    assert np.load(written).tolist() == 0x01020304


def test_lenient_input(converted: Callable[..., Path]) -> None:
    """The lenient reading takes swapped NORB, trailing bytes and the magic of C's long."""
    swapped = norb(0x56, (2, 1, 1), "0102 ff80", 1, order=">")
    assert converted(swapped, "idx", strict=False).read_bytes() == idx(0x0B, (2,), "0102 ff80")
    trailing = idx(0x08, (2,), "01 02 03")
    assert converted(trailing, "mat", strict=False).read_bytes() == norb(0x55, (2, 1, 1), "0102", 1)
    long = norb(0x58, (1, 1, 1), "0807060504030201", 1)
    assert np.load(converted(long, "npy", strict=False)).tolist() == [0x0102030405060708]


@pytest.mark.parametrize(
    ("descr", "payload", "value"),
    [
        ("'|b1'", "01", True),
        ("'>u2'", "ff01", 0xFF01),
        ("'>i8'", "8000000000000001", -0x7FFFFFFFFFFFFFFF),
        ("'>f2'", "3c00", 1.0),
    ],
)
def test_other_types_between_numpy_files(
    converted: Callable[..., Path], descr: str, payload: str, value: object
) -> None:
    """What only numpy holds goes from .npy to .npz and comes out little-endian."""
    loaded = np.load(converted(npy(descr, "(1,)", payload), "npz"))["arr_0"]
    assert loaded.tolist() == [value]
    assert loaded.dtype.str == descr[1:-1].replace(">", "<")


def test_numpy_files_are_as_numpy_writes_them(converted: Callable[..., Path]) -> None:
    """A .npy file has the bytes numpy.save writes; an .npz file has the same on every day."""
    by_numpy = io.BytesIO()
    np.save(by_numpy, np.array([[1, -2], [3, 4]], "<i4"))
    source = idx(0x0C, (2, 2), "00000001 fffffffe 00000003 00000004")
    assert converted(source, "npy").read_bytes() == by_numpy.getvalue()
    with zipfile.ZipFile(converted(source, "npz")) as archive:
        assert [(each.filename, each.date_time) for each in archive.infolist()] == [
            ("arr_0.npy", (1980, 1, 1, 0, 0, 0))
        ]
        assert archive.read("arr_0.npy") == by_numpy.getvalue()


def test_in_place(tmp_path: Path) -> None:
    """A file can take its own place."""
    path = tmp_path / "a.npy"
    path.write_bytes(npy("'<i2'", "(2, 3)", BY_COLUMNS, fortran=True))
    convert(path, path)
    assert np.load(path).tolist() == [[1, 2, 3], [4, 5, 6]]
    assert b"'fortran_order': False" in path.read_bytes()
    assert [each.name for each in tmp_path.iterdir()] == ["a.npy"]


def test_what_was_converted_is_told(tmp_path: Path) -> None:
    """The result names the wrappers, the format, the type and the shape of the input."""
    source = tmp_path / "a"
    source.write_bytes(gzip.compress(made("idx", "int16")))
    matrix = convert(source, tmp_path / "a.npz")
    assert (matrix.layers, matrix.format) == (("gzip",), "idx")
    assert (matrix.dtype.name, matrix.shape) == ("int16", (1, 2, 1))
    assert convert(tmp_path / "a.npz", tmp_path / "a.npy").format == "npz"
    assert convert(tmp_path / "a.npy", tmp_path / "a.mat").format == "npy"
    assert convert(tmp_path / "a.mat", tmp_path / "a.idx").format == "norb"


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.idx", "idx"),
        ("train-images-idx3-ubyte.gz", "idx"),
        ("a.MAT.xz", "norb"),
        ("a.NPY.bz2", "npy"),
        ("folder.idx/a.npz", "npz"),
    ],
)
def test_format_by_name(name: str, format_: str) -> None:
    """The format of an output is found by the end of its name, in any case."""
    assert target_format(name) == format_


STATUS = Path("/proc/self/status")
# Not ru_maxrss, which holds what the parent had in memory before the child's own program ran.
MEASURE = f"""
import pathlib, re, sys
from idxcheck.convert import convert
convert(sys.argv[1], sys.argv[2])
print(re.search("VmHWM:\\s*([0-9]+) kB", pathlib.Path("{STATUS}").read_text())[1])
"""


@pytest.mark.slow
@pytest.mark.skipif(not STATUS.exists(), reason="peak memory is read from /proc")
def test_memory_is_constant(tmp_path: Path) -> None:
    """500 MB of int32 are converted, byte order and all, in less than 100 MiB."""
    source, target = tmp_path / "large.idx", tmp_path / "large.npy"
    with source.open("wb") as file:
        file.write(idx(0x0C, (125, 1000, 1000), ""))
        file.truncate(16 + 500_000_000)
    run = [sys.executable, "-c", MEASURE, str(source), str(target)]
    peak = int(subprocess.run(run, check=True, capture_output=True).stdout)  # noqa: S603 - our own code
    assert target.stat().st_size == 128 + 500_000_000
    target.unlink()
    assert peak < 100 * 1024  # KiB
