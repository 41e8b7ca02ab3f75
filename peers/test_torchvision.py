"""torchvision's own data sets load what `idxcheck gen` wrote; `tox -e torchvision` runs this."""

import importlib
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from torch import library

import idxcheck

ITEMS = 30


@pytest.fixture(scope="module", name="data_sets")
def torchvision_data_sets() -> ModuleType:
    """`torchvision.datasets`, also where its compiled operators do not fit this torch.

    The wheels of the package index are made for CUDA. Beside the CPU build of torch they lack
    the operators that the import wants to know of; the data sets use none of them.
    """
    found = importlib.util.find_spec("torchvision")
    assert found is not None
    (folder,) = found.submodule_search_locations or [""]
    built_for_cuda = "+cu" in Path(folder, "version.py").read_text(encoding="utf-8")
    if built_for_cuda and torch.version.cuda is None:
        for name in ("nms", "qnms"):
            schema = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"
            library.define(f"torchvision::{name}", schema)
    return importlib.import_module("torchvision.datasets")


def generate(folder: Path, name: str) -> None:
    """Run `idxcheck gen` for a data set, laid out as torchvision has it."""
    command = [sys.executable, "-m", "idxcheck", "gen", name, "--items", str(ITEMS)]
    command += ["--layout", "torchvision", "-o", str(folder)]
    subprocess.run(command, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("name", "called", "folder"),
    [
        ("mnist", "MNIST", "MNIST"),
        ("fashion-mnist", "FashionMNIST", "FashionMNIST"),
        ("kmnist", "KMNIST", "KMNIST"),
    ],
)
def test_torchvision_loads_generated_sets(
    data_sets: ModuleType, tmp_path: Path, name: str, called: str, folder: str
) -> None:
    """Both parts have the generated pictures and labels, in order, without a download."""
    generate(tmp_path, name)
    for train, prefix in [(True, "train"), (False, "t10k")]:
        data_set = getattr(data_sets, called)(tmp_path, train=train, download=False)
        raw = tmp_path / folder / "raw"
        images = idxcheck.load(raw / f"{prefix}-images-idx3-ubyte")
        labels = idxcheck.load(raw / f"{prefix}-labels-idx1-ubyte")
        assert images.shape == (ITEMS, 28, 28)
        assert len(data_set) == ITEMS
        for index in range(ITEMS):
            picture, label = data_set[index]
            assert np.array_equal(np.asarray(picture), images[index])
            assert label == labels[index]
        assert images.any()
        assert set(labels.tolist()) == set(range(10))


def test_torchvision_loads_a_generated_qmnist(data_sets: ModuleType, tmp_path: Path) -> None:
    """The eight columns of the labels are there, the class among them."""
    generate(tmp_path, "qmnist")
    labels = idxcheck.load(tmp_path / "QMNIST" / "raw" / "qmnist-test-labels-idx2-int")
    data_set = data_sets.QMNIST(tmp_path, what="test", compat=False, download=False)
    assert len(data_set) == ITEMS
    assert [row.tolist() for _, row in data_set] == labels.tolist()
    assert labels.shape == (ITEMS, 8)


def test_torchvision_loads_generated_emnist_letters(data_sets: ModuleType, tmp_path: Path) -> None:
    """The labels begin at 1, as the published ones do."""
    generate(tmp_path, "emnist-letters")
    path = tmp_path / "EMNIST" / "raw" / "emnist-letters-train-labels-idx1-ubyte"
    data_set = data_sets.EMNIST(tmp_path, "letters", train=True, download=False)
    assert [label for _, label in data_set] == idxcheck.load(path).tolist()
    assert {label for _, label in data_set} <= set(range(1, 27))
