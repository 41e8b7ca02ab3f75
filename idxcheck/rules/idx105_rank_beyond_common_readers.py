"""IDX105 rank-beyond-common-readers

What it does
    Notes an IDX file of a rank over 3.

Why it matters
    The format allows 255 dimensions. Lush and torchvision stop at 3, EBLearn at 8, numpy
    (and so `idxcheck.load`) at 64.

Example
    00 00 08 04 and four sizes.

What to do
    Nothing, if your readers know the rank. Otherwise merge axes.

Reference
    Clause IDX-2.4.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule

READERS = ((3, "Lush and torchvision stop"), (8, "EBLearn"), (64, "numpy"))  # in this order


def judge(evidence: Evidence) -> Finding | None:
    """Find a rank that some readers do not know."""
    header = evidence.header
    stopping = [
        f"{reader} at {highest}"
        for highest, reader in READERS
        if header is not None and header.rank > highest
    ]
    if header is None or not stopping:
        return None
    return RULE.finding(
        f"rank {header.rank}: {', '.join(stopping)}",
        offset=3,
        length=1,
        field="rank",
        expected="3 or less for every reader",
        actual=str(header.rank),
        hint="nothing, if your readers know this rank; otherwise merge axes",
    )


RULE = Rule(
    code="IDX105",
    name="rank-beyond-common-readers",
    severity=Severity.NOTE,
    summary="the rank is over 3, where common readers stop",
    clause="IDX-2.4",
    scope="idx",
    judge=judge,
    requires=("IDX003", "IDX002", "IDX101"),
)
