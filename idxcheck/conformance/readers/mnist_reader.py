# /// script
# requires-python = ">=3.11"
# dependencies = ["mnist==0.2.2", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# ///
"""IDXP/1 around mnist 0.2.2: `download_and_parse_mnist_file`, which opens by the name.

A file that lies there already is not downloaded. It documents gzip under names in `.gz`; of
other compression, and of gzip under other names, it says nothing: refusing it is `unsupported`.
"""

from pathlib import Path
from typing import Any

import idxp
import mnist
import presenting


def read(path: str) -> Any:  # noqa: ANN401 - a numpy array
    """Return what the library makes of the file."""
    file = Path(path)
    try:
        return mnist.download_and_parse_mnist_file(file.name, target_dir=str(file.parent))
    except mnist.IdxDecodeError:
        if file.suffix != ".gz" and presenting.is_compressed(path):
            raise NotImplementedError("compressed, under a name without .gz") from None
        raise


if __name__ == "__main__":
    idxp.serve(
        read,
        name="mnist",
        version=mnist.__version__,
        homepage="https://github.com/datapythonista/mnist",
        rejects=(ValueError, OSError, EOFError),
        formats=["idx"],
        highest_rank=64,
    )
