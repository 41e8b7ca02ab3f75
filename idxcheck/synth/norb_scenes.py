"""The stereo pictures of smallNORB and NORB: a toy, its light and its shadow, seen twice."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from idxcheck.synth.norb_angles import LIGHTS, rise, tilt, turn
from idxcheck.synth.norb_clutter import clutter
from idxcheck.synth.norb_tables import FACTORS, NO_OBJECT
from idxcheck.synth.norb_toys import toy
from idxcheck.synth.norb_view import Plane, Pose, look, paint
from idxcheck.synth.words import random_bytes

NOISE = "norb noise"  # the stream of the seed's bytes
SHEARS = (0.06, -0.06)  # how far the left and the right camera see near points to the right
GRADIENT = 0.4  # by which the ground grows brighter for each unit nearer to the lamp
SIZE, JITTERED_SIZE = 96, 108  # of the published pictures: the size at which a unit is one element
CONTRASTS, SCALES = (0.8, 1.3, 1.0), (0.78, 1.0)
UNCHANGED, FULL = 2, 1  # contrast and scale of smallNORB
GREY = 128.0  # what contrast leaves as it is


class Jitter(NamedTuple):
    """Columns 4 to 9 of NORB's table."""

    right: int = 0
    down: int = 0
    lumination: int = 0
    contrast: int = UNCHANGED
    scale: int = FULL
    rotation: int = 0


def stereo_pairs(
    categories: NDArray[np.int32],
    info: NDArray[np.int32],
    *,
    size: int,
    seed: int,
    first: int = 0,
) -> NDArray[np.uint8]:
    """Return the pictures of the rows of a table, (n, 2, size, size) uint8, left camera first.

    `categories` and `info` are rows of `tables`. A row of ten columns is of NORB: the toy is
    jittered and stands before clutter, and category 5 is the clutter alone. `first` is the
    number of the first row among all that are made with this `seed`: noise and clutter depend
    on seed and number alone, so that a row's pictures are the same in whatever chunk.

    A toy faces to the right at azimuth 0 and turns anticlockwise, seen from above; lightings 0
    to 5 are: low from the left, low from the right, low from the camera, low from behind,
    bright from above, dim from above. Whatever is nearer than the background lies farther to
    the right in the left picture. Right shift, down shift and clockwise rotation are positive,
    a unit of rotation is taken for a degree. Raises UsageError for a `seed` that is none.
    """
    pictures = np.empty((len(info), 2, size, size), np.uint8)
    is_cluttered = info.shape[1] > FACTORS
    unit = size / (JITTERED_SIZE if is_cluttered else SIZE)
    each = 2 * size * size
    noise = random_bytes(seed, NOISE, first * each, len(info) * each).reshape(pictures.shape)
    rows = zip(categories.tolist(), info.tolist(), strict=True)
    for row, (category, factors) in enumerate(rows):
        jitter = Jitter(*factors[FACTORS:])
        if is_cluttered:
            tones = clutter(seed, first + row, size)
        else:
            ground = np.full((size, size), LIGHTS[factors[-1]].ground, np.float64)
            tones = (ground, ground.copy())
        if factors[0] != NO_OBJECT:
            _place_toy(tones, category, factors[:FACTORS], jitter, unit)
        for camera, tone in enumerate(tones):
            contrasted = (tone - GREY) * CONTRASTS[jitter.contrast] + (GREY + jitter.lumination)
            chance = noise[row, camera].astype(np.int16)
            grain = (chance & 3) + (chance >> 2 & 3) - 3
            pictures[row, camera] = np.clip(contrasted.astype(np.int16) + grain, 0, 255)
    return pictures


def _place_toy(
    tones: tuple[Plane, ...], category: int, factors: list[int], jitter: Jitter, unit: float
) -> None:
    """Paint a toy, its shadow and the brightness of the lamp over the grounds of both cameras."""
    instance, elevation, azimuth, lighting = factors
    solids = toy(category, instance)
    light = LIGHTS[lighting]
    cosine, sine = turn(azimuth)
    right, away, up = light.direction
    lamp = (cosine * right + sine * away, cosine * away - sine * right, up)
    middle = max(solid.centre[2] + solid.half[2] for solid in solids) / 2
    for tone, shear in zip(tones, SHEARS, strict=True):
        along = (np.arange(len(tone)) - (len(tone) - 1) / 2) * (GRADIENT / unit)
        np.add(tone, right * along - away * along[:, None], out=tone)
        pose = Pose(
            azimuth=(cosine, sine),
            elevation=rise(elevation),
            tilt=tilt(jitter.rotation),
            shift=(jitter.right * unit, jitter.down * unit),
            scale=SCALES[jitter.scale] * unit,
            shear=shear,
            middle=middle,
        )
        paint(look(pose, len(tone)), solids, light, lamp, tone)
