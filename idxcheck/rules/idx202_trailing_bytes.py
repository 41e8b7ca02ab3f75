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
    that makes the file fit. idxcheck repair IN OUT cuts off zeros and line ends.

Reference
    Clause IDX-4.4.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.lengths import too_long
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find bytes behind the payload."""
    return too_long(RULE, evidence, "remove what follows the payload, or correct the header")


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
