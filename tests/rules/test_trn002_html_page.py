"""TRN002: an HTML or XML page in place of the data."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

PAGE = b"<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head></html>\n"


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        b"<html><body>",
        b"<HTML>",
        b"\n\n  <!doctype HTML>",
        b"\xef\xbb\xbf<html>",
        b"<!-- generated --><html>",
        b"<?xml version='1.0'?><Error/>",
        b"<Error><Code>AccessDenied</Code></Error>",
        PAGE + b"\0\xff" * 4000,
    ],
)
def test_pages(codes: Codes, page: bytes) -> None:
    """Each is a page in both readings, whatever the name and the wrapper."""
    assert codes(page) == [("TRN002", "error")]
    assert codes(page, strict=False) == [("TRN002", "error")]
    assert codes(page, name="train-images-idx3-ubyte.gz") == [("TRN002", "error")]
    assert codes(gzip.compress(page)) == [("TRN002", "error")]


@pytest.mark.parametrize("data", [b"< 5 elements", b"<", b"<5>", b"a <b>"])
def test_no_page(codes: Codes, data: bytes) -> None:
    """Less than the beginning of a tag is no page."""
    assert codes(data) == [("TRN005", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding quotes the title."""
    (finding,) = findings(PAGE)
    assert str(finding) == (
        "TRN002 html-page at 0x0: an HTML page in place of the data: '404 Not Found';"
        " expected 00 00 (IDX) or ?? 4C 3D 1E (NORB); found '<!DOCTYPE html> <...';"
        " next: see in a browser what the server answered, then fetch the file again"
    )
    assert finding.offset == 0


@pytest.mark.parametrize(
    ("page", "quote"),
    [
        (
            b"<html><title> Sign\n in </title><p>Welcome",
            "an HTML page in place of the data: 'Sign in'",
        ),
        (
            b"<html><title></title><style>b{}</style><script>x()</script><b>Quota</b> exceeded",
            "an HTML page in place of the data: 'Quota exceeded'",
        ),
        (
            b"<?xml version='1.0'?><Error><Code>AccessDenied</Code><Message>No</Message></Error>",
            "an XML document in place of the data: 'AccessDenied No'",
        ),
        (b"<html><!-- unfinished", "an HTML page in place of the data"),
        (
            b"<title>\x1b[31mred \xe2\x80\xaebidi \xff</title>",
            "an HTML page in place of the data: '\\x1b[31mred \\u202ebidi \ufffd'",
        ),
        (
            b"<title>" + b"long " * 20 + b"</title>",
            "an HTML page in place of the data: '" + "long " * 11 + "lo...'",
        ),
    ],
)
def test_the_quotation(findings: Findings, page: bytes, quote: str) -> None:
    """The title or else the text is quoted, short, on one line, nothing unprintable in it."""
    (finding,) = findings(page)
    assert finding.message == quote
