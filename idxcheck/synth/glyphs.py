"""The characters of the synthetic pictures as fields of distances to the pen's line."""

import os
from functools import cache

import numpy as np
from numpy.typing import NDArray

FONT = "glyphs.txt"
COMMENT = ";"
ROWS, COLUMNS = 9, 5  # cells of a character
MARGIN = 2  # cells around them
FINE = 16  # points of a field along a cell
UNIT = 32  # what a cell is long in the numbers of a field: two between points
INK = "#"

Cell = tuple[int, int]  # row, column
Drawing = frozenset[Cell]


@cache
def drawings() -> dict[str, Drawing]:
    """Return the inked cells of each character there is."""
    # A quick command has no other need of pathlib.
    path = os.path.join(os.path.dirname(__file__), FONT)  # noqa: PTH118, PTH120 - without pathlib
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - without pathlib
        lines = [line.rstrip("\n") for line in file if not line.startswith(COMMENT)]
    step = ROWS + 1
    return {
        lines[start]: frozenset(
            (row, column)
            for row, text in enumerate(lines[start + 1 : start + step])
            for column, cell in enumerate(text)
            if cell == INK
        )
        for start in range(0, len(lines), step)
    }


@cache
def fields(characters: tuple[str, ...]) -> NDArray[np.int32]:
    """Return how far each point is from the line of each character, read-only.

    The shape is (characters, rows, columns), of FINE points a cell with a margin all around;
    the character's own bounding box is in the middle. A distance is in UNITs of a cell.
    """
    found = np.stack([_field(drawings()[each]) for each in characters])
    found.flags.writeable = False
    return found


def _field(drawing: Drawing) -> NDArray[np.int32]:
    top, left = (min(cell[axis] for cell in drawing) for axis in (0, 1))
    bottom, right = (max(cell[axis] for cell in drawing) for axis in (0, 1))
    # Twice the distance, so that the middle between two points is a whole number.
    middle = (top + bottom + 1) * UNIT, (left + right + 1) * UNIT
    y = _axis(ROWS + 2 * MARGIN)[:, np.newaxis] + middle[0]
    x = _axis(COLUMNS + 2 * MARGIN)[np.newaxis, :] + middle[1]
    squares = np.full((y.size, x.size), (8 * UNIT * ROWS) ** 2, np.int64)
    for one, other in strokes(drawing):
        np.minimum(squares, _square(y, x, one, other), out=squares)
    # A square root is rounded exactly everywhere; other functions are not.
    return (np.sqrt(squares.astype(np.float64)) / 2).astype(np.int32)


def _axis(cells: int) -> NDArray[np.int64]:
    """Return the places of the points along an axis, twice in UNITs, 0 in the middle."""
    count = cells * FINE
    return (2 * np.arange(count, dtype=np.int64) + 1 - count) * (UNIT // FINE)


def _square(
    y: NDArray[np.int64], x: NDArray[np.int64], one: Cell, other: Cell
) -> NDArray[np.int64]:
    """Return the squares of twice the distances of points to the line between two cells."""
    down, right = other[0] - one[0], other[1] - one[1]
    from_y, from_x = y - (2 * one[0] + 1) * UNIT, x - (2 * one[1] + 1) * UNIT
    length = down * down + right * right or 1
    # How far along the line the nearest place is: from 0 to 2 UNITs.
    along = np.clip((from_y * down + from_x * right) // length, 0, 2 * UNIT)
    off_y, off_x = from_y - along * down, from_x - along * right
    square: NDArray[np.int64] = off_y * off_y + off_x * off_x
    return square


def strokes(drawing: Drawing) -> list[tuple[Cell, Cell]]:
    """Return the lines between joined cells, and for each cell the point that it is."""
    found = [(cell, cell) for cell in sorted(drawing)]
    for row, column in sorted(drawing):
        for down, right in ((0, 1), (1, 0)):
            if (row + down, column + right) in drawing:
                found.append(((row, column), (row + down, column + right)))
        for right in (-1, 1):
            corners = {(row, column + right), (row + 1, column)}
            if (row + 1, column + right) in drawing and not corners & drawing:
                found.append(((row, column), (row + 1, column + right)))
    return found
