"""Bounds that make no sense are refused by their names, at the call."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis.errors import InvalidArgument

from idxcheck.strategies import (
    damaged_files,
    elements,
    headers,
    idx_arrays,
    idx_files,
    norb_arrays,
    norb_files,
    shapes,
    wrapped,
)

DTYPES = "uint8, int8, int16, int32, float32, float64"


@pytest.mark.parametrize(
    ("strategy", "bounds", "message"),
    [
        (elements, {"kinds": "b"}, "kinds='b' is no list"),
        (elements, {"kinds": ["b"]}, "kinds='b' is none of 'u', 'i', 'f'"),
        (elements, {"kinds": []}, "kinds=[] is no list of one or more"),
        (elements, {"kinds": 5}, "kinds=5 is no list of one or more"),
        (shapes, {"min_rank": 0}, "min_rank=0 is not 1 to 255"),
        (shapes, {"max_rank": 256}, "max_rank=256 is not 1 to 255"),
        (shapes, {"min_rank": 3, "max_rank": 2}, "min_rank=3 is over max_rank=2"),
        (shapes, {"min_rank": 4}, "min_rank=4 is over max_rank=3"),
        (shapes, {"min_size": -1}, "min_size=-1 is not 0 to 4294967295"),
        (shapes, {"max_size": 2**32}, "max_size=4294967296 is not 0 to 4294967295"),
        (shapes, {"min_size": 9}, "min_size=9 is over max_size=8"),
        (shapes, {"max_size": 2.0}, "max_size=2.0 is no integer"),
        (shapes, {"max_size": True}, "max_size=True is no integer"),
        (shapes, {"max_elements": -1}, "max_elements=-1 is not at least 0"),
        (shapes, {"max_elements": "9"}, "max_elements='9' is no integer"),
        (
            shapes,
            {"min_rank": 2, "min_size": 4, "max_elements": 15},
            "max_elements=15 leaves no shape: min_size=4 to the power of min_rank=2 is 16",
        ),
        (headers, {"format": "mat"}, "format='mat' is none of 'idx', 'norb'"),
        (headers, {"element": "uint8"}, "element='uint8' is none of Element("),
        (headers, {"shape": (0,)}, "shape=(0,): norb has sizes 1 to 2147483647"),
        (headers, {"shape": (1,) * 12}, "norb has rank 1 to 11"),
        (headers, {"format": "idx", "shape": (2**32,)}, "idx has sizes 0 to 4294967295"),
        (headers, {"format": "idx", "shape": ()}, "shape=(): idx has rank 1 to 255"),
        (headers, {"shape": [3, 2]}, "shape=[3, 2] is no tuple of integers"),
        (idx_arrays, {"dtype": "int64"}, f"dtype='int64' is none of {DTYPES}"),
        (idx_arrays, {"dtype": "no type"}, f"dtype='no type' is none of {DTYPES}"),
        (idx_arrays, {"dtype": np.complex64}, f"is none of {DTYPES}"),
        (idx_arrays, {"shape": (3, -1)}, "shape=(3, -1): idx has sizes 0 to 4294967295"),
        (idx_arrays, {"shape": (1,) * 65}, "numpy has no rank over 64"),
        (idx_arrays, {"shape": (3, 2.0)}, "shape=(3, 2.0) is no tuple of integers"),
        (idx_arrays, {"shape": True}, "shape=True is no tuple of integers"),
        (idx_arrays, {"allow_nan": None}, "allow_nan=None is not True or False"),
        (idx_files, {"dtype": "uint16"}, "dtype='uint16' is none of"),
        (norb_arrays, {"shape": 0}, "shape=0: norb has sizes 1 to 2147483647"),
        (norb_files, {"shape": (3, 0)}, "shape=(3, 0): norb has sizes 1 to 2147483647"),
        (damaged_files, {"format": "png"}, "format='png' is none of 'idx', 'norb'"),
        (damaged_files, {"rules": "IDX201"}, "rules='IDX201' is no list of one or more"),
        (damaged_files, {"rules": ["IDX999"]}, "rules='IDX999' is none of 'IDX001', 'IDX002'"),
        (damaged_files, {"rules": ["TRN105"]}, "rules='TRN105' is none of"),
        (damaged_files, {"rules": ["NRB201"], "format": "idx"}, "rules='NRB201' is none of"),
    ],
)
def test_refused(strategy: Callable[..., Any], bounds: dict[str, Any], message: str) -> None:
    """The error names the bound, what it was and what it can be."""
    with pytest.raises(InvalidArgument, match=re.escape(message)):
        strategy(**bounds)


@pytest.mark.parametrize(
    ("files", "kinds", "message"),
    [
        (idx_files(), ["zip"], "kinds='zip' is none of 'gzip', 'xz', 'bzip2'"),
        (idx_files(), "gzip", "kinds='gzip' is no list of one or more"),
        (idx_files, ["gzip"], "is no strategy"),
    ],
)
def test_nothing_to_wrap(files: Any, kinds: Any, message: str) -> None:  # noqa: ANN401 - the mistakes
    """So does that of a wrapper."""
    with pytest.raises(InvalidArgument, match=re.escape(message)):
        wrapped(files, kinds=kinds)


def test_bounds_are_keywords() -> None:
    """A bound without its name is a mistake."""
    with pytest.raises(TypeError, match="positional"):
        shapes(1)  # type: ignore[call-arg] # the mistake
    with pytest.raises(TypeError, match="positional"):
        idx_files("uint8")  # type: ignore[call-arg] # the mistake
