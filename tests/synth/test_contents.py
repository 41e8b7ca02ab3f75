"""What the files of a synthetic data set hold."""

import numpy as np
import pytest
from numpy.typing import NDArray

from idxcheck.registry import data_set
from idxcheck.synth.contents import characters_of, content
from idxcheck.synth.labels import classes_of
from idxcheck.synth.norb_tables import tables

CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def values(name: str, file: str, count: int, seed: int = 0) -> NDArray[np.generic]:
    """Return the first items of the file called `file` of a data set."""
    found = next(each for each in data_set(name).files if each.name == file)
    chunks = list(content(found, count, seed))
    assert {each.dtype for each in chunks} == {np.dtype(found.element)}
    return np.concatenate(chunks)


def test_which_character_stands_for_a_class() -> None:
    """A class is its own character where all are; clothes and kana are numbers."""
    assert "".join(characters_of(data_set("mnist"))) == "0123456789"
    assert "".join(characters_of(data_set("fashion-mnist"))) == "0123456789"
    assert "".join(characters_of(data_set("kmnist"))) == "0123456789"
    assert "".join(characters_of(data_set("emnist-letters"))) == CAPITALS
    assert "".join(characters_of(data_set("emnist-byclass"))) == (
        f"0123456789{CAPITALS}{CAPITALS.lower()}"
    )
    assert "".join(characters_of(data_set("emnist-balanced"))) == (
        f"0123456789{CAPITALS}abdefghnqrt"
    )


def test_labels_count_from_the_first() -> None:
    """EMNIST's letters are 1 to 26, all others count from 0."""
    assert sorted(values("emnist-letters", "test-labels", 26)) == list(range(1, 27))
    assert sorted(values("kmnist", "t10k-labels", 10)) == list(range(10))


def test_items_do_not_depend_on_their_number() -> None:
    """The first items of a long file are those of a short one."""
    for name, file in (
        *(("mnist", "train-images"), ("mnist", "train-labels"), ("qmnist", "test-info")),
        *(("smallnorb", "train-dat"), ("norb", "test-02-info"), ("smallnorb", "test-cat")),
    ):
        assert np.array_equal(values(name, file, 40)[:18], values(name, file, 18))


def test_files_differ() -> None:
    """Parts, sets and seeds have pictures of their own."""
    first = {
        values(name, file, 1, seed).tobytes()
        for name, file, seed in [
            *(("mnist", "train-images", 0), ("mnist", "train-images", 1)),
            *(("mnist", "t10k-images", 0), ("kmnist", "train-images", 0)),
        ]
    }
    assert len(first) == 4


def rows_and_columns(name: str, label: int) -> tuple[float, float]:
    """Return how bright the brightest row and column of the mean picture of a class are."""
    labels = values(name, "train-labels", 600)
    mean = values(name, "train-images", 600)[labels == label].astype(np.float64).mean(axis=0)
    return mean.sum(axis=1).max(), mean.sum(axis=0).max()


def test_emnist_is_transposed() -> None:
    """The stem of a 1 is a column of MNIST's picture, and a row of EMNIST's as it is stored."""
    row, column = rows_and_columns("mnist", 1)
    assert column > 1.5 * row
    row, column = rows_and_columns("emnist-balanced", 1)
    assert row > 1.5 * column


@pytest.mark.slow
def test_qmnist_begins_with_mnist_made_anew() -> None:
    """The first 10000 test pictures are MNIST's by the same hand with other noise."""
    qmnist = values("qmnist", "test-images", 10_010).astype(int)
    mnist = values("mnist", "t10k-images", 10_000).astype(int)
    assert (qmnist[:10_000] != mnist).any(axis=(1, 2)).mean() > 0.9
    assert np.abs(qmnist[:10_000] - mnist).max() <= 39
    labels = values("qmnist", "test-labels", 10_010)
    assert np.array_equal(labels[:10_000], values("mnist", "t10k-labels", 10_000))
    assert np.array_equal(labels, values("qmnist", "test-info", 10_010)[:, 0])
    assert np.array_equal(labels, classes_of(data_set("qmnist"), "test", 0)[:10_010])


@pytest.mark.parametrize(
    ("name", "file", "number"), [("smallnorb", "train", 1), ("norb", "test-02", 2)]
)
def test_norb(name: str, file: str, number: int) -> None:
    """Tables are those of the file's number, pictures stereo pairs."""
    part = file.partition("-")[0]
    categories, info = tables(name, part, number=number, count=20, seed=3)
    assert np.array_equal(values(name, f"{file}-cat", 20, 3), categories)
    assert np.array_equal(values(name, f"{file}-info", 20, 3), info)
    side = 96 if name == "smallnorb" else 108
    drawn = values(name, f"{file}-dat", 20, 3)
    assert drawn.shape == (20, 2, side, side)
    assert len({each.tobytes() for each in drawn}) == 20
