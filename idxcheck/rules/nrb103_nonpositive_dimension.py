"""NRB103 nonpositive-dimension

What it does
    Reports a NORB size below 1. Lenient: a size of 0 is a warning, and the payload empty.

Why it matters
    Lush 1 and EBLearn refuse such a file. A negative size is a wildcard to numpy's reshape,
    and has been read as whatever fits.

Example
    Rank 1 and the size FF FF FF FF, -1, with 3 bytes behind: read as a matrix of shape 3.

What to do
    Write the file again with the sizes it has; leave an empty matrix out.

Reference
    Clause NORB-4.1.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find the smallest size, if it is below 1."""
    header = evidence.header
    if header is None or (smallest := min(header.shape, default=1)) > 0:
        return None
    axis = header.shape.index(smallest)
    accepted = smallest == 0 and not evidence.strict
    return RULE.finding(
        f"size {axis} is {smallest}",
        offset=header.shape_offset + 4 * axis,
        length=4,
        field=f"shape[{axis}]",
        expected="at least 1",
        actual=str(smallest),
        hint="write the file again with the sizes it has",
        severity=Severity.WARNING if accepted else None,
    )


RULE = Rule(
    code="NRB103",
    name="nonpositive-dimension",
    severity=Severity.ERROR,
    summary="a NORB size is below 1",
    clause="NORB-4.1",
    scope="norb",
    judge=judge,
    requires=("NRB105",),
)
