"""smallNORB at its full size, 2 x 448 MB made here: checked, looked up and packed in little memory."""

import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import idxcheck

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc"),
]
MEBIBYTE = 1 << 20
ITEMS = 24300
PAIR = 2 * 96 * 96  # bytes
PREFIXES = {
    "smallnorb-5x46789x9x18x6x2x96x96-training-": (4, 6, 7, 8, 9),
    "smallnorb-5x01235x9x18x6x2x96x96-testing-": (0, 1, 2, 3, 5),
}

# VmHWM, unlike ru_maxrss, does not begin with the peak of the process that forked this one.
PEAK = """
with open("/proc/self/status") as status:
    print(next(int(line.split()[1]) << 10 for line in status if line.startswith("VmHWM")))
"""
CHECK = """
import sys
from idxcheck.checking import check
for file in check(sys.argv[1]).files:
    codes = [finding.code for finding in file.findings]
    print(file.path.split("-")[-2], file.path.split("-")[-1], file.content.value, *codes)
"""
LOOK = """
import sys
from idxcheck.datasets.smallnorb import SmallNorb
norb = SmallNorb(sys.argv[1])
for index in (0, norb.index("car", 4, 0, 0, 0), norb.index("human", 1, 2, 6, 3), 48599):
    left, right = norb.picture(index), norb.picture(index, "right")
    print(index, left[0, :4].tolist(), right[-1, -2:].tolist())
print(len(norb.select(category="car", lighting=2)), norb.rotation("car", 4, 0, 0)[[0, 1, 17]])
"""
PACK = """
import sys
from idxcheck.datasets.packing import pack
done = pack(sys.argv[1], sys.argv[1] + "/packed.npz")
print(done.title, done.train_count, done.test_count, done.arrays["inputs"][1])
"""


@pytest.fixture(scope="module")
def folder(
    tmp_path_factory: pytest.TempPathFactory, tables_of: Callable[..., Any]
) -> Iterator[Path]:
    """A folder of the six files, removed at the end.

    The left picture of a pair begins with its index over both parts, in four bytes, the
    right one ends with 255; zeros lie between, which take no room on most disks.
    """
    home = tmp_path_factory.mktemp("full") / "smallnorb"
    home.mkdir()
    try:
        for part, (prefix, instances) in enumerate(PREFIXES.items()):
            categories, factors = tables_of(instances)
            idxcheck.save(home / f"{prefix}cat.mat", categories)
            idxcheck.save(home / f"{prefix}info.mat", factors)
            with (home / f"{prefix}dat.mat").open("wb") as file:
                file.write(struct.pack("<6i", 0x1E3D4C55, 4, ITEMS, 2, 96, 96))
                for item in range(ITEMS):
                    file.write(struct.pack("<I", ITEMS * part + item))
                    file.seek(PAIR - 5, 1)
                    file.write(b"\xff")
        yield home
    finally:
        shutil.rmtree(home)


def run(code: str, folder: Path) -> tuple[list[str], int]:
    """Return the lines that `code` prints in a process of its own, and its peak in bytes."""
    command = [sys.executable, "-c", code + PEAK, str(folder)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 - our own interpreter
    *said, memory = done.stdout.splitlines()
    return said, int(memory)


def test_check(folder: Path) -> None:
    """Six files of 897 MB are judged in constant memory; those made as published are verified.

    The others are not smallNORB's, which their digests tell; nothing else is to be said.
    """
    said, memory = run(CHECK, folder)
    assert said == [
        "testing cat.mat verified",
        "testing dat.mat unknown PRF007",
        "testing info.mat verified",
        "training cat.mat verified",
        "training dat.mat unknown PRF007",
        "training info.mat unknown PRF007",
    ]
    assert memory < 100 * MEBIBYTE


def test_look_up(folder: Path) -> None:
    """Some pictures of both parts cost what they hold, not the 448 MB of their files."""
    said, memory = run(LOOK, folder)
    assert said == [
        "0 [0, 0, 0, 0] [0, 255]",
        "4 [4, 0, 0, 0] [0, 255]",
        "30346 [138, 118, 0, 0] [0, 255]",
        "48599 [215, 189, 0, 0] [0, 255]",
        "1620 [  4  34 514]",
    ]
    assert memory < 100 * MEBIBYTE


def mapped_inputs(path: Path) -> NDArray[np.uint8]:
    """Return `inputs` of an .npz file without reading it: the member is not compressed."""
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo("inputs.npy")
    with path.open("rb") as file:
        file.seek(member.header_offset + 26)  # behind what a local header has before its lengths
        name, extra = struct.unpack("<2H", file.read(4))
        file.seek(name + extra, 1)
        assert np.lib.format.read_magic(file) == (1, 0)
        shape, fortran, dtype = np.lib.format.read_array_header_1_0(file)
        assert (shape, fortran, dtype.name) == ((48600, 2, 96, 96), False, "uint8")
        return np.memmap(path, np.uint8, "r", file.tell(), shape)


def test_pack(folder: Path) -> None:
    """The whole set goes to one .npz file in constant memory, picture by picture the same."""
    said, memory = run(PACK, folder)
    assert said == ["smallNORB 24300 24300 (48600, 2, 96, 96)"]
    assert memory < 100 * MEBIBYTE
    inputs = mapped_inputs(folder / "packed.npz")
    for index, first in [
        (0, [0, 0, 0, 0]),
        (24299, [235, 94, 0, 0]),
        (24300, [236, 94, 0, 0]),
        (48599, [215, 189, 0, 0]),
    ]:
        assert inputs[index, 0, 0, :4].tolist() == first
        assert int(inputs[index, 1].sum()) == int(inputs[index, 1, 95, 95]) == 255
    with np.load(folder / "packed.npz") as archive:
        assert archive["targets"][24298:24304].tolist() == [3, 4, 0, 1, 2, 3]
        assert archive["info"][[0, 24300, 48599]].tolist() == [
            [4, 0, 0, 0],
            [0, 0, 0, 0],
            [5, 8, 34, 5],
        ]
        assert int(archive["train_count"]) == 24300
