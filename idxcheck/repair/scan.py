"""Signs in all bytes of a content that tell padding from data and data from mangled data."""

from idxcheck.source.text import TextScan

CR_NEIGHBOURS = b"\x0c\x0e"  # the bytes before and after CR
NEAR_PAIRS = (b"\r\x09", b"\r\x0b")  # as frequent as CR LF, together twice as
LARGE = 1 << 16  # bytes among which what is missing is not missing by chance
ENDING = 8  # bytes kept of the end


class ContentScan:
    """Watches the bytes of a content.

    `length` counts them and `zeros` the zero bytes at their end; `newlines` counts the LF,
    `returns` the CR and `pairs` the CR LF; `ending` are the last bytes, `text` tells of UTF-8.
    """

    def __init__(self) -> None:
        self.length = 0
        self.zeros = 0
        self.newlines = 0
        self.returns = 0
        self.pairs = 0
        self.ending = b""
        self.text = TextScan()
        self._neighbours: set[int] = set()
        self._near_pairs = 0

    def feed(self, chunk: memoryview | bytes) -> None:
        """Take the next bytes of the content."""
        data = bytes(chunk)
        self.length += len(data)
        meaning = len(data.rstrip(b"\0"))
        self.zeros = len(data) - meaning if meaning else self.zeros + len(data)
        self.newlines += data.count(b"\n")
        self.returns += data.count(b"\r")
        self._neighbours.update(each for each in CR_NEIGHBOURS if each in data)
        across = self.ending.endswith(b"\r") and data.startswith(b"\n")
        self.pairs += data.count(b"\r\n") + across
        self._near_pairs += sum(map(data.count, NEAR_PAIRS))
        self.ending = (self.ending + data[-ENDING:])[-ENDING:]
        self.text.feed(memoryview(data))

    @property
    def translated(self) -> int:
        """How many LF may have become CR LF: all of them or none."""
        return self.pairs if self.pairs == self.newlines else 0

    @property
    def joined(self) -> bool:
        """Whether this is large and has LF and CR, or bytes such as CR, but too few CR LF.

        dos2unix leaves none but for those that were CR CR LF.
        """
        possible = self.returns > 0 or len(self._neighbours) == len(CR_NEIGHBOURS)
        missing = self.newlines > 0 and not self.pairs and possible
        return self.length >= LARGE and (missing or 4 * self.pairs < self._near_pairs)

    @property
    def reencoded(self) -> bool:
        """Whether this is valid UTF-8 that is not ASCII, as text tools write it."""
        return self.text.length_before_utf8 is not None or self.text.replacements > 0
