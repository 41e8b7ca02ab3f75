"""TRN005 unrecognized-content

What it does
    Reports content that is neither IDX nor NORB nor anything else known, says how far it is
    from each, and quotes it where it is text.

Why it matters
    The bytes alone do not tell what went wrong: the wrong file, an encrypted one, a plain
    error message of a server, a header that was cut off or overwritten.

Example
    34 30 34 3A ...: byte 0 is 34, not 00; bytes 1-3 are 30 34 3A, not 4C 3D 1E; it looks like
    text: '404: Not Found'.

What to do
    See where the file came from and fetch or write it again.

Reference
    Clauses IDX-2.1 and NORB-2.1: what a matrix begins with.
"""

import contextlib

import idxspec
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule
from idxcheck.source.foreign import is_text
from idxcheck.source.text import excerpt


def judge(evidence: Evidence) -> Finding | None:
    """Find content that nothing is known of."""
    if evidence.content.kind != "unknown":
        return None
    head = evidence.head
    place = 0 if head[0] else 1
    middle = (
        f"bytes 1-3 are {head[1:4].hex(' ').upper()}, not 4C 3D 1E"
        if head[3:]
        else "it ends before byte 3"
    )
    return RULE.finding(
        f"neither IDX (byte {place} is {head[place]:02X}, not 00) nor NORB ({middle})"
        f" nor another format known here{_resemblance(evidence)}",
        offset=0,
        expected="00 00 (IDX) or ?? 4C 3D 1E (NORB)",
        actual=head[:8].hex(" ").upper(),
        hint="see where the file came from, then fetch or write it again",
    )


def _resemblance(evidence: Evidence) -> str:
    """Return what the content comes near to, if anything."""
    head, length = evidence.head, evidence.length or 0
    if is_text(head):
        return f"; it looks like text: {excerpt(head)}"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "; it begins with the byte order mark of UTF-16, as a file rewritten by a shell does"
    with contextlib.suppress(idxspec.HeaderError):
        meant = idxspec.parse_idx(head)
        if meant.rank and length / 2 <= meant.file_size <= length * 2:
            size = meant.file_size
            return f"; bytes 2 on could be an IDX header, but of {size} bytes, not {length}"
    return ""


RULE = Rule(
    code="TRN005",
    name="unrecognized-content",
    severity=Severity.ERROR,
    summary="the content resembles nothing known",
    clause=None,
    scope="content",
    judge=judge,
    requires=("TRN101", "TRN102", "TRN103"),
)
