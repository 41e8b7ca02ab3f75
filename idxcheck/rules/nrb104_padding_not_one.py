"""NRB104 padding-not-one

What it does
    Reports an unused size slot, which a NORB header of rank 1 or 2 has, that does not
    hold 1. Lenient: a warning.

Why it matters
    Lush refuses the file as corrupted. Often the rank is too low and the slot a size.

Example
    Rank 2 and the slots 2, 2, 0: the third is unused and must be 1.

What to do
    Set the slot to 1, or the rank to the number of sizes. idxcheck repair IN OUT sets the
    slots.

Reference
    Clause NORB-4.2.
"""

import idxspec
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Hypothesis, Severity
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find the first unused size slot that does not hold 1."""
    header = evidence.header
    if header is None or all(value == 1 for value in header.padding):
        return None
    slot = next(slot for slot, value in enumerate(header.padding) if value != 1)
    offset = header.shape_offset + 4 * (header.rank + slot)
    return RULE.finding(
        f"the unused size slot {header.rank + slot} holds {header.padding[slot]}",
        offset=offset,
        length=4,
        field=f"padding[{slot}]",
        expected="1",
        actual=str(header.padding[slot]),
        hint="set the slot to 1 (idxcheck repair IN OUT), or the rank to the number of sizes",
        hypotheses=(_with_ones(header, evidence.head),),
        severity=None if evidence.strict else Severity.WARNING,
    )


def _with_ones(header: idxspec.Header, head: bytes) -> Hypothesis:
    start = header.header_size - 4 * len(header.padding)
    ones = (1).to_bytes(4, header.byte_order) * len(header.padding)
    slots = "each of the unused size slots" if len(header.padding) > 1 else "the unused size slot"
    return Hypothesis(f"{slots} should be 1", start, head[start : header.header_size], ones)


RULE = Rule(
    code="NRB104",
    name="padding-not-one",
    severity=Severity.ERROR,
    summary="an unused NORB size slot does not hold 1",
    clause="NORB-4.2",
    scope="norb",
    judge=judge,
    requires=("NRB102", "NRB105"),
)
