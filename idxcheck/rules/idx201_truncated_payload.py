"""IDX201 truncated-payload

What it does
    Reports an IDX file that ends before the last element its header promises.

Why it matters
    Readers that do not compare lengths return a short last image, zeros, or memory they
    never wrote, without an error.

Example
    Header 00000803 00002710 0000001C 0000001C promises 7840000 bytes of payload and
    7839216 follow: one image of 28 x 28 is missing, or the first size should be 9999.

What to do
    Fetch or write the file again. Where the count is wrong and the data right, correct the
    size the finding names. idxcheck repair --drop-partial IN OUT keeps the whole items.

Reference
    Clause IDX-4.3.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.lengths import too_short
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find a payload shorter than the header promises."""
    return too_short(RULE, evidence)


RULE = Rule(
    code="IDX201",
    name="truncated-payload",
    severity=Severity.ERROR,
    summary="the payload is shorter than the header promises",
    clause="IDX-4.3",
    scope="idx",
    judge=judge,
    needs="length",
    requires=("TRN101", "TRN103", "TRN201", "TRN202", "IDX003", "IDX002", "IDX101", "IDX102"),
)
