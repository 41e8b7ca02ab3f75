"""xz and bzip2: concatenated streams around the standard library's decompressors."""

import bz2
import lzma
from collections.abc import Callable, Generator
from typing import Any

from idxcheck.source.faults import StreamFault
from idxcheck.source.feed import Feed

XZ_MAGIC = b"\xfd7zXZ\0"
BZIP2_MAGIC = b"BZh"
XZ_MEMORY = 80 << 20  # bytes; what `xz -9` needs to decode is 65 MiB
XZ_ALIGNMENT = 4  # stream padding comes in groups of four zero bytes
INPUT = 1 << 10  # bytes decoded at a time: what a faulty piece would have given is lost
OUTPUT = 1 << 18  # bytes got at a time

Chunks = Generator[bytes, None, StreamFault | None]


def decode_xz(feed: Feed) -> Chunks:
    """Yield the content of all xz streams; return the fault that ended it, or None.

    A stream whose dictionary would need more than 80 MiB is refused as a limit.
    """
    return (
        yield from _decode(
            feed,
            XZ_MAGIC,
            lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY),
            XZ_ALIGNMENT,
        )
    )


def decode_bzip2(feed: Feed) -> Chunks:
    """Yield the content of all bzip2 streams; return the fault that ended it, or None."""
    return (yield from _decode(feed, BZIP2_MAGIC, bz2.BZ2Decompressor, None))


def _decode(
    feed: Feed,
    magic: bytes,
    make: Callable[[], Any],
    alignment: int | None,
) -> Chunks:
    start = 0
    while True:
        decompressor = make()
        while not decompressor.eof:
            hungry = decompressor.needs_input
            data = feed.take_exactly(INPUT) if hungry else b""
            try:
                chunk = decompressor.decompress(data, OUTPUT)
            except (lzma.LZMAError, OSError) as error:
                return _fault(error, start)
            # At a cut bzip2 says it needs input while it still has a block to give.
            if hungry and not data and not chunk:
                message = f"the stream that begins at {start:#x} is cut short"
                return StreamFault("truncated", feed.offset, message)
            yield chunk
        feed.give_back(decompressor.unused_data)
        end = feed.offset
        start = end + _zero_padding(feed, alignment)
        following = feed.take_exactly(len(magic))
        if (start - end) % (alignment or 1) or not magic.startswith(following):
            message = "bytes that are no further stream follow the stream"
            return StreamFault("trailing", end, message)
        if not following:
            return None
        if following != magic:
            message = "the stream ends inside a further stream's magic"
            return StreamFault("truncated", feed.offset, message)
        feed.give_back(following)


def _zero_padding(feed: Feed, alignment: int | None) -> int:
    """Pass over zero bytes where the format allows them; return how many."""
    count = 0
    while alignment:
        data = feed.take()
        content = data.lstrip(b"\0")
        count += len(data) - len(content)
        if content or not data:
            feed.give_back(content)
            break
    return count


def _fault(error: Exception, start: int) -> StreamFault:
    if "memory usage limit" in str(error).lower():
        message = f"decoding needs more memory than the limit of {XZ_MEMORY >> 20} MiB"
        return StreamFault("limit", start, message)
    return StreamFault("corrupt", start, f"invalid data in the stream that begins at {start:#x}")
