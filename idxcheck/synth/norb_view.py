"""One camera's picture of one toy: what each picture element shows and how the lamp lights it.

All is reckoned in doubles with operations that IEEE 754 rounds exactly, one at a time and with
no sum over an axis, so that the result is the same on every platform.
"""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from idxcheck.synth.norb_angles import Light
from idxcheck.synth.norb_toys import Solid, Triple

Pair = tuple[float, float]
Plane = NDArray[np.float64]  # (size, size)
Window = tuple[slice, slice]  # rows and columns

FAR = 40.0  # so much behind the toy's middle lies what both cameras see in the same place
SHADOW = 0.55  # the part of the ground's brightness that is left in the shadow


class Pose(NamedTuple):
    """How a toy stands before a camera; angles are cosine and sine.

    The toy faces to the right at azimuth 0 and turns anticlockwise, seen from above; `tilt`
    turns the picture clockwise. A point is `shear` farther to the right for each unit that it
    is nearer than `FAR`. `shift` is in picture elements, to the right and down; `middle` is
    the height on the toy that is seen in the picture's middle.
    """

    azimuth: Pair
    elevation: Pair
    tilt: Pair
    shift: Pair
    scale: float
    shear: float
    middle: float


class View(NamedTuple):
    """The rays of a picture in the toy's axes, and where a point of the toy is in the picture.

    A ray is `origin[axis] + depth * direction[axis]`, the depth growing towards the camera;
    `ground` is the depth at which it meets the ground. A point is at column and row `place`
    plus each of its coordinates times that axis of `steps`.
    """

    origin: tuple[Plane, Plane, Plane]
    direction: Triple
    ground: Plane
    place: Pair
    steps: tuple[Pair, Pair, Pair]


class Face(NamedTuple):
    """What a solid shows in a window: where it is seen, how near, how bright."""

    seen: NDArray[np.bool_]
    depth: Plane
    tone: Plane


def look(pose: Pose, size: int) -> View:
    """Return the view of a camera whose picture has `size` rows and columns."""
    (turn_cos, turn_sin), (low, high), (tilt_cos, tilt_sin) = pose[:3]
    centre = ((size - 1) / 2 + pose.shift[0], (size - 1) / 2 + pose.shift[1])
    column = (np.arange(size) - centre[0]) / pose.scale
    row = ((np.arange(size) - centre[1]) / pose.scale)[:, None]
    right = (tilt_cos * column - pose.shear * FAR) + tilt_sin * row
    up = tilt_sin * column - tilt_cos * row
    away = high * up
    height = low * up + pose.middle
    steps = []
    for to_right, to_away, to_up in ((turn_cos, turn_sin, 0), (-turn_sin, turn_cos, 0), (0, 0, 1)):
        x = (to_right + pose.shear * (to_up * high - to_away * low)) * pose.scale
        y = (to_away * high + to_up * low) * pose.scale
        steps.append((tilt_cos * x + tilt_sin * y, tilt_sin * x - tilt_cos * y))
    far = pose.shear * FAR * pose.scale
    return View(
        (turn_cos * right + turn_sin * away, turn_cos * away - turn_sin * right, height),
        (-turn_cos * pose.shear - turn_sin * low, turn_sin * pose.shear - turn_cos * low, high),
        height / -high,
        (
            centre[0] + tilt_cos * far - pose.middle * steps[2][0],
            centre[1] + tilt_sin * far - pose.middle * steps[2][1],
        ),
        (steps[0], steps[1], steps[2]),
    )


def paint(view: View, solids: Iterable[Solid], light: Light, lamp: Triple, tone: Plane) -> None:
    """Paint the solids and their shadow over the ground's brightness `tone`, 0 to 255.

    `lamp` is the direction to the light in the toy's axes, each part of it other than 0.
    """
    shadow = np.zeros(tone.shape, np.bool_)
    depth = view.ground.copy()
    painted = tone.copy()
    to_lamp = _from_ground(view, lamp)
    for solid in solids:
        face_of = _box if solid.is_box else _ball
        window = _window(solid, to_lamp)
        shadow[window] |= face_of(to_lamp, solid, window, light, lamp).seen
        window = _window(solid, view)
        face = face_of(view, solid, window, light, lamp)
        seen = face.seen & (face.depth > depth[window])
        np.copyto(depth[window], face.depth, where=seen)
        np.copyto(painted[window], face.tone, where=seen)
    np.multiply(tone, SHADOW, out=tone, where=shadow)
    np.copyto(tone, painted, where=depth > view.ground)


def _window(solid: Solid, view: View) -> Window:
    """Return the rows and columns that a solid reaches."""
    spans = []
    for axis in (1, 0):
        middle, reach = view.place[axis], 1.0
        for centre, half, step in zip(solid.centre, solid.half, view.steps, strict=True):
            middle += centre * step[axis]
            reach += half * abs(step[axis])
        spans.append(slice(max(0, math.floor(middle - reach)), max(0, math.ceil(middle + reach))))
    return spans[0], spans[1]


def _box(view: View, solid: Solid, window: Window, light: Light, lamp: Triple) -> Face:
    """A ray is in a box while it is between the planes of each two opposite faces."""
    fronts, backs, tones = [], [], []
    for axis, step in enumerate(view.direction):
        middle = (solid.centre[axis] - view.origin[axis][window]) / step
        half = solid.half[axis] / abs(step)
        fronts.append(middle + half)
        backs.append(middle - half)
        lit = max(0.0, lamp[axis] if step > 0 else -lamp[axis])
        tones.append((light.shade + light.lamp * lit) * solid.tone)
    front = np.minimum(np.minimum(fronts[0], fronts[1]), fronts[2])
    back = np.maximum(np.maximum(backs[0], backs[1]), backs[2])
    side = np.where(front == fronts[1], tones[1], tones[0])
    return Face(front >= back, front, np.where(front == fronts[2], tones[2], side))


def _ball(view: View, solid: Solid, window: Window, light: Light, lamp: Triple) -> Face:
    """A ray meets an ellipsoid where it meets the ball when the axes are stretched to that."""
    start = [
        (view.origin[axis][window] - solid.centre[axis]) / half
        for axis, half in enumerate(solid.half)
    ]
    step = [part / half for part, half in zip(view.direction, solid.half, strict=True)]
    square = step[0] * step[0] + step[1] * step[1] + step[2] * step[2]
    along = _dot(start, step)
    root = along * along - square * (_dot(start, start) - 1.0)
    front = (np.sqrt(np.maximum(root, 0.0)) - along) / square
    lit = _dot([start[axis] + front * step[axis] for axis in range(3)], lamp)
    tone = (light.shade + light.lamp * np.maximum(lit, 0.0)) * solid.tone
    return Face(root >= 0.0, front, tone)


def _dot(first: Sequence[Plane], second: Sequence[Plane] | Sequence[float]) -> Plane:
    return first[0] * second[0] + first[1] * second[1] + first[2] * second[2]


def _from_ground(view: View, lamp: Triple) -> View:
    """Return the view whose rays go from the ground that is seen to the lamp."""
    right, away = (view.origin[axis] + view.ground * view.direction[axis] for axis in (0, 1))
    (first, second, _), slope = view.steps, (lamp[0] / lamp[2], lamp[1] / lamp[2])
    fall = (  # of the shadow of a point that is one unit higher
        -slope[0] * first[0] - slope[1] * second[0],
        -slope[0] * first[1] - slope[1] * second[1],
    )
    origin = (right, away, np.zeros(view.ground.shape))
    return view._replace(origin=origin, direction=lamp, steps=(first, second, fall))
