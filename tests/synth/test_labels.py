"""The labels of synthetic data sets: how often, in which order; QMNIST's tables."""

from collections.abc import Mapping

import numpy as np
import pytest

from idxcheck.registry import Part, data_set, data_sets
from idxcheck.synth.labels import classes_of, table_of

COUNTS: Mapping[tuple[str, Part], list[int]] = {
    ("mnist", "train"): [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
    ("mnist", "test"): [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
    ("fashion-mnist", "test"): [1000] * 10,
    ("qmnist", "test"): [5952, 6791, 6026, 6084, 5780, 5454, 5957, 6231, 5890, 5835],
    ("qmnist", "train"): [6000] * 10,
    ("qmnist", "all"): [40296] * 3 + [40295] * 7,
    ("emnist-letters", "test"): [800] * 26,
    ("emnist-balanced", "train"): [2400] * 47,
}


@pytest.mark.parametrize(("name", "part"), list(COUNTS))
def test_whole_parts(name: str, part: Part) -> None:
    """Each class occurs as often as is published, else as often as the others."""
    classes = classes_of(data_set(name), part, 0)
    assert np.bincount(classes).tolist() == COUNTS[name, part]


def test_any_first_items_are_balanced() -> None:
    """Of a balanced set each ten items in a row have each class once, in seeded order."""
    classes = classes_of(data_set("kmnist"), "train", 0).reshape(-1, 10)
    assert np.sort(classes[:100], axis=1).tolist() == [list(range(10))] * 100
    assert len({tuple(each) for each in classes[:100].tolist()}) > 95
    mnist = classes_of(data_set("mnist"), "train", 0)
    for count in (100, 1000, 5000):
        expected = np.array(COUNTS["mnist", "train"]) * count / 60000
        assert np.abs(np.bincount(mnist[:count]) - expected).max() < 2


def test_orders_differ() -> None:
    """Sets, parts and seeds have orders of their own."""
    wanted: list[tuple[str, Part, int]] = [
        *(("mnist", "train", 0), ("mnist", "train", 1), ("mnist", "test", 0)),
        *(("kmnist", "train", 0), ("fashion-mnist", "train", 0)),
    ]
    orders = {classes_of(data_set(name), part, seed)[:50].tobytes() for name, part, seed in wanted}
    assert len(orders) == 5


def test_qmnist_begins_with_mnist() -> None:
    """The first 10000 test labels of QMNIST are those of MNIST, as in the published sets."""
    qmnist = classes_of(data_set("qmnist"), "test", 5)
    assert np.array_equal(qmnist[:10000], classes_of(data_set("mnist"), "test", 5))


def test_tables() -> None:
    """Every column holds what it may; class, NIST's class and index are exact."""
    whole = data_set("qmnist")
    indices = []
    for file in [each for each in whole.files if each.role == "info"]:
        classes = classes_of(whole, file.part, 9)
        table = table_of(file, classes, 9)
        assert (table.shape, table.dtype.name) == (file.shape, "int32")
        for place, column in enumerate(file.columns):
            assert np.isin(table[:, place], column.values()).all()
            if column.name in ("hsf_series", "digit"):
                assert len(np.unique(table[:, place])) == len(column.values())
        assert np.array_equal(table[:, 0], classes)
        assert np.array_equal(table[:, 4], classes + 30)
        assert not table[:, 6:].any()
        indices.append(table[:, 5])
        assert np.array_equal(table_of(file, classes[:7], 9), table[:7])
    train, test, everything = indices
    assert len(np.unique(np.concatenate([train, test]))) == 120_000
    assert len(np.unique(everything)) == 402_953


def test_every_set_has_labels() -> None:
    """Each part of each IDX set has as many labels as images, of every class."""
    for whole in data_sets():
        for part in dict.fromkeys(file.part for file in whole.files):
            if whole.name not in ("norb", "smallnorb"):
                classes = classes_of(whole, part, 0)
                assert len(classes) == whole.of(part)[0].shape[0]
                assert np.unique(classes).tolist() == list(range(len(whole.classes)))
