"""Pictures of characters and of blobs by integer arithmetic: the same bytes everywhere.

A picture is known by its number in a random stream. Any part of it is drawn alone, so that a
picture of any size takes constant memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from idxcheck.synth.glyphs import FINE, UNIT, fields
from idxcheck.synth.words import below, random_bytes, words

CHUNK = 1 << 17  # picture elements drawn at a time
SMALLEST = 8  # elements along each side of a picture
WHITE = 255
CAP_CELLS = 7  # cells that a digit is high
PLACE = 64  # what one element is long where places are reckoned
WORDS = 12  # random words a picture takes
DIGITS = tuple("0123456789")
FULL = 1 << 8  # the radius of a blob

Pixels = NDArray[np.uint8]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Box:
    """A part of pictures that are `height` x `width` elements each, in C order.

    It is several whole pictures, or whole rows of one, or a part of one row: in the file its
    elements follow each other.
    """

    height: int
    width: int
    pictures: range
    rows: range
    columns: range

    @property
    def shape(self) -> tuple[int, int, int]:
        """Pictures, rows, columns."""
        return len(self.pictures), len(self.rows), len(self.columns)

    @property
    def first(self) -> int:
        """The number of its first element, counted through all pictures."""
        row = self.pictures.start * self.height + self.rows.start
        return row * self.width + self.columns.start

    @property
    def base(self) -> int:
        """The shorter side of a picture: what sizes are measured by."""
        return min(self.height, self.width)


def boxes(pictures: range, height: int, width: int) -> Iterator[Box]:
    """Yield pictures in C order, in boxes of at most CHUNK elements."""
    size = height * width
    many, high, wide = max(1, CHUNK // size), max(1, CHUNK // width), min(width, CHUNK)
    for some in _cut(pictures, many):
        for rows in _cut(range(height), height if size <= CHUNK else high):
            for columns in _cut(range(width), wide):
                yield Box(height, width, some, rows, columns)


def _cut(whole: range, step: int) -> Iterator[range]:
    for first in range(whole.start, whole.stop, step):
        yield range(first, min(first + step, whole.stop))


def draw_characters(  # noqa: PLR0913 - what a picture depends on
    box: Box, characters: tuple[str, ...], chosen: Numbers, *, seed: int, hand: str, grain: str
) -> Pixels:
    """Return a box of pictures of one character each, uint8, 255 for ink.

    `chosen` has for each picture the index of its character. Place, size, slant, width,
    weight and brightness come from the stream `hand`, noise from the stream `grain`.
    """
    base = box.base
    drawn = _words_of(box, seed, hand)
    size = _between(drawn[0], 632, 800)  # the height of a digit, in 1024ths of the shorter side
    lean = _between(drawn[1], -56, 56)  # 256ths
    width = _between(drawn[2], 224, 288)  # 256ths
    weight = _between(drawn[3], 12, 21)  # half of the line's width, in UNITs of a cell
    ink = _between(drawn[4], 200, WHITE)
    noise = _between(drawn[5], 0, 40)  # 256ths
    move_y, move_x = (_between(each, -PLACE, PLACE) * base // 16 for each in drawn[6:8])

    distances = fields(characters)
    y = _places(box.rows, box.height) - move_y
    x = _places(box.columns, box.width) - move_x
    # From elements to points of a field, rows and columns apart: below 2^57 in any picture.
    points = CAP_CELLS * FINE * 1024 // PLACE
    down = y * points // (size * base)
    right = x * (points * 256) // (size * width * base)
    row = np.clip(down + distances.shape[1] // 2, 0, distances.shape[1] - 1)
    start = (chosen[:, np.newaxis] * distances.shape[1] + row) * distances.shape[2]
    column = right[:, np.newaxis, :] + ((down * lean) >> 8)[:, :, np.newaxis]
    column += distances.shape[2] // 2
    np.clip(column, 0, distances.shape[2] - 1, out=column)
    column += start[:, :, np.newaxis]
    values = weight[:, :, np.newaxis] - distances.ravel()[column].astype(np.int64)
    # Half ink on the edge of the line, which is one element wide.
    values *= (WHITE * size * base // (CAP_CELLS * 4 * UNIT))[:, :, np.newaxis]
    values >>= 8
    values += (WHITE + 1) // 2
    np.clip(values, 0, WHITE, out=values)
    values *= ink[:, :, np.newaxis]
    values //= WHITE
    speckles = random_bytes(seed, grain, box.first, values.size).astype(np.int64)
    values += (speckles.reshape(box.shape) * noise[:, :, np.newaxis]) >> 8
    return _pixels(values)


def draw_blobs(box: Box, *, seed: int, stream: str) -> Pixels:
    """Return a box of pictures of a few round blobs each, uint8, from the stream."""
    drawn = _words_of(box, seed, stream)
    values = np.zeros(box.shape, np.int64)
    for down, right, size, light in zip(*(drawn[each::4] for each in range(4)), strict=True):
        radius = _between(size, 160, 400) * box.base * PLACE // 1024
        y = _places(box.rows, box.height) - _between(down, -300, 300) * box.height * PLACE // 1024
        x = _places(box.columns, box.width) - _between(right, -300, 300) * box.width * PLACE // 1024
        y = np.clip(y, -radius, radius) * FULL // radius
        x = np.clip(x, -radius, radius) * FULL // radius
        near = FULL * FULL - (y * y)[:, :, np.newaxis] - (x * x)[:, np.newaxis, :]
        np.maximum(near, 0, out=near)
        near *= near
        near >>= 16
        near *= _between(light, 128, WHITE)[:, :, np.newaxis]
        near >>= 16
        values += near
    return _pixels(values)


def _pixels(values: Numbers) -> Pixels:
    pixels: Pixels = np.minimum(values, WHITE).astype(np.uint8)
    return pixels


def _words_of(box: Box, seed: int, stream: str) -> NDArray[np.uint64]:
    """Return the words of each picture of a box: first which word, then which picture."""
    count = len(box.pictures)
    found = words(seed, stream, box.pictures.start * WORDS, count * WORDS)
    return found.reshape(count, WORDS).T


def _between(numbers: NDArray[np.uint64], low: int, high: int) -> Numbers:
    """Return words as numbers from `low` to `high`, a column with a row for each picture."""
    return (below(numbers, high - low + 1) + low)[:, np.newaxis]


def _places(some: range, whole: int) -> Numbers:
    """Return where elements of an axis are, 0 in the middle of it, as one row."""
    numbers = np.arange(some.start, some.stop, dtype=np.int64)
    return ((2 * numbers + 1 - whole) * (PLACE // 2))[np.newaxis, :]
