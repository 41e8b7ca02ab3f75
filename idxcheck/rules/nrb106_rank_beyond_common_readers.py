"""NRB106 rank-beyond-common-readers

What it does
    Notes a NORB rank over 8.

Why it matters
    Lush before 1.2 and EBLearn stop at 8 dimensions.

Example
    55 4C 3D 1E 09 00 00 00: rank 9.

What to do
    Merge dimensions where those readers matter; else nothing.

Reference
    Clause NORB-3.3.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule

COMMON_RANK = 8


def judge(evidence: Evidence) -> Finding | None:
    """Find a rank that some readers do not know."""
    header = evidence.header
    if header is None or header.rank <= COMMON_RANK:
        return None
    return RULE.finding(
        f"the rank is {header.rank}; Lush before 1.2 and EBLearn stop at 8",
        offset=4,
        length=4,
        field="rank",
        expected="at most 8",
        actual=str(header.rank),
        hint="merge dimensions where those readers matter",
    )


RULE = Rule(
    code="NRB106",
    name="rank-beyond-common-readers",
    severity=Severity.NOTE,
    summary="the NORB rank is higher than some readers know",
    clause="NORB-3.3",
    scope="norb",
    judge=judge,
)
