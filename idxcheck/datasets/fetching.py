"""The files of a known data set, from their mirrors into a folder, each verified."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from idxcheck.datasets.archives import unpack
from idxcheck.datasets.events import Event, EventKind, Tell
from idxcheck.datasets.failures import (
    PATIENT,
    Failure,
    NoMirrorError,
    RetryPolicy,
    gathered,
    reason,
)
from idxcheck.datasets.layouts import FLAT, LayoutName
from idxcheck.datasets.storing import (
    decompress,
    folder_named,
    give_name,
    is_file,
    refuse_read_only,
    workspace,
)
from idxcheck.datasets.verifying import content_digest, fault, words
from idxcheck.datasets.wanted import Wanted, decompressed, packed, plan
from idxcheck.datasets.wording import public
from idxcheck.errors import FormatError, UsageError
from idxcheck.names import SYNTHETIC_MARKER
from idxcheck.registry import Archive, DataSet, Part, data_sets, data_sets_called
from idxcheck.synthetic_marker import unmark

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
    the files into DIR/NAME, "torchvision" where torchvision finds them when its root is DIR,
    "keras" where Keras does when DIR is ~/.keras. `mirrors` are addresses of folders that
    hold the files, in place of those of the registry: each is asked for FOLDER/FILE.
    `extract` also writes each file decompressed beside the compressed one. `progress` is
    called with each Event. `retry` says how patient to be.

    A file that is there and verifies is kept; where all are, nothing goes over the network.
    One that does not verify is left alone unless `force` replaces it. Each file takes its
    name in one step once it is verified; whatever happens, nothing partial stays. A file
    that fails does not keep the others from coming: one error at the end tells of all. Once
    all of a data set is there, idxcheck-synthetic.txt no longer says that it is synthetic.

    Raises FetchError, an OSError, where for one file at least a mirror gave nothing, or a
    file cannot be read or written; WrongFilesError, a FormatError, where all that failed are
    other files than were wanted, be they there or what every mirror gave; UsageError for a
    choice that makes no sense and where pooch is not installed.
    """
    sets = _sets(data_set)
    folder = folder_named(dir)
    wanted = plan(sets, folder, part=part, layout=layout, mirrors=mirrors, extract=extract)
    known = (*data_sets(), *(each for each in sets if each not in data_sets()))
    job = _Job(known, force, retry, progress or _tell_nobody)
    missing = []
    for each in wanted:
        with job.going_on(each.path):
            if not job.is_there(each):
                missing.append(each)
    for each in missing:
        if each.archive is None:
            with job.going_on(each.path):
                job.fetch(each)
    for archive in dict.fromkeys(each.archive for each in missing):
        if archive is not None:
            job.unpack(archive, [each for each in missing if each.archive == archive])
    paths = []
    for each in [each for each in wanted if each.path not in job.failures]:
        paths.append(each.path)
        if each.extracted:
            copy = decompressed(each)
            with job.going_on(copy.path):
                job.extract(each, copy)
            paths.append(copy.path)
    job.unmark(wanted, sets if part is None else ())
    if job.failures:
        raise gathered(job.failures, len(wanted))
    return paths


def _sets(chosen: str | DataSet) -> tuple[DataSet, ...]:
    if isinstance(chosen, DataSet):
        return (chosen,)
    if isinstance(chosen, str):
        return data_sets_called(chosen)
    raise UsageError(f"a data set is a name, such as 'mnist', or a DataSet, not {chosen!a}")


def _tell_nobody(_event: Event) -> None:
    """Do nothing with an event."""


