"""What can go wrong while fetching, and how long to put up with it."""

import errno
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from idxcheck.errors import FormatError, UsageError
from idxcheck.sizes import counted


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How patient to be with one server; times are in seconds.

    `tries` are made, `backoff` is the pause before the second and twice that before the
    third; `connect_timeout` bounds the wait for a connection, `stall_timeout` that for the
    next byte; a body of which less than `least_speed` bytes a second came over
    `speed_window` seconds is given up like one that stalls, so that no server can keep a
    caller for ever; at most `redirects` redirections are followed. A server that nothing
    could be connected to for one file is tried once for each further file of the call.

    Raises UsageError for less than one try, a time-out that is not above 0 and any other
    negative number.
    """

    tries: int = 3
    backoff: float = 1.0
    connect_timeout: float = 10.0
    stall_timeout: float = 30.0
    redirects: int = 5
    least_speed: float = 1024.0
    speed_window: float = 60.0

    def __post_init__(self) -> None:
        if not self.tries >= 1:
            raise UsageError(f"RetryPolicy: tries is at least 1, not {self.tries!a}")
        for name in ("connect_timeout", "stall_timeout", "speed_window"):
            if not getattr(self, name) > 0:
                raise UsageError(f"RetryPolicy: {name} is above 0, not {getattr(self, name)!a}")
        for name in ("backoff", "redirects", "least_speed"):
            if not getattr(self, name) >= 0:
                raise UsageError(f"RetryPolicy: {name} is at least 0, not {getattr(self, name)!a}")


PATIENT = RetryPolicy()

Failure = FormatError | OSError


class FetchError(OSError):
    """Files could not be had, and for one at least a mirror or the file system refused.

    `failures` has the error of each file that could not be had, by its path: a FormatError
    where it, or what every mirror gave, is another file, else an OSError. `errno` is that of
    the first OSError. Where one file alone could not be had, `filename` is its path and
    `strerror` says why; else `strerror` says it of each. `summary` says only how many.
    """

    def __init__(self, failures: Mapping[Path, Failure], total: int) -> None:
        first = next(each for each in failures.values() if isinstance(each, OSError))
        code = first.errno or errno.EIO
        self.summary = _summary(failures, total)
        if len(failures) == 1:
            super().__init__(code, reason(first), str(next(iter(failures))))
        else:
            super().__init__(code, _text(failures, total))
        self.failures = dict(failures)
        self.total = total

    def __reduce__(self) -> tuple[type["FetchError"], tuple[Mapping[Path, Failure], int]]:
        return FetchError, (self.failures, self.total)


class WrongFilesError(FormatError):
    """Files are there, or all that the mirrors gave, that are not the ones that were wanted.

    `failures` has the error of each such file by its path; `path` and `finding` are those of
    the first, the text says it of each. `summary` says only how many.
    """

    def __init__(self, failures: Mapping[Path, FormatError], total: int) -> None:
        path, first = next(iter(failures.items()))
        super().__init__(first.finding, str(path))
        if len(failures) > 1:
            self.args = (_text(failures, total),)
        self.summary = _summary(failures, total)
        self.failures = dict(failures)
        self.total = total

    def __reduce__(self) -> tuple[type["WrongFilesError"], tuple[Mapping[Path, FormatError], int]]:  # type: ignore[override] # pickle calls what it gives
        return WrongFilesError, (self.failures, self.total)


class NoMirrorError(Exception):
    """No mirror gave the file: `error` says it of all mirrors, `last` of the last one alone."""

    def __init__(self, error: Failure, last: Failure) -> None:
        super().__init__(str(error))
        self.error = error
        self.last = last


class TransferError(Exception):
    """One address did not give the file.

    Where `lasting`, another try would not help; where `unreachable`, there was not even a
    connection.
    """

    def __init__(self, reason: str, *, lasting: bool = False, unreachable: bool = False) -> None:
        super().__init__(reason)
        self.lasting = lasting
        self.unreachable = unreachable


class OversizeError(TransferError):
    """An address gives more bytes than the file can have."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, lasting=True)


def gathered(failures: Mapping[Path, Failure], total: int) -> FetchError | WrongFilesError:
    """Return the one error for the files that failed, of `total` that were wanted."""
    wrong = {path: each for path, each in failures.items() if isinstance(each, FormatError)}
    if len(wrong) == len(failures):
        return WrongFilesError(wrong, total)
    return FetchError(failures, total)


def reason(error: Failure) -> str:
    """Return what `error` says, without the path of the file."""
    if isinstance(error, FormatError):
        return str(error.finding)
    return error.strerror or str(error)


def _summary(failures: Mapping[Path, Failure], total: int) -> str:
    return f"{len(failures)} of {counted(total, 'file')} could not be had"


def _text(failures: Mapping[Path, Failure], total: int) -> str:
    """Return a line for each error, with the files it keeps away: an archive holds several."""
    paths: dict[Failure, list[str]] = {}
    for path, error in failures.items():
        paths.setdefault(error, []).append(str(path))
    lines = [f"{', '.join(files)}: {reason(error)}" for error, files in paths.items()]
    return "\n  ".join([f"{_summary(failures, total)}:", *lines])
