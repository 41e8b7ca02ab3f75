# /// script
# requires-python = ">=3.11"
# dependencies = ["python-mnist==0.7", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# ///
"""IDXP/1 around python-mnist 0.7: `MNIST(folder).load_testing()`, and the writers of its packer.

The loader wants a folder of images and labels: the other file of the pair is made. Each image
comes as one row, as documented; the rows that the header says are put back. The writers get no more
than they ask for: a path, a name, and labels, or images of one row each.
"""

from pathlib import Path
from typing import Any

import idxp
import numpy as np
import presenting
from mnist import MNIST, packer


def read(path: str) -> Any:  # noqa: ANN401 - a numpy array
    """Return what the library makes of the file."""
    with presenting.data_set(path, side=1) as folder:
        images, labels = MNIST(str(folder)).load_testing()
    if presenting.holds_labels(path):
        return np.asarray(labels)
    return presenting.rows_again(images, path)


def write(path: str, array: Any) -> None:  # noqa: ANN401 - a numpy array
    """Let the library write the array."""
    file = Path(path)
    if array.ndim == 1:
        packer.label_packer(str(file.parent), file.name, array)
    else:
        rows = array.reshape(len(array), array.shape[1] * array.shape[2])
        packer.img_packer(str(file.parent), file.name, rows)


if __name__ == "__main__":
    idxp.serve(
        read,
        write,
        name="python-mnist",
        version="0.7",
        homepage="https://github.com/sorki/python-mnist",
        rejects=(ValueError, TypeError, OSError),
        formats=["idx"],
    )
