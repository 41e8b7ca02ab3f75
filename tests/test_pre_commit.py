"""The hook for pre-commit: its file, and the names it takes."""

import re
from pathlib import Path

import pytest

from idxcheck.registry import data_sets

HOOKS = Path(__file__).parents[1] / ".pre-commit-hooks.yaml"
LINE = re.compile(r"^(?:- |  )(\w+): (.*?)(?: #.*)?$", re.MULTILINE)
HOOK = dict(LINE.findall(HOOKS.read_text(encoding="utf-8")))


def is_taken(name: str) -> bool:
    """Whether pre-commit hands a file of this name to the hook."""
    taken, left = (re.search(HOOK[key], name) for key in ("files", "exclude"))
    return taken is not None and left is None


def test_the_hook() -> None:
    """There is one hook: the command as installed, on files of any kind, in one call."""
    assert HOOKS.read_text(encoding="utf-8").count("- id:") == 1
    assert {name: value for name, value in HOOK.items() if name not in ("files", "exclude")} == {
        "id": "idxcheck",
        "name": "idxcheck",
        "description": "Check IDX (MNIST) and NORB matrix files",
        "language": "python",
        "entry": "idxcheck check",
        "types": "[file]",
        "require_serial": "true",
    }


@pytest.mark.parametrize(
    "name",
    [
        "train-images-idx3-ubyte",
        "data/train-images-idx3-ubyte.gz",
        "t10k-labels.idx1-ubyte",
        "data/raw/emnist-letters-test-labels-idx1-ubyte.gz",
        "qmnist-test-labels-idx2-int.gz",
        "xnist-images-idx3-ubyte.xz",
        "a/b/matrix.idx",
        "matrix.idx.bz2",
        "MATRIX.IDX",
        "x-idx3",
        "x.lushbin",
        "smallnorb-5x46789x9x18x6x2x96x96-training-dat.mat",
        "smallnorb-5x01235x9x18x6x2x96x96-testing-cat.mat.gz",
        "norb-5x46789x9x18x6x2x108x108-training-01-info.mat",
    ],
)
def test_names_it_takes(name: str) -> None:
    """The names of the known data sets and formats, compressed or not."""
    assert is_taken(name)


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "idx.py",
        "index.html",
        "experiment.mat",
        "data.mat.gz",
        "train-images-idx3-ubyte/README.md",
        "x.idx.zip",
        "train-images-idx3-ubyte.gz.dvc",
        "t10k-labels-idx1-ubyte.md5",
        "docs/idx1-format.md",
        "lib/idx2-util.c",
        "x.idx/y",
        "idxcheck/rules/idx201_truncated_payload.py",
        "tests/rules/test_idx201_truncated_payload.py",
    ],
)
def test_names_it_leaves(name: str) -> None:
    """Other files, among them the .mat of MATLAB, and what merely lies in such a folder."""
    assert not is_taken(name)


def test_names_of_the_known_sets() -> None:
    """Every name under which a file of a known data set is found."""
    names = [name for each in data_sets() for file in each.files for name in file.file_names]
    assert len(names) > 100
    assert [name for name in names if not is_taken(f"{name}.gz")] == []
