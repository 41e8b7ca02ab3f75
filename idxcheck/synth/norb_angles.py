"""Cosines and lights of the NORB scenes as typed integers: libm differs by platform.

Each number is round(cos(angle) * 32768), reckoned once in double precision and typed in.
"""

from typing import NamedTuple

COSINE_ONE = 32768
# Of 0, 10, ... 350 degrees.
COSINES_OF_TENS = (
    *(32768, 32270, 30792, 28378, 25102, 21063, 16384, 11207, 5690),
    *(0, -5690, -11207, -16384, -21063, -25102, -28378, -30792, -32270),
    *(-32768, -32270, -30792, -28378, -25102, -21063, -16384, -11207, -5690),
    *(0, 5690, 11207, 16384, 21063, 25102, 28378, 30792, 32270),
)
# Cosine and sine of the elevations 0 to 8: 30, 35, ... 70 degrees above the ground.
ELEVATIONS = (
    *((28378, 16384), (26842, 18795), (25102, 21063), (23170, 23170), (21063, 25102)),
    *((18795, 26842), (16384, 28378), (13848, 29698), (11207, 30792)),
)
# Cosine and sine of 0 to 4 degrees.
DEGREES = ((32768, 0), (32763, 572), (32748, 1144), (32723, 1715), (32688, 2286))


class Light(NamedTuple):
    """A lighting: the direction to the lamp, and tones from 0 to 255.

    The direction is to the right, away from the camera and up, with the length 1. `ground` is
    the tone of the ground; a face has the tone `shade` where the lamp is behind it and as much
    more as it is turned towards the lamp, `lamp` at most.
    """

    direction: tuple[float, float, float]
    ground: float
    shade: float
    lamp: float


def _light(right: int, away: int, up: int, *tones: float) -> Light:
    # No part of a direction is 0, at any azimuth, since it is divided by.
    ground, shade, lamp = tones
    return Light((right / 7, away / 7, up / 7), ground, shade, lamp)


LIGHTS = (
    _light(-6, -2, 3, 190, 45, 150),  # 0: low from the left
    _light(6, -2, 3, 190, 45, 150),  # 1: low from the right
    _light(-2, -6, 3, 205, 40, 170),  # 2: low from the camera
    _light(2, 6, 3, 175, 35, 130),  # 3: low from behind
    _light(2, -3, 6, 225, 75, 135),  # 4: bright from above
    _light(-3, 2, 6, 160, 30, 100),  # 5: dim from above
)


def turn(tens: int) -> tuple[float, float]:
    """Return cosine and sine of `tens` times 10 degrees."""
    return COSINES_OF_TENS[tens % 36] / COSINE_ONE, COSINES_OF_TENS[(tens - 9) % 36] / COSINE_ONE


def rise(elevation: int) -> tuple[float, float]:
    """Return cosine and sine of the elevation 0 to 8, which is 30 to 70 degrees."""
    cosine, sine = ELEVATIONS[elevation]
    return cosine / COSINE_ONE, sine / COSINE_ONE


def tilt(degrees: int) -> tuple[float, float]:
    """Return cosine and sine of -4 to 4 degrees."""
    cosine, sine = DEGREES[abs(degrees)]
    return cosine / COSINE_ONE, (sine if degrees >= 0 else -sine) / COSINE_ONE
