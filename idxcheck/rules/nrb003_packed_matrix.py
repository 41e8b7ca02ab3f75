"""NRB003 packed-matrix

What it does
    Reports the magic 1E3D4C52 (507333714): Lush's obsolete packed form, whose elements are
    signed bytes that hold 16 times the value.

Why it matters
    Its length is that of a matrix of bytes, and a reader that takes it for one returns
    values 16 times too large.

Example
    52 4C 3D 1E and an element 10: the value 1.0, not 16.

What to do
    Divide the signed bytes by 16 and save the result as float32.

Reference
    Clause NORB-2.5.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule

PACKED_MAGIC = 0x1E3D4C52


def judge(evidence: Evidence) -> Finding | None:
    """Find the magic of the packed form."""
    error = evidence.content.error
    if error is None or error.field != "magic" or error.actual != PACKED_MAGIC:
        return None
    return RULE.finding(
        "the obsolete packed form of Lush: signed bytes that hold 16 times the value",
        offset=0,
        length=4,
        field="magic",
        expected=error.expected,
        actual=f"{PACKED_MAGIC:08X} ({PACKED_MAGIC})",
        hint="divide the signed bytes by 16 and save the result as float32",
    )


RULE = Rule(
    code="NRB003",
    name="packed-matrix",
    severity=Severity.ERROR,
    summary="the NORB file is in Lush's obsolete packed form",
    clause="NORB-2.5",
    scope="norb",
    judge=judge,
)
