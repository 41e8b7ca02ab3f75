"""Whole data sets as arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from idxcheck.datasets.files import BOTH, Group, class_column, find_groups
from idxcheck.datasets.places import Found
from idxcheck.errors import UsageError
from idxcheck.output import StrPath
from idxcheck.registry import DataSet, Part, data_set
from idxcheck.sizes import counted, describe_shape


class ImageGroups(Sequence[NDArray[Any]]):
    """The image arrays of a part that is stored in several files, one array a file.

    A file is read when its array is asked for: an uncompressed one is mapped, a compressed
    one is loaded each time, and FormatError raised where it is known as another one (PRF005).
    """

    def __init__(self, files: Sequence[Found]) -> None:
        self._files = tuple(files)

    def __len__(self) -> int:
        return len(self._files)

    @overload
    def __getitem__(self, index: int) -> NDArray[Any]: ...
    @overload
    def __getitem__(self, index: slice) -> "ImageGroups": ...
    def __getitem__(self, index: int | slice) -> "NDArray[Any] | ImageGroups":
        if isinstance(index, slice):
            return ImageGroups(self._files[index])
        return self._files[index].array(mapped=True)

    def __repr__(self) -> str:
        known = (found.file for found in self._files)
        shapes = dict.fromkeys(f"{each.element} {describe_shape(each.shape)}" for each in known)
        return " of ".join([counted(len(self), "file"), *shapes])


@dataclass(frozen=True, slots=True, repr=False)
class PartArrays:
    """One part of a data set; item n of each array belongs to item n of the others.

    `images` is uint8 as stored: (N, 28, 28) for the MNIST family, (N, 2, 96, 96) for
    smallNORB, left camera first; memory-mapped and read-only where the file is not
    compressed. `labels` (N,) are the classes as stored, `info` (N, columns) is the table of
    the set, int32, None where it has none.

    Full NORB is stored in groups: there `images` is an ImageGroups and the first axis of
    `labels` and `info` is the group, so that labels[g] are those of images[g].
    """

    images: Any  # a union would ask every caller which of the two it is
    labels: NDArray[Any]
    info: NDArray[Any] | None

    def __repr__(self) -> str:
        arrays = {"images": self.images, "labels": self.labels, "info": self.info}
        told = (f"{name} {_described(each)}" for name, each in arrays.items() if each is not None)
        return ", ".join(told)


def _described(array: NDArray[Any] | ImageGroups) -> str:
    """Return element type and shape, and whether the array is still in its file."""
    if isinstance(array, ImageGroups):
        return repr(array)
    mapped = " mapped" if isinstance(array, np.memmap) else ""
    return f"{array.dtype} {describe_shape(array.shape)}{mapped}"


@dataclass(frozen=True, slots=True, repr=False)
class DataSetArrays:
    """A data set: the names of its classes and the arrays of the parts that were loaded.

    `classes[label - first_label]` names the class of a label.
    """

    name: str
    classes: tuple[str, ...]
    first_label: int
    parts: Mapping[Part, PartArrays]

    def __repr__(self) -> str:
        parts = (f"  {name}: {part}" for name, part in self.parts.items())
        return "\n".join([f"{self.name}, {len(self.classes)} classes", *parts])

    @property
    def train(self) -> PartArrays:
        """The training part; UsageError where another was asked for."""
        return self._part("train")

    @property
    def test(self) -> PartArrays:
        """The test part; UsageError where another was asked for."""
        return self._part("test")

    @property
    def all(self) -> PartArrays:
        """QMNIST's third part, all of NIST's digits; UsageError where it was not asked for."""
        return self._part("all")

    def _part(self, part: Part) -> PartArrays:
        if part not in self.parts:
            raise UsageError(f"this part of {self.name} was not loaded; load it with part={part!r}")
        return self.parts[part]


def load(
    name: str | DataSet,
    dir: StrPath,  # noqa: A002 - called as the command's option --dir is
    *,
    part: Part | None = None,
) -> DataSetArrays:
    """Return the arrays of a known data set from its files in the folder `dir`.

    `name` is one of the registry. The files are raw or compressed, under any of their names
    in any case, all of them in `dir` or in one folder below it where torchvision or Keras
    keeps them: the first that holds all; a raw copy is preferred. `part` is "train", "test",
    or "all" for QMNIST's xnist; None loads train and test.

    Shapes and element types are those of the registry. A file that is read whole, labels,
    tables and compressed images, is not one that the registry knows as another, such as
    MNIST's labels in Fashion-MNIST's place; uncompressed images are mapped and not read, and
    nothing is compared with a DataSet that is not the registry's own. Whether the values are
    the published ones, `idxcheck.check` says.

    Raises FormatError for such another file (PRF005), FileNotFoundError where a file is
    missing, UsageError for a name or a part that is not known, for a `dir` that is no path
    and for a file of another shape or type, and else what `idxcheck.load` does.
    """
    known = name if isinstance(name, DataSet) else data_set(name)
    wanted = BOTH if part is None else (part,)
    groups = find_groups(known, wanted, dir)
    arrays = {each: _part_arrays(of_part) for each, of_part in groups.items()}
    return DataSetArrays(known.name, known.classes, known.first_label, arrays)


def _part_arrays(groups: Sequence[Group]) -> PartArrays:
    tables = [read_tables(group) for group in groups]
    if len(groups) == 1:
        return PartArrays(groups[0].images.array(mapped=True), *tables[0])
    for group in groups:
        group.images.check()
    labels = np.stack([labels for labels, _ in tables])
    info = [info for _, info in tables if info is not None]
    images = ImageGroups([group.images for group in groups])
    return PartArrays(images, labels, np.stack(info) if info else None)


def read_tables(group: Group) -> tuple[NDArray[Any], NDArray[Any] | None]:
    """Return the labels of a group and its table, None where it has none."""
    info = None if group.info is None else group.info.array()
    column = None if group.info is None else class_column(group.info.file)
    if info is not None and column is not None:
        # Labels of their own have another element type, and only one part of QMNIST has them.
        return info[:, column].copy(), info
    assert group.labels is not None, "find_groups sees to one of the two"  # noqa: S101 - a bug of ours
    return group.labels.array(), info
