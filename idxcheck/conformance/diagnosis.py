"""What elements that are wrong tell of how they came about."""

import itertools
import re
from collections.abc import Iterator, Sequence

from idxcheck.vectors import Reading

SWAPPED = "the bytes of each element are swapped"
BACKWARDS = "all bytes of the payload in reverse"
SIGNED, UNSIGNED = "taken for signed", "taken for unsigned"
OTHER_TYPE = "the numbers are right, their type is another"
NAN_CHANGED = "the bits of a NaN are changed"
ZEROS = "only zeros"
OTHER_ORDER = "the elements in another order"
REVERSED = f"{OTHER_ORDER}, reversed"
FIRST_FASTEST = f"{OTHER_ORDER}, as if the first index ran fastest"
SIZES_REVERSED = "the sizes reversed"
CUT_SHORT = "the first elements, then zeros"  # with their number in what is told of a case
NUMBERED = re.compile(r"the first \d+ elements?, then zeros")
EVERY = (
    *(SWAPPED, BACKWARDS, SIGNED, UNSIGNED, OTHER_TYPE, NAN_CHANGED, ZEROS),
    *(OTHER_ORDER, REVERSED, FIRST_FASTEST, SIZES_REVERSED),
)
SEPARATOR = "; "
INTEGER = re.compile(r"(u?int)(8|16|32|64)")
WIDTHS = {"uint8": 8, "int8": 8, "int16": 16, "int32": 32, "float32": 32, "float64": 64}
INFINITIES = {"float32": 0x7F800000, "float64": 0x7FF0000000000000}


def diagnosis(expected: Reading, found: Reading) -> str:
    """Return in a few words how `found` came about, "" where the elements do not tell.

    `expected` is what the file holds, and `found` is not that. The words fit every element;
    where several do, those of the more common mistake are taken.
    """
    if found.shape != expected.shape:
        backwards = found.shape == expected.shape[::-1]
        return SIZES_REVERSED if backwards and found.element == expected.element else ""
    if not found.values or len(found.values) != len(expected.values):
        return ""
    told = itertools.chain(_of_bits(expected, found), _of_places(expected, found))
    return next(told, "")


def named(detail: str) -> str:
    """Return the diagnosis at the end of what is told of a case, "" where there is none.

    How many of the first elements are right does not matter.
    """
    words = detail.rpartition(SEPARATOR)[2]
    if NUMBERED.fullmatch(words):
        return CUT_SHORT
    return words if words in EVERY else ""


def _of_bits(expected: Reading, found: Reading) -> Iterator[str]:
    """Yield what fits of mistakes about what the bits of each element mean."""
    if _only_nans_differ(expected, found):
        yield NAN_CHANGED
    width = WIDTHS[expected.element]
    raw = [value % (1 << width) for value in expected.values]
    swapped = [_swapped(bits, width) for bits in raw]
    if swapped != raw:
        for words, bits in ((SWAPPED, swapped), (BACKWARDS, swapped[::-1])):
            if _is(found, _signed(bits, width), width) or _is(found, bits, width):
                yield words
    integer = INTEGER.fullmatch(found.element)
    if integer is None or expected.element not in ("uint8", "int8", "int16", "int32"):
        return
    numbers_are_right = found.values == expected.values
    same_width = int(integer[2]) == width
    if expected.element == "uint8":
        if _is(found, _signed(raw, width), width) and (same_width or not numbers_are_right):
            yield SIGNED
    elif (not numbers_are_right or (same_width and integer[1] == "uint")) and (
        _is(found, raw, width) or _is(found, expected.values, width)
    ):
        yield UNSIGNED
    if numbers_are_right:
        yield OTHER_TYPE


def _of_places(expected: Reading, found: Reading) -> Iterator[str]:
    """Yield what fits of mistakes about where each element stands."""
    values = found.values
    if any(expected.values) and not any(values):
        yield ZEROS
    if found.element != expected.element:
        return
    if sorted(values) == sorted(expected.values):
        if values == expected.values[::-1]:
            yield REVERSED
        if values in _transposed(expected):
            yield FIRST_FASTEST
        yield OTHER_ORDER
    pairs = zip(expected.values, values, strict=True)
    right = next((at for at, (one, other) in enumerate(pairs) if one != other), 0)
    if right and not any(values[right:]):
        yield f"the first {right} element{'s' if right > 1 else ''}, then zeros"


def _only_nans_differ(expected: Reading, found: Reading) -> bool:
    infinity = INFINITIES.get(expected.element)
    if infinity is None or found.element != expected.element:
        return False
    sign = 1 << (WIDTHS[expected.element] - 1)
    pairs = zip(expected.values, found.values, strict=True)
    return all(
        one % sign > infinity and other % sign > infinity for one, other in pairs if one != other
    )


def _is(found: Reading, numbers: Sequence[int], width: int) -> bool:
    """Whether `found` holds these numbers, of so many bits each, in a type that has as many."""
    integer = INTEGER.fullmatch(found.element)
    bits = int(integer[2]) if integer else WIDTHS.get(found.element, 0)
    if bits < width or (integer is None and bits != width):
        return False
    pairs = zip(numbers, found.values, strict=True)
    return all((one - other) % (1 << bits) == 0 for one, other in pairs)


def _swapped(bits: int, width: int) -> int:
    return int.from_bytes(bits.to_bytes(width // 8, "big"), "little")


def _signed(raw: Sequence[int], width: int) -> list[int]:
    return [bits - (1 << width) if bits >> (width - 1) else bits for bits in raw]


def _transposed(expected: Reading) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the elements as they come where the first index is taken to run fastest.

    By who reads them in, or by who gives them out.
    """
    offsets = [0]  # in C order, of each element where the first index runs fastest
    step = 1
    steps = []
    for size in expected.shape:
        steps.append(step)
        step *= size
    for size, each in zip(expected.shape, steps, strict=True):
        offsets = [offset + index * each for offset in offsets for index in range(size)]
    read_in = tuple(expected.values[offset] for offset in offsets)
    given_out = dict(zip(offsets, expected.values, strict=True))
    return read_in, tuple(given_out[offset] for offset in range(len(offsets)))
