"""The arithmetic of sizes, in numbers and in words, the same for both formats."""

import math
from itertools import accumulate
from operator import mul

from idxspec import Format, Header

SIZES_SHOWN = 8  # sizes written out; of more, the first three
LARGEST_EXACT = 10**21  # above it a number is shown as a power of two


def counted(number: int, noun: str) -> str:
    """Return `number` with `noun`, in the plural where it is not one."""
    shown = str(number) if number < LARGEST_EXACT else f"at least 2^{number.bit_length() - 1}"
    return f"{shown} {noun}{'s' * (number != 1)}"


def describe_shape(shape: tuple[int, ...]) -> str:
    """Return the sizes with crosses between them, abbreviated where they are many."""
    if len(shape) > SIZES_SHOWN:
        return f"{' x '.join(map(str, shape[:3]))} x ... (rank {len(shape)})"
    return " x ".join(map(str, shape)) or "1 (rank 0)"


def describe_promise(header: Header) -> str:
    """Return the payload the header promises: sizes, element type and bytes."""
    size = counted(header.payload_size, "byte")
    return f"{describe_shape(header.shape)} {header.element.name} = {size} of payload"


def describe_found(header: Header, length: int) -> str:
    """Return the payload a content of `length` bytes holds: bytes, elements, whole items."""
    found = max(0, length - header.header_size)
    whole = header.rank > 1 and header.item_size
    parts, rest = divmod(found, header.item_size if whole else header.element.size)
    text = f"{counted(found, 'byte')} = {counted(parts, 'whole item' if whole else 'element')}"
    return f"{text} and {counted(rest, 'byte')}" if rest else text


def largest_size(file_format: Format) -> int:
    """Return the largest size a header can hold: unsigned in IDX, signed in NORB."""
    return 2**32 - 1 if file_format == "idx" else 2**31 - 1


def byte_swapped(size: int) -> int:
    """Return `size` with its four bytes in the other order, unsigned."""
    return int.from_bytes((size & 0xFFFFFFFF).to_bytes(4, "big"), "little")


def all_but_one(header: Header) -> list[int]:
    """Return for each axis the payload in bytes if its size were 1.

    A negative size counts as zero. The work grows with the rank alone.
    """
    sizes = [max(0, size) for size in header.shape]
    before = accumulate(sizes, mul, initial=header.element.size)
    behind = [*accumulate(reversed(sizes[1:]), mul, initial=1)][::-1]
    return [math.prod(pair) for pair in zip(before, behind, strict=False)][: header.rank]
