# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# ///
"""IDXP/1 around what tutorials do with numpy alone: a control, what no library has to be.

`np.frombuffer(data, np.uint8, offset=16).reshape(-1, 28, 28)` for images, `offset=8` for labels;
which of them is decided by the rank in the header, as a user knows which file is which.
"""

from pathlib import Path
from typing import Any

import idxp
import numpy as np
import presenting


def read(path: str) -> Any:  # noqa: ANN401 - a numpy array
    """Return what the two lines make of the file."""
    data = Path(path).read_bytes()
    if presenting.holds_labels(path):
        return np.frombuffer(data, np.uint8, offset=8)
    return np.frombuffer(data, np.uint8, offset=16).reshape(-1, 28, 28)


if __name__ == "__main__":
    idxp.serve(
        read,
        name="naive-numpy",
        version=np.__version__,
        homepage="https://numpy.org",
        rejects=(ValueError, OSError),
        formats=["idx"],
    )
