"""IDX102 no-dimensions

What it does
    Reports an IDX file of rank 0: an error in the strict reading, a warning in the lenient
    one, which takes it for a scalar, 4 bytes of header and one element.

Why it matters
    The documents count dimensions from 1, and most readers refuse or crash on 0.

Example
    00 00 08 00 05: no size and one element.

What to do
    Write a vector of one element: rank 1 and the size 1. Where sizes do follow, correct the
    rank in byte 3.

Reference
    Clause IDX-2.3.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.hypotheses import explain_rank
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find a rank of 0, which only the lenient reading takes, as a scalar."""
    header = evidence.header
    if header is None or header.rank:
        return None
    return RULE.finding(
        "the rank is 0",
        offset=3,
        length=1,
        field="rank",
        expected="the number of sizes, 1 to 255",
        actual="0",
        hint="write a single element with rank 1 and size 1; --lenient reads it as a scalar",
        hypotheses=explain_rank(evidence),
        severity=None if evidence.strict else Severity.WARNING,
    )


RULE = Rule(
    code="IDX102",
    name="no-dimensions",
    severity=Severity.ERROR,
    summary="the rank is 0",
    clause="IDX-2.3",
    scope="idx",
    judge=judge,
    requires=("IDX003", "IDX002", "IDX101"),
)
