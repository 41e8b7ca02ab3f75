"""The characters: their drawings, the lines that join the cells, the distances to them."""

import numpy as np
import pytest

from idxcheck.synth.glyphs import drawings, fields, strokes

ALL = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def test_there_are_digits_and_letters() -> None:
    """The font has what the data sets have as classes, each drawn in its own way."""
    assert "".join(drawings()) == ALL
    assert len(set(drawings().values())) == 62
    for character, cells in drawings().items():
        assert all(0 <= row < 9 and 0 <= column < 5 for row, column in cells)
        assert len(cells) >= 7, character


def test_a_drawing() -> None:
    """The 1 is a flag and a stem of seven cells."""
    stem = {(row, 2) for row in range(7)}
    assert drawings()["1"] == stem | {(1, 1), (2, 0)}


def test_what_is_joined() -> None:
    """Cells are joined beside, above and below; across a corner where nothing else joins them."""
    corner = frozenset({(0, 0), (0, 1), (1, 1), (2, 0), (4, 4)})
    lines = [line for line in strokes(corner) if line[0] != line[1]]
    assert lines == [((0, 0), (0, 1)), ((0, 1), (1, 1)), ((1, 1), (2, 0))]
    points = [line for line in strokes(corner) if line[0] == line[1]]
    assert [first for first, _ in points] == [(0, 0), (0, 1), (1, 1), (2, 0), (4, 4)]


def test_distances_of_a_stem() -> None:
    """The I is a stem of seven cells with serifs; the middle of the field is the stem's."""
    (field,) = fields(("I",))
    assert (field.shape, field.dtype) == ((208, 144), np.int32)
    # Points lie half a point beside the middle: a 32nd of a cell.
    assert field[104, 71:73].tolist() == [1, 1]
    assert field[104, 72:77].tolist() == [1, 3, 5, 7, 9]
    assert field[104, 72 + 16] == 33
    assert field[104, 71 - 16] == 33
    # The serifs are cells 0 and 6: the middle of the upper one is 3 cells above.
    assert field[104 - 48, 72 + 8] == 1
    assert field[104 - 48 - 32, 72] == 63


def test_distances_of_a_corner() -> None:
    """Across a corner the distance is that to the slanting line, rounded down."""
    (field,) = fields(("V",))
    # 0, 15 and 31 above the lowest cell and 1 beside it, the slanting line is 14 and 30 over the
    # root of 2 away: 9.9 and 21.2.
    assert field[[152, 144, 136], 72].tolist() == [1, 9, 21]


def test_fields_cannot_be_changed() -> None:
    """They are shared: writing to one fails."""
    with pytest.raises(ValueError, match="read-only"):
        fields(("0",))[0, 0, 0] = 1
