"""The peak of memory, each measured in a process of its own: little, whatever a file claims."""

import gzip
import hashlib
import lzma
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc"),
]
MEBIBYTE = 1 << 20
GIBIBYTE = 1 << 30

# VmHWM, unlike ru_maxrss, does not begin with the peak of the process that forked this one.
PEAK = """
def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) << 10 for line in status if line.startswith("VmHWM"))
"""
CHECK = f"""
import sys
from idxcheck.checking import check
{PEAK}
file = check(sys.argv[1]).files[0]
print(file.verdict.value, *[finding.code for finding in file.findings])
print(peak())
"""
LOAD = f"""
import sys
import numpy
import idxcheck
{PEAK}
idxcheck.load(bytes.fromhex("00000C01 00000001 00000001"))
before = peak()
array = idxcheck.load(sys.argv[1])
print(array.dtype, array.shape, int(array.reshape(-1)[-1]))
print(peak() - before)
"""


def run(code: str, path: Path) -> tuple[str, int]:
    """Return the first line that `code` prints, and the bytes on the second."""
    command = [sys.executable, "-c", code, str(path)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 - our own interpreter
    said, memory = done.stdout.splitlines()
    return said, int(memory)


def sparse(path: Path, head: bytes, length: int) -> Path:
    """Write a file of `length` bytes that takes next to no room: `head`, then zeros."""
    with path.open("wb") as file:
        file.write(head)
        file.truncate(length)
    return path


def test_check_of_two_gibibytes(tmp_path: Path) -> None:
    """A payload streams past in constant memory."""
    head = struct.pack(">HBB2I", 0, 0x08, 2, 2048, MEBIBYTE)
    path = sparse(tmp_path / "large.idx", head, 12 + 2 * GIBIBYTE)
    said, memory = run(CHECK, path)
    assert said.split()[0] == "valid"
    assert memory < 100 * MEBIBYTE


def test_check_of_a_gzip_that_expands_to_two_gibibytes(tmp_path: Path) -> None:
    """A stream of 2 MB that holds just what its header says is valid, and read in passing."""
    path = tmp_path / "large.idx.gz"
    zeros = bytes(8 * MEBIBYTE)
    with gzip.open(path, "wb", 9) as file:
        file.write(struct.pack(">HBB2I", 0, 0x08, 2, 2048, MEBIBYTE))
        for _ in range(256):
            file.write(zeros)
    assert path.stat().st_size < 2.2e6
    said, memory = run(CHECK, path)
    assert said.split()[0] == "valid"
    assert memory < 100 * MEBIBYTE


def xz_with_large_dictionary(content: bytes) -> bytes:
    """Return an xz file whose block header asks for a dictionary of 1.5 GiB.

    The block header is bytes 12 to 19 with a checksum behind it; byte 16 holds the size of
    the dictionary, and 37 stands for 1.5 GiB.
    """
    stored = lzma.compress(content, lzma.FORMAT_XZ, filters=[{"id": lzma.FILTER_LZMA2}])
    assert stored[12:16] == b"\x02\x00\x21\x01"
    header = stored[12:16] + bytes([37]) + stored[17:20]
    return stored[:12] + header + struct.pack("<I", zlib.crc32(header)) + stored[24:]


def test_check_of_an_xz_with_a_large_dictionary(tmp_path: Path) -> None:
    """A decoder that would need 1.5 GiB is not started: the file is undetermined."""
    noise = hashlib.shake_256(b"noise").digest(220_000)
    path = tmp_path / "m.idx.xz"
    path.write_bytes(xz_with_large_dictionary(struct.pack(">HBBI", 0, 8, 1, 220_000) + noise))
    assert 220_000 < path.stat().st_size < 221_000
    said, memory = run(CHECK, path)
    assert said == "undetermined TRN106"
    assert memory < 100 * MEBIBYTE


def test_absurd_claim_is_judged_at_once(tmp_path: Path) -> None:
    """A file of 20 bytes that claims 2^62 elements takes neither time nor memory."""
    path = tmp_path / "claim.idx"
    path.write_bytes(struct.pack(">HBB4I", 0, 0x0E, 4, 2**31, 2**30, 2, 1))
    start = time.monotonic()
    said, memory = run(CHECK, path)
    assert said == "invalid IDX104 IDX105 IDX201"
    assert memory < 60 * MEBIBYTE
    assert time.monotonic() - start < 10  # nearly all of it the interpreter's


def contents(kind: str, count: int) -> bytes:
    """Return a matrix of `count` elements, most of them 0, the last 77."""
    if kind == "uint8":
        return struct.pack(">HBBI", 0, 8, 1, count) + bytes(count - 1) + b"\x4d"
    if kind == "swapped float64":
        return struct.pack(">HBBI", 0, 14, 1, count) + bytes(8 * count - 8) + struct.pack(">d", 77)
    return struct.pack("<Ii3i", 0x1E3D4C54, 1, count, 1, 1) + bytes(4 * count - 4) + b"\x4d\0\0\0"


@pytest.mark.parametrize(
    ("kind", "count", "dtype"),
    [
        ("uint8", 100 * MEBIBYTE, "uint8"),
        ("swapped float64", 13 * MEBIBYTE, "float64"),
        ("NORB int32", 26 * MEBIBYTE, "int32"),
    ],
)
@pytest.mark.parametrize("wrapper", ["raw", "gz", "xz", "gz in gz"])
def test_load_grows_by_the_array(
    wrapper: str, kind: str, count: int, dtype: str, tmp_path: Path
) -> None:
    """Loading takes the array and no more: 5 % and 16 MiB are for buffers."""
    path = tmp_path / "m"
    content = contents(kind, count)
    if wrapper == "gz":
        content = gzip.compress(content, 1)
    elif wrapper == "xz":
        content = lzma.compress(content, preset=0)
    elif wrapper == "gz in gz":
        content = gzip.compress(gzip.compress(content, 1), 1)
    path.write_bytes(content)
    said, growth = run(LOAD, path)
    assert said == f"{dtype} ({count},) 77"
    size = count * {"uint8": 1, "float64": 8, "int32": 4}[dtype]
    assert growth <= 1.05 * size + 16 * MEBIBYTE
