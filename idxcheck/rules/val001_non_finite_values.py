"""VAL001 non-finite-values

What it does
    Notes NaN and infinities in a float payload, and counts them.

Why it matters
    The format allows them, but one NaN makes a mean NaN, and a training that meets it
    learns nothing from there on.

Example
    The float32 element 7F C0 00 00 in an IDX file: NaN.

What to do
    Nothing where they mark missing values; else find the computation that made them.

Reference
    Clauses IDX-4.5 and NORB-5.5.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule
from idxcheck.sizes import counted


def judge(evidence: Evidence) -> Finding | None:
    """Find floats that are no finite numbers."""
    header, values = evidence.header, evidence.values
    if header is None or values is None or values.first_not_finite is None:
        return None
    offset = header.header_size + values.first_not_finite * header.element.size
    infinities = f"{values.infinite} infinit{'y' if values.infinite == 1 else 'ies'}"
    return RULE.finding(
        f"{values.nan} NaN and {infinities} among {counted(values.elements, 'value')}",
        offset=offset,
        length=header.element.size,
        field="payload",
        expected="finite values",
        actual=f"the first that is not is element {values.first_not_finite}",
        hint="nothing, where they mark missing values",
    )


RULE = Rule(
    code="VAL001",
    name="non-finite-values",
    severity=Severity.NOTE,
    summary="the payload holds NaN or infinities",
    clause=None,
    scope="matrix",
    judge=judge,
    needs="values",
    requires=("IDX003", "IDX201", "IDX202", "NRB105", "NRB201", "NRB202"),
)
