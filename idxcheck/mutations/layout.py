"""Where the parts of a file stand, cut by hand, and what else its bytes could be taken for.

Nothing here knows the schemas or the recognition of idxcheck, so that a mistake in those
cannot hide in the files that test them.
"""

import math
import struct
from dataclasses import dataclass
from typing import Literal

Format = Literal["idx", "norb"]

IDX_WIDTHS = {0x08: 1, 0x09: 1, 0x0B: 2, 0x0C: 4, 0x0D: 4, 0x0E: 8}  # bytes by type code, IDX-2.2
NORB_WIDTHS = {0x55: 1, 0x57: 1, 0x56: 2, 0x54: 4, 0x51: 4, 0x53: 8}  # by magic, NORB-2.2
NORB_MAGIC = b"\x4c\x3d\x1e"  # bytes 1 to 3
NORB_SLOTS, NORB_RANKS = 3, range(1, 12)  # NORB-4.2, NORB-3.1
PAIRS = 8  # CR LF pairs below which they are chance
REPLACEMENT = b"\xef\xbf\xbd"  # U+FFFD in UTF-8
# What other formats that begin with zeros have, and where: JPEG 2000, ISO media, .DS_Store, tar.
FOREIGN_MARKS = ((4, b"jP  "), (4, b"ftyp"), (4, b"Bud1"), (257, b"ustar"))


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a valid file.

    `code` is the byte that names the element type, `width` the bytes of an element,
    `sizes_at` the offset of the first size, `header_size` the bytes before the payload.
    """

    format: Format
    code: int
    width: int
    sizes: tuple[int, ...]
    sizes_at: int
    header_size: int
    payload_size: int

    @property
    def order(self) -> str:
        """What `struct` calls the byte order of the file."""
        return ">" if self.format == "idx" else "<"

    @property
    def rank(self) -> int:
        """The number of sizes."""
        return len(self.sizes)

    @property
    def item_size(self) -> int:
        """The bytes of one item of the first axis."""
        return math.prod(self.sizes[1:]) * self.width


def cut(data: bytes) -> Layout | None:
    """Return the layout of a valid, uncompressed IDX or NORB file; None of any other bytes."""
    if data[:2] == b"\0\0":
        layout = cut_idx(data)
    elif data[1:4] == NORB_MAGIC:
        layout = _cut_norb(data)
    else:
        return None
    valid = layout is not None and layout.header_size + layout.payload_size == len(data)
    return layout if valid else None


def cut_idx(data: bytes) -> Layout | None:
    """Return the layout an IDX header promises, whatever follows; None where it has an error."""
    code, rank = data[2:3], data[3:4]
    if not rank or not rank[0] or code[0] not in IDX_WIDTHS or len(data) < 4 + 4 * rank[0]:
        return None
    sizes = struct.unpack_from(f">{rank[0]}I", data, 4)
    width = IDX_WIDTHS[code[0]]
    payload = math.prod(sizes) * width
    return Layout("idx", code[0], width, sizes, 4, 4 + 4 * rank[0], payload)


def _cut_norb(data: bytes) -> Layout | None:
    if data[0] not in NORB_WIDTHS or len(data) < 8 + 4 * NORB_SLOTS:
        return None
    (rank,) = struct.unpack_from("<i", data, 4)
    slots = max(NORB_SLOTS, rank)
    if rank not in NORB_RANKS or len(data) < 8 + 4 * slots:
        return None
    words = struct.unpack_from(f"<{slots}i", data, 8)
    if min(words[:rank]) < 1 or any(word != 1 for word in words[rank:]):
        return None
    width = NORB_WIDTHS[data[0]]
    payload = math.prod(words[:rank]) * width
    return Layout("norb", data[0], width, words[:rank], 8, 8 + 4 * slots, payload)


def fits(data: bytes) -> bool:
    """Whether `data` is a valid file."""
    return cut(data) is not None


def fits_turned(data: bytes) -> bool:
    """Whether `data` is a valid IDX file once the bytes of each size are turned round."""
    end = 4 + 4 * (data[3:4] or b"\0")[0]
    turned = reversed_words(data[4:end])
    return data[:2] == b"\0\0" and fits(data[:4] + turned + data[end:])


def fits_as_text(data: bytes) -> bool:
    """Whether `data` is a valid file that a text tool may have changed, or lost bytes to one."""
    if fits_without_returns(data):
        return True
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    if REPLACEMENT in data:
        return True
    try:
        return not text.isascii() and fits(text.encode("latin-1"))
    except UnicodeEncodeError:
        return False


def fits_without_returns(data: bytes) -> bool:
    """Whether `data` is a valid file whose every LF, eight at least, became CR LF."""
    pairs = data.count(b"\r\n")
    return PAIRS <= pairs == data.count(b"\n") and fits(data.replace(b"\r\n", b"\n"))


def is_ambiguous(data: bytes) -> bool:
    """Whether changed bytes are valid again, or make sense in yet another way."""
    return is_mistakable(data) or fits_turned(data)


def is_mistakable(data: bytes) -> bool:
    """The same, of bytes that may well be an IDX file with little-endian sizes."""
    foreign = any(data.startswith(mark, offset) for offset, mark in FOREIGN_MARKS)
    return foreign or fits(data) or fits_as_text(data)


def reversed_words(data: bytes, width: int = 4) -> bytes:
    """Return `data` with the bytes of each word of `width` bytes turned round."""
    return b"".join(data[start : start + width][::-1] for start in range(0, len(data), width))
