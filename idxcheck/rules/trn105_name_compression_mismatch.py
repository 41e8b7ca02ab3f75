"""TRN105 name-compression-mismatch

What it does
    Reports a file whose name and bytes disagree on compression: `.gz`, `.xz` or `.bz2` over
    anything else, or compressed bytes under the name of a raw IDX or NORB file. Any other
    name claims nothing.

Why it matters
    Readers trust the name. Of a gzip file under a raw name they see the magic 529205256
    (1F 8B 08 08) or 529205248 (1F 8B 08 00); a raw file under `.gz` is "Not a gzipped file".
    Browsers and some servers unpack what they send and leave the name.

Example
    train-images-idx3-ubyte that begins 1F 8B 08 08: 529205256 instead of 2051.

What to do
    Rename the file, or unpack or pack it: idxcheck convert IN OUT. Where the content is
    damaged too: idxcheck repair IN OUT.

Reference
    Clauses IDX-5.1 and NORB-6.1.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.names import claimed_compression, claims_raw
from idxcheck.rule import Rule
from idxspec import Header


def judge(evidence: Evidence) -> Finding | None:
    """Find a name that denies the outermost layer."""
    claim = claimed_compression(evidence.name)
    outermost = evidence.layers[0] if evidence.layers else None
    if claim == outermost or (claim is None and not claims_raw(evidence.name)):
        return None
    found, header, head = outermost or "raw", evidence.header, evidence.stored_head
    if claim is not None:
        message = f"{found} data under a name that says {claim}"
        if claim == "gzip":
            message += f'; a reader that trusts the name says "Not a gzipped file ({head[:2]!r})"'
    else:
        message = f"{found} data under the name of a raw file"
        if header is not None:
            message += f"; a reader that trusts the name sees {_magics(header, head)}"
    return RULE.finding(
        message,
        offset=0,
        expected=claim or "raw data",
        actual=f"{found}: {head[:4].hex(' ').upper()}",
        hint="rename the file, or: idxcheck convert IN OUT",
    )


def _magics(header: Header, head: bytes) -> str:
    order = header.byte_order
    return f"magic {int.from_bytes(head[:4], order)} instead of {header.magic}"


RULE = Rule(
    code="TRN105",
    name="name-compression-mismatch",
    severity=Severity.ERROR,
    summary="the name says another compression than the bytes have",
    clause=None,
    scope="content",
    judge=judge,
    requires=("TRN001", "TRN002", "TRN003", "TRN004", "TRN005", "TRN201", "TRN202"),
)
