"""NAM002 name-type-mismatch

What it does
    Warns where a name of the form `...-idx3-ubyte` claims another element type than the
    header has. The words are ubyte, byte, short, int, float and double.

Why it matters
    Readers that go by the name take elements of the wrong width.

Example
    labels-idx1-ubyte whose header says 0C, int32.

What to do
    Look whether two files have each other's name; rename the file to what it holds.

Reference
    Clauses IDX-2.2 and IDX-5.2.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.names import base_name, claimed_element
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find an element type that the name denies."""
    header, claimed = evidence.header, claimed_element(evidence.name)
    if header is None or claimed is None or claimed == header.element.name:
        return None
    return RULE.finding(
        f"the name says {claimed}, the header {header.element.name} (magic {header.magic})",
        field="type",
        expected=f"{claimed}, as {base_name(evidence.name)!r} says",
        actual=header.element.name,
        hint="look whether two files have each other's name",
    )


RULE = Rule(
    code="NAM002",
    name="name-type-mismatch",
    severity=Severity.WARNING,
    summary="the file's name claims another element type",
    clause="IDX-5.2",
    scope="matrix",
    judge=judge,
    requires=("IDX003",),
)
