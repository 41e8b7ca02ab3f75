"""The labels of synthetic data sets, and the tables of QMNIST."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from idxcheck.registry import DataFile, DataSet, Part, data_set
from idxcheck.synth.words import below, words

MNIST_IN_QMNIST = 10000  # the test part begins with MNIST's
NIST_ZERO = 30  # NIST's number of the class 0
STRIDE = 104729  # a prime, no factor of how many digits a table counts

Numbers = NDArray[np.int64]


def classes_of(whole: DataSet, part: Part, seed: int) -> Numbers:
    """Return the class, from 0, of each item of a whole part of a data set.

    Each class occurs as often as is published, else as often as the others, and any first
    items hold the classes in about the same proportions.
    """
    files = whole.of(part)
    stream = f"{whole.name}/{part}: labels"
    published = next((np.array(file.counts) for file in files if file.counts), None)
    if published is None:
        count, rest = divmod(files[0].shape[0], len(whole.classes))
        published = count + (np.arange(len(whole.classes)) < rest)
    if not has_mnist(whole, part):
        return _spread(published, seed, stream)
    mnist = classes_of(data_set("mnist"), part, seed)
    others = published - np.bincount(mnist)
    return np.concatenate([mnist, _spread(others, seed, stream)])


def has_mnist(whole: DataSet, part: Part) -> bool:
    """Whether a part begins with the items of MNIST's, as QMNIST's test part does."""
    return (whole.name, part) == ("qmnist", "test")


def _spread(counts: Sequence[int] | Numbers, seed: int, stream: str) -> Numbers:
    """Return each class as often as `counts` says, spread evenly in a seeded order."""
    times = []
    for number, count in enumerate(counts):
        drawn = below(words(seed, f"{stream} {number}", 0, int(count)), 1 << 24)
        item = np.arange(count, dtype=np.int64)
        # Item k stands somewhere between k and k + 1 of as many steps as the class has items.
        times.append((item << 24 | drawn) << 16)
        times[-1] //= int(count)
    order = np.argsort(np.concatenate(times), kind="stable")
    return np.repeat(np.arange(len(times), dtype=np.int64), counts)[order]


def table_of(file: DataFile, classes: Numbers, seed: int) -> NDArray[np.int32]:
    """Return QMNIST's table for the first items of a part, (n, 8) int32.

    The class stands in columns 0 and 4, the number of the digit in column 5 occurs once in
    the training and the test part together; what else the table says is drawn from what the
    column may hold, and there are no duplicates.
    """
    count = len(classes)
    table = np.zeros((count, len(file.columns)), np.int32)
    for place, column in enumerate(file.columns):
        if column.name == "class":
            table[:, place] = classes
        elif column.name == "nist_class":
            table[:, place] = classes + NIST_ZERO
        elif column.name == "index":
            digits = column.ranges[0][1] + 1
            before = file.shape[0] if file.part == "test" else 0
            table[:, place] = (np.arange(before, before + count) * STRIDE + seed % digits) % digits
        elif column.name != "duplicate":
            values = np.array(column.values())
            drawn = words(seed, f"{file.key}: {column.name}", 0, count)
            table[:, place] = values[below(drawn, len(values))]
    return table
