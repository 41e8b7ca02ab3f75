"""What a file is said to be: a file of a known data set, on some basis."""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from idxcheck.findings import Severity
from idxcheck.registry import DataFile, DataSet, data_set
from idxspec import Header

NO_DATA_SET = "none"  # what says that no data set is meant, whatever the folder's name
PARTS = {"train": "training", "test": "test"}
MOST_TOLD = 3  # kinds of files named in a choice; of more, only the data sets


class Basis(enum.Enum):
    """Who says of which data set a file is; what is only guessed comes last."""

    OPTION = "as asked for"
    CONFIGURATION = "by the configuration"
    FOLDER = "by the folder's name"
    SIBLINGS = "by its siblings' digests"
    DIGEST = "by its digest"
    NAME = "by its name alone"


ASSERTING = (Basis.OPTION, Basis.CONFIGURATION, Basis.FOLDER, Basis.SIBLINGS)


@dataclass(frozen=True, slots=True)
class Claim:
    """Of which data sets a file is said to be, and which of their files.

    `files` are several where the name leaves it open, none where the data set has no such
    file.
    """

    data_sets: tuple[DataSet, ...]
    files: tuple[DataFile, ...]
    basis: Basis

    @property
    def asserted(self) -> bool:
        """Whether somebody said so; a guess gives notes, an assertion errors."""
        return self.basis in ASSERTING

    @property
    def severity(self) -> Severity:
        """What it weighs that the file is something else."""
        return Severity.ERROR if self.asserted else Severity.NOTE

    @property
    def titles(self) -> str:
        """The titles of the data sets: `MNIST`, `MNIST or KMNIST`."""
        return alternatives([each.title for each in self.data_sets])

    @property
    def words(self) -> str:
        """What the file is said to be, and on which basis: `MNIST's test images, by ...`."""
        files = describe_files(self.files) if self.files else f"a file of {self.titles}"
        return f"{files}, {self.basis.value}"

    @property
    def opening(self) -> str:
        """What a sentence on the file begins with: `said to be ...`, of a guess `perhaps ...`."""
        return f"{'said to be' if self.asserted else 'perhaps'} {self.words}"

    @property
    def next_step(self) -> str:
        """What to do where the file is something else."""
        if not self.asserted:
            return f"ignore this if it is another set; --dataset {NO_DATA_SET} says so"
        return fetch_command(self.data_sets, self.files)

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
    return f"{data_set(file.data_set).title}'s {_what(file)}"


def describe_files(files: Iterable[DataFile]) -> str:
    """Return what a file is that is one of several: `MNIST's or KMNIST's test images`."""
    titles: dict[str, list[str]] = {}
    for file in files:
        titles.setdefault(_what(file), []).append(f"{data_set(file.data_set).title}'s")
    if len(titles) > MOST_TOLD:
        sets = [title.removesuffix("'s") for each in titles.values() for title in each]
        return f"a file of {alternatives(sets)}"
    return alternatives([f"{alternatives(each)} {what}" for what, each in titles.items()])


def _what(file: DataFile) -> str:
    """Return part and role, or the file's own name where several files have them."""
    alike = [each for each in data_set(file.data_set).of(file.part) if each.role == file.role]
    if file.part not in PARTS or len(alike) > 1:
        return file.name
    return f"{PARTS[file.part]} {file.role}"


def fetch_command(sets: Sequence[DataSet], files: Sequence[DataFile]) -> str:
    """Return the command that fetches `files`, some of `sets`, anew; all of `sets` for none."""
    names = {file.data_set for file in files} or {each.name for each in sets}
    parts = {file.part for file in files}
    words = ["idxcheck fetch", names.pop() if len(names) == 1 else sets[0].family]
    if len(parts) == 1 and parts <= PARTS.keys():
        words.append(f"--part {parts.pop()}")
    return " ".join([*words, "--force"])


def alternatives(names: Iterable[str]) -> str:
    """Return names as a choice, each once: `a`, `a or b`, `a, b or c`."""
    *others, last = dict.fromkeys(names)
    return f"{', '.join(others)} or {last}" if others else last
