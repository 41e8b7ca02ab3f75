"""VAL003 zero-tail

What it does
    Warns where the last whole items, at least 64 bytes, are zero throughout.

Why it matters
    An array that was allocated for all items and filled with fewer, or a file on a disk
    that ran full, ends like that: the images are black and the labels 0.

Example
    60000 images of 28 x 28, of which the last 5000 are black.

What to do
    Compare with the source of the data; write the file again, with the items there are.

Reference
    Clauses IDX-4.3 and NORB-5.3 ask for the bytes alone.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule
from idxcheck.sizes import counted

SHORTEST = 64  # bytes; shorter runs of zeros are ordinary


def judge(evidence: Evidence) -> Finding | None:
    """Find whole items of zeros at the end."""
    header, values = evidence.header, evidence.values
    if header is None or values is None or header.rank <= 1 or values.zero_tail < SHORTEST:
        return None
    items = values.zero_tail // header.item_size
    if not items:
        return None
    first = header.shape[0] - items
    offset = header.file_size - items * header.item_size
    if first:
        where = f"the last {counted(items, 'item')} of {header.shape[0]}, from item {first} on, are"
    else:
        where = f"the whole payload, {counted(items, 'item')}, is"
    return RULE.finding(
        f"{where} zero throughout",
        offset=offset,
        length=header.file_size - offset,
        field="payload",
        expected="values",
        actual=f"{counted(header.file_size - offset, 'zero byte')}",
        hint="compare with the source of the data",
    )


RULE = Rule(
    code="VAL003",
    name="zero-tail",
    severity=Severity.WARNING,
    summary="the last whole items are zero throughout",
    clause=None,
    scope="matrix",
    judge=judge,
    needs="values",
    requires=("IDX003", "IDX201", "IDX202", "NRB105", "NRB201", "NRB202"),
)
