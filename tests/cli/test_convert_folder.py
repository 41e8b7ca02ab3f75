"""`idxcheck convert FOLDER OUT.npz`: a whole data set, found by names or named."""

import struct
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

Command = Callable[..., Any]

MNIST = {
    "train-images-idx3-ubyte": (60000, 28, 28),
    "train-labels-idx1-ubyte": (60000,),
    "t10k-images-idx3-ubyte": (10000, 28, 28),
    "t10k-labels-idx1-ubyte": (10000,),
}
DONE = (
    "MNIST, 60000 train and 10000 test -> all.npz: npz, inputs uint8 70000 x 28 x 28,"
    " targets uint8 70000\n"
)


@pytest.fixture
def data(folder: Path) -> Path:
    """A folder `data` with files of MNIST's names and shapes; each begins with 1 and is zero."""
    home = folder / "data"
    home.mkdir()
    for name, shape in MNIST.items():
        with (home / name).open("wb") as file:
            rank = len(shape)
            file.write(struct.pack(f">HBB{rank}I", 0, 8, rank, *shape) + b"\1")
            file.truncate(4 + 4 * rank + int(np.prod(shape)))
    return home


def test_named_by_its_folder(idxcheck: Command, data: Path, folder: Path) -> None:
    """A folder called after its set needs no option; one line tells what the file holds."""
    data.rename(folder / "mnist")
    done = idxcheck("convert", "mnist", "all.npz")
    assert (done.status, done.out, done.err) == (0, f"mnist: {DONE}", "")
    with np.load(folder / "all.npz") as archive:
        assert archive["inputs"].shape == (70000, 28, 28)
        assert np.flatnonzero(archive["targets"]).tolist() == [0, 60000]
        assert archive["classes"].tolist() == list("0123456789")
        assert int(archive["train_count"]) == 60000


def test_named_by_the_option(idxcheck: Command, data: Path, folder: Path) -> None:
    """Files of several sets' names need --dataset, and its absence is wrong usage."""
    done = idxcheck("convert", "data", "all.npz")
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "Error: data may be any of several data sets; say which with --dataset:"
        " fashion-mnist, kmnist, mnist\n"
    )
    assert not (folder / "all.npz").exists()
    done = idxcheck("convert", str(data), "all.npz", "--dataset", "MNIST")
    assert (done.status, done.out) == (0, f"{data}: {DONE}")
    done = idxcheck("convert", "data", "all.npz", "--dataset", "mnist", "-q")
    assert (done.status, done.err) == (2, "Error: all.npz exists; --force replaces it\n")
    done = idxcheck("convert", "data", "all.npz", "--dataset", "kmnist", "-q", "--force")
    assert (done.status, done.out) == (0, "")
    with np.load(folder / "all.npz") as archive:
        assert archive["classes"].tolist()[:3] == ["o", "ki", "su"]


def test_file_of_another_shape(idxcheck: Command, data: Path) -> None:
    """A file that does not fit the set is status 1, and nothing is written."""
    (data / "t10k-labels-idx1-ubyte").write_bytes(bytes.fromhex("00000801 00000001 07"))
    done = idxcheck("convert", "data", "all.npz", "--dataset", "mnist")
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "Error: data/t10k-labels-idx1-ubyte: expected uint8 10000, as mnist/t10k-labels has it;"
        " found uint8 1; next: idxcheck info data/t10k-labels-idx1-ubyte\n"
    )


def test_file_of_another_set(idxcheck: Command, folder: Path) -> None:
    """The table of the test part in the training part's place is status 1, nothing written."""
    home = folder / "smallnorb"
    home.mkdir()
    factors = product((0, 1, 2, 3, 5), range(9), range(0, 36, 2), range(6))
    table = [number for row in factors for _ in range(5) for number in row]
    info = struct.pack("<97205i", 0x1E3D4C54, 2, 24300, 4, 1, *table)
    classes = struct.pack("<24305i", 0x1E3D4C54, 1, 24300, 1, 1, *[0, 1, 2, 3, 4] * 4860)
    for name in ("46789x9x18x6x2x96x96-training", "01235x9x18x6x2x96x96-testing"):
        (home / f"smallnorb-5x{name}-dat.mat").touch()
        (home / f"smallnorb-5x{name}-cat.mat").write_bytes(classes)
        (home / f"smallnorb-5x{name}-info.mat").write_bytes(info)
    done = idxcheck("convert", "smallnorb", "all.npz")
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "Error: smallnorb/smallnorb-5x46789x9x18x6x2x96x96-training-info.mat: PRF005"
        " other-dataset: valid, but these are smallNORB's test info; expected smallNORB's"
        " training info; found sha256 318f8172... is smallnorb/test-info;"
        " next: idxcheck fetch smallnorb --part train --force\n"
    )
    assert not (folder / "all.npz").exists()


