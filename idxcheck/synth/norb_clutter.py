"""Cluttered backgrounds: boxes and discs of chance over a field of gentle changes."""

import numpy as np
from numpy.typing import NDArray

from idxcheck.synth.norb_view import Plane
from idxcheck.synth.words import random_bytes

CLUTTER = "norb clutter"  # the stream of the seed's bytes
KNOTS = 5  # of the field, each way
PATCHES, PATCH_BYTES = 28, 6
ITEM_BYTES = KNOTS * KNOTS + PATCHES * PATCH_BYTES
DARKEST = 60  # tone of the field
FAR_SHIFT = 36  # the left camera sees the background a picture's size over this farther left


def clutter(seed: int, item: int, size: int) -> tuple[Plane, Plane]:
    """Return the background of an item as the left and the right camera see it, 0 to 255."""
    chance = random_bytes(seed, CLUTTER, item * ITEM_BYTES, ITEM_BYTES)
    shift = size // FAR_SHIFT
    knots = DARKEST + chance[: KNOTS * KNOTS].reshape(KNOTS, KNOTS).astype(np.float64) / 2
    field = np.ascontiguousarray(_between(_between(knots, size).T, size + shift).T)
    patches = chance[KNOTS * KNOTS :].reshape(PATCHES, PATCH_BYTES).tolist()
    for down, right, height, width, tone, kind in patches:
        top, left = down * size // 256, right * (size + shift) // 256
        tall, wide = 2 + height * size // 1024, 2 + width * size // 1024
        patch = field[top : top + tall, left : left + wide]
        if kind % 2:
            patch += (tone - patch) / 2
        else:
            row = (2 * np.arange(len(patch)) + 1 - tall)[:, None] / tall
            column = (2 * np.arange(patch.shape[1]) + 1 - wide) / wide
            np.add(patch, (tone - patch) / 2, out=patch, where=row * row + column * column < 1)
    return field[:, shift:].copy(), field[:, :size].copy()


def _between(knots: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """Return `count` rows that go evenly from the first row of knots to the last."""
    place = np.arange(count) * (len(knots) - 1) / count
    row = place.astype(np.int64)
    part = (place - row)[:, None]
    return knots[row] * (1 - part) + knots[row + 1] * part
