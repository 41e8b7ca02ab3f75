"""gzip by RFC 1952: our own framing of members around a deflate decompressor.

A file object would lose what it had decoded when the stream turns out to be cut, and the
standard library's ignores a bad header checksum and reserved flags. The decompressor is
isal's where its wheel exists, else zlib's: the same bytes and the same verdicts. isal
withholds up to one symbol at a cut and lets incomplete sets of codes pass, so a faulty
member is decoded once more by zlib, whose word counts; a stream that cannot be read twice
is left to zlib from the start.
"""

import zlib
from collections.abc import Generator
from typing import Any

from idxcheck.source.faults import StreamFault
from idxcheck.source.feed import Feed

MAGIC = b"\x1f\x8b"
DEFLATE = 8
FLAG_HEADER_CRC, FLAG_EXTRA, FLAG_NAME, FLAG_COMMENT, RESERVED_FLAGS = 2, 4, 8, 16, 0xE0
OUTPUT = 1 << 18  # bytes decoded at a time
MAXIMUM_RATIO = 1032  # deflate's best: 258 bytes for each 2 bits

Chunks = Generator[bytes, None, StreamFault | None]


class _FaultError(Exception):
    def __init__(self, fault: StreamFault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def best_backend() -> Any:  # noqa: ANN401 - a module with zlib's interface
    """Return isal's module with zlib's interface where it is installed, else zlib."""
    try:
        from isal import isal_zlib  # noqa: PLC0415 - optional by platform
    except ImportError:
        return zlib
    return isal_zlib


def decode(feed: Feed, backend: Any = None) -> Chunks:  # noqa: ANN401 - a module with zlib's interface
    """Yield the content of all members in chunks, some empty; return the fault, or None.

    Zero padding behind the last member is passed over, as gzip itself does.
    """
    backend = (backend or best_backend()) if feed.can_rewind else zlib
    first = True
    while True:
        start = feed.offset
        magic = feed.take_exactly(2)
        if not first and magic != MAGIC:
            return _after_last_member(feed, start, magic)
        try:
            _read_header(feed, start)
            yield from _read_content(feed, start, backend)
        except _FaultError as error:
            return error.fault
        first = False


def _after_last_member(feed: Feed, start: int, magic: bytes) -> StreamFault | None:
    if magic == MAGIC[:1]:
        return StreamFault("truncated", feed.offset, "the stream ends inside a member's magic")
    data = magic
    while data:
        if data.strip(b"\0"):
            return StreamFault("trailing", start, "bytes that are no gzip member follow the stream")
        data = feed.take()
    return None


def _needed(feed: Feed, count: int, part: str) -> bytes:
    data = feed.take_exactly(count)
    if len(data) < count:
        message = f"the stream ends inside {part}"
        raise _FaultError(StreamFault("truncated", feed.offset, message))
    return data


def _read_header(feed: Feed, start: int) -> None:
    fixed = _needed(feed, 8, "a member's header")
    method, flags = fixed[0], fixed[1]
    if method != DEFLATE:
        message = f"compression method {method}, not 8 (deflate)"
        raise _FaultError(StreamFault("corrupt", start + 2, message))
    if flags & RESERVED_FLAGS:
        message = f"reserved flag bits are set in the header ({flags:#04x})"
        raise _FaultError(StreamFault("corrupt", start + 3, message))
    crc = zlib.crc32(MAGIC + fixed)
    if flags & FLAG_EXTRA:
        size = _needed(feed, 2, "a member's header")
        extra = _needed(feed, int.from_bytes(size, "little"), "a member's header")
        crc = zlib.crc32(size + extra, crc)
    for flag in (FLAG_NAME, FLAG_COMMENT):
        if flags & flag:
            crc = _pass_text(feed, crc)
    if flags & FLAG_HEADER_CRC:
        offset = feed.offset
        stored = int.from_bytes(_needed(feed, 2, "a member's header"), "little")
        if stored != crc & 0xFFFF:
            message = f"the header's CRC16 is {stored:04x}, that of its bytes {crc & 0xFFFF:04x}"
            raise _FaultError(StreamFault("corrupt", offset, message))


def _pass_text(feed: Feed, crc: int) -> int:
    """Pass over a zero-terminated text of any length; return the checksum with it."""
    while True:
        piece = feed.take()
        if not piece:
            message = "the stream ends inside a member's header"
            raise _FaultError(StreamFault("truncated", feed.offset, message))
        end = piece.find(b"\0") + 1
        if end:
            feed.give_back(piece[end:])
            return zlib.crc32(piece[:end], crc)
        crc = zlib.crc32(piece, crc)


def _read_content(
    feed: Feed,
    start: int,
    backend: Any,  # noqa: ANN401 - a module with zlib's interface
) -> Generator[bytes, None, None]:
    """Yield the content of one member, from where zlib's word is needed on by zlib."""
    body, known = feed.offset, 0
    if backend is not zlib:
        try:
            for chunk in _read_body(feed, start, backend):
                known += len(chunk)
                yield chunk
        except _FaultError:
            feed.rewind(body)
        else:
            return
    for chunk in _read_body(feed, start, zlib):
        yield chunk[known:]
        known = max(0, known - len(chunk))


def _read_body(
    feed: Feed,
    start: int,
    backend: Any,  # noqa: ANN401 - a module with zlib's interface
) -> Generator[bytes, None, None]:
    """Yield the content of one member and judge it by its trailer."""
    body = feed.offset
    decompressor = backend.decompressobj(wbits=-15)
    crc, size = 0, 0
    while not decompressor.eof:
        data = decompressor.unconsumed_tail or feed.take()
        before = decompressor.copy() if backend is zlib else None
        try:
            chunk = decompressor.decompress(data, OUTPUT)
        except backend.error as error:
            if before is not None:
                yield _decoded_before_fault(before, data)
            message = f"invalid deflate data in the member that begins at {start:#x}"
            raise _FaultError(StreamFault("corrupt", body, message)) from error
        if not data and not chunk and not decompressor.eof:
            message = f"the stream ends inside the member that begins at {start:#x}"
            raise _FaultError(StreamFault("truncated", feed.offset, message))
        crc, size = backend.crc32(chunk, crc), size + len(chunk)
        yield chunk
    feed.give_back(decompressor.unused_data)
    _read_trailer(feed, crc, size & 0xFFFFFFFF)


def _decoded_before_fault(decompressor: Any, data: bytes) -> bytes:  # noqa: ANN401 - zlib's object
    """Return what `data` gives before the byte that makes it invalid.

    A call that fails gives nothing, so the bytes before are found by halving: what is got
    does not depend on how the stream was cut into pieces.
    """
    chunks = []
    while len(data) > 1:
        half = data[: len(data) // 2]
        attempt = decompressor.copy()
        try:
            chunks.append(attempt.decompress(half))
        except zlib.error:
            data = half
        else:
            decompressor, data = attempt, data[len(half) :]
    return b"".join(chunks)


def _read_trailer(feed: Feed, crc: int, size: int) -> None:
    offset = feed.offset
    trailer = _needed(feed, 8, "a member's checksum")
    stored_crc, stored_size = (
        int.from_bytes(part, "little") for part in (trailer[:4], trailer[4:])
    )
    if stored_crc != crc:
        message = f"the checksum is {stored_crc:08x}, that of the decompressed bytes {crc:08x}"
        raise _FaultError(StreamFault("corrupt", offset, message))
    if stored_size != size:
        message = f"the length field is {stored_size}, the decompressed bytes are {size}"
        raise _FaultError(StreamFault("corrupt", offset + 4, message))
