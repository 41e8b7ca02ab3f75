"""From evidence to the header of a sound file, or the exception a reader raises.

The rules are the same ones a check runs.
"""

from idxcheck.errors import FormatError, LimitError
from idxcheck.evidence import Evidence, examine
from idxcheck.findings import Severity
from idxcheck.judging import READ_THROUGH, judge
from idxcheck.rules import RULES
from idxcheck.source import Source, Target, display_name, open_source
from idxspec import Header

FAMILIES = ("TRN", "IDX", "NRB")  # what makes a file unreadable; values and names do not
# What is said of the end of the stream or the payload, which reading a part does not reach.
AT_THE_END = ("TRN101", "TRN103", "IDX201", "IDX202", "NRB201", "NRB202")


def info(path: Target) -> Header:
    """Return the header of an IDX or NORB file; the payload is neither read nor judged.

    Raises FormatError where no header can be read, LimitError and OSError as `load` does.
    """
    with open_source(path) as source:
        evidence = examine(source, display_name(path), strict=False, header_only=True)
    return sound_header(evidence, header_only=True)


def header_ahead(source: Source, name: str, *, strict: bool) -> tuple[Header, Evidence]:
    """Return the header by which to read parts of `source`, with its evidence.

    Nothing is consumed. Where the length contradicts the header, the whole is looked
    through once where that is possible: only that tells a mangled file, whose bytes are
    shifted, from one that is cut or too long. Raises as `sound_header` does, but for the
    end of the payload.
    """
    evidence = examine(source, name, strict=strict, header_only=True)
    header = evidence.header
    if header is not None and evidence.length != header.file_size and source.can_rewind:
        evidence = examine(source, name, strict=strict)
        source.rewind()
    return sound_header(evidence, header_only=True), evidence


def sound_header(evidence: Evidence, *, header_only: bool = False) -> Header:
    """Return the header of evidence without an error.

    `header_only` leaves out what only the payload and the end of the file tell. Raises
    FormatError for an error, LimitError for what a limit left open.
    """
    header = evidence.header
    error = reading_error(evidence, header_only=header_only and header is not None)
    if error is not None:
        raise error
    assert header is not None, "evidence without a header has an error"  # noqa: S101 - a bug of ours
    return header


def reading_error(evidence: Evidence, *, header_only: bool = False) -> Exception | None:
    """Return the error that keeps a reader from the matrix, or None."""
    findings = judge(evidence).only(_codes(header_only=header_only)).findings
    for finding in findings:
        if finding.severity is Severity.ERROR:
            return FormatError(finding, evidence.name)
    for finding in findings:
        if finding.severity is Severity.UNDETERMINED:
            return LimitError(f"{evidence.name}: {finding}")
    return None


def _codes(*, header_only: bool) -> frozenset[str]:
    return frozenset(
        rule.code
        for rule in RULES
        if rule.code.startswith(FAMILIES)
        and rule.code not in READ_THROUGH
        and not (header_only and rule.code in AT_THE_END)
    )
