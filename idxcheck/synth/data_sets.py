"""generate_data_set: files like those of a known data set, with pictures of our own."""

import errno
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from idxcheck.datasets.layouts import FLAT, LAYOUTS, LayoutName
from idxcheck.datasets.places import copies
from idxcheck.datasets.storing import folder_named
from idxcheck.datasets.wanted import Wanted, plan
from idxcheck.errors import UsageError
from idxcheck.output import StrPath
from idxcheck.payload import header_for
from idxcheck.registry import DataFile, DataSet, data_sets_called
from idxcheck.synth.choices import ITEMS
from idxcheck.synth.contents import content
from idxcheck.synth.words import check_seed
from idxcheck.synth.writing import Progress, write_matrix
from idxcheck.synthetic_marker import mark, refuse_foreign
from idxspec import Header


@dataclass(frozen=True, slots=True)
class Generated:
    """A file to generate: its place, what the registry knows of it, its header."""

    path: Path
    file: DataFile
    header: Header


def generate_data_set(  # noqa: PLR0913 - what the files depend on
    name: str,
    folder: StrPath,
    *,
    items: int | None = ITEMS,
    layout: LayoutName = FLAT,
    seed: int = 0,
    replace: bool = False,
) -> tuple[Path, ...]:
    """Write files like those of the data set called `name`; return their paths.

    `name` is one of the registry's, or a family such as "emnist". The files have the names,
    folders below `folder`, element types and shapes that `idxcheck.datasets.fetch` and
    `layout` give them, with at most `items` items in each file; None is the published
    number. A layout that wants decompressed files gets these alone. Labels and tables hold
    only what the published ones may, classes are balanced or, with all items, occur as often
    as is published. The pictures are of our own: the characters that the labels mean, or
    digits for classes that are none, EMNIST's transposed as the published ones are; for
    smallNORB and NORB, toys that show the category and the factors of the table. A file
    idxcheck-synthetic.txt in each folder says that the files are synthetic.

    The bytes depend on the arguments alone, except those of .xz files, of which the content
    does. Item i is the same whatever `items` and `layout` are. `seed` is from 0 to 2^64 - 1.

    Without `replace` nothing is written where one of the files exists. Raises UsageError for
    an unknown data set or layout, a bad number of items or seed, and where another copy of a
    file, compressed or not, would stand beside it or what is called as the marker is no regular
    file; FileExistsError and other OSErrors.
    """
    files = plan_data_set(name, folder, items=items, layout=layout, seed=seed, replace=replace)
    write_markers(files, items=items, layout=layout, seed=seed, replace=replace)
    for each in files:
        write_file(each, seed=seed, replace=replace)
    return tuple(each.path for each in files)


def plan_data_set(  # noqa: PLR0913 - as generate_data_set
    name: str,
    folder: StrPath,
    *,
    items: int | None,
    layout: LayoutName,
    seed: int,
    replace: bool,
) -> tuple[Generated, ...]:
    """Return the files that `generate_data_set` writes; raises what it does before it writes."""
    check_seed(seed)
    if items is not None and items < 1:
        raise UsageError(f"a file of a data set has at least 1 item, not {items}")
    if layout not in LAYOUTS:
        raise UsageError(f"no layout is called {layout!r}; choose from: {', '.join(LAYOUTS)}")
    sets = data_sets_called(name)
    files = tuple(
        _generated(each, items) for each in plan(sets, folder_named(folder), layout=layout)
    )
    for each in dict.fromkeys(each.path.parent for each in files):
        _refuse_to_overwrite(sets, each, {file.path for file in files}, replace=replace)
        refuse_foreign(each, replace=replace)
    return files


def write_markers(
    files: Sequence[Generated], *, items: int | None, layout: str, seed: int, replace: bool
) -> tuple[Path, ...]:
    """Make the folders of `files` and the file in each that says that they are synthetic."""
    number = "--full" if items is None else f"--items {items}"
    arguments = f"{number} --layout {layout} --seed {seed}"
    paths = []
    for folder in dict.fromkeys(each.path.parent for each in files):
        folder.mkdir(parents=True, exist_ok=True)
        names = {each.file.data_set for each in files if each.path.parent == folder}
        paths.append(Path(mark(folder, names, arguments, replace=replace)))
    return tuple(paths)


def write_file(
    each: Generated, *, seed: int, replace: bool, progress: Progress | None = None
) -> None:
    """Write one file; `progress` is told the bytes of its payload."""
    chunks = content(each.file, each.header.shape[0], seed)
    write_matrix(each.path, each.header, chunks, replace=replace, progress=progress)


def _generated(wanted: Wanted, items: int | None) -> Generated:
    file = wanted.file
    if file is None:
        raise UsageError(
            f"{wanted.path.name} is neither IDX nor NORB: this layout keeps the data set in it"
            " alone; choose another --layout"
        )
    name = file.file_names[0] if wanted.extracted else file.stored_name
    count = file.shape[0] if items is None else min(items, file.shape[0])
    shape = (count, *file.shape[1:])
    header = header_for(np.dtype(file.element), shape, file.format, strict=True)
    return Generated(wanted.path.with_name(name), file, header)


def _refuse_to_overwrite(
    sets: Sequence[DataSet], folder: Path, targets: set[Path], *, replace: bool
) -> None:
    """Raise FileExistsError for a target that exists, UsageError for another copy of one."""
    if not folder.is_dir():
        return
    for each in _copies(sets, folder):
        if each not in targets:
            raise UsageError(f"{each} is another copy of a file to be written; move it away first")
        if not replace:
            raise FileExistsError(errno.EEXIST, "the file exists", str(each))


def _copies(sets: Sequence[DataSet], folder: Path) -> Iterator[Path]:
    for each in sets:
        yield from (Path(found.path) for found in copies(each, str(folder)).values())
