"""TRN101 truncated-stream

What it does
    Reports a gzip, xz or bzip2 stream that ends before its own end mark or checksum, and
    counts what survives: elements, and whole items of the first axis.

Why it matters
    A download that broke off looks like a file until the last image is asked for; many
    readers then raise an end-of-file error with no place, and some return what they have.

Example
    The first half of MNIST's t10k-images-idx3-ubyte.gz: 5091 of 10000 images survive.

What to do
    Fetch the file again. To keep what is there: load it with items=slice(0, N). idxcheck
    repair --drop-partial IN OUT keeps the whole items.

Reference
    RFC 1952 section 2.3.1 (gzip); clauses IDX-5.1 and NORB-6.1.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule
from idxcheck.sizes import counted


def judge(evidence: Evidence) -> Finding | None:
    """Find a compressed stream that ends early."""
    fault = evidence.fault
    if fault is None or fault.kind != "truncated":
        return None
    return RULE.finding(
        f"{fault.message}; {_survivors(evidence)}",
        offset=fault.offset,
        length=0,
        expected="the stream's end mark and checksum",
        actual=f"its end after {fault.offset} compressed bytes",
        hint="fetch the file again",
    )


def _survivors(evidence: Evidence) -> str:
    header = evidence.header
    if header is None:
        return f"{evidence.seen} decompressed bytes survive"
    found = max(0, evidence.seen - header.header_size)
    elements = min(found // header.element.size, header.element_count)
    text = f"{elements} of {counted(header.element_count, 'element')} survive"
    if header.rank > 1 and header.item_size:
        text += f", {min(found, header.payload_size) // header.item_size} whole items"
    return text


RULE = Rule(
    code="TRN101",
    name="truncated-stream",
    severity=Severity.ERROR,
    summary="the compressed stream ends early",
    clause=None,
    scope="stream",
    judge=judge,
    needs="end",
)
