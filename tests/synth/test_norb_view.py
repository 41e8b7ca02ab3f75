"""The geometry of the scenes: angles, places in the picture, hidden things, shadows."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from idxcheck.synth.norb_angles import LIGHTS, Light, rise, tilt, turn
from idxcheck.synth.norb_toys import Solid, toy
from idxcheck.synth.norb_view import Pose, View, look, paint

FROM_ABOVE = Light((0.0, 0.0, 1.0), 200, 50, 100)
LAMP_ABOVE = (0.001, 0.001, 1.0)


def view(azimuth: int = 0, shear: float = 0.0) -> View:
    """Return the view of 41 x 41 from 30 degrees, the toy's origin in the middle."""
    return look(Pose(turn(azimuth), rise(0), tilt(0), (0.0, 0.0), 1.0, shear, 0.0), 41)


def ball(forward: float, left: float, up: float, tone: float = 1.0) -> Solid:
    """Return a ball of radius 5."""
    return Solid(is_box=False, centre=(forward, left, up), half=(5.0, 5.0, 5.0), tone=tone)


def painted(*solids: Solid, lamp: tuple[float, float, float] = LAMP_ABOVE) -> NDArray[np.float64]:
    """Return the picture of solids on ground of brightness 200."""
    tone = np.full((41, 41), 200.0)
    paint(view(shear=0.001), solids, FROM_ABOVE, lamp, tone)
    return tone


@pytest.mark.parametrize("tens", range(36))
def test_cosines_of_tens_are_those_of_the_angle(tens: int) -> None:
    """The typed cosine and sine are within the last of their 15 bits."""
    angle = math.radians(10 * tens)
    assert turn(tens) == pytest.approx((math.cos(angle), math.sin(angle)), abs=2**-16)


def test_elevations_and_tilts_are_those_of_the_angle() -> None:
    """Elevation k is 30 + 5 k degrees; a tilt may be negative."""
    for given, degrees in [(rise(k), 30 + 5 * k) for k in range(9)] + [
        (tilt(k), k) for k in range(-4, 5)
    ]:
        angle = math.radians(degrees)
        assert given == pytest.approx((math.cos(angle), math.sin(angle)), abs=2**-16)


def test_nothing_is_divided_by_zero() -> None:
    """No ray and no light is parallel to a face, at any azimuth and elevation."""
    parts = []
    for azimuth in range(36):
        cosine, sine = turn(azimuth)
        for right, away, up in (light.direction for light in LIGHTS):
            parts += [cosine * right + sine * away, cosine * away - sine * right, up]
        for elevation in range(9):
            pose = Pose((cosine, sine), rise(elevation), tilt(0), (0.0, 0.0), 1.0, 0.06, 0.0)
            parts += [*look(pose, 2).direction, *look(pose._replace(shear=-0.06), 2).direction]
    assert min(map(abs, parts)) > 0.0002


@pytest.mark.parametrize(("category", "instance"), [(c, i) for c in range(5) for i in range(10)])
def test_toys_stand_on_the_ground_and_fit_the_picture(category: int, instance: int) -> None:
    """No solid is below the ground nor farther than 44 units from the toy's middle."""
    for solid in toy(category, instance):
        assert solid.centre[2] - solid.half[2] > -1e-9
        assert all(abs(solid.centre[axis]) + solid.half[axis] < 44 for axis in (0, 1))
        assert solid.centre[2] + solid.half[2] < 74


def test_points_lie_where_the_axes_point() -> None:
    """Forward is to the right, left and up are upwards, by sine and cosine of 30 degrees."""
    seen = view()
    assert seen.place == pytest.approx((20, 20), abs=1e-4)
    assert seen.steps[0] == pytest.approx((1, 0), abs=1e-4)
    assert seen.steps[1] == pytest.approx((0, -0.5), abs=1e-4)
    assert seen.steps[2] == pytest.approx((0, -0.8660), abs=1e-4)


def test_a_quarter_turn_makes_forward_point_away() -> None:
    """A toy turns anticlockwise, seen from above."""
    seen = view(azimuth=9)
    assert seen.steps[0] == pytest.approx((0, -0.5), abs=1e-4)
    assert seen.steps[1] == pytest.approx((-1, 0), abs=1e-4)


def test_shear_moves_the_near_to_the_right() -> None:
    """A point 10 to the right of the toy, 8.66 nearer, moves by the shear of its distance."""
    seen = view(azimuth=9, shear=0.1)
    assert seen.place == pytest.approx((24, 20), abs=1e-4)
    assert seen.steps[1] == pytest.approx((-1, 0), abs=1e-4)
    assert seen.steps[0] == pytest.approx((-0.0866, -0.5), abs=1e-4)


@pytest.mark.parametrize("shear", [0.0, 0.1])
def test_a_ray_meets_the_ground_at_the_point_that_is_seen(shear: float) -> None:
    """The rays are the inverse of the places: that nearest to forward 8 ends near there."""
    seen = view(azimuth=2, shear=shear)
    column, row = (seen.place[axis] + 8 * seen.steps[0][axis] for axis in (0, 1))
    nearest = (round(row), round(column))
    forward, left, up = (
        seen.origin[axis][nearest] + seen.ground[nearest] * seen.direction[axis]
        for axis in range(3)
    )
    assert (forward, left, up) == (pytest.approx(8, abs=1), pytest.approx(0, abs=1.5), 0)


def test_the_nearer_solid_hides_the_farther_in_either_order() -> None:
    """Of two balls on one ray the one nearer to the camera is seen."""
    near, far = ball(0, -8.660, 10), ball(0, 0, 5, tone=0.5)
    for solids in ((near, far), (far, near)):
        assert painted(*solids)[15, 20] > 100
    assert painted(far)[15, 20] < 75


def test_a_shadow_falls_away_from_the_lamp() -> None:
    """The lamp stands to the left as high as it is far: a ball 10 high throws it 10 right."""
    picture = painted(ball(0, 0, 10), lamp=(-1.0, 0.001, 1.0))
    assert picture[20, 30] == pytest.approx(110)
    assert picture[20, 10] == 200
    assert picture[20, 20] == 200


def test_a_ball_is_bright_where_it_is_turned_to_the_lamp() -> None:
    """The top of a ball, lit from above, has shade and lamp; below its rim it has the shade."""
    picture = painted(ball(0, 0, 5))
    top, middle = 20 - 10 * 0.866, 20 - 5 * 0.866
    assert picture[round(top), 20] == pytest.approx(148, abs=4)
    assert picture[round(middle) + 4, 20] < 60
    assert picture[round(middle), 26] == 200


def test_faces_of_a_box_are_lit_by_their_direction() -> None:
    """Of a cube the top has the lamp's part above, the front that before it."""
    cube = Solid(is_box=True, centre=(0.0, 0.0, 5.0), half=(5.0, 5.0, 5.0), tone=1.0)
    picture = painted(cube, lamp=(0.01, -0.6, 0.8))
    assert picture[12, 20] == pytest.approx(130)
    assert picture[20, 20] == pytest.approx(110)
    assert picture[12, 27] == 200
