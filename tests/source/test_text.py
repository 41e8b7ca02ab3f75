"""Signs that a text tool rewrote the bytes, whatever pieces they come in."""

import random

import pytest

from idxcheck.source.text import TextScan, before_newlines, before_utf8, excerpt

PAIRS = b"\r\n\x01" * 8


def scan(*chunks: bytes) -> TextScan:
    """Return the scan of the chunks."""
    text = TextScan()
    for chunk in chunks:
        text.feed(memoryview(chunk))
    return text


def pieces(data: bytes, size: int) -> list[bytes]:
    """Return `data` in pieces of `size` bytes."""
    return [data[start : start + size] for start in range(0, len(data), size)]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 24])
def test_pairs_in_any_pieces(size: int) -> None:
    """Eight CR LF in 24 bytes were 16 bytes, also where a pair is split between pieces."""
    assert scan(*pieces(PAIRS, size)).length_before_newlines == 16


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_translation_in_any_pieces(size: int) -> None:
    """Chance bytes, each LF of which became CR LF, have their length before."""
    data = random.Random(2).randbytes(10000)  # noqa: S311 - samples, no secrets
    assert data.count(b"\n") > 8
    translated = data.replace(b"\n", b"\r\n")
    assert scan(*pieces(translated, size)).length_before_newlines == 10000
    assert before_newlines(translated) == data
    assert scan(*pieces(data, size)).length_before_newlines is None


@pytest.mark.parametrize(
    ("chunks", "length"),
    [
        ([PAIRS], 16),
        ([PAIRS[3:]], None),
        ([PAIRS + b"\r\n"], 17),
        ([PAIRS + b"\r\r\n"], 18),
        ([PAIRS + b"\r"], 17),
        ([PAIRS + b"\n"], None),
        ([b"\n" + PAIRS], None),
        ([PAIRS, b"\n"], None),
        ([PAIRS, b"\r", b"\n"], 17),
        ([PAIRS, b"\r", b"", b"\n"], 17),
        ([PAIRS, b"\r", b"\x01", b"\n"], None),
        ([PAIRS, b"\n", PAIRS], None),
        ([], None),
        ([b""], None),
        ([bytes(1000)], None),
    ],
)
def test_newlines(chunks: list[bytes], length: int | None) -> None:
    """A lone LF anywhere, or fewer than eight pairs, is no translation; a lone CR is data."""
    assert scan(*chunks).length_before_newlines == length


@pytest.mark.parametrize("size", [1, 2, 3, 4, 1000])
def test_latin1_in_any_pieces(size: int) -> None:
    """All 256 bytes, as UTF-8, were 256, also where a character is split between pieces."""
    data = bytes(range(256))
    text = scan(*pieces(data.decode("latin-1").encode(), size))
    assert text.length_before_utf8 == 256
    assert text.replacements == 0
    assert before_utf8(data.decode("latin-1").encode()) == data


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_replacements_in_any_pieces(size: int) -> None:
    """U+FFFD is counted, also where it is split; it is beyond Latin-1."""
    text = scan(*pieces(b"\0\xef\xbf\xbd\x01\xef\xbf\xbd\xef\xbf\xbd", size))
    assert text.replacements == 3
    assert text.length_before_utf8 is None


@pytest.mark.parametrize(
    ("chunks", "length"),
    [
        (["é".encode()], 1),
        ([b"caf\xc3\xa9"], 4),
        ([b"ASCII only"], None),
        ([], None),
        ([b"caf\xe9"], None),
        ([b"caf\xc3"], None),
        ([b"caf\xc3", b"\xa9"], 4),
        ([b"caf\xc3", b"e"], None),
        ([b"\xff", "é".encode()], None),
        (["é".encode(), "ÿ".encode()], 2),
        (["é".encode(), "Ā".encode()], None),
        (["Ā".encode(), "é".encode()], None),
        ([b"\xc1\xa9"], None),
        ([b"\xed\xa0\x80"], None),
    ],
)
def test_reencoding(chunks: list[bytes], length: int | None) -> None:
    """Valid UTF-8 that goes up to U+00FF and beyond ASCII was Latin-1."""
    assert scan(*chunks).length_before_utf8 == length


@pytest.mark.parametrize(
    ("chunks", "count"),
    [
        (["\ufffd".encode()], 1),
        (["\ufffdé日".encode(), "\ufffd".encode()], 2),
        (["\ufffd".encode(), b"\xff"], 0),
        (["\ufffd".encode(), b"\xc3"], 0),
        (["é".encode()], 0),
        ([], 0),
    ],
)
def test_replacements(chunks: list[bytes], count: int) -> None:
    """Replacements count in valid UTF-8 alone."""
    assert scan(*chunks).replacements == count


def test_both_signs_are_watched_apart() -> None:
    """A lone LF does not hide re-encoding, nor a stray byte translated newlines."""
    both = scan(b"\n" + "é".encode())
    assert (both.length_before_newlines, both.length_before_utf8) == (None, 2)
    both = scan(b"\xff", PAIRS)
    assert (both.length_before_newlines, both.length_before_utf8) == (17, None)
    neither = scan(b"\n\xff", PAIRS, "é".encode())
    assert (neither.length_before_newlines, neither.length_before_utf8) == (None, None)


@pytest.mark.parametrize(
    ("head", "original"),
    [
        (b"", b""),
        (b"\0\0\x08\x01", b"\0\0\x08\x01"),
        (b"\0\xc3\xaa`", b"\0\xea`"),
        (b"\0\xc3", b"\0"),
        ("Āé".encode(), b"\xe9"),
        (b"\xffA", b"A"),
    ],
)
def test_before_utf8(head: bytes, original: bytes) -> None:
    """What is no Latin-1 is left out, such as a character cut at the end of the head."""
    assert before_utf8(head) == original


@pytest.mark.parametrize(
    ("data", "quoted"),
    [
        (b"404: Not Found", "'404: Not Found'"),
        (b"  two\r\n lines\t", "'two lines'"),
        (b"", "''"),
        (b"x" * 60, "'" + "x" * 60 + "'"),
        (b"x" * 61, "'" + "x" * 57 + "...'"),
        (b"it's \x1b[31m \0", '"it\'s \\x1b[31m \\x00"'),
        (b"caf\xc3\xa9 \xff \xe2\x80\xae", "'café \ufffd \\u202e'"),
        (b"back\\slash", r"'back\\slash'"),
    ],
)
def test_excerpt(data: bytes, quoted: str) -> None:
    """A quotation has one line of at most 60 characters, the unprintable escaped."""
    assert excerpt(data) == quoted


def test_excerpt_width() -> None:
    """The width can be chosen."""
    assert excerpt(b"0123456789", 9) == "'012345...'"
    assert excerpt(b"0123456789", 10) == "'0123456789'"
