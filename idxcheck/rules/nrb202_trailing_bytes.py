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
    Cut the bytes off, or save each matrix in a file of its own. idxcheck repair IN OUT cuts
    off zeros and line ends.

Reference
    Clause NORB-5.4.
"""

import idxspec
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.lengths import too_long
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find content behind the payload."""
    hint = "cut the bytes off, or save each matrix in a file of its own"
    return too_long(RULE, evidence, hint, _appended(evidence))


def _appended(evidence: Evidence) -> str:
    """Say how many whole matrices stand behind the first."""
    header, tail = evidence.header, evidence.tail
    if header is None:
        return ""
    trailing = (evidence.seen if evidence.length is None else evidence.length) - header.file_size
    count, end = 0, 0
    while 0 < (size := _matrix_size(tail[end:], header.byte_order)) <= trailing - end:
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
