"""How fast idxcheck loads and saves, side by side with numpy and others.

    python benchmarks/load_save.py [--rounds N]

Each line is one task done in two ways in the same run: the ways take turns, each time in a
process of its own that has run all modules once, and their medians make a ratio. First both
are seen to give the same. Where there is a target the line says whether it is met; the exit
status is 1 where one is missed. Numpy's huge pages are off: what they cost changes from call
to call. The files are in the page cache. Runs where a process can fork.
"""

import argparse
import gzip
import importlib.util
import multiprocessing
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from idxcheck import load, save

try:
    import idx2numpy
except ImportError:
    idx2numpy = None

IMAGES = (60_000, 28, 28)  # uint8, 47 MB: the size of MNIST's training images
FLOATS = (50_000, 1000)  # float32, 200 MB
IMAGES_HEADER = bytes.fromhex("00000803 0000ea60 0000001c 0000001c")
FLOATS_HEADER = bytes.fromhex("00000d02 0000c350 000003e8")
MNIST = "mnist/train-images-idx3-ubyte.gz"  # in the folder IDXCHECK_DATA
INK = 0.19  # the part of MNIST's pixels that is not zero
SMALL = bytes.fromhex("00000801 00000001 07")
SETTINGS = {"NUMPY_MADVISE_HUGEPAGE": "0", "OPENBLAS_NUM_THREADS": "1"}  # threads do not fork
STATUS = Path("/proc/self/status")
MEBIBYTE = 1 << 20

Array = NDArray[Any]
Load = Callable[[Path], Array]
Save = Callable[[Path, Array], object]


def load_fromfile(path: Path) -> Array:
    """Load bytes that need no swap, the header known beforehand."""
    return np.fromfile(path, np.uint8, offset=len(IMAGES_HEADER)).reshape(IMAGES)


def load_memmap(path: Path) -> Array:
    """Load big-endian floats as native ones, the header known beforehand."""
    mapped: Array = np.memmap(path, ">f4", "r", len(FLOATS_HEADER), FLOATS)
    return mapped.astype(np.float32)


def load_gzip(path: Path) -> Array:
    """Load from gzip with the standard library, the header known beforehand."""
    with gzip.open(path) as file:
        content = file.read()
    return np.frombuffer(content, np.uint8, offset=len(IMAGES_HEADER)).reshape(IMAGES)


def load_idx2numpy(path: Path) -> Array:
    """Load as idx2numpy does, in the byte order of the file."""
    return np.asarray(idx2numpy.convert_from_file(str(path)))


def save_idx(path: Path, array: Array) -> None:
    """Save as idxcheck does."""
    save(path, array, "idx")


