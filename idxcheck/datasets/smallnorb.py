"""smallNORB by its factors: which pair of pictures shows this toy, turned so and lit so."""

import operator
from collections.abc import Callable, Collection
from functools import partial
from typing import Any, Literal, SupportsIndex, get_args

import numpy as np
from numpy.typing import NDArray

from idxcheck import registry
from idxcheck.array import load
from idxcheck.datasets.factors import (
    AZIMUTH,
    CATEGORY,
    INSTANCE,
    Factors,
    FactorTable,
    NorbPart,
    listed,
    norb_parts,
    read_table,
)
from idxcheck.datasets.files import BOTH, missing_files
from idxcheck.datasets.places import choose_place, copies
from idxcheck.errors import UsageError
from idxcheck.output import StrPath
from idxcheck.registry import DataFile, DataSet, Part

Camera = Literal["left", "right"]  # in the order of the files' second axis
Category = str | SupportsIndex
Some = SupportsIndex | Collection[SupportsIndex] | None
SomeCategories = Category | Collection[Category] | None


class SmallNorb:
    """smallNORB's stereo pairs by index, over the training and the test part together.

    The training pairs have the indices 0 to 24299 and the test pairs 24300 to 48599, in the
    order of the files, whether both parts are there or one. `categories` are the names of
    the categories, in the order of their numbers.

    The tables are read at once; a file of pictures is opened when one is asked for. An
    uncompressed file is mapped: only the picture is read. A compressed one is decompressed
    anew up to the picture each time, 450 MB for the last: decompress it before looking at
    many. Pictures are not compared with published digests, since they are not read whole.
    """

    def __init__(self, dir: StrPath, *, data_set: DataSet | None = None) -> None:  # noqa: A002 - called as the command's option --dir is
        """Read the tables in the folder `dir`, or in one below it as `fetch` lays it out.

        All files are taken from one folder, the first that holds all, else most of them.
        `data_set` stands in for the registry's smallNORB and has its form. Raises
        FileNotFoundError where both parts are missing, or one table of a part; FormatError
        (PRF005) for a table that the registry knows as another file, unless `data_set` is
        not its own; UsageError for tables that do not fit the registry or do not hold each
        combination of factors once; else what `idxcheck.load` raises.
        """
        self._set = registry.data_set("smallnorb") if data_set is None else data_set
        self._dir = dir
        self.categories = self._set.classes
        self._parts = norb_parts(self._set)
        self._place = choose_place(self._set, dir, lambda each: each.lacking(self._set.files))
        every = zip(*(part.values for part in self._parts), strict=True)
        self._values: list[list[int]] = [sorted(set().union(*values)) for values in every]
        self._tables: dict[Part, FactorTable] = {}
        lacking = [file for part in self._parts for file in self._read(part)]
        if lacking or not self._tables:
            tables = [file for part in self._parts for file in (part.labels, part.info)]
            raise self._missing(*(lacking or tables))
        self._images: dict[Part, str | NDArray[Any]] = {}  # a path where it is compressed

    def __reduce__(self) -> tuple[Callable[[StrPath], "SmallNorb"], tuple[StrPath]]:
        # Numpy would pickle a map as its 450 MB, for each process of a data loader.
        return partial(SmallNorb, data_set=self._set), (self._dir,)

    def index(
        self,
        category: Category,
        instance: SupportsIndex,
        elevation: SupportsIndex,
        azimuth: SupportsIndex,
        lighting: SupportsIndex,
    ) -> int:
        """Return the index of the pair with these factors, in the numbers of `Factors`.

        `category` is a number or a name. Raises UsageError for a value that does not occur
        and FileNotFoundError for a pair of a part that is not there.
        """
        given = (category, instance, elevation, azimuth, lighting)
        numbers = [self._number(factor, value) for factor, value in enumerate(given)]
        part = self._part_with_instance(numbers[INSTANCE])
        table = self._table(part)
        place = (values.index(each) for values, each in zip(part.values, numbers, strict=True))
        return part.first + int(table.items[tuple(place)])

    def factors(self, index: SupportsIndex) -> Factors:
        """Return the factors of a pair: the inverse of `index`.

        Raises UsageError for an index out of range, FileNotFoundError for a part that is not
        there.
        """
        part, item = self._locate(index)
        return Factors(*map(int, self._table(part).rows[item]))

    def select(
        self,
        *,
        category: SomeCategories = None,
        instance: Some = None,
        elevation: Some = None,
        azimuth: Some = None,
        lighting: Some = None,
    ) -> NDArray[np.int64]:
        """Return the indices of all pairs with these factors, ascending.

        Each factor is one value, several, or None for any. Pairs of a part that is not there
        are left out. Raises UsageError for a value that does not occur.
        """
        given = (category, instance, elevation, azimuth, lighting)
        wanted = {
            factor: [self._number(factor, each) for each in _several(values)]
            for factor, values in enumerate(given)
            if values is not None
        }
        found = [np.empty(0, np.int64)]
        for part in self._parts:
            if part.name in self._tables:
                rows = self._tables[part.name].rows
                fits = np.ones(len(rows), np.bool_)
                for factor, numbers in wanted.items():
                    fits &= np.isin(rows[:, factor], numbers)
                found.append(part.first + np.flatnonzero(fits))
        return np.concatenate(found)

    def rotation(
        self,
        category: Category,
        instance: SupportsIndex,
        elevation: SupportsIndex,
        lighting: SupportsIndex,
    ) -> NDArray[np.int64]:
        """Return the indices of the 18 pairs that show a toy all round, azimuth 0 first.

        Raises as `index` does.
        """
        azimuths = self._values[AZIMUTH]
        found = [self.index(category, instance, elevation, each, lighting) for each in azimuths]
        return np.array(found, np.int64)

    def picture(self, index: SupportsIndex, camera: Camera = "left") -> NDArray[np.uint8]:
        """Return one picture of a pair, (96, 96) uint8.

        Raises as `pair` does, and UsageError for another camera than "left" or "right".
        """
        if camera not in get_args(Camera):
            raise UsageError(f"camera is 'left' or 'right', not {camera!r}")
        picture: NDArray[np.uint8] = self.pair(index)[get_args(Camera).index(camera)]
        return picture

    def pair(self, index: SupportsIndex) -> NDArray[np.uint8]:
        """Return both pictures of a pair, (2, 96, 96) uint8, the left camera's first.

        The array is a copy. Raises as `factors` does, FileNotFoundError where the file of
        pictures is missing, UsageError where it does not fit the registry, and else what
        `idxcheck.load` raises.
        """
        part, item = self._locate(index)
        if part.name not in self._images:
            self._images[part.name] = self._open_images(part)
        images = self._images[part.name]
        if isinstance(images, str):
            images, item = load(images, items=slice(item, item + 1)), 0
        return np.array(images[item])

    def _read(self, part: NorbPart) -> list[DataFile]:
        """Read the tables of a part; return those missing, unless all of its files are."""
        labels, info, images = (
            self._place.found.get(file.name) for file in (part.labels, part.info, part.images)
        )
        if labels and info:
            self._tables[part.name] = read_table(part, labels, info)
        elif labels or info or images:
            absent = [(part.labels, labels), (part.info, info)]
            return [file for file, found in absent if found is None]
        return []

    def _open_images(self, part: NorbPart) -> str | NDArray[Any]:
        # Looked for anew: it may have been fetched since.
        found = copies(self._set, self._place.path).get(part.images.name)
        if found is None:
            raise self._missing(part.images)
        found.check()
        return found.path if found.is_compressed() else load(found.path, mmap_mode="r")

    def _locate(self, index: SupportsIndex) -> tuple[NorbPart, int]:
        """Return the part of an index and the item in it."""
        try:
            number = operator.index(index)
        except TypeError:
            number = -1
        for part in self._parts:
            if part.first <= number < part.first + part.count:
                return part, number - part.first
        total = sum(part.count for part in self._parts)
        raise UsageError(f"index is a number from 0 to {total - 1}, not {index!r}")

    def _table(self, part: NorbPart) -> FactorTable:
        if part.name not in self._tables:
            raise self._missing(part.labels, part.info)
        return self._tables[part.name]

    def _part_with_instance(self, instance: int) -> NorbPart:
        return next(part for part in self._parts if instance in part.values[INSTANCE])

    def _number(self, factor: int, value: object) -> int:
        """Return the number of a factor's value, which may be the name of a category."""
        if factor == CATEGORY and isinstance(value, str) and value in self.categories:
            return self.categories.index(value)
        values = self._values[factor]
        try:
            number = operator.index(value)  # type: ignore[arg-type] # it raises for what is none
        except TypeError:
            number = None
        if number in values:
            return values[values.index(number)]
        names = f" or {', '.join(self.categories)}" if factor == CATEGORY else ""
        name = Factors._fields[factor]
        raise UsageError(f"{name} is one of {listed(values)}{names}, not {value!r}")

    def _missing(self, *files: DataFile) -> FileNotFoundError:
        return missing_files(self._set, files, BOTH, self._place)


def _several(values: Any) -> list[Any]:  # noqa: ANN401 - one value or several
    """Return the values as a list."""
    try:
        return [values] if isinstance(values, str) else list(values)
    except TypeError:
        return [values]
