"""IDXP/1 around torchvision: `read_sn3_pascalvincent_tensor`, which QMNIST is read by.

It is public, reads any IDX file by its docstring, "compressed filename" included, and is called
with its defaults. torchvision_mnist_reader.py takes `datasets.MNIST` in its place.
"""

import importlib
import importlib.util
from pathlib import Path
from typing import Any

import idxp
import torch
from torch import library


def imported() -> Any:  # noqa: ANN401 - a module that has no types
    """Return torchvision, also where its compiled operators do not fit this torch.

    The wheels of the package index are made for CUDA. Beside the CPU build of torch they lack
    the operators that the import wants to know of; the data sets use none of them.
    """
    found = importlib.util.find_spec("torchvision")
    (folder,) = (found and found.submodule_search_locations) or [""]
    built_for_cuda = "+cu" in Path(folder, "version.py").read_text(encoding="utf-8")
    if built_for_cuda and torch.version.cuda is None:
        for name in ("nms", "qnms"):
            schema = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"
            library.define(f"torchvision::{name}", schema)
    importlib.import_module("torchvision.datasets.mnist")
    return importlib.import_module("torchvision")


torchvision = imported()


def read(path: str) -> Any:  # noqa: ANN401 - a numpy array
    """Return what the general function makes of the file."""
    return torchvision.datasets.mnist.read_sn3_pascalvincent_tensor(path).numpy()


if __name__ == "__main__":
    idxp.serve(
        read,
        name="torchvision",
        version=torchvision.__version__.partition("+")[0],
        homepage="https://github.com/pytorch/vision",
        rejects=(ValueError, OSError, RuntimeError),
        formats=["idx"],
    )
