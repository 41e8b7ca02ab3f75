"""SCH002 unexpected-element-type

What it does
    Reports a file whose element type is none of those that the configuration expects of it.

Why it matters
    What reads the file next takes its elements at another width or with another meaning, or
    needs several times the memory.

Example
    The configuration says element = "uint8", and the header says 0D, float32.

What to do
    Look whether this is the file that was meant. If it is, correct the configuration.

Reference
    The key `element` in docs/configuration.md.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import ELEMENT_PLACES, Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find an element type that is not as expected."""
    header, expectation = evidence.header, evidence.expectation
    if header is None or expectation is None or not expectation.elements:
        return None
    if header.element.name in expectation.elements:
        return None
    field, offset, length = ELEMENT_PLACES[header.format]
    expected = " or ".join(expectation.elements)
    return RULE.finding(
        f"{header.element.name} in place of {expected} (magic {header.magic})",
        offset=offset,
        length=length,
        field=field,
        expected=expected,
        actual=header.element.name,
        hint="look whether this is the file that was meant; if so, correct the configuration",
    )


RULE = Rule(
    code="SCH002",
    name="unexpected-element-type",
    severity=Severity.ERROR,
    summary="the element type is none of those that were expected",
    clause=None,
    scope="expectation",
    judge=judge,
)
