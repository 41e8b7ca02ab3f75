"""gzip members written by hand."""

import gzip

from idxcheck.vectors.wrapping import gzip_member


def test_every_byte() -> None:
    """The member of one byte, as RFC 1952 and RFC 1951 have it; Python reads it back."""
    member = gzip_member(b"\x00")
    assert member.hex(" ", 1) == (
        "1f 8b 08 00 00 00 00 00 00 ff 01 01 00 fe ff 00 8d ef 02 d2 01 00 00 00"
    )
    assert gzip.decompress(member) == b"\x00"
