"""Which files to have, and where: the layouts of this and of other libraries."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from idxcheck.datasets.layouts import FLAT, LayoutName
from idxcheck.datasets.wording import check_mirror
from idxcheck.errors import UsageError
from idxcheck.registry import Archive, DataFile, DataSet, Download, Part, PublishedDigest

SLACK = 1 << 25  # bytes read beyond the right size, so that a longer file of another set is named
CAP = 1 << 30  # bytes of a file whose size nobody has published


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to have at `path`: what it must be, and where it comes from.

    `digests` and `size` (None where not published) are those of the file at `path`.
    `file` is what the registry knows of the matrix in it, None where it holds none. It
    comes from `mirrors`, alone or in an `archive`; `chosen` says that the caller named these.
    `extracted` says that a decompressed copy is wanted beside it.
    """

    path: Path
    digests: tuple[PublishedDigest, ...]
    size: int | None = None
    file: DataFile | None = None
    mirrors: tuple[str, ...] = ()
    chosen: bool = False
    archive: Archive | None = None
    extracted: bool = False

    @property
    def limit(self) -> int:
        """The most bytes worth reading of a file that claims to be this one."""
        raw = None if self.file is None else self.file.raw_size
        return (self.size or raw or CAP) + SLACK


def plan(  # noqa: PLR0913 - each is one independent choice
    sets: Sequence[DataSet],
    folder: Path,
    *,
    part: Part | None = None,
    layout: LayoutName = FLAT,
    mirrors: Sequence[str] | None = None,
    extract: bool = False,
) -> list[Wanted]:
    """Return the files of `sets` to have below `folder`, in the order of the registry.

    The layout "flat" puts them into a folder with the name of the data set, the others
    where that library looks. `mirrors` are the beginnings of addresses, in place of those
    of the registry.

    Raises UsageError for a choice that a data set does not have.
    """
    if isinstance(mirrors, str):
        raise UsageError("mirrors are a list of addresses, not one text")
    for base in mirrors or ():
        check_mirror(base)
    wanted: list[Wanted] = []
    for each in sets:
        own = each.layouts[layout].downloads if layout in each.layouts else ()
        if own and (part is not None or extract):
            names = ", ".join(download.name for download in own)
            raise UsageError(
                f"{layout} keeps {each.title} in one file of its own, {names}: fetch it without"
                " --part and --extract"
            )
        place = _folder(each, layout, folder)
        wanted += [_alone(download, place, mirrors) for download in own]
        wanted += [] if own else _of_files(each, layout, place, part, mirrors, extract=extract)
    return wanted


def packed(archive: Archive, member: Wanted) -> Wanted:
    """Return the archive that `member` comes in as a file of its own, beside it."""
    download = archive.download
    return Wanted(
        member.path.with_name(download.name),
        download.digests,
        download.size,
        mirrors=member.mirrors,
        chosen=member.chosen,
    )


def decompressed(wanted: Wanted) -> Wanted:
    """Return the decompressed copy of a matrix file, beside it, under its usual name."""
    file = wanted.file
    assert file is not None, "only matrix files are extracted"  # noqa: S101 - a bug of ours
    digests = tuple(digest for digest in file.digests if digest.of == "content")
    return Wanted(wanted.path.with_name(file.file_names[0]), digests, file.raw_size, file)


def _alone(download: Download, folder: Path, mirrors: Sequence[str] | None) -> Wanted:
    """Return `download`, which is no matrix, as a file to have in `folder`."""
    return Wanted(
        folder / download.name,
        download.digests,
        download.size,
        mirrors=_addresses(download, mirrors),
        chosen=mirrors is not None,
    )


def _folder(data_set: DataSet, layout: str, folder: Path) -> Path:
    if layout == FLAT:
        return folder / data_set.name
    if layout not in data_set.layouts:
        names = ", ".join([FLAT, *data_set.layouts])
        raise UsageError(f"{data_set.title} has no layout {layout!r}; choose from: {names}")
    return folder / data_set.layouts[layout].folder


def _of_files(  # noqa: PLR0913 - what `plan` was asked for
    data_set: DataSet,
    layout: str,
    folder: Path,
    part: Part | None,
    mirrors: Sequence[str] | None,
    *,
    extract: bool,
) -> list[Wanted]:
    archive = data_set.archive
    files = data_set.of(part)
    if not files:
        parts = ", ".join(dict.fromkeys(file.part for file in data_set.files))
        raise UsageError(f"{data_set.title} has no part {part!r}; choose from: {parts}")
    extracted = extract or (layout in data_set.layouts and data_set.layouts[layout].extracted)
    return [
        Wanted(
            path=folder / file.stored_name,
            digests=file.download.digests,
            size=file.stored_size,
            file=file,
            mirrors=_addresses(archive.download if archive else file.download, mirrors),
            chosen=mirrors is not None,
            archive=archive,
            extracted=extracted,
        )
        for file in files
    ]


def _addresses(download: Download, mirrors: Sequence[str] | None) -> tuple[str, ...]:
    if mirrors is None:
        return download.mirrors
    return tuple(f"{base.rstrip('/')}/{quote(download.name)}" for base in mirrors)
