"""A whole data set in one .npz file."""

import zipfile
from dataclasses import dataclass
from typing import IO

import numpy as np

from idxcheck.convert import Forward
from idxcheck.datasets.contents import read_whole
from idxcheck.datasets.files import BOTH, find_groups, recognise
from idxcheck.datasets.loading import read_tables
from idxcheck.datasets.places import Found
from idxcheck.numpy_files import DType, Shape, npz_member, putting
from idxcheck.output import StrPath, open_output
from idxcheck.registry import DataSet
from idxcheck.sinks import stored_dtype
from idxspec import Header


@dataclass(frozen=True, slots=True)
class Packed:
    """What was packed: the data set, how many items of each part, the arrays by name."""

    title: str
    train_count: int
    test_count: int
    arrays: dict[str, tuple[DType, Shape]]


def pack(
    folder: StrPath, target: StrPath, data_set: DataSet | None = None, *, replace: bool = True
) -> Packed:
    """Write the training and the test part of a data set as one .npz file, whole or not at all.

    Its arrays are `inputs`, the images of the training part and behind them those of the
    test part, `targets`, their labels as stored, and `info`, the table of the set where both
    parts have it. `train_count` is how many of them are the training part's: inputs[:train_count]
    and inputs[train_count:] undo it. `classes` are the names of the classes, the first of
    them that of the label `first_label`. Nothing is compressed, so that it is read fast; the
    images stream past in constant memory. The same files give the same bytes.

    Without `data_set` the names of the files and the folder, and else the digests of labels
    and tables, say which it is. Raises UsageError where they do not, and for a file of
    another shape or type than the registry has; FormatError (PRF005) for one that the
    registry knows as another file, unless `data_set` is not its own; FileNotFoundError where
    a file is missing, FileExistsError for a `target` that exists unless `replace`, and else
    what `idxcheck.load` and writing raise.
    """
    known = recognise(folder) if data_set is None else data_set
    train, test = find_groups(known, BOTH, folder).values()
    tables = [read_tables(group) for group in (*train, *test)]
    targets = np.concatenate([labels for labels, _ in tables])
    info = [table for _, table in tables if table is not None]
    train_count = sum(len(labels) for labels, _ in tables[: len(train)])
    images = [group.images for group in (*train, *test)]
    for each in images:
        each.check()
    dtype = np.dtype(images[0].file.element).newbyteorder("<")
    shape = (len(targets), *images[0].file.shape[1:])
    arrays = {"targets": targets}
    if len(info) == len(tables):
        arrays["info"] = np.concatenate(info)
    facts = {
        "train_count": np.array(train_count),
        "classes": np.array(known.classes),
        "first_label": np.array(known.first_label),
    }
    with open_output(target, replace=replace) as file, zipfile.ZipFile(file, "w") as archive:
        with npz_member(archive, "inputs") as member:
            header = {"descr": dtype.str, "fortran_order": False, "shape": shape}
            np.lib.format.write_array_header_1_0(member, header)
            for each in images:
                _stream(each, member, dtype)
        for name, array in (arrays | facts).items():
            stored = array.astype(array.dtype.newbyteorder("<"))
            with npz_member(archive, name) as member:
                np.lib.format.write_array(member, stored, allow_pickle=False)
    described = {name: (array.dtype, array.shape) for name, array in arrays.items()}
    counts = train_count, len(targets) - train_count
    return Packed(known.title, *counts, {"inputs": (dtype, shape)} | described)


def _stream(found: Found, member: IO[bytes], dtype: DType) -> None:
    """Write the elements of a file as `dtype`, and see that it is sound and the right one."""

    def sink_for(header: Header) -> Forward:
        return Forward(putting(member, stored_dtype(header), dtype))

    read_whole(found.file, found.path, sink_for)
