"""NORB's pictures: jitter as the table says, clutter behind, blanks."""

import numpy as np
from numpy.typing import NDArray

from idxcheck.synth.norb_clutter import clutter
from idxcheck.synth.norb_scenes import stereo_pairs

TRUCK = (3, 0, 3, 4, 4)
BLANK = (5, -1, -1, -1, -1)
PLAIN = (0, 0, 0, 1, 1, 0)  # full scale; contrast 1 is the stronger


def left(*row: int, camera: int = 0) -> NDArray[np.int64]:
    """Return one picture of item 0 with this category, factors and jitter."""
    table = np.array([row], np.int32)
    pairs = stereo_pairs(table[:, 0], table[:, 1:], size=108, seed=0)
    picture: NDArray[np.int64] = pairs[0, camera].astype(np.int64)
    return picture


def toy_mask(*jitter: int) -> NDArray[np.bool_]:
    """Return where the picture of the truck differs from the same without it."""
    mask: NDArray[np.bool_] = np.abs(left(*TRUCK, *jitter) - left(*BLANK, *jitter)) > 25
    return mask


def middle_of(mask: NDArray[np.bool_]) -> tuple[int, int]:
    """Return the mean row and column of what is set."""
    rows, columns = np.nonzero(mask)
    return round(float(rows.mean())), round(float(columns.mean()))


def test_shifts_move_the_toy_right_and_down() -> None:
    """Columns 4 and 5 are picture elements."""
    assert middle_of(toy_mask(*PLAIN)) == (55, 51)
    assert middle_of(toy_mask(5, 0, 0, 1, 1, 0)) == (55, 56)
    assert middle_of(toy_mask(-5, 0, 0, 1, 1, 0)) == (55, 45)
    assert middle_of(toy_mask(0, 5, 0, 1, 1, 0)) == (60, 51)
    assert middle_of(toy_mask(0, -5, 0, 1, 1, 0)) == (50, 51)


def test_scale_0_shows_the_toy_smaller() -> None:
    """Scale 0 is 0.78, so that the toy takes 0.6 of the area."""
    assert int(toy_mask(*PLAIN).sum()) == 2569
    assert int(toy_mask(0, 0, 0, 1, 0, 0).sum()) == 1537


def test_rotation_turns_the_toy_clockwise() -> None:
    """What is right of the middle sinks: rows count downwards."""
    slopes = []
    for rotation in (-4, 0, 4):
        rows, columns = np.nonzero(toy_mask(0, 0, 0, 1, 1, rotation))
        covariance = np.cov(columns, rows)
        slopes.append(round(float(covariance[0, 1] / covariance[0, 0]), 2))
    assert slopes == [-0.38, -0.33, -0.29]


def test_lumination_is_added_and_contrast_spreads_the_greys() -> None:
    """Lumination is in greys; contrast 0 is 0.8 and 1 is 1.3 about the middle grey."""
    for jitter, mean, spread in (
        ((0, 0, 0, 1, 1, 0), 101, 50),
        ((0, 0, 19, 1, 1, 0), 120, 50),
        ((0, 0, -19, 1, 1, 0), 82, 50),
        ((0, 0, 0, 0, 1, 0), 111, 31),
    ):
        picture = left(*TRUCK, *jitter)
        assert (round(float(picture.mean())), round(float(picture.std()))) == (mean, spread)


def test_a_blank_shows_the_clutter_alone() -> None:
    """But for contrast, lumination and noise it is the item's background."""
    for camera, background in enumerate(clutter(0, 0, 108)):
        expected = (background - 128) * 1.3 + 128 + 7
        picture = left(*BLANK, 5, 5, 7, 1, 0, 4, camera=camera)
        assert float(np.abs(picture - np.clip(expected, 0, 255)).max()) < 5


def test_the_left_camera_sees_the_background_farther_left() -> None:
    """What is far is shifted the other way than a toy, by a 36th of the picture."""
    first, second = clutter(0, 0, 108)
    assert np.array_equal(first[:, :105], second[:, 3:])
    assert not np.array_equal(first, second)


def test_clutter_depends_on_seed_and_item() -> None:
    """Each item has its own, and the greys lie well apart."""
    background = clutter(0, 0, 108)[0]
    assert not np.array_equal(clutter(0, 1, 108)[0], background)
    assert not np.array_equal(clutter(1, 0, 108)[0], background)
    assert (round(float(background.mean())), round(float(background.std()))) == (100, 31)
    assert 0 <= background.min() < background.max() <= 255
