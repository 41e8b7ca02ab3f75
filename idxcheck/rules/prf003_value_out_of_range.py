"""PRF003 value-out-of-range

What it does
    Reports a file of labels or of a table that holds values which the file it is said to be
    cannot hold. EMNIST's letters begin with 1; that is right.

Why it matters
    A label above the last class is an index beyond the end of the scores: an error deep in
    the training, or a wrong number without one.

Example
    smallNORB's table with 35 among the azimuths, which are 0 to 34 in steps of 2.

What to do
    Look at the item; if the file is not your own, fetch it again: idxcheck fetch mnist
    --part test.

Reference
    The registry: the values of each file, and of each column of a table.
"""

import math

from idxcheck.claim import alternatives
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.registry import Column, DataFile
from idxcheck.rule import Rule
from idxcheck.sizes import counted
from idxcheck.tables import Outside, allowed
from idxspec import Header


def judge(evidence: Evidence) -> Finding | None:
    """Find a value that no claimed file may hold."""
    claim, header, found = evidence.claim, evidence.header, _outside(evidence)
    if claim is None or header is None or not found or evidence.is_verified:
        return None
    outside, file = min(found, key=lambda each: each[0].count)
    column = next(each for each in allowed(file) if each.name == (outside.column or ""))
    size = header.element.size
    return RULE.finding(
        f"{claim.opening}, but {counted(outside.count, 'value')} cannot be in it,"
        f" first in {_place(header, outside)}",
        offset=header.header_size + outside.index * size,
        length=size,
        field="payload",
        expected=_values(column),
        actual=str(outside.value),
        hint=claim.next_step(evidence.folder),
        severity=claim.severity,
    )


def _outside(evidence: Evidence) -> list[tuple[Outside, DataFile]]:
    """Return what each claimed file may not hold; nothing where one of them may hold all."""
    claim, header, scan = evidence.claim, evidence.header, evidence.data_file
    files = () if claim is None or header is None else claim.fitting(header)
    seen = {} if scan is None else scan.outside
    found = [(outside, file) for file in files if (outside := seen.get(file.key)) is not None]
    return found if len(found) == len(files) else []


def _place(header: Header, outside: Outside) -> str:
    item = outside.index // math.prod(header.shape[1:])
    return f"item {item}" if outside.column is None else f"item {item}, {outside.column}"


def _values(column: Column) -> str:
    """Return the values allowed in words: `4 or 6 to 9`, `0 to 34 in steps of 2`."""
    steps = f" in steps of {column.step}" if column.step > 1 else ""
    return alternatives(
        str(low) if low == high else f"{low} to {high}{steps}" for low, high in column.ranges
    )


RULE = Rule(
    code="PRF003",
    name="value-out-of-range",
    severity=Severity.ERROR,
    summary="a value is not one that the data set's file can hold",
    clause=None,
    scope="data set",
    judge=judge,
    needs="values",
    requires=("SET003", "PRF001", "PRF002"),
)
