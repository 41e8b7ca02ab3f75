"""NRB102 rank-out-of-range

What it does
    Reports a NORB rank outside 1 to 11. Lenient: a rank of 0 is a warning where the length
    of the file is that of a scalar, with a header of 8 bytes or of 20.

Why it matters
    The rank says where the sizes end. No document knows a rank of 0, and its writers
    disagree on the header; 11 is the most that Lush reads.

Example
    55 4C 3D 1E 0C 00 00 00: rank 12.

What to do
    Save a scalar as a matrix of shape 1, and reshape one of more than 11 dimensions.

Reference
    Clauses NORB-3.1 and NORB-3.2.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule

RANKS = range(1, 12)


def judge(evidence: Evidence) -> Finding | None:
    """Find a rank that is none."""
    error, header = evidence.content.error, evidence.header
    if error is not None and error.field == "rank" and error.actual is not None:
        rank = error.actual
    elif header is not None and header.rank == 0:
        rank = 0
    else:
        return None
    # A scalar's length is always known: longer content than that is none.
    readable = header is not None and evidence.length is not None
    return RULE.finding(
        f"the rank is {rank}",
        offset=4,
        length=4,
        field="rank",
        expected="1 to 11",
        actual=str(rank),
        hint=_next_step(rank),
        severity=Severity.WARNING if readable and not evidence.strict else None,
    )


def _next_step(rank: int) -> str:
    swapped = int.from_bytes(rank.to_bytes(4, "little", signed=True), "big")
    if rank == 0:
        return "save a scalar as a matrix of shape 1"
    if swapped in RANKS:
        return f"its four bytes in the other order are {swapped}: look for a half swapped header"
    return "fetch or write the file again, with at most 11 dimensions"


RULE = Rule(
    code="NRB102",
    name="rank-out-of-range",
    severity=Severity.ERROR,
    summary="the NORB rank is not 1 to 11",
    clause="NORB-3.1",
    scope="norb",
    judge=judge,
    requires=("NRB004",),
)
