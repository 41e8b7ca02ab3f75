"""From evidence to the exception a reader raises, by the same rules a check runs."""

from idxcheck.errors import FormatError, LimitError
from idxcheck.evidence import Evidence
from idxcheck.findings import Severity
from idxcheck.judging import judge
from idxcheck.rules import RULES
from idxspec import Header

FAMILIES = ("TRN", "IDX", "NRB")  # what makes a file unreadable; values and names do not
READ_THROUGH = ("TRN104", "TRN105")  # a reader unwraps what these report
CORRUPT = "TRN102"  # a corrupt stream is known by its end, and spoils the header too


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
    findings = judge(evidence, _codes(header_only=header_only))[0]
    for finding in findings:
        if finding.severity is Severity.ERROR:
            return FormatError(finding)
    for finding in findings:
        if finding.severity is Severity.UNDETERMINED:
            return LimitError(str(finding))
    return None


def _codes(*, header_only: bool) -> frozenset[str]:
    return frozenset(
        rule.code
        for rule in RULES
        if rule.code.startswith(FAMILIES)
        and rule.code not in READ_THROUGH
        and (not header_only or rule.needs == "head" or rule.code == CORRUPT)
    )
