"""IDX104 dimension-beyond-int32

What it does
    Warns of an IDX file with a size of 2^31 or more.

Why it matters
    Sizes are unsigned here, but half the readers take them as signed and see a negative
    number.

Example
    00 00 08 02 80 00 00 00 00 00 00 01: 2147483648 x 1, or -2147483648 x 1 to a signed reader.

What to do
    Split the data, or give it another axis. If the number is absurd, correct it.

Reference
    Clause IDX-3.2.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule

LIMIT = 2**31  # the first number that a signed 32-bit integer cannot hold


def judge(evidence: Evidence) -> Finding | None:
    """Find the first size that a signed reader takes for a negative one."""
    header = evidence.header
    if header is None or max(header.shape, default=0) < LIMIT:
        return None
    axis, size = next((axis, size) for axis, size in enumerate(header.shape) if size >= LIMIT)
    return RULE.finding(
        f"size {axis} is {size}: readers that take sizes as signed see {size - 2 * LIMIT}",
        offset=header.shape_offset + 4 * axis,
        length=4,
        field=f"shape[{axis}]",
        expected=f"a size below {LIMIT} (2^31)",
        actual=f"{size} ({size:08X})",
        hint="split the data or give it another axis; where the number is absurd, correct it",
    )


RULE = Rule(
    code="IDX104",
    name="dimension-beyond-int32",
    severity=Severity.WARNING,
    summary="a size is 2^31 or more",
    clause="IDX-3.2",
    scope="idx",
    judge=judge,
    requires=("IDX003", "IDX002", "IDX101"),
)
