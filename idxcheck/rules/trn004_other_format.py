"""TRN004 other-format

What it does
    Reports a file of another format and names it: zip, npz, npy, MATLAB, HDF5, PNG, JSON,
    a git pack index, a VobSub index, an ASCII Lush matrix and others.

Why it matters
    `.idx` and `.mat` are the suffixes of several formats, and mirrors repack data sets. Every
    reader of IDX or NORB refuses such a file, most without a word on what it is.

Example
    MATLAB 5.0 MAT-file, Platform: GLNXA64, ... under the name of a NORB file.

What to do
    Unpack an archive; convert a numpy file with idxcheck convert; read the others with
    their own software and write them with idxcheck.save.

Reference
    Clauses IDX-2.1 and NORB-2.1: what a matrix begins with.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule
from idxcheck.source.foreign import is_text
from idxcheck.source.text import excerpt

CONVERT = "idxcheck convert IN OUT"
UNPACK = "unpack it and check what is inside"
HINTS = {
    "npy": CONVERT,
    "npz": CONVERT,
    "zip": UNPACK,
    "tar": UNPACK,
    "7z": UNPACK,
    "rar": UNPACK,
    "zstd": UNPACK,
    "lz4": UNPACK,
    "lzma": UNPACK,
    "compress": UNPACK,
    "MATLAB": "load it with MATLAB or SciPy, then write it with idxcheck.save",
    "ASCII": "load it with Lush, or parse its numbers, then write it with idxcheck.save",
}


def judge(evidence: Evidence) -> Finding | None:
    """Find another format."""
    if evidence.content.kind != "foreign":
        return None
    name, head = evidence.content.detail, evidence.head
    quote = f": {excerpt(head)}" if is_text(head) else ""
    return RULE.finding(
        f"another format, {name}{quote}",
        offset=0,
        expected="00 00 (IDX) or ?? 4C 3D 1E (NORB)",
        actual=head[:8].hex(" ").upper(),
        hint=HINTS.get(name.split()[0], "fetch the IDX or NORB file"),
    )


RULE = Rule(
    code="TRN004",
    name="other-format",
    severity=Severity.ERROR,
    summary="the content has another format, which is named",
    clause=None,
    scope="content",
    judge=judge,
)
