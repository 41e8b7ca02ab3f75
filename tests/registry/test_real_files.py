"""The registry's facts hold on the genuine files, and on one made from its definition."""

import gzip
import hashlib
import itertools
import struct
from pathlib import Path

import numpy as np
import pytest

import idxcheck
from idxcheck.registry import DataFile

GENUINE = {
    "fashion-mnist/t10k-labels-idx1-ubyte.gz": "fashion-mnist/t10k-labels",
    "fashion-mnist/train-labels-idx1-ubyte.gz": "fashion-mnist/train-labels",
    "mnist/t10k-images-idx3-ubyte.gz": "mnist/t10k-images",
    "mnist/t10k-labels-idx1-ubyte.gz": "mnist/t10k-labels",
    "mnist/train-images-idx3-ubyte.gz": "mnist/train-images",
    "mnist/train-labels-idx1-ubyte.gz": "mnist/train-labels",
    "qmnist/qmnist-test-labels-idx1-ubyte.gz": "qmnist/test-labels",
    "qmnist/qmnist-test-labels-idx2-int.gz": "qmnist/test-info",
    "qmnist/qmnist-train-labels-idx2-int.gz": "qmnist/train-info",
    "smallnorb/smallnorb-5x01235x9x18x6x2x96x96-testing-cat.mat.gz": "smallnorb/test-cat",
    "smallnorb/smallnorb-5x46789x9x18x6x2x96x96-training-cat.mat.gz": "smallnorb/train-cat",
}


def test_all_genuine_files_are_tested(real_data: Path) -> None:
    """No genuine file of a known data set is left out below."""
    folders = ["fashion-mnist", "mnist", "qmnist", "smallnorb"]
    found = {f"{each}/{path.name}" for each in folders for path in (real_data / each).iterdir()}
    assert found == set(GENUINE)


@pytest.mark.parametrize(("path", "key"), GENUINE.items())
def test_name_sizes_and_digests(
    files: dict[str, DataFile], real_data: Path, path: str, key: str
) -> None:
    """Name, sizes and every digest are those of the genuine file."""
    stored = (real_data / path).read_bytes()
    content = gzip.decompress(stored)
    file = files[key]
    assert path.rpartition("/")[2] == file.stored_name
    assert len(stored) == file.stored_size
    assert len(content) == file.raw_size
    for digest in file.digests:
        data = {"stored": stored, "content": content}[digest.of]
        assert hashlib.new(digest.algorithm, data).hexdigest() == digest.value
    known = {(digest.algorithm, digest.of) for digest in file.digests}
    assert {("md5", "stored"), ("sha256", "content")} <= known


@pytest.mark.parametrize(("path", "key"), GENUINE.items())
def test_values(files: dict[str, DataFile], real_data: Path, path: str, key: str) -> None:
    """Shape, element type, values, counts and columns are those of the genuine file."""
    array = idxcheck.load(real_data / path)
    file = files[key]
    assert (array.shape, array.dtype.name) == (file.shape, file.element)
    if file.values is not None:
        assert (array.min(), array.max()) == file.values
    if file.counts:
        assert tuple(np.unique(array, return_counts=True)[1]) == file.counts
    for number, column in enumerate(file.columns):
        assert set(array[:, number].tolist()) <= set(column.values())


def test_small_norb_factors(files: dict[str, DataFile]) -> None:
    """The table made from its definition has the published md5, and its values are allowed."""
    factors = itertools.product((0, 1, 2, 3, 5), range(9), range(0, 36, 2), range(6), range(5))
    rows = [row[:4] for row in factors]
    header = struct.pack("<5i", 0x1E3D4C54, 2, 24300, 4, 1)
    made = header + b"".join(struct.pack("<4i", *row) for row in rows)
    file = files["smallnorb/test-info"]
    assert file.raw_size == len(made) == 388820
    content = {each.algorithm: each.value for each in file.digests if each.of == "content"}
    assert content["md5"] == "7c5b871cc69dcadec1bf6a18141f5edc"
    assert set(content) == {"md5", "sha1", "sha256"}
    for algorithm, value in content.items():
        assert hashlib.new(algorithm, made).hexdigest() == value
    for number, column in enumerate(file.columns):
        assert {row[number] for row in rows} == set(column.values())
