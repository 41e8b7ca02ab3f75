"""IDX103 zero-size-dimension

What it does
    Warns of an IDX file with a size of 0. It holds no element.

Why it matters
    The layout allows it and about half the readers refuse it. More often than an empty
    matrix was meant, a writer filled in the count too late or not at all.

Example
    00 00 08 03 00 00 00 00 00 00 00 1C 00 00 00 1C: no images of 28 x 28.

What to do
    Leave the file out where nothing is to be said; correct the size where data was meant.

Reference
    Clause IDX-3.3.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find the first size that is 0."""
    header = evidence.header
    if header is None or 0 not in header.shape:
        return None
    axis, zeros = header.shape.index(0), header.shape.count(0)
    more = f" and {zeros - 1} more" if zeros > 1 else ""
    return RULE.finding(
        f"size {axis} is 0{more}: the matrix has no element, and many readers refuse it",
        offset=header.shape_offset + 4 * axis,
        length=4,
        field=f"shape[{axis}]",
        expected="a size of 1 or more",
        actual="0",
        hint="leave an empty matrix out, or write the size that was meant",
    )


RULE = Rule(
    code="IDX103",
    name="zero-size-dimension",
    severity=Severity.WARNING,
    summary="a size is 0, so that the matrix has no element",
    clause="IDX-3.3",
    scope="idx",
    judge=judge,
    requires=("IDX003", "IDX002", "IDX101"),
)
