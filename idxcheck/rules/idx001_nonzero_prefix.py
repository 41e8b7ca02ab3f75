"""IDX001 nonzero-prefix

What it does
    Reports an IDX file whose first two bytes are not both zero while the rest of the header
    fits the length of the file.

Why it matters
    Every general reader refuses the file, those made for MNIST because its magic is not
    2051 (0x00000803) or 2049 (0x00000801).

Example
    01 00 08 01 00 00 00 03 05 00 04: but for the first byte, three uint8.

What to do
    Write two zero bytes there. If a program wrote the file, look for what it put in front.
    idxcheck repair IN OUT writes the zeros.

Reference
    Clause IDX-2.1.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Hypothesis, Severity
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find a prefix that is not zero."""
    header = evidence.header
    if header is None or header.magic >> 16 == 0:
        return None
    prefix, magic = evidence.head[:2], header.magic & 0xFFFF
    return RULE.finding(
        f"the first two bytes are {prefix.hex().upper()}; all else fits the magic {magic}"
        f" ({magic:08X})",
        offset=0,
        length=2,
        field="prefix",
        expected="0000",
        actual=prefix.hex().upper(),
        hint="write two zero bytes at the start of the file: idxcheck repair IN OUT",
        hypotheses=(
            Hypothesis("the first two bytes should be zero (0000 at 0x0)", 0, prefix, b"\0\0"),
        ),
    )


RULE = Rule(
    code="IDX001",
    name="nonzero-prefix",
    severity=Severity.ERROR,
    summary="the first two bytes are not zero",
    clause="IDX-2.1",
    scope="idx",
    judge=judge,
    requires=("IDX003", "IDX002", "IDX101"),
)
