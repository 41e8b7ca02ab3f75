"""NRB201 truncated-payload

What it does
    Reports a NORB file that ends before the last element its header promises.

Why it matters
    A reader that does not compare lengths returns memory it never wrote, or fails at the
    last item with a number and no reason.

Example
    smallNORB's header, 24300 x 2 x 96 x 96 uint8, promises 447897600 bytes of payload; a
    download that broke off has fewer.

What to do
    Fetch or write the file again. Where a size is wrong and the data right, correct the
    size the finding names. idxcheck repair --drop-partial IN OUT keeps the whole items.

Reference
    Clause NORB-5.3.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.lengths import too_short
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find a payload shorter than the header promises."""
    return too_short(RULE, evidence)


RULE = Rule(
    code="NRB201",
    name="truncated-payload",
    severity=Severity.ERROR,
    summary="the payload is shorter than the header promises",
    clause="NORB-5.3",
    scope="norb",
    judge=judge,
    needs="length",
    requires=("TRN101", "TRN103", "NRB103", "NRB104", "NRB105"),
)
