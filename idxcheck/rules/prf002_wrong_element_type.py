"""PRF002 wrong-element-type

What it does
    Reports a file of the right shape whose element type is not that of the file it is said
    to be. The format is not compared: IDX and NORB hold the same values.

Why it matters
    Readers of the data set take each element for a byte, or for four, whatever the header
    says: the values are wrong, or the file seems too long.

Example
    MNIST's labels, written as int32 by a program that keeps labels in that type.

What to do
    Convert the elements, or fetch the file again: idxcheck fetch mnist --part test.

Reference
    The registry: the element type of each file.
"""

from idxcheck.claim import Claim, alternatives
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import ELEMENT_PLACES, Rule
from idxspec import Header


def judge(evidence: Evidence) -> Finding | None:
    """Find an element type that no claimed file of this shape has."""
    claim, header = evidence.claim, evidence.header
    if claim is None or header is None or header.element.name in _types(claim, header):
        return None
    field, offset, length = ELEMENT_PLACES[header.format]
    return RULE.finding(
        f"{claim.opening}, but its element type is another",
        offset=offset,
        length=length,
        field=field,
        expected=alternatives(_types(claim, header)),
        actual=header.element.name,
        hint=claim.next_step(evidence.folder),
        severity=claim.severity,
    )


def _types(claim: Claim, header: Header) -> list[str]:
    """Return the element types of the files that have the shape of `header`."""
    return [file.element for file in claim.candidates if file.shape == header.shape]


RULE = Rule(
    code="PRF002",
    name="wrong-element-type",
    severity=Severity.ERROR,
    summary="the element type is not that of the data set's file",
    clause=None,
    scope="data set",
    judge=judge,
    requires=("PRF005", "PRF001"),
)
