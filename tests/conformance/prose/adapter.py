"""The adapter of the reader and writer that were written from the prose alone; no numpy."""

import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
READERS = HERE.parents[2] / "idxcheck" / "conformance" / "readers"
ROOT = HERE.parents[2]
sys.path[:0] = [str(ROOT), str(READERS)]
sys.modules["numpy"] = None  # type: ignore[assignment] # it has no rank over 64

import idxp  # noqa: E402 - beside the adapters of the package

from tests.conformance.prose.reader import read, write_idx, write_norb  # noqa: E402 - see above


def write(path: str, array: Any) -> None:  # noqa: ANN401 - an idxp.Array
    """Write an array in the format that the name says."""
    writer = write_norb if path.endswith(".mat") else write_idx
    writer(path, array.element, tuple(array.shape), array.values)


idxp.serve(read, write, name="prose", version="1", rejects=(ValueError,))