@dataclass(frozen=True, slots=True)
class _Job:
    """What the steps of one call share; `known` are the sets a wrong file may be of.

    `failures` has the error of each file that could not be had, by its path, `unreachable`
    the servers that nothing could be connected to, `raised` what the caller's `progress`
    raised.
    """

    known: tuple[DataSet, ...]
    force: bool
    retry: RetryPolicy
    progress: Tell
    failures: dict[Path, Failure] = field(default_factory=dict)
    unreachable: set[str] = field(default_factory=set)
    raised: list[Exception] = field(default_factory=list)

    @contextlib.contextmanager
    def going_on(self, path: Path, files: Sequence[Path] = ()) -> Iterator[None]:
        """Note what the block raises against `path`, or the `files` in it, and go on behind."""
        try:
            yield
        except NoMirrorError as error:
            failure, news = error.error, error.last
        except (FormatError, OSError) as error:
            if error in self.raised:
                raise
            if isinstance(error, OSError) and error.filename is None:  # as of a full disk
                error.filename = str(path)
            failure = news = error
        else:
            return
        self.failures.update(dict.fromkeys(files or (path,), failure))
        self.tell(Event("failed", path, text=reason(news)))

    def tell(self, event: Event) -> None:
        """Pass an event on; what the caller raises is no failure of a file."""
        try:
            self.progress(event)
        except Exception as error:
            self.raised.append(error)
            raise

    def is_there(self, wanted: Wanted) -> bool:
        """Return whether the file is there and right; raises FormatError where it is wrong."""
        if not is_file(wanted.path):
            return False
        finding = fault(wanted.path, wanted, self.known)
        if finding is None:
            self._done("kept", wanted, words(wanted))
            return True
        if self.force:
            refuse_read_only(wanted.path)
            return False
        hint = "move it away, or replace it with --force"
        raise FormatError(replace(finding, hint=hint), str(wanted.path))

    def fetch(self, wanted: Wanted) -> None:
        """Fetch one file from its mirrors."""
        with workspace(wanted.path) as space:
            file, url = self._retrieve(wanted, space)
            if self._place(file, wanted):
                self._done("fetched", wanted, f"{words(wanted)}, from {public(url)}")

    def unpack(self, archive: Archive, members: Sequence[Wanted]) -> None:
        """Fetch an archive and take `members` out of it; the archive itself is not kept."""
        wanted = packed(archive, members[0])
        paths = [each.path for each in members]
        with self.going_on(wanted.path, paths), workspace(wanted.path) as space:
            file, _ = self._retrieve(wanted, space)
            for each in members:
                with self.going_on(each.path), workspace(each.path) as beside:
                    target = beside / each.path.name
                    name = f"{archive.folder.rstrip('/')}/{each.path.name}".lstrip("/")
                    unpack(file, name, target, each.limit)
                    self._verify(target, each)
                    if self._place(target, each):
                        self._done("unpacked", each, words(each))

    def extract(self, stored: Wanted, wanted: Wanted) -> None:
        """Write `wanted`, the decompressed copy of a verified file."""
        if is_file(wanted.path) and not wanted.digests:
            # Its form would not tell it from another set's: it must equal what is packed.
            wanted = replace(wanted, digests=(content_digest(stored.path),))
        if not self.is_there(wanted):
            with workspace(wanted.path) as space:
                target = space / wanted.path.name
                decompress(stored.path, target, wanted.limit)
                self._verify(target, wanted)
                if self._place(target, wanted):
                    self._done("extracted", wanted, words(wanted))

    def unmark(self, wanted: Sequence[Wanted], sets: Sequence[DataSet]) -> None:
        """Take back that `sets` are synthetic, where all that is `wanted` is there."""
        if not self.failures:
            for folder in dict.fromkeys(each.path.parent for each in wanted):
                with self.going_on(folder / SYNTHETIC_MARKER):
                    unmark(folder, [each.name for each in sets])

    def _retrieve(self, wanted: Wanted, space: Path) -> tuple[Path, str]:
        try:
            from idxcheck.datasets.mirrors import Mirrors  # noqa: PLC0415 - an extra, and slow
        except ModuleNotFoundError as error:
            raise UsageError(f"fetching needs {error.name}; next: {INSTALL}") from error
        mirrors = Mirrors(self.known, self.retry, self.tell, self.unreachable)
        return mirrors.retrieve(wanted, space)

    def _verify(self, path: Path, wanted: Wanted) -> None:
        finding = fault(path, wanted, self.known)
        if finding is not None:
            raise FormatError(finding, str(wanted.path))

    def _place(self, file: Path, wanted: Wanted) -> bool:
        """Give a verified file its name; return False where another process has been faster."""
        if not self.force and self.is_there(wanted):
            return False
        give_name(file, wanted.path)
        return True

    def _done(self, kind: EventKind, wanted: Wanted, text: str) -> None:
        self.tell(Event(kind, wanted.path, wanted.path.stat().st_size, text=text))
