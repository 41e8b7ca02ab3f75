"""The five kinds of toys of the NORB scenes, each of a few boxes and ellipsoids."""

from typing import NamedTuple

Triple = tuple[float, float, float]


class Solid(NamedTuple):
    """A box, or the ellipsoid in it: its centre, half of its edges, its brightness.

    The axes are the toy's forward, left and up; the unit is a picture element of a picture of
    96 x 96; the ground is at height 0. `tone` is in hundredths.
    """

    is_box: bool
    centre: Triple
    half: Triple
    tone: float


def _box(forward: float, left: float, up: float, *half: float, tone: int = 100) -> Solid:
    a, b, c = half
    return Solid(True, (forward, left, up), (a, b, c), tone)  # noqa: FBT003 - a tuple's field


def _ball(forward: float, left: float, up: float, *half: float, tone: int = 100) -> Solid:
    return _box(forward, left, up, *half, tone=tone)._replace(is_box=False)


_ANIMAL = (
    *(_box(x, y, 9, 3.5, 3, 9, tone=85) for x in (-15, 14) for y in (-6, 6)),
    _ball(-1, 0, 22, 24, 10, 10),
    _ball(20, 0, 29, 7, 6, 11),
    _ball(26, 0, 38, 9, 7, 7),
    _box(34, 0, 36, 4, 3.5, 3, tone=80),
    _ball(-27, 0, 27, 7, 2, 3, tone=80),
)
_HUMAN = (
    _box(0, -6, 13, 4, 4, 13, tone=75),
    _box(0, 6, 13, 4, 4, 13, tone=75),
    _box(3, -6, 2, 7, 4, 2, tone=60),
    _box(3, 6, 2, 7, 4, 2, tone=60),
    _box(0, 0, 37, 6, 11, 12),
    _box(0, -14, 36, 3.5, 3, 12, tone=90),
    _box(10, 14, 45, 13, 3, 3, tone=90),
    _ball(0, 0, 57, 7, 7, 8, tone=110),
)
_AIRPLANE = (
    _ball(0, 0, 18, 36, 6, 6),
    _box(3, 0, 16, 7, 34, 1.5, tone=90),
    _ball(9, -14, 14, 8, 3.5, 3.5, tone=75),
    _ball(9, 14, 14, 8, 3.5, 3.5, tone=75),
    _box(-31, 0, 19, 4, 13, 1.2, tone=90),
    _box(-31, 0, 28, 4.5, 1.3, 9, tone=80),
)
_TRUCK = (
    *(_ball(x, y, 6, 6, 3, 6, tone=35) for x in (-24, -11, 22) for y in (-12, 12)),
    _box(0, 0, 9, 33, 10, 3, tone=60),
    _box(-10, 0, 27, 23, 13, 15),
    _box(23, 0, 20, 8, 12, 10, tone=85),
    _box(31.5, 0, 24, 0.5, 10, 4, tone=40),
)
_CAR = (
    *(_ball(x, y, 6, 6.5, 3, 6, tone=35) for x in (-20, 20) for y in (-13, 13)),
    _box(0, 0, 11, 33, 13, 6),
    _ball(-5, 0, 16, 21, 12, 13, tone=85),
)
_TOYS = (_ANIMAL, _HUMAN, _AIRPLANE, _TRUCK, _CAR)

# Length, width, height and brightness of the instances 0 to 9, in hundredths.
_PROPORTIONS = (
    *((100, 100, 100, 100), (88, 112, 96, 85), (104, 88, 110, 110), (92, 104, 86, 95)),
    *((106, 106, 92, 78), (82, 96, 106, 104), (96, 84, 100, 90), (102, 114, 104, 82)),
    *((86, 90, 90, 114), (98, 110, 112, 98)),
)


def toy(category: int, instance: int) -> tuple[Solid, ...]:
    """Return the solids of a toy: category 0 to 4, instance 0 to 9."""
    length, width, height, tone = _PROPORTIONS[instance]
    by = (length / 100, width / 100, height / 100)
    return tuple(
        Solid(
            solid.is_box,
            (solid.centre[0] * by[0], solid.centre[1] * by[1], solid.centre[2] * by[2]),
            (solid.half[0] * by[0], solid.half[1] * by[1], solid.half[2] * by[2]),
            solid.tone * tone / 10000,
        )
        for solid in _TOYS[category]
    )
