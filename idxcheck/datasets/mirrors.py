"""One file from the first of its mirrors that has it: pooch, with a downloader of our own."""

import contextlib
import errno
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import pooch

from idxcheck.datasets.events import Event, Tell
from idxcheck.datasets.failures import (
    Failure,
    NoMirrorError,
    OversizeError,
    RetryPolicy,
    TransferError,
)
from idxcheck.datasets.transfer import download
from idxcheck.datasets.verifying import fault
from idxcheck.datasets.wanted import Wanted
from idxcheck.datasets.wording import public
from idxcheck.errors import FormatError, UsageError
from idxcheck.findings import Finding, Severity
from idxcheck.registry import DataSet, strongest

LATER = "try again later, or name another mirror with --mirror"
GONE = "name a mirror that has it with --mirror: asking these again will hardly help"
LOOK = "look at what the server sends there, or name another mirror with --mirror"


@dataclass(frozen=True, slots=True)
class _Refusal:
    """What came of one mirror: the `finding` on what it gave, None where it gave nothing.

    Where `lasting`, asking it again would not help.
    """

    url: str
    reason: str
    finding: Finding | None = None
    lasting: bool = True

    def __str__(self) -> str:
        return f"{public(self.url)}: {self.reason}"


class _WrongFileError(Exception):
    """A mirror gave something else than what was wanted."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(replace(finding, hint=None)))  # one next step, after all mirrors
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Mirrors:
    """How the mirrors of the files of one call are asked.

    `known` are the sets a wrong file may be of. A server in `unreachable` could not be
    connected to for an earlier file: it is tried once.
    """

    known: Sequence[DataSet]
    retry: RetryPolicy
    tell: Tell
    unreachable: set[str]

    def retrieve(self, wanted: Wanted, folder: Path) -> tuple[Path, str]:
        """Fetch `wanted` into the folder `folder`; return where it lies and where it is from.

        The mirrors are asked in order, and what one gives is verified before it counts.

        Raises NoMirrorError where none gives it: with a FormatError where every mirror gives
        something else, with an OSError where one gave nothing; UsageError where there is no
        mirror, and OSError where the file cannot be written.
        """
        if not wanted.mirrors:
            raise UsageError(f"no mirror has {wanted.path.name}; name one with --mirror")
        target = folder / wanted.path.name
        failures: list[_Refusal] = []
        for url in wanted.mirrors:
            if failures:
                self.tell(Event("passed over", wanted.path, text=str(failures[-1])))
            try:
                self._ask(url, wanted, target)
            except _WrongFileError as error:
                failures.append(_Refusal(url, str(error), error.finding))
            except OversizeError as error:
                failures.append(_Refusal(url, str(error), _oversize(str(error), wanted)))
            except TransferError as error:
                failures.append(_Refusal(url, str(error), lasting=error.lasting))
            else:
                return target, url
        hint = _advice(wanted, failures)
        raise NoMirrorError(_error(wanted, failures, hint), _error(wanted, failures[-1:], hint))

    def _ask(self, url: str, wanted: Wanted, target: Path) -> None:
        """Fetch `wanted` from one mirror to `target`."""
        best = strongest(wanted.digests)
        digest = None if best is None else f"{best.algorithm}:{best.value}"
        server = urlsplit(url).netloc
        retry = replace(self.retry, tries=1) if server in self.unreachable else self.retry
        self.unreachable.discard(server)  # until it shows again that it is
        downloader = self._downloader(wanted, target, retry)
        try:
            with _quiet(pooch.get_logger()):
                pooch.retrieve(url, digest, target.name, target.parent, downloader=downloader)
        except TransferError as error:
            if error.unreachable:
                self.unreachable.add(server)
            raise

    def _downloader(
        self, wanted: Wanted, target: Path, retry: RetryPolicy
    ) -> Callable[[str, str, object], None]:
        """Return what pooch calls with an address and the name of its temporary file."""

        def observe(count: int, total: int | None) -> None:
            self.tell(Event("received", wanted.path, count, total or wanted.size or 0))

        def attempt(url: str, output: str, *, resume: bool) -> tuple[bool, Finding | None]:
            # What pooch has made is for its owner's eyes alone, and so would the file be.
            Path(output).unlink()
            limit = wanted.limit
            resumed = download(
                url, output, limit=limit, retry=retry, observe=observe, resume=resume
            )
            return resumed, _judge(Path(output), target, wanted, self.known)

        def fetch(url: str, output: str, _pooch: object) -> None:
            self.tell(Event("started", wanted.path, text=public(url)))
            resumed, finding = attempt(url, output, resume=True)
            if resumed and finding is not None:  # perhaps its pieces are of different files
                _, finding = attempt(url, output, resume=False)
            if finding is not None:
                raise _WrongFileError(finding)

        return fetch


def _judge(path: Path, named: Path, wanted: Wanted, known: Sequence[DataSet]) -> Finding | None:
    """Return what is wrong with the file at `path`, judged under its own name."""
    path.rename(named)
    try:
        return fault(named, wanted, known)
    finally:
        named.rename(path)


def _oversize(reason: str, wanted: Wanted) -> Finding:
    expected = f"{wanted.size} bytes" if wanted.size else f"at most {wanted.limit} bytes"
    message = f"{reason} where {expected} were expected"
    return Finding("PRF007", "unknown-content", Severity.ERROR, message)


def _advice(wanted: Wanted, failures: Sequence[_Refusal]) -> str:
    """Return the next step where no mirror gave the file."""
    refused = [failure for failure in failures if failure.finding is None]
    lasting = [failure.url for failure in refused if failure.lasting]
    if lasting and wanted.chosen:
        return (
            f"--mirror must be the folder that holds the files; {public(lasting[0])} was asked for"
        )
    if not refused:
        return LOOK
    return GONE if len(lasting) == len(refused) else LATER


def _error(wanted: Wanted, failures: Sequence[_Refusal], hint: str) -> Failure:
    """Return the error that says what came of each mirror."""
    path = str(wanted.path)
    findings = [failure.finding for failure in failures if failure.finding is not None]
    if len(findings) < len(failures):
        reasons = "; ".join(map(str, failures))
        return OSError(errno.EIO, f"no mirror gave it: {reasons}; next: {hint}", path)
    earlier = "".join(f"; from {failure}" for failure in failures[:-1])
    message = f"from {public(failures[-1].url)}: {findings[-1].message}{earlier}"
    return FormatError(replace(findings[-1], message=message, hint=hint), path)


@contextlib.contextmanager
def _quiet(logger: logging.Logger) -> Iterator[None]:
    """Keep what pooch says in this thread to itself."""
    thread = threading.get_ident()

    def is_of_another(record: logging.LogRecord) -> bool:
        return record.thread != thread

    logger.addFilter(is_of_another)
    try:
        yield
    finally:
        logger.removeFilter(is_of_another)
