# /// script
# requires-python = ">=3.11"
# dependencies = ["tensorflow-datasets==4.9.10", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# ///
"""IDXP/1 around tensorflow_datasets 4.9.10: `read_binary_matrix`, of its smallNORB builder.

The wheel is used without TensorFlow: of that the function calls `tf.io.gfile.GFile` alone, for
which Python's `open` stands. It is made for the data set's uint8 and int32, and documents no
compression: refusing another element type or a compressed file is `unsupported`.
"""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import idxp
import presenting
import tensorflow_datasets
from tensorflow_datasets.datasets.smallnorb import smallnorb_dataset_builder as smallnorb

smallnorb.tf = SimpleNamespace(io=SimpleNamespace(gfile=SimpleNamespace(GFile=open)))
UNDOCUMENTED = tuple(bytes([code, 0x4C, 0x3D, 0x1E]) for code in (0x51, 0x53, 0x56, 0x57))


def read(path: str) -> Any:  # noqa: ANN401 - a numpy array
    """Return what the library makes of the file."""
    try:
        return smallnorb.read_binary_matrix(path)
    except ValueError:
        with Path(path).open("rb") as file:
            undocumented = file.read(4) in UNDOCUMENTED
        if undocumented or presenting.is_compressed(path):
            raise NotImplementedError("neither uint8 nor int32, or compressed") from None
        raise


if __name__ == "__main__":
    idxp.serve(
        read,
        name="tfds-smallnorb",
        version=tensorflow_datasets.__version__,
        homepage="https://github.com/tensorflow/datasets",
        rejects=(ValueError, OSError),
        formats=["norb"],
        elements=["uint8", "int32"],
    )
