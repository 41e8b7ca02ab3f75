r"""TRN201 newline-translation

What it does
    Reports content in which every LF (0A) became CR LF (0D 0A): no LF stands alone, at least
    eight have a CR, and without these the file has exactly the length its header promises.

Why it matters
    The bytes behind the first LF are shifted: pictures slant and labels are wrong. Text mode
    on Windows, FTP in ASCII mode and git's autocrlf do this to binary files.

Example
    MNIST's first ten test images with the sizes 00 00 00 0A ...: already the count 0A became
    0D 0A.

What to do
    Fetch the file again in binary mode, and write `*-ubyte binary` in .gitattributes. To
    undo it: data.replace(b"\r\n", b"\n"). Where that is certain: idxcheck repair IN OUT.

Reference
    Clauses IDX-4.3 and NORB-5.3: the length is known exactly, so the change shows.
"""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule
from idxcheck.sizes import describe_promise


def judge(evidence: Evidence) -> Finding | None:
    """Find translated newlines."""
    header, length = evidence.content.header, evidence.length
    if evidence.content.kind != "newlines" or header is None or length is None:
        return None
    first = evidence.head.find(b"\r\n")
    return RULE.finding(
        f"each LF became CR LF: {length - header.file_size} bytes too many, and no LF is alone",
        offset=None if first < 0 else first,
        length=None if first < 0 else 2,
        expected=f"{describe_promise(header)}, a file of {header.file_size} bytes",
        actual=f"{length} bytes, {header.file_size} after each 0D 0A is turned back into 0A",
        hint="fetch the file again in binary mode, or: idxcheck repair IN OUT",
    )


RULE = Rule(
    code="TRN201",
    name="newline-translation",
    severity=Severity.ERROR,
    summary="each LF became CR LF",
    clause=None,
    scope="content",
    judge=judge,
)
