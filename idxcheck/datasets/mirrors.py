"""One file from the first of its mirrors that has it: pooch, with a downloader of our own."""

import contextlib
import errno
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pooch

from idxcheck.datasets.events import Event, Tell
from idxcheck.datasets.failures import FetchError, OversizeError, RetryPolicy, TransferError
from idxcheck.datasets.transfer import download
from idxcheck.datasets.verifying import fault, strongest
from idxcheck.datasets.wanted import Wanted
from idxcheck.errors import FormatError, UsageError
from idxcheck.findings import Finding, Severity
from idxcheck.registry import DataSet

NEXT = "try again later, or name another mirror with --mirror"


@dataclass(frozen=True, slots=True)
class _Failure:
    """What came of one mirror: the `finding` on what it gave, None where it gave nothing."""

    url: str
    reason: str
    finding: Finding | None = None


class _WrongFileError(Exception):
    """A mirror gave something else than what was wanted."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


def retrieve(
    wanted: Wanted, folder: Path, known: Sequence[DataSet], retry: RetryPolicy, tell: Tell
) -> tuple[Path, str]:
    """Fetch `wanted` into the folder `folder`; return where it lies and where it is from.

    The mirrors are asked in order, and what one gives is verified before it counts.

    Raises FormatError where every mirror gives something else, FetchError where one could
    not be heard out, UsageError where there is no mirror, and OSError.
    """
    if not wanted.mirrors:
        raise UsageError(f"no mirror has {wanted.path.name}; name one with --mirror")
    best = strongest(wanted.digests)
    digest = None if best is None else f"{best.algorithm}:{best.value}"
    target = folder / wanted.path.name
    downloader = _downloader(wanted, target, known, retry, tell)
    failures: list[_Failure] = []
    for url in wanted.mirrors:
        if failures:
            text = f"{failures[-1].url}: {failures[-1].reason}"
            tell(Event("passed over", wanted.path, text=text))
        try:
            with _quiet(pooch.get_logger()):
                pooch.retrieve(url, digest, target.name, folder, downloader=downloader)
        except _WrongFileError as error:
            failures.append(_Failure(url, str(error), error.finding))
        except OversizeError as error:
            failures.append(_Failure(url, str(error), _oversize(str(error), wanted)))
        except TransferError as error:
            failures.append(_Failure(url, str(error)))
        else:
            return target, url
    raise _error(wanted, failures)


def _downloader(
    wanted: Wanted, target: Path, known: Sequence[DataSet], retry: RetryPolicy, tell: Tell
) -> Callable[[str, str, object], None]:
    """Return what pooch calls with an address and the name of its temporary file."""

    def observe(count: int, total: int | None) -> None:
        tell(Event("received", wanted.path, count, total or wanted.size or 0))

    def fetch(url: str, output: str, _pooch: object) -> None:
        # What pooch has made is for its owner's eyes alone, and so would the file be.
        Path(output).unlink()
        tell(Event("started", wanted.path, text=url))
        download(url, output, limit=wanted.limit, retry=retry, observe=observe)
        finding = _judge(Path(output), target, wanted, known)
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


def _error(wanted: Wanted, failures: Sequence[_Failure]) -> FormatError | FetchError:
    """Return the error that says what came of each mirror."""
    path = str(wanted.path)
    findings = [failure.finding for failure in failures if failure.finding is not None]
    if len(findings) < len(failures):
        reasons = "; ".join(f"{failure.url}: {failure.reason}" for failure in failures)
        text = f"no mirror gave it: {reasons}; next: {NEXT}"
        return FetchError(errno.EIO, text, path)
    earlier = "".join(f"; from {failure.url}: {failure.reason}" for failure in failures[:-1])
    message = f"from {failures[-1].url}: {findings[-1].message}{earlier}"
    return FormatError(replace(findings[-1], message=message, hint=NEXT), path)


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
