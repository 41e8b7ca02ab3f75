"""Pictures of characters and blobs: which parts they are drawn in, and what they show."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from numpy.typing import NDArray

from idxcheck.synth import pictures
from idxcheck.synth.pictures import DIGITS, Box, boxes, draw_blobs, draw_characters

Draw = Callable[[Box], NDArray[np.uint8]]


def characters(box: Box, seed: int = 0) -> NDArray[np.uint8]:
    """Return pictures of the digits in turns."""
    chosen = np.arange(box.pictures.start, box.pictures.stop) % 10
    return draw_characters(box, DIGITS, chosen, seed=seed, hand="hand", grain="grain")


LARGEST = 2**32 - 1
DRAWS: list[Draw] = [characters, partial(draw_blobs, seed=0, stream="blobs")]


def whole(draw: Draw, count: int, height: int, width: int) -> NDArray[np.uint8]:
    """Return pictures drawn at once."""
    return draw(Box(height, width, range(count), range(height), range(width)))


def test_small_pictures_are_drawn_together() -> None:
    """167 pictures of 28 x 28 make a box; the last box has the rest."""
    found = list(boxes(range(5, 400), 28, 28))
    assert [each.pictures for each in found] == [range(5, 172), range(172, 339), range(339, 400)]
    assert {(each.rows, each.columns) for each in found} == {(range(28), range(28))}
    assert found[1].shape == (167, 28, 28)
    assert found[1].first == 172 * 784
    assert list(boxes(range(0), 28, 28)) == []


def test_large_pictures_are_drawn_by_rows() -> None:
    """Of a picture with more than 131072 elements a box holds whole rows."""
    found = list(boxes(range(2), 300, 1000))
    assert [(each.pictures.start, each.rows, each.columns) for each in found[:3]] == [
        (0, range(131), range(1000)),
        (0, range(131, 262), range(1000)),
        (0, range(262, 300), range(1000)),
    ]
    assert len(found) == 6
    assert found[4].first == 300_000 + 131_000


def test_wide_pictures_are_drawn_by_parts_of_a_row() -> None:
    """Where one row has more elements, a box holds a part of it."""
    found = list(boxes(range(1), 8, 200_000))
    assert len(found) == 16
    assert (found[1].rows, found[1].columns) == (range(1), range(131072, 200000))
    assert found[1].first == 131072
    assert found[2].first == 200_000


@pytest.mark.parametrize("draw", DRAWS)
@pytest.mark.parametrize(("count", "height", "width"), [(25, 28, 28), (3, 40, 20), (2, 9, 60)])
def test_parts_make_the_whole(
    draw: Draw, count: int, height: int, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However pictures are cut into boxes, the elements are the same, in C order."""
    expected = whole(draw, count, height, width).ravel()
    for chunk in (17, 100, 3000):
        monkeypatch.setattr(pictures, "CHUNK", chunk)
        drawn = [draw(box).ravel() for box in boxes(range(count), height, width)]
        assert max(part.size for part in drawn) <= chunk
        assert np.array_equal(np.concatenate(drawn), expected)


@pytest.mark.parametrize("draw", DRAWS)
def test_pictures_differ(draw: Draw) -> None:
    """No two pictures are alike, whatever the sizes; each has dark and bright elements."""
    for height, width in ((8, 8), (28, 28), (20, 90), (64, 32)):
        drawn = whole(draw, 30, height, width)
        assert (drawn.shape, drawn.dtype.name) == ((30, height, width), "uint8")
        assert len({each.tobytes() for each in drawn}) == 30
        assert drawn.min(axis=(1, 2)).max() < 30
        assert drawn.max(axis=(1, 2)).min() > 150


def test_characters_are_seen() -> None:
    """The mean 1 is bright along its stem, right of the middle; the mean 0 on both sides of it."""
    drawn = whole(characters, 400, 28, 28).reshape(40, 10, 28, 28).mean(axis=0)
    assert drawn[1, 14, 17] > 150
    assert drawn[1, 14, [6, 22]].max() < 20
    assert drawn[0, 14, 14] < 40
    assert drawn[0, 14, [9, 19]].min() > 100


def test_the_seed_matters() -> None:
    """Another seed draws the same digit in another way."""
    box = Box(28, 28, range(1), range(28), range(28))
    assert not np.array_equal(characters(box), characters(box, seed=1))


@pytest.mark.parametrize("sides", [(LARGEST, LARGEST), (8, LARGEST), (LARGEST, 8)])
def test_the_largest_pictures(sides: tuple[int, int]) -> None:
    """In a picture with the largest sizes there are, no number overflows: the digit is there."""
    rows, columns = (range(size // 2 - 4, size // 2 + 4) for size in sides)
    drawn = [characters(Box(*sides, range(n, n + 1), rows, columns)) for n in range(20)]
    assert sum(each.max() > 180 for each in drawn) >= 5
    assert characters(Box(*sides, range(1), range(4), range(4))).max() < 40


def test_the_largest_blobs() -> None:
    """Of the largest picture, blobs cover about as much as of any other."""
    step = LARGEST // 16
    places = [range(step * number, step * number + 1) for number in range(16)]
    boxes_of = [
        Box(LARGEST, LARGEST, range(1), rows, columns) for rows in places for columns in places
    ]
    large = np.array([draw_blobs(box, seed=0, stream="blobs").item() for box in boxes_of])
    small = whole(DRAWS[1], 1, 1024, 1024)[0, ::64, ::64].ravel()
    assert np.abs(large - small.astype(int)).max() <= 3
    assert large.max() > 150


@pytest.mark.parametrize("sides", [(8, LARGEST), (LARGEST, 8)])
def test_blobs_in_the_longest_pictures(sides: tuple[int, int]) -> None:
    """Where one side is 2^29 times the other, nothing far from a blob is bright by an overflow."""
    for start in range(0, LARGEST - 1000, LARGEST // 7):
        rows, columns = (range(8) if size == 8 else range(start, start + 999) for size in sides)
        assert draw_blobs(Box(*sides, range(1), rows, columns), seed=0, stream="blobs").max() == 0
