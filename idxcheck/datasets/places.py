"""The places where the files of a data set may lie together, and the copies in each."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from idxcheck.array import load
from idxcheck.attribution import INNER_FOLDERS
from idxcheck.datasets.contents import read_array
from idxcheck.errors import UsageError
from idxcheck.names import COMPRESSION_SUFFIXES
from idxcheck.output import StrPath
from idxcheck.registry import DataFile, DataSet
from idxcheck.sizes import describe_shape
from idxcheck.soundness import info
from idxcheck.source import open_source

SUFFIXES = ("", *(suffix for suffix, _ in COMPRESSION_SUFFIXES))  # raw is read without waiting


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
        """Return the whole matrix, once its header is seen to fit.

        With `mapped` it is mapped read-only where the file is not compressed, and not read.
        Raises FormatError for a file that is read and known as another one of the registry,
        and else as `check` and `load` do.
        """
        self.check()
        if mapped and not self.is_compressed():
            return load(self.path, mmap_mode="r")
        return read_array(self.file, self.path)


@dataclass(frozen=True, slots=True)
class Place:
    """One folder: `root`, the one that was asked for, or one in it.

    `found` are the copies in it of the data set's files, by their names in the registry.
    """

    root: str
    path: str
    found: Mapping[str, Found]

    def lacking(self, files: Sequence[DataFile]) -> list[DataFile]:
        """Return those of `files` that are not in it."""
        return [file for file in files if file.name not in self.found]


def choose_place(
    data_set: DataSet, folder: StrPath, lacking: Callable[[Place], Sequence[DataFile]]
) -> Place:
    """Return the first place that lacks nothing, else the first of those that lack least.

    `lacking` gives the files that a place lacks: those of different places may be of
    different sets, so that none is taken from another. Raises as `places` does.
    """
    seen: list[Place] = []
    for place in places(data_set, folder):
        if not lacking(place):
            return place
        seen.append(place)
    return min(seen, key=lambda each: len(lacking(each)))


def places(data_set: DataSet, folder: StrPath) -> Iterator[Place]:
    """Yield `folder` and those below it where `fetch` and archives put the files, if any.

    Raises OSError for a folder that cannot be read, UsageError for what is no path.
    """
    root = _text(folder)
    yield Place(root, root, copies(data_set, root))
    layouts = (layout.folder for layout in data_set.layouts.values())
    for inner in dict.fromkeys((data_set.name, *INNER_FOLDERS, *layouts)):
        path = Path(root, inner)
        if path.is_dir():
            yield Place(root, str(path), copies(data_set, str(path)))


def copies(data_set: DataSet, folder: str) -> dict[str, Found]:
    """Return the copies of the files of `data_set` that stand in `folder`, by their names.

    Case does not count. Of several copies an uncompressed one comes first, then that of the
    usual name, then that of the usual case. Raises OSError for a folder that cannot be read.
    """
    by_lower: dict[str, list[str]] = {}
    for name in sorted(_names_in(folder)):
        by_lower.setdefault(name.lower(), []).append(name)
    found: dict[str, Found] = {}
    for file in data_set.files:
        wanted = (name + suffix for suffix in SUFFIXES for name in file.file_names)
        there = (
            Path(folder, name)
            for usual in wanted
            for name in sorted(by_lower.get(usual.lower(), ()), key=lambda each: each != usual)
        )
        if (path := next(filter(Path.is_file, there), None)) is not None:
            found[file.name] = Found(file, str(path))
    return found


def _names_in(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - the error names the folder as it was given
    except ValueError as error:  # a zero character, or one the file system cannot encode
        raise UsageError(f"no folder can have the name {folder!r}: {error}") from None


def _text(folder: object) -> str:
    """Return a folder's path as text."""
    try:
        name = os.fspath(folder)  # type: ignore[call-overload] # it raises for what is none
    except TypeError:
        raise UsageError(f"a folder is given by its path, not {folder!r}") from None
    if not isinstance(name, str):
        raise UsageError("a path is text; decode it with os.fsdecode(path)")
    return name
