"""The files of a known data set, from their mirrors into a folder, each verified."""

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from idxcheck.datasets.archives import unpack
from idxcheck.datasets.events import Event, EventKind, Tell
from idxcheck.datasets.failures import PATIENT, RetryPolicy
from idxcheck.datasets.verifying import content_digest, fault, words
from idxcheck.datasets.wanted import FLAT, LayoutName, Wanted, decompressed, plan, whole
from idxcheck.errors import FormatError, UsageError
from idxcheck.registry import Archive, DataSet, Part, data_sets, data_sets_called
from idxcheck.source import open_source

CHUNK = 1 << 18  # bytes read at a time
HIDDEN = ".idxcheck-"  # how the name of a temporary folder begins: checks pass over it
INSTALL = "pip install 'idxcheck[fetch]'"


def fetch(  # noqa: PLR0913 - each is one independent choice
    data_set: str | DataSet,
    dir: str | os.PathLike[str] = ".",  # noqa: A002 - the command's word
    *,
    part: Part | None = None,
    layout: LayoutName = FLAT,
    mirrors: Sequence[str] | None = None,
    extract: bool = False,
    force: bool = False,
    progress: Tell | None = None,
    retry: RetryPolicy = PATIENT,
) -> list[Path]:
    """Have the files of a data set in a folder, each verified; return their paths.

    `data_set` is a name of the registry, the name of a family (all of its data sets), or a
    DataSet. `part` is "train" or "test", None for all there is. The `layout` "flat" puts
    the files into DIR/NAME, "torchvision" and "keras" where below DIR these libraries look.
    `mirrors` are beginnings of addresses, in place of those of the registry: each is asked
    for BEGINNING/FILE. `extract` also writes each file decompressed beside the compressed
    one. `progress` is called with each Event. `retry` says how patient to be.

    A file that is there and verifies is kept; where all are, nothing goes over the network.
    One that does not verify is left alone unless `force` replaces it. Each file takes its
    name in one step once it is verified; whatever happens, nothing partial stays.

    Raises FormatError where a file that is there, or what every mirror gave, is not the
    file that was wanted; FetchError, an OSError, where one of the mirrors could not be
    heard out; UsageError for a choice that makes no sense and where pooch is not installed;
    OSError where a file cannot be read or written.
    """
    sets = (data_set,) if isinstance(data_set, DataSet) else data_sets_called(data_set)
    folder = Path(dir)
    wanted = plan(sets, folder, part=part, layout=layout, mirrors=mirrors, extract=extract)
    known = (*data_sets(), *(each for each in sets if each not in data_sets()))
    job = _Job(known, force, retry, progress or _tell_nobody)
    missing = [each for each in wanted if not job.is_there(each)]
    for each in missing:
        if each.archive is None:
            job.fetch(each)
    for archive in dict.fromkeys(each.archive for each in missing):
        if archive is not None:
            job.unpack(archive, [each for each in missing if each.archive == archive])
    paths = []
    for each in wanted:
        paths.append(each.path)
        if each.extracted:
            paths.append(job.extract(each))
    return paths


def _tell_nobody(_event: Event) -> None:
    """Do nothing with an event."""


@dataclass(frozen=True, slots=True)
class _Job:
    """What the steps of one call share; `known` are the sets a wrong file may be of."""

    known: tuple[DataSet, ...]
    force: bool
    retry: RetryPolicy
    tell: Tell

    def is_there(self, wanted: Wanted) -> bool:
        """Return whether the file is there and right; raises FormatError where it is wrong."""
        if not _is_file(wanted.path):
            return False
        finding = fault(wanted.path, wanted, self.known)
        if finding is None:
            self._tell("kept", wanted, words(wanted))
            return True
        if self.force:
            return False
        hint = "move it away, or replace it with --force"
        raise FormatError(replace(finding, hint=hint), str(wanted.path))

    def fetch(self, wanted: Wanted) -> None:
        """Fetch one file from its mirrors."""
        with _workspace(wanted.path) as space:
            file, url = self._retrieve(wanted, space)
            if self._place(file, wanted):
                self._tell("fetched", wanted, f"{words(wanted)}, from {url}")

    def unpack(self, archive: Archive, members: Sequence[Wanted]) -> None:
        """Fetch an archive and take `members` out of it; the archive itself is not kept."""
        with _workspace(members[0].path) as space:
            packed = whole(archive.download, members[0].path.parent, members[0].mirrors)
            file, _ = self._retrieve(packed, space)
            for each in members:
                with _workspace(each.path) as beside:
                    target = beside / each.path.name
                    name = f"{archive.folder.rstrip('/')}/{each.path.name}".lstrip("/")
                    unpack(file, name, target, each.limit)
                    self._verify(target, each)
                    if self._place(target, each):
                        self._tell("unpacked", each, words(each))

    def extract(self, stored: Wanted) -> Path:
        """Write the decompressed copy of a verified file; return its path."""
        wanted = decompressed(stored)
        if _is_file(wanted.path) and not wanted.digests:
            # Its form would not tell it from another set's: it must equal what is packed.
            wanted = replace(wanted, digests=(content_digest(stored.path),))
        if not self.is_there(wanted):
            with _workspace(wanted.path) as space:
                target = space / wanted.path.name
                _decompress(stored.path, target, wanted.limit)
                self._verify(target, wanted)
                if self._place(target, wanted):
                    self._tell("extracted", wanted, words(wanted))
        return wanted.path

    def _retrieve(self, wanted: Wanted, space: Path) -> tuple[Path, str]:
        try:
            from idxcheck.datasets.mirrors import retrieve  # noqa: PLC0415 - an extra, and slow
        except ModuleNotFoundError as error:
            raise UsageError(f"fetching needs {error.name}; next: {INSTALL}") from error
        return retrieve(wanted, space, self.known, self.retry, self.tell)

    def _verify(self, path: Path, wanted: Wanted) -> None:
        finding = fault(path, wanted, self.known)
        if finding is not None:
            raise FormatError(finding, str(wanted.path))

    def _place(self, file: Path, wanted: Wanted) -> bool:
        """Give a verified file its name; return False where another process has been faster."""
        target = Path(os.path.realpath(wanted.path))
        target.parent.mkdir(parents=True, exist_ok=True)
        if not self.force and self.is_there(wanted):
            return False
        file.replace(target)
        return True

    def _tell(self, kind: EventKind, wanted: Wanted, text: str) -> None:
        self.tell(Event(kind, wanted.path, wanted.path.stat().st_size, text=text))


def _is_file(path: Path) -> bool:
    """Return whether there is a file; raises FileExistsError where something else is."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    if not stat.S_ISREG(mode):
        raise FileExistsError(errno.EEXIST, "something that is no file has this name", str(path))
    return True


@contextlib.contextmanager
def _workspace(path: Path) -> Iterator[Path]:
    """Give a temporary folder on the file system of `path`, gone when the block ends.

    It stands in the nearest folder that exists: none is made for a file that may not come.
    """
    folder = Path(os.path.realpath(path)).parent
    while not folder.exists():
        folder = folder.parent
    try:
        space = tempfile.TemporaryDirectory(prefix=HIDDEN, dir=folder)
    except OSError as error:
        error.filename = str(path)  # the name the caller knows
        raise
    with space as name:
        yield Path(name)


def _decompress(source: Path, target: Path, limit: int) -> None:
    """Write what `source` holds decompressed to the new file `target`, `limit` bytes at most."""
    window = memoryview(bytearray(CHUNK))
    with open_source(source) as content, target.open("xb") as file:
        while (count := content.readinto(window)) and content.position <= limit:
            file.write(window[:count])
