"""smallNORB's published files that can be made byte by byte, and changed ones.

Both files of categories and the test table are known in full: their md5 is the published one.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from idxcheck.payload import header_for
from idxcheck.synth.norb_tables import tables
from idxspec import build

ITEMS = 24300  # pairs of pictures in a part
CATEGORIES = range(5)
TRAIN = "smallnorb-5x46789x9x18x6x2x96x96-training-"
TEST = "smallnorb-5x01235x9x18x6x2x96x96-testing-"
# It stands under the name of the pictures, half a gigabyte, so that these are not missed
# (SET002): a check of a folder passes over what is MATLAB's.
STAND_IN = b"MATLAB 5.0 MAT-file: stands for pictures that are left out".ljust(124) + b"\x00\x01IM"

Row = tuple[int, ...]


def categories(labels: Sequence[int] = CATEGORIES) -> bytes:
    """Return a file of categories that repeats `labels`; by default the published one."""
    return _file(np.resize(labels, ITEMS))


def table_rows() -> list[Row]:
    """Return the rows of the published test table: instance, elevation, azimuth, lighting."""
    _, info = tables("smallnorb", "test")
    return [tuple(row) for row in info.tolist()]


def table(rows: Sequence[Row]) -> bytes:
    """Return a table of factors."""
    return _file(np.array(rows))


def _file(matrix: NDArray[np.integer]) -> bytes:
    stored = matrix.astype("<i4")
    return (
        build(header_for(np.dtype(np.int32), stored.shape, "norb", strict=True)) + stored.tobytes()
    )
