"""The bytes of a file with its compression taken off, from the prose of `spec/` alone"""

import bz2
import lzma
import zlib
from collections.abc import Generator, Iterator
from typing import BinaryIO

_CHUNK = 1 << 16
_XZ_MEMORY = 1 << 28  # a dictionary that no xz preset comes near
_WRAPPERS = {b"\x1f\x8b": ".gz", b"\xfd7zXZ\x00": ".xz", b"BZh": ".bz2"}


def suffix_of(path: str) -> str:
    """The suffix of the wrapper that a file's name promises, or nothing."""
    return next((end for end in _WRAPPERS.values() if path.lower().endswith(end)), "")


def _plain(file: BinaryIO) -> Iterator[bytes]:
    while data := file.read(_CHUNK):
        yield data


def _gzip_member(file: BinaryIO, data: bytes) -> Generator[bytes, None, bytes]:
    """The content of one gzip member; returns what is left of the bytes read."""
    member = zlib.decompressobj(31)
    while not member.eof:
        at_end = not data and not (data := file.read(_CHUNK))
        content = member.decompress(data, _CHUNK)
        data = member.unconsumed_tail
        if at_end and not content and not member.eof:
            raise ValueError("IDX-5.1: the gzip stream is truncated")
        yield content
    return member.unused_data


def _stream(
    file: BinaryIO, data: bytes, stream: bz2.BZ2Decompressor | lzma.LZMADecompressor
) -> Generator[bytes, None, bytes]:
    """The content of one xz or bzip2 stream; returns what is left of the bytes read."""
    while not stream.eof:
        if stream.needs_input and not data and not (data := file.read(_CHUNK)):
            raise ValueError("IDX-5.1: the compressed stream is truncated")
        yield stream.decompress(data, _CHUNK)
        data = b""
    return stream.unused_data


def _after_padding(file: BinaryIO, data: bytes) -> bytes:
    """What follows the padding of an xz stream, which is zeros, four at a time."""
    zeros = 0
    while data := data or file.read(_CHUNK):
        rest = data.lstrip(b"\0")
        zeros += len(data) - len(rest)
        data = rest
        if rest:
            break
    if zeros % 4:
        raise ValueError("IDX-5.1: the padding of the xz stream is no multiple of 4")
    return data


def _unwrapped(file: BinaryIO, suffix: str) -> Iterator[bytes]:
    """The content of every member or stream, one after another, with nothing between."""
    data = file.read(_CHUNK)
    try:
        while data:
            if suffix == ".gz":
                data = yield from _gzip_member(file, data)
            elif suffix == ".bz2":
                data = yield from _stream(file, data, bz2.BZ2Decompressor())
            else:
                xz = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)
                data = _after_padding(file, (yield from _stream(file, data, xz)))
            data = data or file.read(_CHUNK)
    except (zlib.error, lzma.LZMAError, OSError, EOFError) as error:
        raise ValueError(f"IDX-5.1: the compressed stream cannot be read: {error}") from error


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    """The content of a file, wrapped or not (IDX-5.1, NORB-6.1)."""
    file.seek(0)
    start = file.read(6)
    file.seek(0)
    wrapper = next((end for magic, end in _WRAPPERS.items() if start.startswith(magic)), "")
    if suffix_of(str(file.name)) != wrapper:
        raise ValueError(f"IDX-5.1: the name {file.name} denies the wrapper {wrapper or 'none'}")
    return _unwrapped(file, wrapper) if wrapper else _plain(file)


class Source:
    """The bytes of a file in order, never more of them in memory than were asked for."""

    def __init__(self, file: BinaryIO) -> None:
        self._chunks = _chunks(file)
        self._left = b""

    def take(self, count: int) -> bytes:
        """That many bytes, or fewer where they end."""
        parts = []
        while count > 0 and (part := self._left or next(self._chunks, None)) is not None:
            parts.append(part[:count])
            self._left = part[count:]
            count -= len(parts[-1])
        return b"".join(parts)

    def length(self, limit: int) -> int:
        """How many bytes are left; not beyond the limit."""
        count = 0
        while count < limit and (part := self.take(min(_CHUNK, limit - count))):
            count += len(part)
        return count
