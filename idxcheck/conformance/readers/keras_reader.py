# /// script
# requires-python = ">=3.11"
# dependencies = ["keras==3.15.1", "jax==0.7.2", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# ///
"""IDXP/1 around keras 3.15.1: `keras.datasets.fashion_mnist.load_data()`.

It downloads the four files by `get_file`, for which a look into a local folder stands here. It
reads gzip alone, so that all four are compressed first. jax is there because keras is imported
with no backend but TensorFlow's, torch's or jax's.
"""

import os
from typing import Any

os.environ["KERAS_BACKEND"] = "jax"

import idxp
import keras
import presenting
from keras.src.datasets import fashion_mnist


def read(path: str) -> Any:  # noqa: ANN401 - a numpy array
    """Return what the library makes of the file."""
    with presenting.data_set(path, zipped=True, train=True) as folder:
        fashion_mnist.get_file = lambda name, **_: str(folder / name)
        _, (images, labels) = fashion_mnist.load_data()
    return labels if presenting.holds_labels(path) else images


if __name__ == "__main__":
    idxp.serve(
        read,
        name="keras",
        version=keras.__version__,
        homepage="https://github.com/keras-team/keras",
        rejects=(ValueError, OSError, EOFError),
        formats=["idx"],
    )
