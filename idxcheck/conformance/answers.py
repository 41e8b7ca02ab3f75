"""What an implementation can say to one question."""

from dataclasses import dataclass
from typing import Literal

from idxcheck.vectors import Reading


@dataclass(frozen=True, slots=True)
class Read:
    """The file was read, and this is what it holds."""

    reading: Reading


@dataclass(frozen=True, slots=True)
class Written:
    """A file was written, and these are its bytes; None where there is no file."""

    data: bytes | None


@dataclass(frozen=True, slots=True)
class Rejected:
    """The file, or what should be written, is not what the format says: refused as declared."""

    message: str


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Valid, but this implementation does not take it, and says so."""

    reason: str


@dataclass(frozen=True, slots=True)
class Leaked:
    """Refused by an exception of `type` that the implementation does not declare."""

    type: str
    message: str


@dataclass(frozen=True, slots=True)
class Fault:
    """No answer that can be used, and why.

    A `crash` is an end without an answer, an `error` an answer nobody can understand; a
    `hang` and `memory` are beyond the limits of a case. `accepted` says that the answer was
    "ok" all the same, with something that cannot be understood.
    """

    kind: Literal["crash", "hang", "memory", "error"]
    message: str
    accepted: bool = False


Answer = Read | Written | Rejected | Unsupported | Leaked | Fault
