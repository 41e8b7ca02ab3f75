"""Signs that a text tool rewrote the bytes: newlines translated, Latin-1 made UTF-8.

Also text quoted in messages, whatever a hostile file holds.
"""

import codecs

REPLACEMENT = "\ufffd".encode()  # EF BF BD, what stands where a byte was lost
MINIMUM_PAIRS = 8  # CR LF pairs below which they are chance


class TextScan:
    """Watches all bytes of a content; each sign is dropped at the first byte against it."""

    def __init__(self) -> None:
        self._pairs: int | None = 0
        self._last = b""
        self._length = 0
        self._decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
        self._characters = 0
        self._within_latin1 = True
        self._replacements = 0

    def feed(self, chunk: memoryview) -> None:
        """Take the next bytes of the content."""
        self._length += len(chunk)
        if self._pairs is None and self._decoder is None:
            return
        data = bytes(chunk)
        if self._pairs is not None:
            self._count_pairs(data)
        if self._decoder is not None:
            self._decode(data)

    def _count_pairs(self, data: bytes) -> None:
        newlines = data.count(b"\n")
        pairs = data.count(b"\r\n") + (self._last == b"\r" and data.startswith(b"\n"))
        self._last = data[-1:] or self._last
        self._pairs = None if pairs < newlines else (self._pairs or 0) + pairs

    def _decode(self, data: bytes) -> None:
        assert self._decoder is not None  # noqa: S101 - the caller asked
        try:
            text = self._decoder.decode(data)
        except UnicodeDecodeError:
            self._decoder = None
            return
        self._characters += len(text)
        if not text.isascii():
            self._replacements += text.count("\ufffd")
            try:
                text.encode("latin-1")
            except UnicodeEncodeError:
                self._within_latin1 = False

    @property
    def length_before_newlines(self) -> int | None:
        """The length before LF became CR LF; None where that did not happen."""
        if self._pairs is None or self._pairs < MINIMUM_PAIRS:
            return None
        return self._length - self._pairs

    @property
    def length_before_utf8(self) -> int | None:
        """The length before Latin-1 became UTF-8; None where that did not happen."""
        if not self._is_utf8 or not self._within_latin1 or self._characters == self._length:
            return None
        return self._characters

    @property
    def replacements(self) -> int:
        """How many U+FFFD stand in valid UTF-8; 0 in anything else."""
        return self._replacements if self._is_utf8 else 0

    @property
    def _is_utf8(self) -> bool:
        # A character cut at the end leaves its bytes pending.
        return self._decoder is not None and not self._decoder.getstate()[0]


def before_newlines(head: bytes) -> bytes:
    """Return `head` with CR LF turned back into LF."""
    return head.replace(b"\r\n", b"\n")


def before_utf8(head: bytes) -> bytes:
    """Return `head`, UTF-8, turned back into Latin-1, as far as it goes."""
    text = head.decode("utf-8", errors="ignore")
    return text.encode("latin-1", errors="ignore")


def excerpt(data: bytes, width: int = 60) -> str:
    """Return the first words of `data`, text, on one line in quotes, the unprintable escaped."""
    text = " ".join(data.decode("utf-8", errors="replace").split())
    return repr(text if len(text) <= width else text[: width - 3] + "...")
