"""TRN002 html-page

What it does
    Reports an HTML or XML page in place of the data and quotes its title or first words.

Why it matters
    Servers answer a moved address, a quota, a login or an outage with a page, often with
    status 200, and the page is saved under the data's name. Readers then say "Not a gzipped
    file (b'<!')" or that the magic number is wrong.

Example
    <!DOCTYPE html><title>404 Not Found</title>... under the name train-images-idx3-ubyte.gz.

What to do
    Open the page in a browser to see what the server wanted, then fetch the file from an
    address that works.

Reference
    Clauses IDX-2.1 and NORB-2.1: what a matrix begins with.
"""

import re

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule
from idxcheck.source.text import excerpt

TITLE = re.compile(rb"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
NO_TEXT = re.compile(
    rb"<!--.*?(-->|$)|<(style|script)\b.*?(</\2\s*>|$)|<[^>]*(>|$)", re.IGNORECASE | re.DOTALL
)
HTML = re.compile(rb"<(!doctype\s+html|html|head|body|title)\b", re.IGNORECASE)


def judge(evidence: Evidence) -> Finding | None:
    """Find a page of markup."""
    if evidence.content.kind != "html":
        return None
    head = evidence.head
    title = TITLE.search(head)
    words = title[1] if title and title[1].strip() else NO_TEXT.sub(b" ", head)
    page = "an HTML page" if HTML.search(head) else "an XML document"
    said = f": {excerpt(words)}" if words.strip() else ""
    return RULE.finding(
        f"{page} in place of the data{said}",
        offset=0,
        expected="00 00 (IDX) or ?? 4C 3D 1E (NORB)",
        actual=excerpt(head, 20),
        hint="see in a browser what the server answered, then fetch the file again",
    )


RULE = Rule(
    code="TRN002",
    name="html-page",
    severity=Severity.ERROR,
    summary="an HTML or XML page stands in place of the data",
    clause=None,
    scope="content",
    judge=judge,
)
