"""TRN102 corrupt-stream

What it does
    Reports a gzip, xz or bzip2 stream whose bytes contradict each other: a checksum or a
    length field that disagrees, invalid compressed data, reserved header bits that are set.

Why it matters
    At least one byte is wrong and nothing tells which: values before the place of the finding
    may be wrong too. Some readers never compare the checksum and return what they have.

Example
    The last eight bytes of a gzip stream are the CRC-32 and the length of its content; one
    flipped bit in the first four: the checksum is 00000001, that of the bytes 00000000.

What to do
    Fetch the file again, in binary mode; compare its digest with the published one.

Reference
    RFC 1952 sections 2.3 and 2.3.1 (gzip); the xz file format; clauses IDX-5.1 and NORB-6.1.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule


def judge(evidence: Evidence) -> Finding | None:
    """Find a compressed stream that contradicts itself."""
    fault = evidence.fault
    if fault is None or fault.kind != "corrupt":
        return None
    return RULE.finding(
        fault.message,
        offset=fault.offset,
        expected="a stream whose checksums and fields agree",
        actual=f"a contradiction behind {evidence.seen} decompressed bytes",
        hint="fetch the file again, in binary mode",
    )


RULE = Rule(
    code="TRN102",
    name="corrupt-stream",
    severity=Severity.ERROR,
    summary="the compressed stream contradicts itself",
    clause=None,
    scope="stream",
    judge=judge,
    needs="end",
)
