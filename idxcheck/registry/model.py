"""What is published of the known data sets, as one value of a data set, a file, a digest."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from idxspec import Format, element_named

Algorithm = Literal["md5", "sha1", "sha256"]
DigestOf = Literal["stored", "content"]
Part = Literal["train", "test", "all"]
Role = Literal["images", "labels", "info"]

STRENGTH: tuple[Algorithm, ...] = ("sha256", "sha1", "md5")  # the strongest first
SUFFIXES = {"gzip": ".gz", "xz": ".xz"}


@dataclass(frozen=True, slots=True)
class PublishedDigest:
    """A digest in lower-case hexadecimal: `of` the file as stored, or of its raw content.

    `source` says where it was published.
    """

    algorithm: Algorithm
    of: DigestOf
    value: str
    source: str


def strongest(digests: Iterable[PublishedDigest]) -> PublishedDigest | None:
    """Return the digest that is hardest to forge, None where there is none."""
    return min(digests, key=lambda digest: STRENGTH.index(digest.algorithm), default=None)


@dataclass(frozen=True, slots=True)
class Column:
    """What the numbers of one column of a rank-2 matrix mean and may be.

    `ranges` are pairs of the least and the greatest value; between them only every `step`-th
    number from the least on occurs.
    """

    name: str
    ranges: tuple[tuple[int, int], ...]
    step: int = 1

    def values(self) -> tuple[int, ...]:
        """All values the column may hold, in order."""
        spans = (range(low, high + 1, self.step) for low, high in self.ranges)
        return tuple(value for span in spans for value in span)


@dataclass(frozen=True, slots=True)
class OldRelease:
    """A superseded release of a file, known by the items that are zero throughout in it."""

    name: str
    zero_items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """Something that can be fetched whole: a name, its mirrors, what it must be.

    `mirrors` are complete addresses in the order they are tried, `size` is in bytes.
    """

    name: str
    mirrors: tuple[str, ...]
    digests: tuple[PublishedDigest, ...]
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip file that holds the files of one or several data sets, below `folder`."""

    download: Download
    folder: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where another library looks for the files: a folder below its root.

    `extracted` says that it wants them decompressed; `downloads` are fetched in place of the
    data set's own files where the library has its own form of them.
    """

    folder: str
    extracted: bool = False
    downloads: tuple[Download, ...] = ()


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of a data set.

    `name` is its name within the set (`t10k-images`), `file_names` those it is found under
    when it is not compressed, the usual one first. `values` are the least and the greatest
    element where they are fewer than the element type has, `columns` say the same of each
    column of a table, `counts` how often each class occurs. `digests` may be none.
    """

    data_set: str
    name: str
    part: Part
    role: Role
    format: Format
    element: str
    shape: tuple[int, ...]
    file_names: tuple[str, ...]
    compression: Literal["gzip", "xz"]
    mirrors: tuple[str, ...] = ()
    stored_size: int | None = None
    values: tuple[int, int] | None = None
    columns: tuple[Column, ...] = ()
    counts: tuple[int, ...] = ()
    digests: tuple[PublishedDigest, ...] = ()
    old_releases: tuple[OldRelease, ...] = ()

    @property
    def key(self) -> str:
        """Data set and file: `mnist/t10k-images`."""
        return f"{self.data_set}/{self.name}"

    @property
    def stored_name(self) -> str:
        """The name it is served under: `t10k-images-idx3-ubyte.gz`."""
        return self.file_names[0] + SUFFIXES[self.compression]

    @property
    def raw_size(self) -> int:
        """The bytes of the decompressed file, header and payload."""
        element = element_named(self.element)
        assert element is not None, "the registry's schema lists the element types"  # noqa: S101 - a bug of ours
        slots = max(3, len(self.shape)) + 2 if self.format == "norb" else len(self.shape) + 1
        return 4 * slots + math.prod(self.shape) * element.size

    @property
    def download(self) -> Download:
        """What to fetch, and what it must be as stored."""
        stored = tuple(digest for digest in self.digests if digest.of == "stored")
        return Download(self.stored_name, self.mirrors, stored, self.stored_size)


@dataclass(frozen=True, slots=True)
class DataSet:
    """One data set.

    `folders` are the names of folders that say a file is of it, `classes` the names of the
    classes from `first_label` on. `every_combination_once` says that the tables of a part
    hold each combination of category and factors exactly once.
    """

    name: str
    title: str
    family: str
    homepage: str
    licence: str
    citation: str
    folders: tuple[str, ...]
    classes: tuple[str, ...]
    files: tuple[DataFile, ...]
    first_label: int = 0
    every_combination_once: bool = False
    archive: Archive | None = None
    layouts: Mapping[str, Layout] = field(default_factory=dict)

    def of(self, part: Part | None) -> tuple[DataFile, ...]:
        """The files of one part, of all parts for None."""
        return tuple(file for file in self.files if part in (None, file.part))
