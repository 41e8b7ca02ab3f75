"""A damaged file on its way to a repaired one: what is wrong, what is mended, what comes out."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import IO, Any, cast

from idxcheck.errors import LimitError, UsageError
from idxcheck.evidence import Evidence, examine
from idxcheck.findings import Finding, Severity
from idxcheck.judging import judge
from idxcheck.repair.scan import ContentScan
from idxcheck.source import Source, open_source
from idxspec import Header, build

AGAIN = "fetch the file again in binary mode"
# What the hints of rules say to those who have not tried a repair yet.
THIS_COMMAND = re.compile(
    r"( \(|, or: |; where that is certain: |: )?idxcheck repair IN OUT(\)|, and )?"
)

Level = Callable[[], io.RawIOBase]
"""Gives the stored bytes from their beginning, each time it is called."""


class RefusalError(UsageError):
    """Nothing was written: nothing is wrong, no repair is certain, or more than one fits.

    `reason` says why, `candidates` what would fit, `hint` the next step.
    """

    def __init__(
        self, reason: str, candidates: tuple[str, ...] = (), hint: str | None = None
    ) -> None:
        super().__init__(reason, candidates, hint)
        self.reason = reason
        self.candidates = candidates
        self.hint = hint

    @property
    def lines(self) -> list[str]:
        """All that there is to say, one thing a line."""
        hints = [] if self.hint is None else [f"next: {self.hint}"]
        return [self.reason, *(f"could be: {each}" for each in self.candidates), *hints]

    def __str__(self) -> str:
        return "; ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a repair did.

    `code` and `name` are those of the rule it answers; `code` is None where only the new
    name asked for it, which is no fault. `text` says what was done. `offset`
    is where in the innermost layer (in the stored bytes for what stood behind a compressed
    stream), None where it was done throughout; `removed` and `inserted` count the bytes
    that went and came.
    """

    code: str | None
    name: str
    text: str
    offset: int | None = None
    removed: int = 0
    inserted: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """The matrix to be written.

    Its payload are `size` bytes of the content from `start`, the bytes of each element in
    the other order where `swapped`.
    """

    header: Header
    start: int
    size: int
    swapped: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of one file, and what has been mended of it.

    `level` gives its stored bytes, `evidence` and `scan` are what one reading brought to
    light, `findings` what the rules say, `faults` the errors among them that are not
    mended yet. `target` is the name the result takes, `drop_partial` whether a cut file
    may be shortened to its whole items. Where text mangling was undone, `undone` says so
    and `outer` are the wrappers that were around it. `end` is where a compressed stream
    ends that something follows. `doubts` say what else may have happened: of a result with
    a published digest they are void, any other is not written.
    """

    level: Level
    target: str
    drop_partial: bool
    evidence: Evidence
    scan: ContentScan
    findings: tuple[Finding, ...]
    faults: tuple[Finding, ...]
    draft: Draft | None
    outer: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    undone: bool = False
    end: int | None = None
    doubts: tuple[RefusalError, ...] = ()

    @property
    def layers(self) -> tuple[str, ...]:
        """All wrappers, from the outside in."""
        return (*self.outer, *self.evidence.layers)

    @property
    def start(self) -> Draft:
        """The draft, of a file whose header could be cut."""
        assert self.draft is not None, "only mended where there is a header"  # noqa: S101 - a caller's bug
        return self.draft

    @property
    def untouched(self) -> bool:
        """Whether the content of the innermost layer is to be written as it stands."""
        header = self.start.header
        return (
            self.draft == _draft_of(self.evidence)
            and header.file_size == self.evidence.length
            # The draft of an IDX file that is turned round is no other than before.
            and self.evidence.head.startswith(build(header))
        )

    def doubted(self, *doubts: RefusalError | None) -> "Case":
        """Return this case with one more doubt, the first of `doubts` that is one."""
        found = [each for each in doubts if each is not None][:1]
        return replace(self, doubts=(*self.doubts, *found))

    def mended(self, finding: Finding, step: Step, draft: Draft | None = None) -> "Case":
        """Return this case with `finding` mended by `step`, which makes the draft `draft`."""
        return replace(
            self,
            faults=tuple(each for each in self.faults if each is not finding),
            steps=(*self.steps, step),
            draft=draft or self.draft,
        )


def opened(level: Level) -> Source:
    """Open what `level` gives; it stays open, as a file object that was handed in does."""
    return open_source(cast("IO[bytes]", level()))


def diagnose(level: Level, name: str, target: str, *, drop_partial: bool) -> Case:
    """Read what `level` gives once, and judge it as `check` does.

    Raises LimitError where a limit keeps it from being judged, and OSError.
    """
    scan = ContentScan()
    evidence = examine(opened(level), name, strict=True, observers=[scan.feed], scan_values=True)
    findings = judge(evidence).findings
    for finding in findings:
        if finding.severity is Severity.UNDETERMINED:
            raise LimitError(f"{name}: {finding}")
    return Case(
        level=level,
        target=target,
        drop_partial=drop_partial,
        evidence=evidence,
        scan=scan,
        findings=findings,
        faults=tuple(each for each in findings if each.severity is Severity.ERROR),
        draft=_draft_of(evidence),
    )


def _draft_of(evidence: Evidence) -> Draft | None:
    header = evidence.header
    return None if header is None else Draft(header, header.header_size, header.payload_size)


def step_for(finding: Finding, text: str, **places: Any) -> Step:  # noqa: ANN401 - the places of a Step
    """Return the step that answers `finding`."""
    return Step(finding.code, finding.name, text, **places)


def refusal(
    finding: Finding, reason: str, *candidates: str, hint: str | None = None
) -> RefusalError:
    """Return the error that says why `finding` is not repaired; its own hint stands in for none."""
    place = "" if finding.offset is None else f" at {finding.offset:#x}"
    told = f"{finding.code} {finding.name}{place}: {reason}"
    return RefusalError(told, candidates, hint or _elsewhere(finding.hint))


def _elsewhere(hint: str | None) -> str | None:
    """Return what a hint says beside to try a repair."""
    return THIS_COMMAND.sub("", hint or "") or None


def mangled_doubt(case: Case, finding: Finding, surplus: int = 1) -> RefusalError | None:
    """Say that text tools may have put in `surplus` bytes: what stands behind them is moved.

    Of newlines a sign is that no LF is without a CR, of characters that all is UTF-8.
    """
    if surplus <= case.scan.translated:
        return refusal(
            finding,
            "no LF is without a CR: text mode may have put them in, and those that were there"
            " before are not to be told from these",
            hint=AGAIN,
        )
    if case.scan.reencoded:
        return refusal(finding, "all of it is UTF-8: text tools may have made it that", hint=AGAIN)
    return None
