"""generate: a file of a given shape and element type, filled by a recipe."""

import operator
from collections.abc import Sequence

import numpy as np
from numpy.typing import DTypeLike

from idxcheck.errors import UsageError
from idxcheck.names import claimed_format
from idxcheck.output import StrPath, name_of
from idxcheck.payload import header_for
from idxcheck.synth.choices import RANDOM, Fill
from idxcheck.synth.fills import check_fill, filled
from idxcheck.synth.words import check_seed
from idxcheck.synth.writing import Progress, write_matrix
from idxspec import Header


def generate(  # noqa: PLR0913 - what a file is made of
    path: StrPath,
    shape: Sequence[int],
    dtype: DTypeLike,
    *,
    fill: Fill = RANDOM,
    seed: int = 0,
    replace: bool = False,
    progress: Progress | None = None,
) -> Header:
    """Write a matrix of `shape` and `dtype` whose elements depend on the arguments alone.

    The same arguments give the same bytes, on every platform and whatever the versions of
    Python and numpy. The name of `path` says which format it has, .idx or one like
    train-images-idx3-ubyte, or .mat for NORB, and whether it is compressed: .gz is written
    as stored blocks, without compression, so that the promise holds for it too; of .bz2 and
    .xz only the content is promised. `dtype` is one of the six element types.

    `fill` is
    "random": every value of an integer type, fractions from 0 to below 1 for floats, all
    equally likely;
    "zeros": zeros;
    "ramp": the number of the element in C order, modulo 2^bits in an integer type (its upper
    half is the negative numbers of a signed one), rounded to a float type;
    "checker": 0 where the sum of the last two indices is even, else the type's maximum, 1 for
    floats;
    "digits" and "blobs": pictures in the last two axes, from 0 to the type's maximum or 1;
    picture i shows the digit i % 10.
    `seed`, from 0 to 2^64 - 1, matters to "random", "digits" and "blobs". Memory is constant.

    Without `replace` a file that exists is left alone. `progress` is told the bytes of the
    payload as they are written. Returns the header.

    Raises UsageError, before anything is opened, for arguments that make no sense or a matrix
    that the format cannot hold; FileExistsError and other OSErrors.
    """
    header = _header(name_of(path), shape, dtype)
    check_fill(fill, header.shape)
    chunks = filled(fill, np.dtype(header.element.name), header.shape, check_seed(seed))
    write_matrix(path, header, chunks, replace=replace, progress=progress)
    return header


def _header(name: str, shape: Sequence[int], dtype: DTypeLike) -> Header:
    claim = claimed_format(name)
    if claim is None:
        raise UsageError(
            f"the name {name!r} tells no format; end it in .idx or .mat, with .gz, .xz or .bz2"
            " behind it to compress"
        )
    try:
        sizes = tuple(operator.index(size) for size in shape)
        kind = np.dtype(dtype)
    except (TypeError, ValueError) as error:
        raise UsageError(f"a matrix has a sequence of sizes and a dtype: {error}") from None
    if not sizes:
        raise UsageError(f"a scalar is no valid {claim} matrix; give it the shape 1")
    return header_for(kind, sizes, claim, strict=True)
