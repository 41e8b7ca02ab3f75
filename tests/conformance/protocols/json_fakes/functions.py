"""Functions to serve: a reader and a writer that do what a file says, and what is none."""

import sys
from pathlib import Path
from typing import Any

import beside  # type: ignore[import-not-found,unused-ignore] # a module of this folder

from idxcheck.errors import LimitError

__version__ = "0.7"
number = 7
sys.stdout.write("imported\n")


def read(path: str) -> Any:  # noqa: ANN401 - an array, or what is wrong
    """Return or raise what the bytes of the file say."""
    word = Path(path).read_text("ascii")
    if word == "limit":
        raise LimitError("rank 65")
    if word == "type":
        raise TypeError("no bytes")
    if word == "value":
        raise ValueError("no magic")
    if word == "memory":
        return Hungry()
    return {"ragged": [[1], [2, 3]], "none": None}.get(word, beside.VALUES)


def write(path: str, array: Any) -> None:  # noqa: ANN401 - an array of numpy
    """Write the array's bytes."""
    Path(path).write_bytes(array.tobytes())


class Hungry:
    """What takes all memory when it is to become an array."""

    def __array__(self, *_: object, **__: object) -> None:
        raise MemoryError("no more")
