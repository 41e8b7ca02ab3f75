# /// script
# requires-python = ">=3.11"
# dependencies = ["mlxtend==0.25.0", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# ///
"""IDXP/1 around mlxtend 0.25.0: `loadlocal_mnist(images_path, labels_path)`.

It wants a pair of images and labels: the other file is made. Each image comes as one row, as
documented; the rows that the header says are put back.
"""

from typing import Any

import idxp
import mlxtend
import presenting
from mlxtend.data import loadlocal_mnist


def read(path: str) -> Any:  # noqa: ANN401 - a numpy array
    """Return what the library makes of the file."""
    with presenting.data_set(path) as folder:
        images, labels = loadlocal_mnist(
            str(folder / "t10k-images-idx3-ubyte"), str(folder / "t10k-labels-idx1-ubyte")
        )
    return labels if presenting.holds_labels(path) else presenting.rows_again(images, path)


if __name__ == "__main__":
    idxp.serve(
        read,
        name="mlxtend",
        version=mlxtend.__version__,
        homepage="https://github.com/rasbt/mlxtend",
        rejects=(ValueError, OSError),
        formats=["idx"],
    )
