"""The factors of smallNORB's pictures: from the tables of a part to look-ups in both ways."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from idxcheck.datasets.places import Found
from idxcheck.errors import UsageError
from idxcheck.registry import DataFile, DataSet, Part
from idxcheck.sizes import counted

CATEGORY, INSTANCE, AZIMUTH = 0, 1, 3  # their places among the factors
ITEMS_SHOWN = 2  # of those that show the same


class Factors(NamedTuple):
    """What a stereo pair shows, in the numbers of the files.

    `category` counts SmallNorb.categories from 0, `instance` is the toy, 0 to 9, `elevation`
    0 to 8 stands for 30 to 70 degrees in steps of 5, `azimuth` is even, 0 to 34, in tens of
    degrees, `lighting` is 0 to 5.
    """

    category: int
    instance: int
    elevation: int
    azimuth: int
    lighting: int


@dataclass(frozen=True, slots=True)
class NorbPart:
    """The training or the test part: its files, the values each factor takes in it.

    `first` is the index of its first item, counted over both parts, `count` how many it has.
    """

    name: Part
    first: int
    count: int
    labels: DataFile
    info: DataFile
    images: DataFile
    values: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class FactorTable:
    """The factors of each item, (items, 5), and the item of each combination of them.

    The axes of `items` are the factors, the places on an axis the values the part has.
    """

    rows: NDArray[Any]
    items: NDArray[np.int64]


def norb_parts(data_set: DataSet) -> tuple[NorbPart, ...]:
    """Return the parts of smallNORB, or of a data set of its form."""
    parts: list[NorbPart] = []
    categories = tuple(range(len(data_set.classes)))
    for name in ("train", "test"):
        files = {file.role: file for file in data_set.of(name)}
        values = (categories, *(column.values() for column in files["info"].columns))
        first = sum(part.count for part in parts)
        count = files["labels"].shape[0]
        parts.append(NorbPart(name, first, count, **files, values=values))
    return tuple(parts)


def read_table(part: NorbPart, labels: Found, info: Found) -> FactorTable:
    """Return the factors of a part's items from the files of its two tables.

    Raises UsageError for a value the part does not have and unless each combination of
    values occurs once; else as `Found.array`, FormatError (PRF005) for another set's table.
    """
    rows = np.column_stack([labels.array(), info.array()])
    places = np.empty(rows.shape, np.int64)
    for factor, (name, values) in enumerate(zip(Factors._fields, part.values, strict=True)):
        wrong = np.flatnonzero(~np.isin(rows[:, factor], values))
        if len(wrong):
            path = info.path if factor else labels.path
            raise UsageError(
                f"{path}: item {wrong[0]}: expected {name} of {listed(values)}; found"
                f" {rows[wrong[0], factor]}; next: idxcheck check {path}"
            )
        places[:, factor] = np.searchsorted(values, rows[:, factor])
    shape = tuple(map(len, part.values))
    combinations = np.ravel_multi_index(tuple(places.T), shape)
    counts = np.bincount(combinations, minlength=math.prod(shape))
    worst = counts.argmax() if counts.max() > 1 else counts.argmin()
    if counts[worst] != 1:
        place = np.unravel_index(worst, shape)
        chosen = (values[each] for values, each in zip(part.values, place, strict=True))
        which = ", ".join(map("{} {}".format, Factors._fields, chosen))
        at = "".join(
            f", item {item}" for item in np.flatnonzero(combinations == worst)[:ITEMS_SHOWN]
        )
        raise UsageError(
            f"{info.path}: expected each combination of the factors once; found {which}"
            f" {counted(int(counts[worst]), 'time')}{at}; next: idxcheck check {info.path}"
        )
    items = np.empty(shape, np.int64)
    items.flat[combinations] = np.arange(len(rows))
    return FactorTable(rows, items)


def listed(values: Iterable[int]) -> str:
    """Return the values with commas between them."""
    return ", ".join(map(str, values))