def save_by_hand(path: Path, array: Array) -> None:
    """Save whole or not at all in the fewest steps, the header known beforehand."""
    temporary = path.with_name(f"{path.name}.tmp")
    with temporary.open("wb") as file:
        file.write(IMAGES_HEADER)
        array.tofile(file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def save_idx2numpy(path: Path, array: Array) -> None:
    """Save as idx2numpy does, in place and not synced."""
    idx2numpy.convert_to_file(str(path), array)


def apart(function: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401 - what `function` returns
    """Return what `function` returns, run in a process of its own."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(function, arguments)


def time_load(way: Load, path: Path) -> float:
    """Return the milliseconds one load takes."""
    load(SMALL)  # pages shared with the parent process are copied now
    start = time.perf_counter()
    array = way(path)
    end = time.perf_counter()
    del array
    return 1000 * (end - start)


def time_save(way: Save, source: Path, target: Path) -> float:
    """Return the milliseconds it takes to save the images of `source` over `target`."""
    array = load_fromfile(source)
    save(BytesIO(), array[:1], "idx")
    start = time.perf_counter()
    way(target, array)
    return 1000 * (time.perf_counter() - start)


def time_command(command: Sequence[str]) -> float:
    """Return the milliseconds a command takes from start to end."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own commands
    return 1000 * (time.perf_counter() - start)


def same_arrays(one: Load, other: Load, path: Path) -> bool:
    """Whether two ways load equal values."""
    return np.array_equal(one(path), other(path))


def same_files(one: Save, other: Save, source: Path) -> bool:
    """Whether two ways save the images of `source` as equal bytes."""
    first, second = source.with_name("first.idx"), source.with_name("second.idx")
    one(first, load_fromfile(source))
    other(second, load_fromfile(source))
    return first.read_bytes() == second.read_bytes()


def growth(path: Path) -> tuple[float, float]:
    """Return by how many MiB the peak of memory grows in a load, and the MiB of the array."""
    load(SMALL)
    before = memory("VmRSS")
    array = load(path)
    return (memory("VmHWM") - before) / 1024, array.nbytes / MEBIBYTE


def memory(field: str) -> int:
    """Return a figure of this process, in KiB, as Linux tells it."""
    return int(re.findall(rf"{field}:\s*(\d+) kB", STATUS.read_text())[0])


@dataclass(frozen=True)
class Task:
    """One task and the two ways of doing it; `target` is the ratio wanted."""

    name: str
    versus: str
    ours: Callable[[], float]
    theirs: Callable[[], float]
    same: Callable[[], bool] = lambda: True
    target: float | None = None


def make_files(folder: Path) -> tuple[Path, Path, Path]:
    """Write the files: images, the same in gzip, floats."""
    images, packed, floats = (
        folder / name for name in ("uint8.idx", "uint8.idx.gz", "float32.idx")
    )
    genuine = Path(os.environ.get("IDXCHECK_DATA", "missing"), MNIST)
    if genuine.is_file():
        shutil.copyfile(genuine, packed)
    else:
        random = np.random.default_rng(0)
        pixels = random.integers(1, 256, IMAGES, np.uint8)
        pixels[random.random(IMAGES, np.float32) > INK] = 0
        packed.write_bytes(gzip.compress(IMAGES_HEADER + pixels.tobytes(), 6))
    images.write_bytes(gzip.decompress(packed.read_bytes()))
    values = np.random.default_rng(1).random(FLOATS, np.float32)
    floats.write_bytes(FLOATS_HEADER + values.astype(">f4").tobytes())
    print("images:", "MNIST's own training images" if genuine.is_file() else "generated")
    os.sync()  # so that nothing is written while something is measured
    return images, packed, floats


def tasks(images: Path, packed: Path, floats: Path) -> Iterator[Task]:
    """Yield the tasks in the order of the table."""

    def loading(name: str, path: Path, way: Load, versus: str, target: float | None) -> Task:
        ours, theirs = (partial(apart, time_load, each, path) for each in (load, way))
        same = partial(apart, same_arrays, load, way, path)
        return Task(name, versus, ours, theirs, same, target)

    def saving(way: Save, versus: str, target: float | None) -> Task:
        saved = images.with_name("saved.idx")
        ours, theirs = (partial(apart, time_save, each, images, saved) for each in (save_idx, way))
        same = partial(apart, same_files, save_idx, way, images)
        return Task("save 47 MB uint8", versus, ours, theirs, same, target)

    isal = importlib.util.find_spec("isal") is not None
    gzip_name = f"load 47 MB uint8, gzip ({'isal' if isal else 'no isal'})"
    yield loading("load 47 MB uint8", images, load_fromfile, "np.fromfile", 1.1)
    yield loading("load 200 MB float32", floats, load_memmap, "np.memmap + astype", 1.05)
    yield loading(gzip_name, packed, load_gzip, "gzip.open().read()", 0.5 if isal else None)
    yield saving(save_by_hand, "the same steps by hand", 1.2)
    if idx2numpy is None:
        print("idx2numpy is not installed: python -m pip install idx2numpy")
    else:
        yield loading("load 47 MB uint8", images, load_idx2numpy, "idx2numpy", None)
        yield loading("load 200 MB float32", floats, load_idx2numpy, "idx2numpy, no swap", None)
        yield saving(save_idx2numpy, "idx2numpy, in place, no sync", None)
    command = shutil.which("idxcheck", path=str(Path(sys.executable).parent))
    if command is None:
        print("the command idxcheck is not installed beside this Python")
    else:
        check = partial(time_command, [command, "check", "--header-only", str(images)])
        imports = partial(time_command, [sys.executable, "-c", "import construct, click"])
        yield Task("check --header-only", "import construct, click", check, imports, target=2.0)


def race(task: Task, rounds: int) -> tuple[float, float]:
    """Return the medians of both ways; who is first changes from round to round."""
    times: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(rounds):
        for ours in (turn % 2 == 0, turn % 2 == 1):
            times[ours].append(task.ours() if ours else task.theirs())
    return statistics.median(times[True]), statistics.median(times[False])


def show(name: str, ours: float, theirs: float, versus: str, target: float | None) -> bool:
    """Print one line; return whether its target is met."""
    ratio = ours / theirs
    met = target is None or ratio <= target
    verdict = "" if target is None else f"<= {target:4.2f} {'ok' if met else 'MISSED'}"
    print(f"{name:32}{ours:9.1f}{theirs:9.1f}{ratio:8.2f}  {verdict:15}{versus}", flush=True)
    return met


def main() -> int:
    """Measure, print the table and return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=9, help="times each way is run (9)")
    rounds = parser.parse_args().rounds
    met = True
    with tempfile.TemporaryDirectory() as folder:
        files = apart(make_files, Path(folder))
        print(f"{'time in ms':32}{'idxcheck':>9}{'other':>9}{'ratio':>8}  {'target':15}other")
        for task in tasks(*files):
            assert task.same(), f"{task.name}: {task.versus} gives something else"  # noqa: S101 - a fault of the benchmark
            met &= show(task.name, *race(task, rounds), task.versus, task.target)
        print("growth of peak memory in MiB" if STATUS.exists() else "no peak memory: no /proc")
        for path in files if STATUS.exists() else ():
            grown, size = apart(growth, path)
            limit = 1.05 * size + 16
            met &= show(f"load {path.name}", grown, limit, "1.05 x the array + 16 MiB", 1.0)
    return 0 if met else 1


if __name__ == "__main__":
    if not SETTINGS.items() <= os.environ.items():
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | SETTINGS)  # noqa: S606 - this script again
    sys.exit(main())
