"""IDX101 truncated-header

What it does
    Reports an IDX file that ends before its last size.

Why it matters
    Some readers then take sizes from memory they never filled, others raise an error that
    speaks of unpacking and not of the file.

Example
    00 00 08 03 00 00 27 10 00 00: rank 3 asks for 16 bytes of header, the file has 10.

What to do
    Fetch or write the file again.

Reference
    Clause IDX-3.1.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule
from idxcheck.sizes import counted


def judge(evidence: Evidence) -> Finding | None:
    """Find a file that ends inside the header."""
    error, head = evidence.content.error, evidence.head
    if error is None or not error.truncated:
        return None
    rank = head[3:4]
    if rank:
        expected = f"{counted(4 + 4 * rank[0], 'byte')} of header for rank {rank[0]}"
    else:
        expected = "4 bytes of magic, then the sizes"
    return RULE.finding(
        f"the file ends inside the header, in {error.field}",
        offset=error.offset,
        length=0,
        field=error.field,
        expected=expected,
        actual=counted(len(head), "byte"),
        hint="fetch or write the file again",
    )


RULE = Rule(
    code="IDX101",
    name="truncated-header",
    severity=Severity.ERROR,
    summary="the file ends inside the header",
    clause="IDX-3.1",
    scope="idx",
    judge=judge,
    requires=("TRN101", "IDX003", "IDX002"),
)
