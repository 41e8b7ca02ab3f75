"""SCH003 unexpected-values

What it does
    Reports a file with values outside the range that the configuration expects, or else
    with another digest. NaN is in no range. A digest fits where the file as stored has it,
    or its decompressed content, or, for sha256, its values written as an IDX file.

Why it matters
    A label outside the range has no class, and a file that changed gives results that
    nobody can repeat.

Example
    The configuration says range = [0, 9], and one of the labels is 255.

What to do
    Look at the value that is named, or fetch the file again. Where the change was meant,
    correct the configuration.

Reference
    The keys `range` and `digest` in docs/configuration.md.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule
from idxcheck.sizes import counted

OF = ("stored", "content", "values")  # what a digest may be of


def judge(evidence: Evidence) -> Finding | None:
    """Find a value out of range, or else another digest than the one expected."""
    return _out_of_range(evidence) or _another_digest(evidence)


def _out_of_range(evidence: Evidence) -> Finding | None:
    header, expectation, scan = evidence.header, evidence.expectation, evidence.extremes
    if header is None or expectation is None or scan is None:
        return None
    if expectation.range is None or scan.first is None:
        return None
    index, size = scan.first.index, header.element.size
    numbers = (
        "" if scan.lowest is None else f"; all numbers go from {scan.lowest} to {scan.highest}"
    )
    return RULE.finding(
        f"{counted(scan.outside, 'value')} of {header.element_count} out of range",
        offset=header.header_size + index * size,
        length=size,
        field="payload",
        expected="values from {} to {}".format(*expectation.range),
        actual=f"{scan.first.value} at element {index}{numbers}",
        hint="look at this value; if it is right, correct the range in the configuration",
    )


def _another_digest(evidence: Evidence) -> Finding | None:
    expected = None if evidence.expectation is None else evidence.expectation.digest
    if expected is None:
        return None
    found: dict[str, list[str]] = {}
    for of in OF:
        value = evidence.digests.get((of, expected.algorithm))
        if value is not None:
            found.setdefault(value, []).append(of)
    if expected.value in found:
        return None
    return RULE.finding(
        f"another {expected.algorithm} than the one expected",
        expected=f"{expected.algorithm} {expected.value}",
        actual=", ".join(f"{value} ({', '.join(names)})" for value, names in found.items()),
        hint="fetch the file again; if its change was meant, correct the configuration",
    )


RULE = Rule(
    code="SCH003",
    name="unexpected-values",
    severity=Severity.ERROR,
    summary="a value or the digest is not as expected",
    clause=None,
    scope="expectation",
    judge=judge,
    needs="values",
    requires=("SCH001", "SCH002"),
)
