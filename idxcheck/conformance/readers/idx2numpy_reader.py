# /// script
# requires-python = ">=3.11"
# dependencies = ["idx2numpy==1.2.3", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# ///
"""IDXP/1 around idx2numpy 1.2.3: `convert_from_file` and `convert_to_file`, by file name.

It documents no compression: refusing a compressed file is `unsupported`.
"""

from typing import Any

import idx2numpy
import idxp
import presenting
from idx2numpy.FormatError import FormatError


def read(path: str) -> Any:  # noqa: ANN401 - a numpy array
    """Return what the library makes of the file."""
    try:
        return idx2numpy.convert_from_file(path)
    except FormatError:
        if presenting.is_compressed(path):
            raise NotImplementedError("compressed files are not documented") from None
        raise


def write(path: str, array: Any) -> None:  # noqa: ANN401 - a numpy array
    """Let the library write the array."""
    idx2numpy.convert_to_file(path, array)


if __name__ == "__main__":
    idxp.serve(
        read,
        write,
        name="idx2numpy",
        version="1.2.3",
        homepage="https://github.com/ivanyu/idx2numpy",
        rejects=(FormatError, OSError, EOFError),
        formats=["idx"],
        highest_rank=64,
        rewrite=True,
    )
