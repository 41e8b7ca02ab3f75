"""convert_folder: images in sub-folders, one a class, into a file of images and one of labels."""

import contextlib
import errno
import os
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from idxcheck.convert import target_format
from idxcheck.errors import UsageError
from idxcheck.image_folder.folders import ClassFolder, find_classes
from idxcheck.image_folder.naming import Targets, check_claims, targets_of
from idxcheck.image_folder.opening import pillow_quiet
from idxcheck.image_folder.pictures import Changes, Look, check_size, pixels_of
from idxcheck.image_folder.surveying import Survey, pictures, survey
from idxcheck.numpy_files import Put, Shape, npz_member, putting
from idxcheck.output import StrPath, name_of, open_output
from idxcheck.payload import header_for
from idxcheck.reports.escaping import escape
from idxcheck.sinks import stored_dtype
from idxspec import Format, build

LARGEST_BYTE = 255
GREY_RANK = 3


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: element type and shape of its matrix, in .npz of the images.

    The text with the names of the classes has neither.
    """

    path: str
    format: Literal["idx", "norb", "npz", "text"]
    element: str = ""
    shape: Shape = ()


@dataclass(frozen=True, slots=True)
class Converted:
    """What was converted: the files, the classes and how many images each holds.

    `passed_over` counts the files and folders that were left out.
    """

    files: tuple[Written, ...]
    classes: tuple[ClassFolder, ...]
    counts: tuple[int, ...]
    passed_over: int
    look: Look


def convert_folder(
    folder: StrPath,
    target: StrPath,
    *,
    size: tuple[int, int] | None = None,
    grey: bool = False,
    replace: bool = True,
) -> Converted:
    """Write the images in the sub-folders of `folder`, one a class, whole or not at all.

    Classes are sorted by name as text and labelled 0, 1, 2, ...; where all names are whole
    numbers of at most nine digits, these are the labels. Images of a class, those in folders
    below it too, come by folder and name, sorted as text. What is an image is told by its
    bytes; hidden names and what is no image are passed over.

    `target` is called like train-images-idx3-ubyte, train-images.idx or train-images.mat, each
    compressed where .gz, .xz or .bz2 stands behind; the labels are written beside it under the
    name with labels in place of images, and a text file, called like train-classes.txt, has
    label and name of each class. Or it is an .npz file of `inputs`, `targets`, `classes` and
    `class_labels`: class_labels[i] is the label of the class called classes[i].

    Images are uint8 (n, height, width), of colour (n, height, width, 3); of 16-bit grey they
    are int32, which IDX and NORB have in place of uint16. Labels are uint8, int32 where one
    is over 255. Images are turned upright as their Exif data say. All must be of one kind and
    size, but for `size`, height and width to which each is resized (pillow's bilinear filter,
    averaging where it makes smaller), and `grey`, which makes grey of colour (pillow's L).
    They are read one by one, twice. The same images give the same bytes.

    Without `replace` an existing file is left alone, with FileExistsError. Raises PictureError
    for an image that cannot be converted without loss, or at all, UsageError for names and
    folders that make no sense, LimitError and OSError.
    """
    place, name = os.fsdecode(folder), name_of(target)
    wanted = target_format(name)
    if wanted == "npy":
        raise UsageError("images and labels become IDX, NORB (.mat) or one .npz file, no .npy")
    if not os.path.isdir(place):  # noqa: PTH112 - a name as given
        raise UsageError(f"{place} is no folder")
    if size is not None:
        check_size(size)
    classes = find_classes(place)
    labels = np.array([each.label for each in classes.folders])
    labels = labels.astype(np.uint8 if labels.max() <= LARGEST_BYTE else np.int32)
    write: Callable[[_Content], tuple[Written, ...]]
    if wanted == "npz":
        targets: tuple[str, ...] = (name,)
        write = partial(_write_npz, name, replace=replace)
    else:
        targets = beside = targets_of(name, labels.dtype.name)
        write = partial(_write_matrices, beside, wanted, replace=replace)
    if not replace:
        _refuse_existing(targets)
    changes = Changes(size, grey)
    with pillow_quiet():
        found = survey(place, classes, changes)
        if wanted == "idx":
            other = ", or make the images grey with --grey" if found.rank > GREY_RANK else ""
            check_claims(name, found.dtype.name, found.rank, other)
        files = write(_Content(classes.folders, labels, found, changes))
    return Converted(files, classes.folders, found.counts, found.passed_over, found.look)


def _refuse_existing(paths: Iterable[str]) -> None:
    """Raise FileExistsError before a long look at the images, rather than behind it."""
    for path in paths:
        if os.path.exists(path):  # noqa: PTH110 - a name
            raise FileExistsError(errno.EEXIST, "the file exists", path)


@dataclass(frozen=True, slots=True)
class _Content:
    """What is written: all images, the classes, and the label of each class."""

    classes: tuple[ClassFolder, ...]
    class_labels: NDArray[Any]
    found: Survey
    changes: Changes

    @property
    def names(self) -> list[str]:
        """The names of the classes, printable."""
        return [escape(each.name) for each in self.classes]

    @property
    def labels(self) -> NDArray[Any]:
        """The label of each image."""
        return np.repeat(self.class_labels, self.found.counts)

    def put_images(self, put: Put) -> None:
        """Pass the pixels of each image on, and see that they are as many as were found."""
        for each, expected in zip(self.classes, self.found.counts, strict=True):
            count = 0
            for picture in pictures(each):
                if picture is not None:
                    path, image = picture
                    put(memoryview(pixels_of(image, path, self.found.look, self.changes)))
                    count += 1
            if count != expected:
                raise OSError(
                    errno.EIO, "images came or went while they were read; next: again", each.path
                )


def _write_matrices(
    targets: Targets, wanted: Format, content: _Content, *, replace: bool
) -> tuple[Written, ...]:
    """Write images, labels and names of classes."""
    dtype, labels = content.found.dtype, content.labels
    header = header_for(dtype, content.found.shape, wanted, strict=True)
    beside = header_for(labels.dtype, labels.shape, wanted, strict=True)
    lines = zip(content.classes, content.names, strict=True)
    with contextlib.ExitStack() as stack:
        # The images are begun last, so that they get their name first: if not, no file does.
        file = stack.enter_context(open_output(targets.classes, replace=replace, compress=False))
        file.write("".join(f"{each.label}\t{name}\n" for each, name in lines).encode())
        file = stack.enter_context(open_output(targets.labels, replace=replace))
        file.write(build(beside))
        putting(file, labels.dtype, stored_dtype(beside))(labels.data.cast("B"))
        file = stack.enter_context(open_output(targets.images, replace=replace))
        file.write(build(header))
        content.put_images(putting(file, dtype, stored_dtype(header)))
    return (
        Written(targets.images, wanted, dtype.name, header.shape),
        Written(targets.labels, wanted, labels.dtype.name, labels.shape),
        Written(targets.classes, "text"),
    )


def _write_npz(target: str, content: _Content, *, replace: bool) -> tuple[Written, ...]:
    """Write everything as one .npz file."""
    dtype, shape = content.found.dtype, content.found.shape
    stored = dtype.newbyteorder("<")
    tables = {
        "targets": content.labels,
        "classes": np.array(content.names),
        "class_labels": content.class_labels,
    }
    with open_output(target, replace=replace) as file, zipfile.ZipFile(file, "w") as archive:
        with npz_member(archive, "inputs") as member:
            described = {"descr": stored.str, "fortran_order": False, "shape": shape}
            np.lib.format.write_array_header_1_0(member, described)
            content.put_images(putting(member, dtype, stored))
        for name, table in tables.items():
            with npz_member(archive, name) as member:
                ordered = table.astype(table.dtype.newbyteorder("<"))
                np.lib.format.write_array(member, ordered, allow_pickle=False)
    return (Written(target, "npz", dtype.name, shape),)
