"""generate_data_set: which files it writes where, what a check says of them, what it refuses."""

import gzip
from pathlib import Path

import numpy as np
import pytest

import idxcheck
from idxcheck.datasets.layouts import LayoutName
from idxcheck.errors import UsageError
from idxcheck.findings import Severity
from idxcheck.synth import generate_data_set

MNIST_NAMES = [
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
]
MARKER = "idxcheck-synthetic.txt"


def names(folder: Path) -> list[str]:
    """Return all files below a folder, by their paths."""
    files = [each for each in folder.rglob("*") if each.is_file()]
    return sorted(each.relative_to(folder).as_posix() for each in files)


@pytest.mark.parametrize(
    ("name", "layout", "folder", "files"),
    [
        ("mnist", "flat", "mnist", [f"{each}.gz" for each in MNIST_NAMES]),
        ("mnist", "torchvision", "MNIST/raw", MNIST_NAMES),
        ("fashion-mnist", "torchvision", "FashionMNIST/raw", MNIST_NAMES),
        (
            "fashion-mnist",
            "keras",
            "datasets/fashion-mnist",
            [f"{each}.gz" for each in MNIST_NAMES],
        ),
        ("kmnist", "torchvision", "KMNIST/raw", MNIST_NAMES),
        (
            "qmnist",
            "flat",
            "qmnist",
            [
                "qmnist-train-images-idx3-ubyte.gz",
                "qmnist-train-labels-idx2-int.gz",
                "qmnist-test-images-idx3-ubyte.gz",
                "qmnist-test-labels-idx2-int.gz",
                "qmnist-test-labels-idx1-ubyte.gz",
                "xnist-images-idx3-ubyte.xz",
                "xnist-labels-idx2-int.xz",
            ],
        ),
        (
            "emnist-letters",
            "flat",
            "emnist-letters",
            [
                "emnist-letters-train-images-idx3-ubyte.gz",
                "emnist-letters-train-labels-idx1-ubyte.gz",
                "emnist-letters-test-images-idx3-ubyte.gz",
                "emnist-letters-test-labels-idx1-ubyte.gz",
            ],
        ),
    ],
)
def test_names_and_folders(
    name: str, layout: LayoutName, folder: str, files: list[str], tmp_path: Path
) -> None:
    """Files lie where `fetch` and the library look for them, the marker beside them."""
    paths = generate_data_set(name, tmp_path, items=3, layout=layout)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        f"{folder}/{file}" for file in files
    ]
    assert names(tmp_path) == sorted(f"{folder}/{file}" for file in [*files, MARKER])
    said = (tmp_path / folder / MARKER).read_text(encoding="utf-8").splitlines()[-1]
    assert said == f"{name}: idxcheck gen {name} --items 3 --layout {layout} --seed 0"


def test_headers(tmp_path: Path) -> None:
    """Types and shapes are those of the registry but for the first axis; gzip is stored."""
    paths = generate_data_set("qmnist", tmp_path, items=3)
    found = [(idxcheck.info(path).element.name, idxcheck.info(path).shape) for path in paths]
    images, table = ("uint8", (3, 28, 28)), ("int32", (3, 8))
    assert found == [images, table, images, table, ("uint8", (3,)), images, table]
    data = paths[4].read_bytes()
    assert data[:23] == bytes.fromhex("1f8b0800 00000000 00ff 01 0b00 f4ff 00000801 00000003")
    assert gzip.decompress(data)[8:] == data[23:26]


def test_norb_headers(tmp_path: Path) -> None:
    """The six files of smallNORB are NORB files."""
    paths = generate_data_set("smallnorb", tmp_path, items=2)
    assert [idxcheck.info(path).shape for path in paths] == [(2, 2, 96, 96), (2,), (2, 4)] * 2
    assert paths[0].name == "smallnorb-5x46789x9x18x6x2x96x96-training-dat.mat.gz"
    assert gzip.decompress(paths[1].read_bytes()) == bytes.fromhex(
        "544c3d1e 01000000 02000000 01000000 01000000 00000000 01000000"
    )


@pytest.mark.slow
def test_a_family(tmp_path: Path) -> None:
    """All six splits of EMNIST come, in torchvision's layout into one folder."""
    paths = generate_data_set("emnist", tmp_path, items=1, layout="torchvision", seed=4)
    assert len(paths) == len(set(paths)) == 24
    assert {path.parent for path in paths} == {tmp_path / "EMNIST" / "raw"}
    said = (tmp_path / "EMNIST" / "raw" / MARKER).read_text(encoding="utf-8").splitlines()[-6:]
    assert said[1] == (
        "emnist-byclass: idxcheck gen emnist-byclass --items 1 --layout torchvision --seed 4"
    )
    paths = generate_data_set("EMNIST", tmp_path, items=1)
    assert len({path.parent for path in paths}) == 6


