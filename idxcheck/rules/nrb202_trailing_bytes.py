"""NRB202 trailing-bytes

What it does
    Reports bytes behind the last element, and says so where they are appended matrices.
    Lenient: a warning, and the bytes are ignored.

Why it matters
    Readers disagree: Lush reads the first matrix and stops, EBLearn takes the file for a
    collection whose first matrix is a table of offsets, numpy's reshape fails.

Example
    20 + 2 bytes of one matrix and 21 of another that Lush appended.

What to do
    Cut the bytes off, or save each matrix in a file of its own.

Reference
    Clause NORB-5.4.
"""

import idxspec
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.hypotheses import explain_length
from idxcheck.rule import Rule
from idxcheck.sizes import counted, describe_found, describe_promise


def judge(evidence: Evidence) -> Finding | None:
    """Find content behind the payload."""
    header = evidence.header
    length = evidence.seen if evidence.length is None else evidence.length
    if header is None or length <= header.file_size:
        return None
    at_least = "at least " * (evidence.length is None)
    trailing = length - header.file_size
    return RULE.finding(
        f"{at_least}{counted(trailing, 'byte')} behind the payload"
        + _appended(evidence.tail, trailing, header.byte_order),
        offset=header.file_size,
        length=None if evidence.length is None else trailing,
        field="payload",
        expected=describe_promise(header),
        actual=at_least + describe_found(header, length),
        hint="cut the bytes off, or save each matrix in a file of its own",
        hypotheses=explain_length(evidence),
        severity=None if evidence.strict else Severity.WARNING,
    )


def _appended(tail: bytes, trailing: int, byte_order: idxspec.ByteOrder) -> str:
    """Say how many whole matrices `trailing` bytes that begin with `tail` begin with."""
    count, end = 0, 0
    while 0 < (size := _matrix_size(tail[end:], byte_order)) <= trailing - end:
        count, end = count + 1, end + size
    if not count:
        return ""
    matrices = f"{count} appended matri{'x' if count == 1 else 'ces'}"
    return f": {matrices}" if end == trailing else f", which begin with {matrices}"


def _matrix_size(data: bytes, byte_order: idxspec.ByteOrder) -> int:
    """Return the bytes of the matrix that `data` begins with, 0 where there is none."""
    try:
        header, *others = idxspec.read_norb(data, byte_order)
    except idxspec.HeaderError:
        return 0
    return 0 if others or min(header.shape, default=0) < 1 else header.file_size


RULE = Rule(
    code="NRB202",
    name="trailing-bytes",
    severity=Severity.ERROR,
    summary="bytes follow the payload",
    clause="NORB-5.4",
    scope="norb",
    judge=judge,
    needs="length",
    requires=("TRN101", "NRB004", "NRB102", "NRB103", "NRB104", "NRB105"),
)
