"""Which compression the first bytes are that of."""

import pytest

from idxcheck.source.layers import compression_of


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", None),
        (b"\x1f", None),
        (b"\x1f\x8b", "gzip"),
        (b"\x1f\x8b\x07junk", "gzip"),
        (b"\x1f\x8c\x08", None),
        (b"\xfd7zXZ", None),
        (b"\xfd7zXZ\0", "xz"),
        (b"\xfd7zXZ\1", None),
        (b"BZ", None),
        (b"BZh", None),
        (b"BZh0", None),
        (b"BZh01AY&SY", None),
        (b"BZh1", "bzip2"),
        (b"BZh9", "bzip2"),
        (b"BZh:", None),
        (b"BZhx1AY&SY", None),
        (b"BZi91AY&SY", None),
        (b"BZh91AY&S", "bzip2"),
        (b"BZh91AY&SY", "bzip2"),
        (b"BZh91AY&SYmore", "bzip2"),
        (b"BZh91AY&SX", None),
        (b"BZh9\x17rE8P\x90", "bzip2"),
        (b"BZh9\x17rE8P\x91", None),
        (b"BZh9lines of text", None),
        (b"\0\1\x1f\x8b", None),
    ],
)
def test_compression_of(head: bytes, kind: str | None) -> None:
    """A magic is enough for gzip and xz; bzip2's needs what must follow it, as far as it goes."""
    assert compression_of(head) == kind
