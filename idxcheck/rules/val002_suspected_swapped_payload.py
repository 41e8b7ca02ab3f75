"""VAL002 suspected-swapped-payload

What it does
    Warns where elements of several bytes look like everyday numbers only with their bytes
    swapped: integers that are multiples of 256 and large, floats beyond all measure.

Why it matters
    No byte of the format tells. A writer that left the payload in its machine's order made
    a valid file full of wrong numbers, and some readers have returned all zeros for it.

Example
    int32 labels 05 00 00 00 in an IDX file are 83886080; swapped they are 5.

What to do
    Compare the first values with what they should be, swap the payload and save it again.
    Values that are multiples of 256 by intent (8-bit data scaled to 16 bits) are right.

Reference
    Clauses IDX-4.1 and NORB-5.1.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule
from idxcheck.values import ValueScan

FEWEST = 8  # elements; fewer can look like anything


def judge(evidence: Evidence) -> Finding | None:
    """Find a payload whose elements make sense only in the other byte order."""
    header, values = evidence.header, evidence.values
    if header is None or values is None or not _looks_swapped(values):
        return None
    other = "little" if header.byte_order == "big" else "big"
    total = values.telling
    return RULE.finding(
        f"the elements look {other}-endian",
        offset=header.header_size,
        length=header.payload_size,
        field="payload",
        expected=f"{header.byte_order}-endian {header.element.name}",
        actual=f"of {total} elements that are not zero, {values.plausible} are everyday numbers "
        f"as they stand, {values.plausible_swapped} with their bytes swapped",
        hint="compare the first values with what they should be",
    )


def _looks_swapped(values: ValueScan) -> bool:
    """Whether few elements make sense as they stand, some none at all, nearly all swapped."""
    return (
        values.telling >= FEWEST
        and values.plausible < values.telling / 2
        and values.absurd >= values.telling / 8
        and values.plausible_swapped >= 0.95 * values.telling
    )


RULE = Rule(
    code="VAL002",
    name="suspected-swapped-payload",
    severity=Severity.WARNING,
    summary="the elements make sense only with their bytes swapped",
    clause=None,
    scope="matrix",
    judge=judge,
    needs="values",
    requires=("IDX003", "IDX201", "IDX202", "NRB105", "NRB201", "NRB202"),
)
