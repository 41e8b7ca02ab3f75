"""The classes of a folder of images: its sub-folders, their labels, and the files in them."""

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from idxcheck.errors import UsageError

# Folders that systems and programs make beside the user's own, pictures in them or not.
COMPANION_FOLDERS = frozenset({"__MACOSX", "@eaDir"})
PARTS = frozenset({"train", "training", "test", "testing", "val", "valid", "validation"})
NUMBER = re.compile(r"[0-9]{1,9}")  # every such number fits int32
NAMES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class ClassFolder:
    """A sub-folder: the class is called as it is, and `label` stands for it."""

    name: str
    label: int
    path: str


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of a folder in the order of their labels.

    `loose` are the files that lie in none of them, `passed_over` counts what is hidden or
    made by a program.
    """

    folders: tuple[ClassFolder, ...]
    loose: tuple[str, ...]
    passed_over: int


def find_classes(folder: str) -> Classes:
    """Return the classes of `folder`, its sub-folders.

    They are sorted by name as text and labelled 0, 1, 2, ...; where all names are whole
    numbers of at most nine digits, these are the labels. A link to a folder is one.

    Raises UsageError where there is no sub-folder, where two names are the same number and
    where the sub-folders are parts such as train and test, each with classes of its own;
    OSError for a folder that cannot be read.
    """
    names = sorted(os.listdir(folder))  # noqa: PTH208 - names stay as they are given
    paths = {name: os.path.join(folder, name) for name in names if not _is_passed_over(name)}  # noqa: PTH118 - a name
    folders = [name for name, path in paths.items() if os.path.isdir(path)]  # noqa: PTH112 - a name
    if not folders:
        raise UsageError(
            f"{folder} has no sub-folder; next: put the images of each class into one,"
            f" such as {os.path.join(folder, 'cat')}"  # noqa: PTH118 - a name
        )
    _refuse_parts(folder, folders)
    labels = _labels(folder, folders)
    classes = [ClassFolder(name, labels[name], paths[name]) for name in folders]
    loose = tuple(path for name, path in paths.items() if name not in labels)
    return Classes(
        tuple(sorted(classes, key=lambda each: each.label)), loose, len(names) - len(paths)
    )


def entries_of(each: ClassFolder) -> Iterator[str | None]:
    """Yield the files of a class and of the folders below it; None for what is passed over.

    Files come by folder, then by name, both sorted as text. Links to folders below the class
    are passed over. Raises OSError for a folder that cannot be read.
    """
    below = []
    for path, folders, _ in os.walk(each.path, onerror=_raise):
        below.append(path)
        kept = []
        for name in folders:
            # os.walk would leave links out in silence.
            if _is_passed_over(name) or os.path.islink(os.path.join(path, name)):  # noqa: PTH114, PTH118 - a name
                yield None
            else:
                kept.append(name)
        folders[:] = kept
    for folder in sorted(below):
        with os.scandir(folder) as found:
            names = sorted(entry.name for entry in found if not entry.is_dir())
        for name in names:
            yield None if _is_passed_over(name) else os.path.join(folder, name)  # noqa: PTH118 - a name


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name in COMPANION_FOLDERS


def _raise(error: OSError) -> None:
    raise error


def _labels(folder: str, names: list[str]) -> dict[str, int]:
    """Return the label of each class, by its name."""
    if not all(NUMBER.fullmatch(name) for name in names):
        return {name: label for label, name in enumerate(names)}
    by_label: dict[int, str] = {}
    for name in names:
        other = by_label.setdefault(int(name), name)
        if other != name:
            raise UsageError(
                f"{folder}: the sub-folders {other} and {name} are the same number, and numbers"
                " are the labels; next: put their images into one"
            )
    return {name: label for label, name in by_label.items()}


def _refuse_parts(folder: str, names: list[str]) -> None:
    """Raise UsageError where the sub-folders hold folders alone, and are called train and test."""
    if not PARTS.issuperset(name.lower() for name in names):
        return
    paths = [os.path.join(folder, name) for name in names]  # noqa: PTH118 - a name
    for path in paths:
        with os.scandir(path) as found:
            if any(not entry.is_dir() and not _is_passed_over(entry.name) for entry in found):
                return
    shown = ", ".join(names[:NAMES_SHOWN])
    raise UsageError(
        f"the sub-folders of {folder} are parts of a data set ({shown}), not classes; next:"
        f" convert each by itself: {shlex.join(['idxcheck', 'convert', paths[0], 'OUT'])}"
    )
