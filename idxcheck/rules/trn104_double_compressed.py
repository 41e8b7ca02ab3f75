"""TRN104 double-compressed

What it does
    Reports a file that was compressed twice; what is inside both layers is judged too.

Why it matters
    Readers unwrap one layer and then see the magic of the other: 529205256 or 529205248
    (1F 8B 08 08 or 1F 8B 08 00) where 2051 or 2049 should be.

Example
    gzip of train-labels-idx1-ubyte.gz: a server or a script compressed what already was.

What to do
    Take one layer off: gzip -dc FILE > NEW.gz. Or idxcheck convert IN OUT.gz, which reads
    through both and writes one. idxcheck repair IN OUT does it too.

Reference
    Clauses IDX-5.1 and NORB-6.1.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find one compressed stream inside another."""
    layers = evidence.layers
    if len(layers) == 1:
        return None
    return RULE.finding(
        f"{layers[1]} inside {layers[0]}: the file was compressed twice",
        offset=0,
        expected="one layer of compression",
        actual=" > ".join(layers),
        hint="take one layer off: idxcheck repair IN OUT",
    )


RULE = Rule(
    code="TRN104",
    name="double-compressed",
    severity=Severity.ERROR,
    summary="the file was compressed twice",
    clause=None,
    scope="stream",
    judge=judge,
    requires=("TRN106",),
)
