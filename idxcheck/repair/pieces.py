"""Bytes in pieces: of a source, turned back into what they were, put together again."""

import codecs
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

import idxspec
from idxcheck.evidence import CHUNK
from idxcheck.repair.case import AGAIN, Draft, Level, RefusalError, opened
from idxcheck.source import Source
from idxcheck.source.feed import Feed
from idxcheck.source.inputs import Readable
from idxcheck.source.layers import Layer, LayerKind, fill

Inverse = Callable[[Iterable[bytes]], Iterator[bytes]]


def pieces_of(stream: Readable, size: int | None = None) -> Iterator[bytes]:
    """Yield the bytes of `stream` to its end, or `size` of them; CHUNK at a time, perhaps none."""
    buffer = memoryview(bytearray(CHUNK))
    while size is None or size > 0:
        window = buffer[:size]
        count = fill(stream, window)
        yield bytes(window[:count])
        if count < len(window):
            return
        size = None if size is None else size - count


def stored_pieces(level: Level, size: int | None = None) -> Iterator[bytes]:
    """Yield the stored bytes, or the first `size` of them."""
    return pieces_of(cast("Readable", level()), size)


def layer_pieces(level: Level, kind: str) -> Iterator[bytes]:
    """Yield what the outermost layer, of that kind, holds, compressed inside it or not."""
    return pieces_of(Layer(cast("LayerKind", kind), Feed(cast("Readable", level()))))


def content_pieces(level: Level) -> Iterator[bytes]:
    """Yield the bytes of the innermost layer."""
    return pieces_of(opened(level))


def matrix_pieces(draft: Draft, source: Source) -> Iterator[bytes]:
    """Yield the file that `draft` makes of the content of `source`, not yet read."""
    yield idxspec.build(draft.header)
    source.skip(draft.start)
    size = draft.header.element.size if draft.swapped else 1
    for piece in pieces_of(source, draft.size):
        yield _swapped(piece, size) if size > 1 else piece


def _swapped(piece: bytes, size: int) -> bytes:
    """Return the elements of `size` bytes in `piece` with their bytes in the other order."""
    turned = bytearray(len(piece) // size * size)
    for place in range(size):
        turned[place::size] = piece[: len(turned)][size - 1 - place :: size]
    return bytes(turned)


def before_newlines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield `pieces` with each CR LF turned back into LF."""
    held = b""
    for piece in pieces:
        data = held + piece
        held = b"\r" if data.endswith(b"\r") else b""
        yield data[: len(data) - len(held)].replace(b"\r\n", b"\n")
    yield held


def before_utf8(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield `pieces`, UTF-8, turned back into Latin-1.

    Raises RefusalError at the first character that Latin-1 does not have.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces:
            yield decoder.decode(piece).encode("latin-1")
        yield decoder.decode(b"", final=True).encode("latin-1")
    except UnicodeError:
        raise RefusalError(
            "TRN202 text-reencoding: not all of it is Latin-1 written as UTF-8, so bytes were lost",
            hint=AGAIN,
        ) from None


class Stream(io.RawIOBase):
    """A binary file of the bytes that an iterator yields."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._piece = memoryview(b"")

    def readinto(self, view: Any, /) -> int:  # noqa: ANN401 - any buffer, as the base class takes it
        """Read into `view`; return the number of bytes, 0 at the end."""
        while not self._piece:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._piece = memoryview(piece)
        count = min(len(view), len(self._piece))
        view[:count] = self._piece[:count]
        self._piece = self._piece[count:]
        return count
