"""TRN001 empty-file

What it does
    Reports a file without a single byte, or a compressed one whose content has none.

Why it matters
    A download that failed or a disk that was full leaves an empty file under the right name.
    Programs that only look whether the file is there never fetch it again, and the reader
    then fails with an end-of-file error that names no file.

Example
    A file of 0 bytes, or the gzip of nothing (20 bytes and the name).

What to do
    Delete the file and fetch or write it again; check the free space of the disk.

Reference
    Clauses IDX-1.1 and NORB-1.1: a matrix begins with four bytes that are always there.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find content without a byte."""
    if evidence.content.kind != "empty":
        return None
    wrapped = " > ".join(evidence.layers)
    return RULE.finding(
        f"the {wrapped} stream holds no bytes" if wrapped else "the file holds no bytes",
        offset=0,
        length=0,
        expected="at least the 4 bytes of a magic number",
        actual="0 bytes",
        hint="delete the file, then fetch or write it again",
    )


RULE = Rule(
    code="TRN001",
    name="empty-file",
    severity=Severity.ERROR,
    summary="there is not a single byte",
    clause=None,
    scope="content",
    judge=judge,
    requires=("TRN101", "TRN102", "TRN103"),
)
