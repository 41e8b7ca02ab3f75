"""Stereo pictures: azimuth, lighting and depth are to be seen, the bytes are the same anywhere."""

import hashlib
from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from idxcheck.synth.norb_scenes import stereo_pairs
from idxcheck.synth.norb_tables import tables

Rows = Sequence[tuple[int, ...]]
ANIMAL, HUMAN, AIRPLANE, TRUCK, CAR = range(5)


def pictures(rows: Rows, size: int = 96, first: int = 0, seed: int = 0) -> NDArray[np.int64]:
    """Return the pairs of rows of category, instance, elevation, azimuth, lighting, jitter."""
    table = np.array(rows, np.int32)
    pairs = stereo_pairs(table[:, 0], table[:, 1:], size=size, seed=seed, first=first)
    return pairs.astype(np.int64)


def difference(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """Return the mean absolute difference."""
    return float(np.abs(one - other).mean())


def disparity(pair: NDArray[np.int64]) -> int:
    """Return how far the left picture's content is to the right of the right picture's."""
    left, right = pair[0], pair[1]
    shifts = range(-9, 10)
    apart = [difference(left[:, 10 + by : 86 + by], right[:, 10:86]) for by in shifts]
    return shifts[int(np.argmin(apart))]


@pytest.mark.parametrize(
    ("category", "least"), [(ANIMAL, 9), (HUMAN, 6), (AIRPLANE, 12), (TRUCK, 10), (CAR, 9)]
)
def test_each_azimuth_looks_different_and_36_are_a_whole_turn(category: int, least: int) -> None:
    """Of the mean grey of 160, 20 degrees change much more than the noise, which changes 2."""
    pairs = pictures([(category, 0, 3, azimuth, 0) for azimuth in range(0, 38, 2)])
    assert min(difference(pairs[i], pairs[i + 1]) for i in range(18)) > least
    assert difference(pairs[0], pairs[18]) < 2


def test_a_whole_turn_is_the_same_picture() -> None:
    """Azimuth 36 of the same item is azimuth 0 to the byte."""
    start, turned = pictures([(CAR, 2, 3, 0, 0)]), pictures([(CAR, 2, 3, 36, 0)])
    assert np.array_equal(start, turned)


def test_each_lighting_brightens_the_side_of_its_lamp() -> None:
    """Left less right half, upper less lower half and mean grey are those of the lamp's place."""
    left = pictures([(CAR, 0, 3, 4, lighting) for lighting in range(6)])[:, 0]
    halves = [
        (
            round(float(each[:, :48].mean() - each[:, 48:].mean())),
            round(float(each[:48].mean() - each[48:].mean())),
            round(float(each.mean())),
        )
        for each in left
    ]
    assert halves == [
        (41, 10, 162),
        (-41, 4, 162),
        (21, -27, 179),
        (-7, 52, 139),
        (-9, 7, 208),
        (16, 28, 137),
    ]


def test_the_left_camera_sees_near_things_farther_to_the_right() -> None:
    """The whole toy is before the plane that both cameras see in the same place."""
    pairs = pictures([(category, 0, 3, 4, 4) for category in range(5)])
    assert [disparity(pair) for pair in pairs] == [4, 4, 5, 5, 6]


def test_a_greater_elevation_shows_more_of_the_roof() -> None:
    """Lit from above, a truck's bright roof takes more of the picture the higher the camera."""
    left = pictures([(TRUCK, 0, elevation, 4, 4) for elevation in range(0, 9, 2)])[:, 0]
    assert [int(((each > 182) & (each < 198)).sum()) for each in left] == [
        598,
        768,
        915,
        1035,
        1124,
    ]


def test_instances_of_a_category_differ() -> None:
    """No two of the ten toys of a kind look the same."""
    left = pictures([(CAR, instance, 3, 4, 4) for instance in range(10)])[:, 0]
    pairs = [(i, j) for i in range(10) for j in range(i)]
    assert min(difference(left[i], left[j]) for i, j in pairs) > 3


def test_categories_are_told_apart_by_the_nearest_centroid() -> None:
    """The mean of the training toys tells the test toys, at one azimuth and lighting."""
    train = list(product(range(5), (4, 6, 7, 8, 9), [4], [6], [4]))
    test = list(product(range(5), (0, 1, 2, 3, 5), [4], [6], [4]))
    centroids = pictures(train)[:, 0].reshape(5, 5, -1).mean(axis=1)
    distances = np.abs(pictures(test)[:, :1].reshape(25, 1, -1) - centroids).mean(axis=2)
    nearest = distances.argmin(axis=1).reshape(5, 5)
    assert nearest.tolist() == [[0] * 5, [1] * 5, [2] * 5, [3] * 5, [4] * 5]


def test_a_seed_changes_the_noise_alone() -> None:
    """Noise is at most 3 greys either way."""
    one, other = pictures([(CAR, 0, 3, 4, 4)]), pictures([(CAR, 0, 3, 4, 4)], seed=1)
    assert 1 < difference(one, other) < 3
    assert np.abs(one - other).max() == 6


@pytest.mark.parametrize(("data_set", "size"), [("smallnorb", 96), ("norb", 108)])
def test_an_item_is_the_same_in_any_chunk(data_set: str, size: int) -> None:
    """Chunks of 1, of 7 and all give the same bytes."""
    categories, info = tables(data_set, "test", count=14)
    whole = stereo_pairs(categories, info, size=size, seed=5, first=30)
    assert (whole.shape, str(whole.dtype)) == ((14, 2, size, size), "uint8")
    for step in (1, 7):
        parts = [
            stereo_pairs(
                categories[at : at + step], info[at : at + step], size=size, seed=5, first=30 + at
            )
            for at in range(0, 14, step)
        ]
        assert np.array_equal(np.concatenate(parts), whole)


@pytest.mark.parametrize(
    ("data_set", "size", "digest"),
    [
        ("smallnorb", 96, "d327f8d16dd72d5bfa627486f86bb63bdad2903e010ab6b7885e08f720cad50f"),
        ("norb", 108, "89d72bcec9896b93c230b076f228682eb10dc8d832829207e2fafb00ad0ff2c1"),
    ],
)
def test_bytes_are_pinned(data_set: str, size: int, digest: str) -> None:
    """Every toy and light, at many azimuths and elevations, gives the same bytes everywhere."""
    categories, info = tables(data_set, "test", seed=3)
    some = slice(7, None, 487)
    pairs = stereo_pairs(categories[some], info[some], size=size, seed=3)
    assert hashlib.sha256(pairs.tobytes()).hexdigest() == digest


def test_no_rows_are_no_pictures() -> None:
    """An empty chunk is an empty array of the right shape."""
    categories, info = tables("norb", "test", count=0)
    assert stereo_pairs(categories, info, size=108, seed=0).shape == (0, 2, 108, 108)


def test_a_picture_of_another_size_shows_the_same() -> None:
    """At half the size every other element looks as at the full size, but for edges and noise."""
    large, small = pictures([(TRUCK, 0, 3, 4, 4)]), pictures([(TRUCK, 0, 3, 4, 4)], size=48)
    averaged = large.reshape(1, 2, 48, 2, 48, 2).mean(axis=(3, 5)).astype(np.int64)
    assert difference(averaged, small) < 4
