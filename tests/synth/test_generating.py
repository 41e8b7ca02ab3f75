"""generate: the file it writes, what it refuses, and the memory it takes."""

import bz2
import gzip
import lzma
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import idxcheck
from idxcheck.errors import UsageError
from idxcheck.synth import generate

TYPES = {"uint8": 8, "int8": 9, "int16": 11, "int32": 12, "float32": 13, "float64": 14}


@pytest.mark.parametrize("dtype", TYPES)
def test_an_idx_file(dtype: str, tmp_path: Path) -> None:
    """The header, then the elements in C order, big-endian."""
    header = generate(tmp_path / "a.idx", [2, 3], dtype, fill="ramp")
    assert (header.format, header.element.name, header.shape) == ("idx", dtype, (2, 3))
    letter = dict(zip(TYPES, "Bbhifd", strict=True))[dtype]
    expected = struct.pack(f">4B2I6{letter}", 0, 0, TYPES[dtype], 2, 2, 3, *range(6))
    assert (tmp_path / "a.idx").read_bytes() == expected
    assert str(idxcheck.check(tmp_path / "a.idx").files[0].verdict.value) == "valid"


def test_a_norb_file(tmp_path: Path) -> None:
    """A name that ends in .mat gets a NORB header and little-endian elements."""
    generate(tmp_path / "a.mat", (2, 2), np.dtype(">i2"), fill="checker")
    expected = struct.pack("<5I4h", 0x1E3D4C56, 2, 2, 2, 1, 0, 32767, 32767, 0)
    assert (tmp_path / "a.mat").read_bytes() == expected


def test_compression(tmp_path: Path) -> None:
    """The suffix says the compression: stored gzip, xz or bzip2."""
    content = bytes.fromhex("00000801 00000003 000102")
    for suffix in ("gz", "xz", "bz2"):
        generate(tmp_path / f"a.idx.{suffix}", (3,), "uint8", fill="ramp")
    stored = (tmp_path / "a.idx.gz").read_bytes()
    assert stored == (bytes.fromhex("1f8b0800 00000000 00ff 01 0b00 f4ff") + content + stored[-8:])
    assert gzip.decompress(stored) == content
    assert lzma.decompress((tmp_path / "a.idx.xz").read_bytes()) == content
    assert bz2.decompress((tmp_path / "a.idx.bz2").read_bytes()) == content


def test_an_existing_file(tmp_path: Path) -> None:
    """A file that exists is replaced only with `replace`."""
    (tmp_path / "a.idx").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        generate(tmp_path / "a.idx", (3,), "uint8")
    assert (tmp_path / "a.idx").read_bytes() == b"mine"
    generate(tmp_path / "a.idx", (3,), "uint8", fill="zeros", replace=True)
    assert (tmp_path / "a.idx").read_bytes() == bytes.fromhex("00000801 00000003 000000")


def test_progress(tmp_path: Path) -> None:
    """The bytes of the payload are told as they are written."""
    told: list[int] = []
    generate(tmp_path / "a.idx.gz", (1000, 300), "int16", progress=told.append)
    assert sum(told) == 600_000
    assert len(told) > 2


def test_every_size_a_header_can_hold(tmp_path: Path) -> None:
    """Zero sizes and rank 255 are written as any other; numpy's own limit does not matter."""
    generate(tmp_path / "a.idx", (0, 4294967295), "uint8")
    assert (tmp_path / "a.idx").read_bytes() == bytes.fromhex("00000802 00000000 ffffffff")
    generate(tmp_path / "b.idx", (1,) * 254 + (2,), "uint8", fill="checker")
    assert (tmp_path / "b.idx").read_bytes() == (
        bytes.fromhex("000008ff") + b"\0\0\0\1" * 254 + b"\0\0\0\2" + b"\0\xff"
    )


@pytest.mark.parametrize(
    ("name", "shape", "dtype", "seed", "message"),
    [
        ("a", (3,), "uint8", 0, "the name 'a' tells no format; end it in .idx or .mat, with"),
        ("a.idx", (), "uint8", 0, "a scalar is no valid idx matrix; give it the shape 1"),
        ("a.mat", (), "uint8", 0, "a scalar is no valid norb matrix; give it the shape 1"),
        ("a.mat", (0, 2), "uint8", 0, r"NORB sizes are at least 1, not \(0, 2\); save it as IDX"),
        ("a.mat", (1,) * 12, "uint8", 0, "norb cannot hold the shape"),
        ("a.idx", (1,) * 256, "uint8", 0, "idx cannot hold the shape"),
        ("a.idx", (4294967296,), "uint8", 0, "idx cannot hold the shape"),
        ("a.idx", (-1,), "uint8", 0, "idx cannot hold the shape"),
        ("a.idx", (3,), "uint16", 0, "neither format holds uint16"),
        ("a.idx", (3,), "nothing", 0, "a matrix has a sequence of sizes and a dtype: "),
        ("a.idx", (3.5,), "uint8", 0, "a matrix has a sequence of sizes and a dtype: "),
        ("a.idx", 3, "uint8", 0, "a matrix has a sequence of sizes and a dtype: "),
        ("a.idx", (3,), "uint8", -1, "the seed must be from 0 to 18446744073709551615"),
    ],
)
def test_refusals(  # noqa: PLR0913, PLR0917 - the case
    name: str, shape: tuple[int, ...], dtype: str, seed: int, message: str, tmp_path: Path
) -> None:
    """What no file can be is refused before one is begun."""
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(UsageError, match=f"^{message}".replace("'a'", f"'{tmp_path / name}'")):
        generate(tmp_path / name, shape, dtype, seed=seed, replace=True)
    assert (tmp_path / name).read_bytes() == b"mine"


MEASURED = """
import sys
from idxcheck.synth import generate
def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
name, fill, dtype = sys.argv[1:]
generate(name, (20, 100, 100), dtype, fill=fill)
before = peak()
size = 8 if dtype == "float64" else 1
generate(name, (64 // size, 2048, 2049), dtype, fill=fill, replace=True)
print(peak() - before)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
@pytest.mark.parametrize(
    ("name", "fill", "dtype"),
    [("a.idx", "random", "uint8"), ("a.idx.gz", "ramp", "float64"), ("a.idx", "digits", "uint8")],
)
def test_memory_is_constant(name: str, fill: str, dtype: str, tmp_path: Path) -> None:
    """256 MiB take less than 24 MiB more than 200 kB do, each in a process of its own."""
    command = [sys.executable, "-c", MEASURED, str(tmp_path / name), fill, dtype]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 - our own interpreter
    assert int(done.stdout) < 24 << 10
    assert (tmp_path / name).stat().st_size > 1 << 28
    (tmp_path / name).unlink()


def test_the_names_of_the_package() -> None:
    """Both names are resolved when they are used; another is an AttributeError."""
    from idxcheck import synth  # noqa: PLC0415 - what is tested

    assert {"generate", "generate_data_set"} <= set(dir(synth))
    with pytest.raises(AttributeError, match=r"^module 'idxcheck.synth' has no attribute 'gen'$"):
        getattr(synth, "gen")  # noqa: B009 - mypy knows that it is not there


@pytest.mark.parametrize("name", ["a.idx", "a.mat.gz"])
def test_no_room(tmp_path: Path, name: str) -> None:
    """What the disk cannot hold is refused before a byte of it is written."""
    with pytest.raises(OSError, match=r"^\[Errno 28\] the file takes \d+ bytes, and the disk"):
        generate(tmp_path / name, (2**31 - 1, 2**31 - 1), "uint8", fill="zeros")
    assert list(tmp_path.iterdir()) == []
