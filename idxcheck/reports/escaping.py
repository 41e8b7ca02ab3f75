"""Names from outside, made safe to print.

A file name may hold line ends, escape sequences that repaint a terminal, marks that turn
the direction of writing, and bytes that are no text at all. All are shown as escapes;
everything printable stays as it is.
"""

import re

UNDECODED = range(0xDC80, 0xDD00)  # where Python keeps the bytes of a name that is no UTF-8
SURROGATES = re.compile("[\ud800-\udfff]")


def escape(text: str) -> str:
    r"""Return `text` with every character that is not printable as \xNN, \uNNNN or \UNNNNNNNN."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else _escaped(character) for character in text
    )


def escape_surrogates(text: str) -> str:
    """Return `text` with the code points that no encoding can hold as escapes, as for JSON."""
    return SURROGATES.sub(lambda match: _escaped(match[0]), text)


def _escaped(character: str) -> str:
    code = ord(character)
    if code in UNDECODED:
        code -= UNDECODED.start - 0x80
    if code <= 0xFF:  # noqa: PLR2004 - the largest of two digits
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - of four