@pytest.mark.slow
def test_the_published_number(tmp_path: Path) -> None:
    """With all items a check asserts shapes, values and class counts; only contents differ."""
    paths = generate_data_set("mnist", tmp_path, items=None)
    assert "mnist --full --layout flat" in (tmp_path / "mnist" / MARKER).read_text("utf-8")
    report = idxcheck.check(tmp_path / "mnist", dataset="mnist")
    assert [finding.code for file in report.files for finding in file.findings] == ["PRF007"] * 4
    assert np.array_equal(
        np.bincount(idxcheck.load(paths[3])),
        [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mnist", "qmnist", "emnist-byclass", "smallnorb", "norb"])
def test_a_check_of_few_items(name: str, tmp_path: Path) -> None:
    """Without --dataset a check finds valid files, and notes that their shape is another."""
    generate_data_set(name, tmp_path, items=12, seed=2**64 - 1)
    report = idxcheck.check(tmp_path)
    assert report.ok
    found = {(each.code, each.severity) for file in report.files for each in file.findings}
    assert found == {("PRF001", Severity.NOTE)}
    assert not idxcheck.check(tmp_path, dataset=name).ok


@pytest.mark.slow
def test_more_items_than_are_published(tmp_path: Path) -> None:
    """No file gets more items than the published one has."""
    paths = generate_data_set("mnist", tmp_path, items=10**9)
    assert [idxcheck.info(path).shape[0] for path in paths] == [60000, 60000, 10000, 10000]


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("mnst", {}, "no data set is called 'mnst'"),
        ("mnist", {"items": 0}, "a file of a data set has at least 1 item, not 0"),
        ("mnist", {"layout": "tfds"}, "no layout is called 'tfds'; choose from: flat, torchvision"),
        ("kmnist", {"layout": "keras"}, "KMNIST has no layout 'keras'"),
        ("mnist", {"layout": "keras"}, r"mnist\.npz is neither IDX nor NORB: "),
        ("mnist", {"seed": -1}, "the seed must be from 0 to"),
        ("mnist", {"seed": "1"}, "a seed is an integer, not '1'"),
    ],
)
def test_refusals(name: str, options: dict[str, object], message: str, tmp_path: Path) -> None:
    """What makes no sense is refused before anything is written."""
    with pytest.raises(UsageError, match=f"^{message}"):
        generate_data_set(name, tmp_path, **options)  # type: ignore[arg-type] # the case
    assert names(tmp_path) == []


def test_existing_files(tmp_path: Path) -> None:
    """Where one file exists nothing is written without `replace`."""
    (tmp_path / "mnist").mkdir()
    path = tmp_path / "mnist" / "t10k-labels-idx1-ubyte.gz"
    path.write_bytes(b"mine")
    with pytest.raises(FileExistsError, match="the file exists"):
        generate_data_set("mnist", tmp_path, items=1)
    assert names(tmp_path) == ["mnist/t10k-labels-idx1-ubyte.gz"]
    assert path.read_bytes() == b"mine"
    generate_data_set("mnist", tmp_path, items=1, replace=True)
    assert idxcheck.load(path).shape == (1,)


def test_a_foreign_marker(tmp_path: Path) -> None:
    """A text of somebody else under the marker's name is found before anything is written."""
    marker = tmp_path / "emnist-mnist" / MARKER
    marker.parent.mkdir()
    marker.write_bytes(b"mine")
    with pytest.raises(FileExistsError, match="the file exists"):
        generate_data_set("emnist", tmp_path, items=1)
    assert names(tmp_path) == [f"emnist-mnist/{MARKER}"]
    assert marker.read_bytes() == b"mine"


def test_other_copies(tmp_path: Path) -> None:
    """A file is never written beside another copy, of which a reader could take either."""
    generate_data_set("mnist", tmp_path, items=1)
    other = tmp_path / "mnist" / "train-images-idx3-ubyte"
    other.write_bytes(b"mine")
    with pytest.raises(UsageError, match="is another copy of a file to be written; move it away"):
        generate_data_set("mnist", tmp_path, items=1, replace=True)
    assert other.read_bytes() == b"mine"
