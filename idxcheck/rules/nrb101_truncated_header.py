"""NRB101 truncated-header

What it does
    Reports a NORB file that ends inside its header.

Why it matters
    Some readers fill the missing sizes with whatever the memory held.

Example
    55 4C 3D 1E 02 00 00 00 03 00 00 00 02 00: the second size lacks two bytes.

What to do
    Fetch or write the file again.

Reference
    Clause NORB-4.3.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find the end of the file before the end of the header."""
    error = evidence.content.error
    if error is None or not error.truncated:
        return None
    return RULE.finding(
        "the file ends inside its header",
        offset=error.offset,
        length=0,
        field=error.field,
        expected=error.expected,
        actual=f"the end of the file after {error.offset} bytes",
        hint="fetch or write the file again",
    )


RULE = Rule(
    code="NRB101",
    name="truncated-header",
    severity=Severity.ERROR,
    summary="the NORB file ends inside its header",
    clause="NORB-4.3",
    scope="norb",
    judge=judge,
    requires=("TRN101", "NRB004", "NRB105"),
)
