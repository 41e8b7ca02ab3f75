# /// script
# requires-python = ">=3.11"
# dependencies = ["ubyte==1.0.1", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# ///
"""IDXP/1 around ubyte 1.0.1: `decode_idx1_ubyte` or `decode_idx3_ubyte`, by the header's rank.

Its README shows that the bytes come as float64; whole numbers from 0 to 255 are made bytes
again.
"""

from typing import Any

import idxp
import presenting
import ubyte


def read(path: str) -> Any:  # noqa: ANN401 - a numpy array
    """Return what the library makes of the file."""
    decode = ubyte.decode_idx1_ubyte if presenting.holds_labels(path) else ubyte.decode_idx3_ubyte
    return presenting.narrow(decode(path))


if __name__ == "__main__":
    idxp.serve(
        read,
        name="ubyte",
        version="1.0.1",
        homepage="https://pypi.org/project/ubyte/",
        rejects=(ValueError, OSError),
        formats=["idx"],
    )