def test_missing_file(idxcheck: Command, data: Path) -> None:
    """A missing file is status 4, with the command that fetches it."""
    (data / "t10k-labels-idx1-ubyte").unlink()
    done = idxcheck("convert", "data", "all.npz", "--dataset", "mnist")
    assert (done.status, done.out) == (4, "")
    assert done.err == (
        "Error: missing in data: t10k-labels-idx1-ubyte; next: idxcheck fetch mnist --dir data\n"
    )


def test_upper_case_names(idxcheck: Command, data: Path, folder: Path) -> None:
    """Files are found under names of another case, as a check finds them."""
    for path in list(data.iterdir()):
        path.rename(path.with_name(path.name.upper()))
    data.rename(folder / "mnist")
    done = idxcheck("convert", "mnist", "all.npz")
    assert (done.status, done.out, done.err) == (0, f"mnist: {DONE}", "")


def test_files_of_one_folder(idxcheck: Command, data: Path, folder: Path) -> None:
    """A file beside the folder that holds a whole set is not mixed into it."""
    (folder / "mix").mkdir()
    data.rename(folder / "mix" / "mnist")
    (folder / "mix" / "train-images-idx3-ubyte").write_bytes(b"of something else")
    done = idxcheck("convert", "mix", "all.npz")
    assert (done.status, done.out, done.err) == (0, f"mix: {DONE}", "")
    with np.load(folder / "all.npz") as archive:
        assert np.flatnonzero(archive["inputs"][:, 0, 0]).tolist() == [0, 60000]


def test_damaged_file(idxcheck: Command, data: Path) -> None:
    """A cut file is the finding a check has, and status 1."""
    with (data / "t10k-images-idx3-ubyte").open("r+b") as file:
        file.truncate(7840015)
    done = idxcheck("convert", "data", "all.npz", "--dataset", "mnist")
    assert done.status == 1
    assert done.err.startswith("Error: data/t10k-images-idx3-ubyte: IDX201 truncated-payload")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("data", "all.idx"), "a data set becomes an .npz file; let OUT end in .npz"),
        (
            ("data", "all.npz", "--lenient"),
            "--lenient reads a file; those of a data set are read strictly",
        ),
        (
            ("good.idx", "all.npz", "--dataset", "mnist"),
            "--dataset says what a folder holds; IN is none",
        ),
    ],
)
def test_wrong_usage(
    idxcheck: Command, data: Path, arguments: tuple[str, ...], message: str
) -> None:
    """Only an .npz file holds a set, only a folder is one, and none is read leniently."""
    done = idxcheck("convert", *arguments)
    assert (done.status, done.out, done.err) == (2, "", f"Error: {message}\n")
    assert not (data.parent / arguments[1]).exists()


def test_names_of_data_sets(idxcheck: Command, data: Path) -> None:
    """A set that nobody knows, and a family of several, are wrong usage."""
    assert data.is_dir()
    done = idxcheck("convert", "data", "all.npz", "--dataset", "cifar")
    assert (done.status, done.err[:38]) == (2, "Error: no data set is called 'cifar'; ")
    done = idxcheck("convert", "data", "all.npz", "--dataset", "emnist")
    assert (done.status, done.err[:41]) == (2, "Error: 6 data sets are called 'emnist'; c")


def test_hostile_names(idxcheck: Command, data: Path, folder: Path) -> None:
    """Control characters in the name of a folder are shown as escapes."""
    data.rename(folder / "\x1b[31m")
    done = idxcheck("convert", "\x1b[31m", "all.npz", "--dataset", "mnist")
    assert done.out == f"\\x1b[31m: {DONE}"


def test_standard_input_is_no_folder(
    idxcheck: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dash is standard input, also where a folder of that name stands."""
    (folder / "-").mkdir()
    monkeypatch.setattr("sys.stdin", None)
    done = idxcheck("convert", "-", "all.npz")
    assert (done.status, done.err) == (4, "Error: -: standard input is closed\n")


def test_help(idxcheck: Command) -> None:
    """The help tells of folders, and what the file then holds."""
    out = idxcheck("convert", "--help").out
    assert all(each in out for each in ("--dataset NAME", "folder", "train_count", "first_label"))
