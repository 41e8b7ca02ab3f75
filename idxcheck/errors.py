"""The exceptions of idxcheck.

    Exception
    └── IdxcheckError
        ├── FormatError (also a ValueError)   the bytes are no valid file
        ├── LimitError                        a valid file that numpy, memory or a limit cannot hold
        └── UsageError                        a call that cannot be carried out as it was made

OSError passes through. Nothing else reaches a caller, whatever the bytes.
"""

from idxcheck.findings import Finding


class IdxcheckError(Exception):
    """The root of the exceptions idxcheck raises."""


class FormatError(IdxcheckError, ValueError):
    """The bytes contradict the format; `finding` says where and how, `path` in which file."""

    def __init__(self, finding: Finding, path: str) -> None:
        super().__init__(f"{path}: {finding}")
        self.finding = finding
        self.path = path

    def __reduce__(self) -> tuple[type["FormatError"], tuple[Finding, str]]:
        return FormatError, (self.finding, self.path)


class LimitError(IdxcheckError):
    """What was asked for is beyond a limit of numpy, of memory, or one that was set."""


class UsageError(IdxcheckError):
    """The call cannot be carried out; the message says what to call instead."""
