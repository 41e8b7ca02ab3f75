"""What a matrix of a given shape is filled with, chunk by chunk, by the number of an element."""

import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from idxcheck.errors import UsageError
from idxcheck.sizes import describe_shape
from idxcheck.synth.choices import FILLS, Fill
from idxcheck.synth.pictures import (
    DIGITS,
    SMALLEST,
    WHITE,
    Box,
    Pixels,
    boxes,
    draw_blobs,
    draw_characters,
)
from idxcheck.synth.words import random_bytes

PICTURES: tuple[Fill, ...] = ("digits", "blobs")
PICTURE_RANK = 2

CHUNK = 1 << 17  # elements made at a time

Chunk = NDArray[Any]
Shape = tuple[int, ...]


def check_fill(fill: str, shape: Shape) -> None:
    """Raise UsageError for a fill that there is not, or pictures that `shape` has no room for."""
    if fill not in FILLS:
        raise UsageError(f"no fill is called {fill!r}; choose from: {', '.join(FILLS)}")
    if fill not in PICTURES:
        return
    if len(shape) < PICTURE_RANK or min(shape[-2:]) < SMALLEST:
        raise UsageError(
            f"{fill} are pictures in the last two axes, of at least {SMALLEST} x {SMALLEST}"
            f" elements; the shape is {describe_shape(shape)}"
        )


def filled(fill: Fill, dtype: np.dtype[Any], shape: Shape, seed: int) -> Iterator[Chunk]:
    """Yield the elements of a matrix in C order, as flat native arrays of `dtype`."""
    if fill in PICTURES:
        *before, height, width = shape
        for box in boxes(range(math.prod(before)), height, width):
            yield scaled(_draw(fill, box, seed), dtype).ravel()
        return
    total = math.prod(shape)
    makers: dict[str, Callable[[int, int], Chunk]] = {
        "random": partial(_random, dtype, seed),
        "zeros": lambda _first, count: np.zeros(count, dtype),
        "ramp": partial(_ramp, dtype),
        "checker": partial(_checker, dtype, shape[-2:]),
    }
    for first in range(0, total, CHUNK):
        yield makers[fill](first, min(CHUNK, total - first))


def scaled(pixels: Pixels, dtype: np.dtype[Any]) -> Chunk:
    """Return picture elements in the range of another type: 255 becomes its maximum, or 1."""
    if dtype.kind == "f":
        fractions: Chunk = pixels.astype(dtype) / dtype.type(WHITE)
        return fractions
    whole: Chunk = pixels.astype(np.int64) * np.iinfo(dtype).max // WHITE
    return whole.astype(dtype)


def _draw(fill: Fill, box: Box, seed: int) -> Pixels:
    if fill == "blobs":
        return draw_blobs(box, seed=seed, stream="blobs")
    numbers = np.arange(box.pictures.start, box.pictures.stop, dtype=np.int64)
    chosen = numbers % len(DIGITS)
    return draw_characters(box, DIGITS, chosen, seed=seed, hand="digits", grain="digits: noise")


def _random(dtype: np.dtype[Any], seed: int, first: int, count: int) -> Chunk:
    """Return every value of an integer type, or fractions from 0 to below 1, equally likely."""
    size = dtype.itemsize
    drawn = random_bytes(seed, "random", first * size, count * size).view(f"<u{size}")
    if dtype.kind != "f":
        return drawn.astype(f"u{size}").view(dtype)
    # As many bits as the type holds exactly.
    bits = np.finfo(dtype).nmant + 1
    fractions: Chunk = (drawn >> (8 * size - bits)).astype(dtype) * dtype.type(2.0**-bits)
    return fractions


def _ramp(dtype: np.dtype[Any], first: int, count: int) -> Chunk:
    """Return the number of each element: its lowest bits, or rounded to the type."""
    numbers = np.arange(first, first + count, dtype=np.int64)
    if dtype.kind == "f":
        return numbers.astype(dtype)
    numbers &= 2 ** (8 * dtype.itemsize) - 1
    return numbers.astype(f"u{dtype.itemsize}").view(dtype)


def _checker(dtype: np.dtype[Any], last: Shape, first: int, count: int) -> Chunk:
    """Return 0 and the type's maximum, or 1, in turns along the last two axes."""
    numbers = np.arange(first, first + count, dtype=np.int64)
    indices = numbers % last[-1]
    if len(last) == PICTURE_RANK:
        indices += numbers // last[1] % last[0]
    return scaled(np.where(indices & 1, WHITE, 0).astype(np.uint8), dtype)
