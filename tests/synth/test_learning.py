"""What the pictures are for: a small model learns them, and the classes differ."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import idxcheck
from idxcheck.synth import generate_data_set

Values = NDArray[np.float64]
STEPS, RATE = 100, 0.5


def read(folder: Path, name: str, start: str) -> tuple[Values, NDArray[np.int64]]:
    """Return the pictures of a part, a row each from 0 to 1, and their labels."""
    images = idxcheck.load(folder / name / f"{start}-images-idx3-ubyte.gz")
    labels = idxcheck.load(folder / name / f"{start}-labels-idx1-ubyte.gz")
    return images.reshape(len(images), -1) / 255, labels.astype(np.int64)


def softmax_regression(inputs: Values, labels: NDArray[np.int64], count: int) -> Values:
    """Return the weights of `count` classes after a few steps of gradient descent."""
    weights = np.zeros((inputs.shape[1], count))
    targets = np.eye(count)[labels]
    for _ in range(STEPS):
        outputs = np.exp(inputs @ weights - (inputs @ weights).max(axis=1, keepdims=True))
        error = outputs / outputs.sum(axis=1, keepdims=True) - targets
        weights -= RATE * inputs.T @ error / len(inputs)
    return weights


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "train", "test", "nearest", "learned"),
    [
        # Measured: 0.92, 0.91, 0.91, 0.92, 0.75 by the mean picture; 0.99 and 0.93 learned.
        ("mnist", "train", "t10k", 0.85, 0.95),
        ("fashion-mnist", "train", "t10k", 0.85, 0.95),
        ("kmnist", "train", "t10k", 0.85, 0.95),
        ("emnist-digits", "emnist-digits-train", "emnist-digits-test", 0.85, 0.95),
        ("emnist-letters", "emnist-letters-train", "emnist-letters-test", 0.65, 0.87),
    ],
)
def test_a_small_model_learns(  # noqa: PLR0913, PLR0917 - the case
    name: str, train: str, test: str, nearest: float, learned: float, tmp_path: Path
) -> None:
    """1000 pictures teach the mean picture of a class, and softmax regression, to tell others."""
    generate_data_set(name, tmp_path, items=1000)
    inputs, labels = read(tmp_path, name, train)
    others, truth = read(tmp_path, name, test)
    labels, truth = labels - labels.min(), truth - truth.min()
    count = int(labels.max()) + 1
    means = np.stack([inputs[labels == each].mean(axis=0) for each in range(count)])
    distances = np.stack([((others - mean) ** 2).sum(axis=1) for mean in means], axis=1)
    assert (distances.argmin(axis=1) == truth).mean() > nearest
    weights = softmax_regression(inputs, labels, count)
    assert ((others @ weights).argmax(axis=1) == truth).mean() > learned
    # Any two classes differ somewhere by a quarter of the range at least.
    for one in range(count):
        for other in range(one):
            assert np.abs(means[one] - means[other]).max() > 0.25
