"""What a file is said to be: a file of a known data set, on some basis."""

# Names stay as they are given; pathlib would rewrite them.
# ruff: noqa: PTH100, PTH117

import enum
import os
import shlex
from collections.abc import Iterable
from dataclasses import dataclass

from idxcheck.findings import Severity
from idxcheck.names import SYNTHETIC_MARKER
from idxcheck.registry import DataFile, DataSet, Part, data_set
from idxspec import Header

NO_DATA_SET = "none"  # what says that no data set is meant, whatever the folder's name
PARTS = {"train": "training", "test": "test"}
MARKED = f" (synthetic, says {SYNTHETIC_MARKER})"  # behind the basis of a claim
MOST_TOLD = 3  # kinds of files named in a choice; of more, only the data sets


class Basis(enum.Enum):
    """Who says of which data set a file is; what is only guessed comes last."""

    OPTION = "as asked for"
    CONFIGURATION = "by the configuration"
    FOLDER = "by the folder's name"
    SIBLINGS = "by its siblings' digests"
    DIGEST = "by its digest"
    NAME = "by its name alone"


OUTRIGHT = (Basis.OPTION, Basis.CONFIGURATION)
ASSERTING = (*OUTRIGHT, Basis.FOLDER, Basis.SIBLINGS)


@dataclass(frozen=True, slots=True)
class Claim:
    """Of which data sets a file is said to be, and which of their files.

    `files` are several where the name leaves it open, none where the data set has no such
    file. `synthetic` says that a marker beside it names them: then its place asserts nothing.
    """

    data_sets: tuple[DataSet, ...]
    files: tuple[DataFile, ...]
    basis: Basis
    synthetic: bool = False

    @property
    def asserted(self) -> bool:
        """Whether somebody said so; a guess gives notes, an assertion errors."""
        return self.basis in (OUTRIGHT if self.synthetic else ASSERTING)

    @property
    def severity(self) -> Severity:
        """What it weighs that the content is another.

        Siblings do not vouch for it: files of one's own often stand beside published ones.
        """
        sure = self.asserted and self.basis is not Basis.SIBLINGS
        return Severity.ERROR if sure else Severity.NOTE

    @property
    def severity_of_another(self) -> Severity:
        """What it weighs that the file is known as another one."""
        return Severity.ERROR if self.asserted else Severity.NOTE

    @property
    def titles(self) -> str:
        """The titles of the data sets: `MNIST`, `MNIST or KMNIST`."""
        return alternatives([each.title for each in self.data_sets])

    @property
    def words(self) -> str:
        """What the file is said to be, and on which basis: `MNIST's test images, by ...`."""
        files = describe_files(self.files) if self.files else f"a file of {self.titles}"
        return f"{files}, {self.basis.value}{MARKED if self.synthetic else ''}"

    @property
    def opening(self) -> str:
        """What a sentence on the file begins with: `said to be ...`, of a guess `perhaps ...`."""
        return f"{'said to be' if self.asserted else 'perhaps'} {self.words}"

    def next_step(self, folder: str | None, *, replaceable: bool = False) -> str:
        """Return what to do where the file in `folder` is something else.

        What is `replaceable`, as it is published itself, is worth no second thought.
        """
        if not self.asserted and self.synthetic:
            return f"ignore this of a synthetic file; --dataset {NO_DATA_SET} leaves it out"
        if self.synthetic:
            return f"{SYNTHETIC_MARKER} says it is synthetic: fetch into another folder"
        if not self.asserted:
            return f"ignore this if it is another set; --dataset {NO_DATA_SET} says so"
        command = self.fetch_command(folder, force=replaceable)
        if replaceable or self.basis is Basis.OPTION:
            return command
        return f"{command}; if it is another set, --dataset {NO_DATA_SET} says so"

    def fetch_command(self, folder: str | None, *, force: bool = False) -> str:
        """Return the command that fetches the files it may be to where they are."""
        names = {file.data_set for file in self.files} or {each.name for each in self.data_sets}
        parts = {file.part for file in self.files}
        sets = [each for each in self.data_sets if each.name in names]
        part = parts.pop() if len(parts) == 1 else None
        name = sets[0].name if len(sets) == 1 else sets[0].family
        return fetch_command(sets[0], part, folder, name=name, force=force)

    @property
    def candidates(self) -> tuple[DataFile, ...]:
        """The files it may be: those named, else all of the data sets."""
        return self.files or tuple(file for each in self.data_sets for file in each.files)

    def fitting(self, header: Header) -> tuple[DataFile, ...]:
        """Return the files named that have the element type and the shape of `header`."""
        found = header.element.name, header.shape
        return tuple(file for file in self.files if (file.element, file.shape) == found)


def describe_file(file: DataFile) -> str:
    """Return what a file is: `MNIST's test images`."""
    return f"{_possessive(data_set(file.data_set).title)} {_what(file)}"


def describe_files(files: Iterable[DataFile]) -> str:
    """Return what a file is that is one of several: `MNIST's or KMNIST's test images`."""
    titles: dict[str, list[str]] = {}
    for file in files:
        titles.setdefault(_what(file), []).append(data_set(file.data_set).title)
    if len(titles) > MOST_TOLD:
        return f"a file of {alternatives(title for each in titles.values() for title in each)}"
    return alternatives(
        f"{alternatives(map(_possessive, each))} {what}" for what, each in titles.items()
    )


def _possessive(title: str) -> str:
    return f"{title}'" if title.endswith("s") else f"{title}'s"


def _what(file: DataFile) -> str:
    """Return part and role, or the file's own name where several files have them."""
    alike = [each for each in data_set(file.data_set).of(file.part) if each.role == file.role]
    if file.part not in PARTS or len(alike) > 1:
        return file.name
    return f"{PARTS[file.part]} {file.role}"


def fetch_command(
    data_set: DataSet,
    part: Part | None,
    folder: str | None,
    *,
    name: str | None = None,
    force: bool = False,
) -> str:
    """Return the command that fetches `part` of a data set to `folder`, all of it for None.

    The folder says which layout it has. Into one that is called otherwise nothing can be
    fetched: then the command makes a folder of its own, and never with `force`. `name`
    stands for the data set, where its family is meant.
    """
    words = ["idxcheck", "fetch", name or data_set.name]
    if part is not None and part in PARTS:
        words += ["--part", part]
    place = _place(data_set, folder)
    words += place or []
    return shlex.join([*words, "--force"] if force and place is not None else words)


def _place(data_set: DataSet, folder: str | None) -> list[str] | None:
    """Return the options of `fetch` that mean `folder`; None where none do."""
    if folder is None:
        return None
    absolute = os.path.abspath(folder)
    for name, layout in data_set.layouts.items():
        below = os.sep + os.path.normpath(layout.folder)
        if absolute.endswith(below) and not layout.downloads:
            return ["--layout", name, *_root(absolute.removesuffix(below), folder)]
    parent, name = os.path.split(absolute)
    return _root(parent, folder) if name == data_set.name else None


def _root(absolute: str, like: str) -> list[str]:
    """Return the option that means the folder `absolute`, named as `like` is."""
    root = absolute if os.path.isabs(like) else os.path.relpath(absolute)
    return [] if root == os.curdir else ["--dir", root or os.sep]


def alternatives(names: Iterable[str]) -> str:
    """Return names as a choice, each once: `a`, `a or b`, `a, b or c`."""
    *others, last = dict.fromkeys(names)
    return f"{', '.join(others)} or {last}" if others else last
