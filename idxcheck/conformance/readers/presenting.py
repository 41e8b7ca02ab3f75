"""How a file is presented to a library, and its answer to the one who asked.

A loader of images and labels gets the file under the name it expects, and beside it the other
file of the pair: as many zeros as the header of the first claims. What a loader widens or
flattens because its documentation says so is undone here; nothing else is.
"""

import contextlib
import gzip
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

MOST = 65536  # items of the other file, where a header claims more
LABELS = 1  # the rank of a label file


def is_compressed(path: str) -> bool:
    """Whether the file starts as a gzip, xz or bzip2 stream does."""
    with Path(path).open("rb") as file:
        return file.read(6).startswith((b"\x1f\x8b", b"\xfd7zXZ", b"BZh"))


def sizes(path: str) -> tuple[int, ...]:
    """Return the count, rows and columns that an image file's header claims, or a label file's.

    As many as the file holds; the header may be anything.
    """
    with Path(path).open("rb") as file:
        held = file.read(8 if holds_labels(path) else 16)[4:]
    return struct.unpack_from(f">{len(held) // 4}I", held)


def count(path: str) -> int:
    """Return how many items the header claims; 1 where it ends before that."""
    return (*sizes(path), 1)[0]


def holds_labels(path: str) -> bool:
    """Whether the header says rank 1; what says anything else is handed over as images."""
    with Path(path).open("rb") as file:
        return file.read(4)[3:] == bytes([LABELS])


@contextlib.contextmanager
def data_set(
    path: str, *, side: int = 28, zipped: bool = False, train: bool = False
) -> Iterator[Path]:
    """Give a folder, while it lasts, with the file and the other of its pair.

    The names are MNIST's of the test part; `train` adds a training part of one item. The other
    file's images have `side` rows and columns. `zipped` writes gzip files, named so.
    """
    items = min(count(path), MOST)
    images = struct.pack(">4I", 2051, items, side, side) + bytes(items * side * side)
    labels = struct.pack(">2I", 2049, items) + bytes(items)
    asked = Path(path).read_bytes()
    files = {
        "t10k-images-idx3-ubyte": images if holds_labels(path) else asked,
        "t10k-labels-idx1-ubyte": asked if holds_labels(path) else labels,
    }
    if train:
        files["train-images-idx3-ubyte"] = struct.pack(">4I", 2051, 1, side, side) + bytes(
            side * side
        )
        files["train-labels-idx1-ubyte"] = struct.pack(">2I", 2049, 1) + bytes(1)
    # Beside the file: whoever made it removes that folder, even if this process is killed.
    with tempfile.TemporaryDirectory(dir=Path(path).parent) as folder:
        for name, data in files.items():
            if zipped:
                zip_ = gzip.compress(data, compresslevel=1)
                Path(folder, f"{name}.gz").write_bytes(zip_)
            else:
                Path(folder, name).write_bytes(data)
        yield Path(folder)


def narrow(array: Any) -> Any:  # noqa: ANN401 - numpy's, or what becomes one
    """Return whole numbers from 0 to 255 as the uint8 that they were; anything else as it is."""
    array = np.asarray(array)
    if np.array_equal(array, array.astype(np.uint8)):
        return array.astype(np.uint8)
    return array


def rows_again(images: Any, path: str) -> Any:  # noqa: ANN401 - numpy's, or lists of numbers
    """Return images that a loader gives as one row each with the rows that the header says.

    Rows of other lengths stay as they are; where they differ among themselves, all their
    elements are one row, for no array holds them.
    """
    lengths = {len(image) for image in images}
    if len(lengths) > 1:
        return narrow(np.concatenate([np.asarray(image) for image in images]))
    claimed = sizes(path)
    if len(claimed) < 3:  # noqa: PLR2004 - count, rows, columns
        return narrow(images)
    shape = (len(images), *claimed[1:])
    length = lengths.pop() if lengths else claimed[1] * claimed[2]
    return narrow(images).reshape(
        shape if claimed[1] * claimed[2] == length else (len(images), length)
    )
