"""IDX202 trailing-bytes

What it does
    Reports bytes behind the last element of an IDX file: an error in the strict reading, a
    warning in the lenient one, which ignores them.

Why it matters
    Some readers refuse such a file, some read it without a word. Most often the header is
    wrong and the bytes are data: a count that is too small, an element type that is.

Example
    00 00 08 01 00 00 00 02 05 06 0A: a line end behind two uint8.

What to do
    Remove what follows the payload, or correct the header where the finding names the edit
    that makes the file fit.

Reference
    Clause IDX-4.4.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.hypotheses import explain_length
from idxcheck.rule import Rule
from idxcheck.sizes import counted, describe_found, describe_promise


def judge(evidence: Evidence) -> Finding | None:
    """Find bytes behind the payload."""
    header, length = evidence.header, evidence.length
    known = evidence.seen if length is None else length
    if header is None or known <= header.file_size:
        return None
    trailing = known - header.file_size
    at_least = "at least " if length is None else ""
    return RULE.finding(
        f"{at_least}{counted(trailing, 'byte')} behind the payload",
        offset=header.file_size,
        length=None if length is None else trailing,
        field="payload",
        expected=describe_promise(header),
        actual=f"{at_least}{describe_found(header, known)}",
        hint="remove what follows the payload, or correct the header",
        hypotheses=explain_length(evidence),
        severity=None if evidence.strict else Severity.WARNING,
    )


RULE = Rule(
    code="IDX202",
    name="trailing-bytes",
    severity=Severity.ERROR,
    summary="bytes follow the payload",
    clause="IDX-4.4",
    scope="idx",
    judge=judge,
    needs="length",
    requires=("TRN101", "TRN201", "TRN202", "IDX003", "IDX002", "IDX101", "IDX102"),
)
