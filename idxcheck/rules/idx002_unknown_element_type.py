"""IDX002 unknown-element-type

What it does
    Reports an IDX file whose third byte is none of the six element types.

Why it matters
    Without the element type nobody knows how long an element is. Readers that go on guess,
    or raise an error that names no byte.

Example
    00 00 0A 01 00 00 00 02 05 06: the code 0A lies between int8 and int16 and means nothing.

What to do
    Write 08 (uint8), 09 (int8), 0B (int16), 0C (int32), 0D (float32) or 0E (float64) there.
    Convert other numbers first: int64 and bool have no code.

Reference
    Clause IDX-2.2.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.hypotheses import explain_element
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find a type byte that means nothing."""
    error = evidence.content.error
    if error is None or error.truncated or error.field != "type":
        return None
    magic = int.from_bytes(evidence.head[:4], "big")
    return RULE.finding(
        f"byte 2 is {error.actual:02X}, which names no element type; the magic is {magic}"
        f" ({magic:08X})",
        offset=error.offset,
        length=1,
        field=error.field,
        expected=error.expected,
        actual=f"{error.actual:02X}",
        hint="write the code of the element type; int64 and bool have none, convert them first",
        hypotheses=explain_element(evidence),
    )


RULE = Rule(
    code="IDX002",
    name="unknown-element-type",
    severity=Severity.ERROR,
    summary="the third byte names no element type",
    clause="IDX-2.2",
    scope="idx",
    judge=judge,
    requires=("IDX003",),
)
