"""TRN202 text-reencoding

What it does
    Reports bytes that were read as text and written as UTF-8: bytes from 80 on became two
    (C2 80 to C3 BF), or were lost and replaced by EF BF BD. It is said of content that fits
    its header once this is undone, or whose losses explain its length, and of a gzip or xz
    magic that was changed so.

Why it matters
    Every byte from 80 on is wrong and all behind it is shifted. What was replaced by EF BF BD
    cannot be recovered. Editors, clipboards, string APIs and HTTP libraries do this.

Example
    A gzip file that begins 1F C2 8B (once 1F 8B) or 1F EF BF BD (its 8B is lost).

What to do
    Fetch the file again as binary data. Where nothing was lost:
    data.decode("utf-8").encode("latin-1") undoes it. So does idxcheck repair IN OUT.

Reference
    The Unicode Standard, chapter 3, "UTF-8" and "U+FFFD Substitution".
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule
from idxcheck.source.text import REPLACEMENT

ASCII_END = 0x7F
AGAIN = "fetch the file again as binary data"
UNDO = f"{AGAIN}, or: idxcheck repair IN OUT"


def judge(evidence: Evidence) -> Finding | None:
    """Find bytes that were taken for text."""
    content, head = evidence.content, evidence.head
    if content.kind != "utf8":
        return None
    subject = f"{content.detail} bytes" if content.detail else "bytes"
    if content.reversible:
        story = "were taken for Latin-1 text and written as UTF-8"
        first = next((place for place, byte in enumerate(head) if byte > ASCII_END), -1)
    else:
        story = "were taken for text; those that are no UTF-8 are lost, replaced by EF BF BD"
        first = head.find(REPLACEMENT)
    expected, actual = "bytes as they were", head[:8].hex(" ").upper()
    if content.header is not None:
        size = content.header.file_size
        expected = f"a file of {size} bytes"
        actual = f"{evidence.length} bytes, {size} once decoded"
    return RULE.finding(
        f"{subject} {story}",
        offset=None if first < 0 else first,
        expected=expected,
        actual=actual,
        hint=UNDO if content.reversible else AGAIN,
    )


RULE = Rule(
    code="TRN202",
    name="text-reencoding",
    severity=Severity.ERROR,
    summary="the bytes were taken for text and written as UTF-8",
    clause=None,
    scope="content",
    judge=judge,
)
