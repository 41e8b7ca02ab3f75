"""Signs in all bytes of a content that tell padding from data and data from mangled data."""

from idxcheck.source.text import TextScan


class ContentScan:
    """Watches the bytes of a content.

    `length` counts them and `zeros` the zero bytes at their end; `newlines` counts the LF
    and `pairs` the CR LF; `text` tells of UTF-8.
    """

    def __init__(self) -> None:
        self.length = 0
        self.zeros = 0
        self.newlines = 0
        self.pairs = 0
        self.text = TextScan()
        self._last = b""

    def feed(self, chunk: memoryview | bytes) -> None:
        """Take the next bytes of the content."""
        data = bytes(chunk)
        self.length += len(data)
        meaning = len(data.rstrip(b"\0"))
        self.zeros = len(data) - meaning if meaning else self.zeros + len(data)
        self.newlines += data.count(b"\n")
        self.pairs += data.count(b"\r\n") + (self._last == b"\r" and data.startswith(b"\n"))
        self._last = data[-1:] or self._last
        self.text.feed(memoryview(data))

    @property
    def translated(self) -> int:
        """How many LF may have become CR LF: all of them or none."""
        return self.pairs if self.pairs == self.newlines else 0

    @property
    def reencoded(self) -> bool:
        """Whether this is valid UTF-8 that is not ASCII, as text tools write it."""
        return self.text.length_before_utf8 is not None or self.text.replacements > 0
