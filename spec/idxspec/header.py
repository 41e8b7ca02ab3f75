"""The header of one file, as both schemas cut it, and the error they cut with."""

import math
from dataclasses import dataclass
from typing import Literal

from idxspec.elements import Element

Format = Literal["idx", "norb"]
ByteOrder = Literal["big", "little"]


@dataclass(frozen=True, slots=True)
class Header:
    """A header, complete: building it again gives the same bytes.

    `magic` is the first 32-bit number in the header's own byte order: 2051 for MNIST's
    images, 0x1E3D4C55 for smallNORB's. `shape` holds the sizes as they stand, so a NORB
    size may be zero or negative. `padding` holds NORB's unused size slots.
    """

    format: Format
    byte_order: ByteOrder
    magic: int
    element: Element
    shape: tuple[int, ...]
    padding: tuple[int, ...] = ()

    @property
    def rank(self) -> int:
        """The number of dimensions."""
        return len(self.shape)

    @property
    def shape_offset(self) -> int:
        """The offset of the first size, in bytes."""
        return 4 if self.format == "idx" else 8

    @property
    def header_size(self) -> int:
        """The bytes before the payload."""
        return self.shape_offset + 4 * (len(self.shape) + len(self.padding))

    @property
    def element_count(self) -> int:
        """The product of the sizes, exact; 0 where a size is below 1."""
        return math.prod(self.shape) if all(size > 0 for size in self.shape) else 0

    @property
    def payload_size(self) -> int:
        """The bytes of the elements the header promises, exact."""
        return self.element_count * self.element.size

    @property
    def item_size(self) -> int:
        """The bytes of one item of the first axis (the whole payload for rank 0)."""
        if any(size < 1 for size in self.shape[1:]):
            return 0
        return math.prod(self.shape[1:]) * self.element.size

    @property
    def file_size(self) -> int:
        """The bytes of the whole decompressed file: header and payload."""
        return self.header_size + self.payload_size


class HeaderError(ValueError):
    """Bytes that are no header, or a header that no bytes can hold.

    `offset` is the byte at fault, `field` its path (`type`, `shape[1]`), `expected` what
    would be right and `actual` what stands there; `actual` is None where the bytes end,
    and then `truncated` is true.
    """

    def __init__(self, field: str, offset: int, expected: str, actual: int | None) -> None:
        found = "the end of the data" if actual is None else _shown(actual)
        super().__init__(f"{field} at {offset:#x}: expected {expected}, found {found}")
        self.field = field
        self.offset = offset
        self.expected = expected
        self.actual = actual

    def __reduce__(self) -> tuple[type["HeaderError"], tuple[str, int, str, int | None]]:
        return HeaderError, (self.field, self.offset, self.expected, self.actual)

    @property
    def truncated(self) -> bool:
        """Whether the bytes end inside the header."""
        return self.actual is None


def _shown(value: int) -> str:
    return f"{value} ({value:#x})" if value >= 0 else str(value)
