"""The peak of memory of a repair, measured in a process of its own: little, whatever the size."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

MEBIBYTE = 1 << 20
# VmHWM, unlike ru_maxrss, does not begin with the peak of the process that forked this one.
REPAIR = """
import sys
from idxcheck.repair import repair
def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) << 10 for line in status if line.startswith("VmHWM"))
before = peak()
print(*[step.code for step in repair(*sys.argv[1:])])
print(peak() - before)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_constant_memory(tmp_path: Path) -> None:
    """A swapped matrix of 96 MiB with a line end streams past: looked at, mended, checked."""
    damaged, result = tmp_path / "in.mat", tmp_path / "out.mat.gz"
    with damaged.open("wb") as file:
        file.write(struct.pack(">6i", 0x1E3D4C54, 4, 24, 1024, 1024, 1))
        file.seek(96 * MEBIBYTE - 32, os.SEEK_CUR)  # zeros that take next to no room
        file.write(struct.pack(">8i", *[-2, 3] * 4) + b"\n")
    command = [sys.executable, "-c", REPAIR, str(damaged), str(result)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 - our own interpreter
    said, memory = done.stdout.splitlines()
    assert said == "NRB002 NRB202 None"
    assert int(memory) < 16 * MEBIBYTE
