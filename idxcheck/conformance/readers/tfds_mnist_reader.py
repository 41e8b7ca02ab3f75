# /// script
# requires-python = ">=3.11"
# dependencies = ["tensorflow-datasets==4.9.10", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# ///
"""IDXP/1 around tensorflow_datasets 4.9.10: how its MNIST builder takes images and labels.

The wheel is used without TensorFlow: of that the two functions call `tf.io.gfile.GFile` alone,
for which Python's `open` stands. The builder passes the count of its data set: here it is that
of the header, 65536 at most. The last axis of size 1 (channels) and the int64 of labels are the builder's way,
and are undone.
"""

from types import SimpleNamespace
from typing import Any

import idxp
import numpy as np
import presenting
import tensorflow_datasets
from tensorflow_datasets.image_classification import mnist

mnist.tf = SimpleNamespace(io=SimpleNamespace(gfile=SimpleNamespace(GFile=open)))


def read(path: str) -> Any:  # noqa: ANN401 - a numpy array
    """Return what the library makes of the file."""
    count = min(presenting.count(path), presenting.MOST)
    if presenting.holds_labels(path):
        return presenting.narrow(mnist._extract_mnist_labels(path, count))  # noqa: SLF001 - no other
    images = mnist._extract_mnist_images(path, count)  # noqa: SLF001 - nothing else reads a file
    return np.squeeze(images, axis=3)


if __name__ == "__main__":
    idxp.serve(
        read,
        name="tfds-mnist",
        version=tensorflow_datasets.__version__,
        homepage="https://github.com/tensorflow/datasets",
        rejects=(ValueError, OSError),
        formats=["idx"],
    )
