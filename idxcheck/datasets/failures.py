"""What can go wrong while fetching, and how long to put up with it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How patient to be with one server; times are in seconds.

    `tries` are made, `backoff` is the pause before the second and twice that before the
    third; `connect_timeout` bounds the wait for a connection, `stall_timeout` that for the
    next byte; at most `redirects` redirections are followed.
    """

    tries: int = 3
    backoff: float = 1.0
    connect_timeout: float = 10.0
    stall_timeout: float = 30.0
    redirects: int = 5


PATIENT = RetryPolicy()


class FetchError(OSError):
    """No mirror gave the file, and one of them at least could not be heard out.

    `filename` is the path of the file, `strerror` says of each mirror what came of it.
    """


class TransferError(Exception):
    """One address did not give the file; where `lasting`, another try would not help."""

    def __init__(self, reason: str, *, lasting: bool = False) -> None:
        super().__init__(reason)
        self.lasting = lasting


class OversizeError(TransferError):
    """An address gives more bytes than the file can have."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, lasting=True)
