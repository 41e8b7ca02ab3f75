"""TRN103 trailing-garbage

What it does
    Reports bytes behind the end of a gzip, xz or bzip2 stream that are no further stream.
    Zero bytes behind a gzip stream are padding and pass, as do whole further streams.

Why it matters
    gzip ignores them with a warning, Python's gzip module raises BadGzipFile, other readers
    take them for data. Two files may have been joined, or an answer of a server added.

Example
    ... 0A 00 00 00 (the end of a gzip stream) 67 61 72 62 61 67 65

What to do
    Fetch the file again. To keep the data: cut the file at the offset of the finding.

Reference
    RFC 1952 section 2.2 (gzip); clauses IDX-5.1 and NORB-6.1.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find bytes behind the end of a compressed stream."""
    fault = evidence.fault
    if fault is None or fault.kind != "trailing":
        return None
    stored = evidence.stored_length if len(evidence.layers) == 1 else None
    count = None if stored is None else stored - fault.offset
    return RULE.finding(
        fault.message if count is None else f"{fault.message}: {count} of them",
        offset=fault.offset,
        length=count,
        expected="the end of the file, or a further stream",
        actual="other bytes",
        hint=f"fetch the file again, or cut it after {fault.offset} bytes",
    )


RULE = Rule(
    code="TRN103",
    name="trailing-garbage",
    severity=Severity.ERROR,
    summary="bytes that belong to nothing follow the compressed stream",
    clause=None,
    scope="stream",
    judge=judge,
    needs="end",
)
