"""Which files of a data set lie in a folder, in whatever copy, and that they fit its registry."""

import errno
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from idxcheck.array import load
from idxcheck.attribution import INNER_FOLDERS, sets_of_folder
from idxcheck.errors import UsageError
from idxcheck.names import COMPRESSION_SUFFIXES
from idxcheck.registry import DataFile, DataSet, Part, Role, data_sets, data_sets_called
from idxcheck.sizes import describe_shape
from idxcheck.soundness import info
from idxcheck.source import open_source

StrPath = str | PathLike[str]

BOTH: tuple[Part, ...] = ("train", "test")
SUFFIXES = ("", *(suffix for suffix, _ in COMPRESSION_SUFFIXES))  # raw is read without waiting
NAMES_SHOWN = 4  # of the files that are missing
CLASS_COLUMN = "class"  # what the registry calls the column of a table that holds the label


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a data set, and the path of the copy that was found."""

    file: DataFile
    path: str

    def check(self) -> None:
        """Raise UsageError where shape or type are not the registry's, else as `info` does."""
        header = info(self.path)
        if (header.element.name, header.shape) != (self.file.element, self.file.shape):
            raise UsageError(
                f"{self.path}: expected {self.file.element} {describe_shape(self.file.shape)},"
                f" as {self.file.key} has it; found {header.element.name}"
                f" {describe_shape(header.shape)}; next: idxcheck info {self.path}"
            )

    def is_compressed(self) -> bool:
        """Whether the bytes are compressed, whatever the name says."""
        with open_source(self.path) as source:
            return bool(source.layers)

    def array(self, *, mapped: bool = False) -> NDArray[Any]:
        """Return the whole matrix, once its header is seen to fit; raises as `load` does.

        With `mapped` it is mapped read-only where the file is not compressed.
        """
        self.check()
        return load(self.path, mmap_mode="r" if mapped and not self.is_compressed() else None)


@dataclass(frozen=True, slots=True)
class Group:
    """Files that belong together item by item; those that are None are not there."""

    images: Found
    labels: Found | None
    info: Found | None


def find(data_set: DataSet, file: DataFile, folder: StrPath) -> Found | None:
    """Return the copy of `file` in `folder`, or below it as `fetch` lays it out, or None.

    Of several copies in one place an uncompressed one is taken. Raises OSError for a folder
    that cannot be read.
    """
    _look_into(folder)
    layouts = (layout.folder for layout in data_set.layouts.values())
    for place in ("", data_set.name, *INNER_FOLDERS, *layouts):
        for suffix in SUFFIXES:
            for name in file.file_names:
                path = Path(folder, place, name + suffix)
                if path.is_file():
                    return Found(file, str(path))
    return None


def find_groups(
    data_set: DataSet, parts: Sequence[Part], folder: StrPath
) -> dict[Part, list[Group]]:
    """Return the files of each of `parts`, group by group.

    A table that holds the classes stands for the labels, and they for it, where one of the
    two is missing. Raises FileNotFoundError for all other files that are, OSError for a
    folder that cannot be read, and UsageError where the data set has no such part.
    """
    groups: dict[Part, list[Group]] = {}
    missing: list[DataFile] = []
    for part in parts:
        files = data_set.of(part)
        if not files:
            names = " or ".join(dict.fromkeys(repr(file.part) for file in data_set.files))
            raise UsageError(f"{data_set.title} has no part {part!r}; choose {names}")
        together: dict[str, dict[Role, DataFile]] = {}
        for file in files:
            together.setdefault(file.name.rpartition("-")[0], {})[file.role] = file
        found = [_find_group(data_set, roles, folder, missing) for roles in together.values()]
        groups[part] = [group for group in found if group is not None]
    if missing:
        raise missing_files(data_set, missing, folder)
    return groups


def _find_group(
    data_set: DataSet, roles: Mapping[Role, DataFile], folder: StrPath, missing: list[DataFile]
) -> Group | None:
    """Return the group of `roles`, None without images; add to `missing` what it lacks."""
    found = {role: find(data_set, file, folder) for role, file in roles.items()}
    images, labels, info_table = found.get("images"), found.get("labels"), found.get("info")
    classed = "info" in roles and class_column(roles["info"]) is not None
    needed = {"images"} if classed and (labels or info_table) else set(roles)
    missing += [roles[role] for role in roles if found[role] is None and role in needed]
    return None if images is None else Group(images, labels, info_table)


def class_column(file: DataFile) -> int | None:
    """Return the number of the column of `file` that holds the classes, or None."""
    names = [column.name for column in file.columns]
    return names.index(CLASS_COLUMN) if CLASS_COLUMN in names else None


def missing_files(
    data_set: DataSet, files: Sequence[DataFile], folder: StrPath
) -> FileNotFoundError:
    """Return the error for `files` that are not in `folder`."""
    names = ", ".join(file.file_names[0] for file in files[:NAMES_SHOWN])
    more = f" and {len(files) - NAMES_SHOWN} more" if len(files) > NAMES_SHOWN else ""
    parts = {file.part for file in files}
    part = f" --part {files[0].part}" if parts in ({"train"}, {"test"}) else ""
    return FileNotFoundError(
        errno.ENOENT,
        f"of {data_set.title} there is no {names}{more}, compressed or not;"
        f" next: idxcheck fetch {data_set.name} --dir {fspath(folder)}{part}",
        fspath(folder),
    )


def one_set(name: str) -> DataSet:
    """Return the one data set called `name`; raises UsageError where there is none, or several."""
    first, *others = data_sets_called(name)
    if others:
        names = ", ".join(each.name for each in (first, *others))
        raise UsageError(f"{name!r} is several data sets; choose one: {names}")
    return first


def recognise(folder: StrPath) -> DataSet:
    """Return the data set that `folder` holds, by the names of its files and its own.

    Raises UsageError where they tell of none or of several, OSError for a folder that
    cannot be read.
    """
    _look_into(folder)
    whole = [each for each in data_sets() if _is_whole(each, folder)]
    named = sets_of_folder(str(Path(folder).resolve()))
    fitting = [each for each in whole if each in named] or whole or list(named)
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(each.name for each in fitting or data_sets())
    reason = "may be any of several data sets" if fitting else "is no known data set"
    raise UsageError(f"{fspath(folder)} {reason}; say which with --dataset: {names}")


def _is_whole(data_set: DataSet, folder: StrPath) -> bool:
    try:
        return bool(find_groups(data_set, BOTH, folder))
    except FileNotFoundError:
        return False


def _look_into(folder: StrPath) -> None:
    """Raise OSError for a folder that is missing or cannot be read: no file of it is then."""
    os.scandir(folder).close()
