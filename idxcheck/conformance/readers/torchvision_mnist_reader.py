"""IDXP/1 around torchvision: `datasets.MNIST(root, train=False)`, as most users call it.

It wants a folder of four files, and the missing ones are made. That labels come as int64 is
its way, and undone.
"""

from typing import Any

import idxp
import presenting
from torchvision_reader import torchvision


def read(path: str) -> Any:  # noqa: ANN401 - a numpy array
    """Return what the data set makes of the file."""
    with presenting.data_set(path, train=True) as folder:
        raw = folder / "MNIST" / "raw"
        raw.mkdir(parents=True)
        for file in folder.glob("*-ubyte"):
            file.rename(raw / file.name)
        data_set = torchvision.datasets.MNIST(folder, train=False)
    if presenting.holds_labels(path):
        return presenting.narrow(data_set.targets.numpy())
    return data_set.data.numpy()


if __name__ == "__main__":
    idxp.serve(
        read,
        name="torchvision-mnist",
        version=torchvision.__version__.partition("+")[0],
        homepage="https://github.com/pytorch/vision",
        rejects=(ValueError, TypeError, OSError, RuntimeError),
        formats=["idx"],
    )
