"""NRB005 undocumented-int8

What it does
    Warns of the magic 1E3D4C57 (507333719), int8.

Why it matters
    Lush reads and writes it, but no document lists it, and most readers made for NORB
    refuse it.

Example
    57 4C 3D 1E; the elements FB 05 are -5 and 5.

What to do
    Save the matrix as int16, or as uint8 where no value is negative.

Reference
    Clause NORB-2.4.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule

INT8_MAGIC = 0x1E3D4C57


def judge(evidence: Evidence) -> Finding | None:
    """Find the magic of int8."""
    header = evidence.header
    if header is None or header.magic != INT8_MAGIC:
        return None
    return RULE.finding(
        f"the magic {INT8_MAGIC:08X} ({INT8_MAGIC}), int8, is in no document",
        offset=0,
        length=4,
        field="magic",
        expected="1E3D4C56 (int16) or 1E3D4C55 (uint8)",
        actual=f"{INT8_MAGIC:08X} (int8)",
        hint="save the matrix as int16, which every reader knows",
    )


RULE = Rule(
    code="NRB005",
    name="undocumented-int8",
    severity=Severity.WARNING,
    summary="the NORB element type int8 is in no document",
    clause="NORB-2.4",
    scope="norb",
    judge=judge,
)
