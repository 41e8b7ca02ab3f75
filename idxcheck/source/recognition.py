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
    turned = _turned(head) if _magic_turned(head) else []
    for data in (head, before_newlines(head), before_utf8(head), *turned):
        with contextlib.suppress(HeaderError):
            yield idxspec.parse_idx(data)
        for order in BYTE_ORDERS:
            with contextlib.suppress(HeaderError):
                yield from idxspec.read_norb(data, order)


def _fits(header: Header, length: int | None) -> bool:
    return header.rank > 0 and header.file_size == length


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
    headers: list[Header] = []
    fault: HeaderError | None = None
    for meant in _turned(head):
        try:
            headers.append(idxspec.parse_idx(meant))
        except HeaderError as error:
            fault = fault or error
    fitting = [header for header in headers if _fits(header, length)]
    if fitting:
        return Content("idx", header=fitting[0], little_endian=True)
    if not _magic_turned(head):
        return None
    header = headers[0] if headers else None
    return Content("idx", header=header, error=fault, little_endian=True)


def _magic_turned(head: bytes) -> bool:
    return head[2:4] == b"\0\0" and head[1] in IDX_CODES


def _turned(head: bytes) -> list[bytes]:
    """Return `head` as it was meant if its numbers are little-endian, the likeliest first."""
    turned = _magic_turned(head)
    if not turned and head[:2] != b"\0\0":
        return []
    magic = head[:4][::-1] if turned else head[:4]
    end = min(4 + 4 * int.from_bytes(magic[3:4]), len(head))
    words = [head[start : start + 4] for start in range(4, end, 4)]
    wholly = magic + b"".join(word[::-1] for word in words) + head[end:]
    return [wholly, magic + head[4:]] if turned else [wholly]


def _prefixed(head: bytes, length: int | None) -> Content | None:
    """Return an IDX file whose first two bytes are not zero but whose rest fits."""
    try:
        header = idxspec.parse_idx(head)
    except HeaderError:
        return None
    return Content("idx", header=header) if _fits(header, length) else None
