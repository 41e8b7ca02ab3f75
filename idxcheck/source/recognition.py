"""What a content is, by its bytes alone.

A content that has exactly the length its header promises is that file, whatever else it may
look like, also where its first two bytes are wrong. Otherwise the first match wins, in the
order of `recognise`.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import idxspec
from idxcheck.source.foreign import foreign_format, is_markup, pointer_name
from idxcheck.source.text import REPLACEMENT, TextScan, before_newlines, before_utf8
from idxspec import Header, HeaderError

Kind = Literal["empty", "html", "pointer", "foreign", "newlines", "utf8", "idx", "norb", "unknown"]

NORB_MAGIC = b"\x4c\x3d\x1e"  # the last three bytes of a magic on disk, little-endian
SWAPPED_NORB_MAGIC = b"\x1e\x3d\x4c"  # the first three of one in the other byte order
# What 1F 8B (gzip) and FD 37 7A 58 5A 00 (xz) become where Latin-1 becomes UTF-8, and where
# what is no UTF-8 is replaced.
MANGLED_WRAPPERS = (
    (b"\x1f\xc2\x8b", "gzip", True),
    (b"\x1f" + REPLACEMENT, "gzip", False),
    (b"\xc3\xbd7zXZ\0", "xz", True),
    (REPLACEMENT + b"7zXZ\0", "xz", False),
)
BYTE_ORDERS: tuple[idxspec.ByteOrder, ...] = ("little", "big")
IDX_CODES = tuple(element.idx_code for element in idxspec.ELEMENTS)


@dataclass(frozen=True, slots=True)
class Content:
    """What a content was recognised as.

    `header` is its header as far as one can be read (the intended one where bytes were
    swapped or mangled), `error` why none can; `detail` names what else it is;
    `little_endian` marks an IDX header written in the wrong byte order, `reversible` text
    mangling that can be undone.
    """

    kind: Kind
    header: Header | None = None
    error: HeaderError | None = None
    detail: str = ""
    little_endian: bool = False
    reversible: bool = True


def recognise(head: bytes, length: int | None, text: TextScan | None = None) -> Content:
    """Return what the content is that begins with `head`.

    `length` is that of the whole content and `text` what a scan of all its bytes saw; each
    is None where it is not known, and then nothing is recognised by it.
    """
    plain = _plain(head, length)
    return (
        _exact(plain, length)
        or _prefixed(head, length)
        or (None if head else Content("empty"))
        or _other(head, length, plain)
        or _mangled(head, length, text)
        or _little_endian(head, length)
        or plain
        or Content("unknown")
    )


def intended_headers(head: bytes) -> Iterator[Header]:
    """Yield every header `head` may be meant as: they bound how far reading on makes sense."""
    for data in (head, before_newlines(head), before_utf8(head)):
        for meant in (data, _swapped(data)):
            with contextlib.suppress(HeaderError):
                yield idxspec.parse_idx(meant)
        for order in BYTE_ORDERS:
            with contextlib.suppress(HeaderError):
                yield from idxspec.read_norb(data, order)


def _fits(header: Header, length: int | None) -> bool:
    sizes_hold = all(size > 0 for size in header.shape) or header.format == "idx"
    return header.rank > 0 and sizes_hold and header.file_size == length


def _exact(plain: Content | None, length: int | None) -> Content | None:
    header = None if plain is None else plain.header
    return plain if header is not None and _fits(header, length) else None


def _plain(head: bytes, length: int | None) -> Content | None:
    """Return the content as what its first bytes say it is, IDX or NORB."""
    if head[1:4] == NORB_MAGIC or (
        1 < len(head) <= len(NORB_MAGIC) and NORB_MAGIC.startswith(head[1:])
    ):
        return _norb(head, length, "little")
    if head[:3] == SWAPPED_NORB_MAGIC:
        return _norb(head, length, "big")
    if not head or head[:2].strip(b"\0"):
        return None
    try:
        return Content("idx", header=idxspec.parse_idx(head))
    except HeaderError as error:
        return Content("idx", error=error)


def _norb(head: bytes, length: int | None, byte_order: idxspec.ByteOrder) -> Content:
    try:
        if length is None:
            return Content("norb", header=idxspec.read_norb(head, byte_order)[0])
        return Content("norb", header=idxspec.parse_norb(head, byte_order, length))
    except HeaderError as error:
        return Content("norb", error=error)


def _other(head: bytes, length: int | None, plain: Content | None) -> Content | None:
    # A whole magic of IDX or NORB is meant as that, whatever stands behind it.
    if plain is not None and (plain.kind == "norb" or (head[2:] and head[2] in IDX_CODES)):
        return None
    if is_markup(head):
        return Content("html")
    if (name := pointer_name(head, length)) is not None:
        return Content("pointer", detail=name)
    for magic, wrapper, reversible in MANGLED_WRAPPERS:
        if head.startswith(magic):
            return Content("utf8", detail=wrapper, reversible=reversible)
    if (name := foreign_format(head)) is not None:
        return Content("foreign", detail=name)
    return None


def _mangled(head: bytes, length: int | None, text: TextScan | None) -> Content | None:
    """Return the mangled file whose inverse fits, the whole file inverted in thought."""
    if length is None or text is None:
        return None
    if text.length_before_newlines is not None:
        plain = _plain(before_newlines(head), text.length_before_newlines)
        if plain and _exact(plain, text.length_before_newlines):
            return Content("newlines", header=plain.header)
    if text.length_before_utf8 is not None:
        plain = _plain(before_utf8(head), text.length_before_utf8)
        if plain and _exact(plain, text.length_before_utf8):
            return Content("utf8", header=plain.header)
    if text.replacements and _lost_bytes(head, length, text.replacements):
        return Content("utf8", reversible=False)
    return None


def _lost_bytes(head: bytes, length: int, replacements: int) -> bool:
    """Whether the declared length lies between that of one and three bytes a replacement."""
    plain = _plain(head, length)
    if plain is None or plain.header is None:
        return plain is not None and REPLACEMENT in head
    header = plain.header
    if 0 <= head.find(REPLACEMENT) < header.header_size:
        return True
    return length - 2 * replacements <= header.file_size < length


def _little_endian(head: bytes, length: int | None) -> Content | None:
    """Return the header that was meant where one was written in little-endian order."""
    meant = _swapped(head)
    header: Header | None = None
    fault: HeaderError | None = None
    try:
        header = idxspec.parse_idx(meant)
    except HeaderError as error:
        fault = error
    magic_swapped = meant[:4] != head[:4] and head[2:4] == b"\0\0" and head[1] in IDX_CODES
    if magic_swapped:
        return Content("idx", header=header, error=fault, little_endian=True)
    if head[:2] == b"\0\0" and header is not None and _fits(header, length):
        return Content("idx", header=header, little_endian=True)
    return None


def _swapped(head: bytes) -> bytes:
    """Return `head` as it was meant if its sizes, or magic and sizes, are little-endian."""
    magic = head[:4] if head[:2] == b"\0\0" else head[:4][::-1]
    rank = int.from_bytes(magic[3:4])
    end = min(4 + 4 * rank, len(head))
    words = [head[start : start + 4] for start in range(4, end, 4)]
    return magic + b"".join(word[::-1] for word in words) + head[end:]


def _prefixed(head: bytes, length: int | None) -> Content | None:
    """Return an IDX file whose first two bytes are not zero but whose rest fits."""
    try:
        header = idxspec.parse_idx(head)
    except HeaderError:
        return None
    return Content("idx", header=header) if _fits(header, length) else None
