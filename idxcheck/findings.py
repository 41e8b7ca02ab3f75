"""What a check says: findings, each with its place, gathered into a report."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from idxspec import Header


class Severity(enum.Enum):
    """How much a finding matters.

    ERROR contradicts the format or what was asserted about the file, WARNING will break
    some reader or user, NOTE is worth knowing, UNDETERMINED could not be judged.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    UNDETERMINED = "undetermined"

    def reaches(self, threshold: "Severity") -> bool:
        """Whether this is as grave as `threshold`; UNDETERMINED is on no scale."""
        return _GRAVITY[self] >= _GRAVITY[threshold]


_GRAVITY = {
    Severity.UNDETERMINED: 0,
    Severity.NOTE: 1,
    Severity.WARNING: 2,
    Severity.ERROR: 3,
}


class Verdict(enum.Enum):
    """The word on one file."""

    VALID = "valid"
    INVALID = "invalid"
    UNDETERMINED = "undetermined"


class ContentWord(enum.Enum):
    """The word on the values of one file, apart from its form."""

    VERIFIED = "verified"
    UNKNOWN = "unknown"
    NOT_READ = "not read"


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A single edit that would make the file consistent.

    `text` says it with its arithmetic; `offset`, `old` and `new` are the bytes to change
    (`old` empty inserts, `new` empty removes), and `offset` is None where the edit adds or
    removes payload whose bytes nobody knows.
    """

    text: str
    offset: int | None = None
    old: bytes = b""
    new: bytes = b""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found, at one place.

    `offset` and `length` are bytes of the innermost layer (of the compressed stream for
    stream faults), `field` the path of the header field, `clause` the clause of the
    specification, `hint` the next step.
    """

    code: str
    name: str
    severity: Severity
    message: str
    offset: int | None = None
    length: int | None = None
    field: str | None = None
    clause: str | None = None
    expected: str | None = None
    actual: str | None = None
    hint: str | None = None
    hypotheses: tuple[Hypothesis, ...] = ()

    def __str__(self) -> str:
        place = "" if self.offset is None else f" at {self.offset:#x}"
        lines = [f"{self.code} {self.name}{place}: {self.message}"]
        if self.expected is not None and self.actual is not None:
            lines.append(f"expected {self.expected}; found {self.actual}")
        lines += [f"likely: {each.text}" for each in self.hypotheses[:1]]
        if self.hint is not None:
            lines.append(f"next: {self.hint}")
        return "; ".join(lines)


@dataclass(frozen=True, slots=True)
class SkippedRule:
    """A rule that was not run on a file, and why."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class DataSetWord:
    """Of which data set a file is said to be, and who says so.

    `names` are registry names, one unless it is left open, `files` the keys of the files it
    may be (`mnist/t10k-images`), `titles` what people call the sets, `what` the file in
    words. `basis` says why; where it is not `asserted`, it is only a guess. `synthetic` says
    that a marker of generated files stands beside it.
    """

    names: tuple[str, ...]
    files: tuple[str, ...]
    titles: str
    what: str
    basis: str
    asserted: bool
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class ReaderWord:
    """What another reader was measured to do with valid files such as this one.

    `reader` is its name and version, `trouble` what it does wrong ("torchvision 0.28.0
    refuses rank 4"), empty where it reads such a file as it must.
    """

    reader: str
    trouble: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileReport:
    """The verdict on one file and all that led to it.

    `path` is the name as given, `layers` the wrappers from the outside in, `digests` the
    sha256 of the file as `stored`, of its `content` and of its `values` where it was read
    whole, `data_set` what it is said to be a file of. The lengths are in bytes, as stored
    and decompressed, None where they are not known. `internal_error` is the fault of
    idxcheck itself that kept it from judging, `header_only` says that no more was asked for.
    `readers` says what the other readers that were asked for do with a valid file.
    """

    path: str
    layers: tuple[str, ...]
    header: Header | None
    verdict: Verdict
    content: ContentWord
    digests: Mapping[str, str]
    findings: tuple[Finding, ...]
    rules_executed: tuple[str, ...]
    rules_skipped: tuple[SkippedRule, ...]
    internal_error: str | None = None
    header_only: bool = False
    data_set: DataSetWord | None = None
    stored_length: int | None = None
    content_length: int | None = None
    readers: tuple[ReaderWord, ...] = ()

    @property
    def format(self) -> str | None:
        """The format the file was judged as: "idx", "norb" or None."""
        return None if self.header is None else self.header.format


@dataclass(frozen=True, slots=True)
class Report:
    """The reports on all files, with the threshold that decides `ok`.

    `failing` False says that no finding makes it fail. `configuration` is the file that was
    followed, `remarks` what is to be said of it: ignores that ignored nothing.
    """

    files: tuple[FileReport, ...]
    passed_over: tuple[str, ...] = ()
    fail_on: Severity = field(default=Severity.ERROR)
    configuration: str | None = None
    remarks: tuple[str, ...] = ()
    failing: bool = True

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings of all files, in order."""
        return tuple(finding for file in self.files for finding in file.findings)

    @property
    def failed(self) -> bool:
        """Whether any finding makes the report fail."""
        return any(map(self.fails, self.findings))

    def fails(self, finding: Finding) -> bool:
        """Whether `finding` makes the report fail: it reaches the threshold, if any counts."""
        return self.failing and finding.severity.reaches(self.fail_on)

    @property
    def ok(self) -> bool:
        """Whether every file is valid and wholly judged and nothing reaches the threshold."""
        return not self.failed and all(file.verdict is Verdict.VALID for file in self.files)

    def __bool__(self) -> bool:
        return self.ok

    def __str__(self) -> str:
        from idxcheck.reports.text import render  # noqa: PLC0415 - a report knows its findings

        return render(self)

    def raise_for_errors(self) -> None:
        """Raise FormatError for the first error, else LimitError where a file is undetermined.

        The verdict on a file whose header alone was asked for raises nothing.
        """
        from idxcheck.errors import FormatError, LimitError  # noqa: PLC0415 - errors hold findings

        placed = [(finding, file.path) for file in self.files for finding in file.findings]
        for finding, path in placed:
            if finding.severity is Severity.ERROR:
                raise FormatError(finding, path)
        for finding, path in placed:
            if finding.severity is Severity.UNDETERMINED:
                raise LimitError(f"{path}: {finding}")
        for file in self.files:
            if file.verdict is Verdict.UNDETERMINED and not file.header_only:
                reason = file.internal_error or "no selected rule says why"
                raise LimitError(f"{file.path!a} could not be judged: {reason}")
