"""NAM001 name-rank-mismatch

What it does
    Warns where a name of the form `...-idx3-ubyte` claims another rank than the header has.

Why it matters
    Readers that go by the name skip a header of the wrong length; most often images and
    labels have changed names.

Example
    t10k-images-idx3-ubyte that starts with 00 00 08 01, the magic 2049 of labels.

What to do
    Look whether two files have each other's name; rename the file to what it holds.

Reference
    Clauses IDX-2.3 and IDX-5.2.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.names import base_name, claimed_rank
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find a rank that the name denies."""
    header, claimed = evidence.header, claimed_rank(evidence.name)
    if header is None or claimed is None or claimed == header.rank:
        return None
    return RULE.finding(
        f"the name says rank {claimed}, the header {header.rank} (magic {header.magic})",
        field="rank",
        expected=f"rank {claimed}, as idx{claimed} in {base_name(evidence.name)!r} says",
        actual=f"rank {header.rank}",
        hint="look whether two files have each other's name",
    )


RULE = Rule(
    code="NAM001",
    name="name-rank-mismatch",
    severity=Severity.WARNING,
    summary="the file's name claims another rank",
    clause="IDX-5.2",
    scope="matrix",
    judge=judge,
    requires=("IDX003",),
)
