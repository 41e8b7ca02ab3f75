"""Names from outside, made safe to print."""

import pytest

from idxcheck.reports.escaping import escape, escape_surrogates


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("train-images-idx3-ubyte", "train-images-idx3-ubyte"),
        ("", ""),
        ("with space [red] ü 日本 😀 \\x1b", "with space [red] ü 日本 😀 \\x1b"),
        ("a\nb\r\tc", "a\\x0ab\\x0d\\x09c"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("\x00\x7f\x85\x9b", "\\x00\\x7f\\x85\\x9b"),
        ("x\u202egpj.exe", "x\\u202egpj.exe"),
        ("\u2066\u2069\u200e\u2028\ufeff", "\\u2066\\u2069\\u200e\\u2028\\ufeff"),
        ("\udc80\udcff", "\\x80\\xff"),
        ("\ud800\udc7f\udd00\udfff", "\\ud800\\udc7f\\udd00\\udfff"),
        ("\U000e0001", "\\U000e0001"),
        ("\uffff", "\\uffff"),
    ],
)
def test_escape(name: str, shown: str) -> None:
    """What is printable stays; all else is shown by its number, bytes by theirs."""
    assert escape(name) == shown


@pytest.mark.parametrize("code", [*range(0x20), 0x7F, 0x9B, 0x202E, 0x2066, 0xDCFF, 0xE0001])
def test_nothing_unprintable_is_left(code: int) -> None:
    """The result is always printable."""
    assert escape(f"a{chr(code)}b").isprintable()


def test_escape_surrogates() -> None:
    """Only what no encoding can hold is changed: JSON escapes the rest itself."""
    assert escape_surrogates("a\nb\udcff\ud800\u202eü") == "a\nb\\xff\\ud800\u202eü"
