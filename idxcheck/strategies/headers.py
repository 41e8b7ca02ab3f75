"""Element types, shapes and headers."""

import math
from collections.abc import Collection
from typing import Any

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import SearchStrategy

from idxcheck.strategies.bounds import (
    MAXIMUM_RANKS,
    MAXIMUM_SIZES,
    MINIMUM_SIZES,
    check_choice,
    check_choices,
    check_range,
    check_shape,
)
from idxspec import ELEMENTS, Element, Format, Header

Shape = tuple[int, ...]
Shapes = int | Shape | SearchStrategy[Shape]

FORMATS: tuple[Format, ...] = ("idx", "norb")
NORB_SLOTS = 3  # sizes and padding together, NORB-4.2


def elements(*, kinds: Collection[str] = ("u", "i", "f")) -> SearchStrategy[Element]:
    """Draw element types of both formats, idxspec.Element; they shrink towards uint8.

    `kinds` are numpy's letters: "u" is uint8, "i" int8, int16 and int32, "f" float32 and
    float64.
    """
    check_choices("kinds", kinds, ("u", "i", "f"))
    return st.sampled_from([element for element in ELEMENTS if element.kind in kinds])


def shapes(
    *,
    min_rank: int = 1,
    max_rank: int = 3,
    min_size: int = 1,
    max_size: int = 8,
    max_elements: int | None = 128,
) -> SearchStrategy[Shape]:
    """Draw shapes; they shrink towards the lowest rank, then towards `min_size` everywhere.

    The defaults are what every reader of a general purpose must read: IDX allows rank 255
    and sizes 0 to 2^32 - 1, NORB rank 11 and sizes 1 to 2^31 - 1, numpy rank 64. The product
    of the sizes is at most `max_elements`, None for any; so is that of the others beside a 0.
    """
    check_range("rank", min_rank, max_rank, 1, MAXIMUM_RANKS["idx"])
    check_range("size", min_size, max_size, 0, MAXIMUM_SIZES["idx"])
    if max_elements is not None:
        check_range("elements", 0, max_elements, 0, None)
        if min_size**min_rank > max_elements:
            raise InvalidArgument(
                f"max_elements={max_elements} leaves no shape: min_size={min_size} to the power"
                f" of min_rank={min_rank} is {min_size**min_rank}"
            )
        while min_size**max_rank > max_elements:
            max_rank -= 1
    return _shapes((min_rank, max_rank), (min_size, max_size), max_elements)


@st.composite
def _shapes(
    draw: st.DrawFn, ranks: tuple[int, int], limits: tuple[int, int], max_elements: int | None
) -> Shape:
    lowest, highest = limits
    sizes: list[int] = []
    for rest in reversed(range(draw(st.integers(*ranks)))):
        room = highest
        if max_elements is not None:
            # The sizes to come are 1 at least, or the lowest: no 0 is forced.
            taken = math.prod(sizes) * max(1, lowest) ** rest
            room = min(highest, max_elements // max(1, taken))
        sizes.append(draw(st.integers(lowest, room)))
    return tuple(sizes)


def headers(
    *,
    format: Format | None = None,  # noqa: A002 - the field's word
    element: Element | SearchStrategy[Element] | None = None,
    shape: Shapes | None = None,
) -> SearchStrategy[Header]:
    """Draw headers of valid files, idxspec.Header; they shrink towards IDX uint8 of shape 1.

    `format` is "idx" or "norb", None for both. Where `shape` is None, all that a format
    allows comes up: half of the headers have small sizes and a rank of at most 3, the others
    any rank, and any sizes, whose payload no disk would hold. Of NORB they are little-endian,
    with the padding 1.
    """
    if format is not None:
        check_choice("format", format, FORMATS)
    kinds: list[Format] = [*FORMATS] if format is None else [format]
    types: SearchStrategy[Element] = elements()
    if element is not None:
        types = element if isinstance(element, SearchStrategy) else st.just(_known(element))
    if shape is None or isinstance(shape, SearchStrategy):
        return _headers(kinds, types, shape)
    for each in kinds:
        check_shape(shape, each)
    return _headers(kinds, types, st.just(shape))


@st.composite
def _headers(
    draw: st.DrawFn,
    kinds: list[Format],
    types: SearchStrategy[Element],
    sizes: SearchStrategy[Any] | None,
) -> Header:
    kind = draw(st.sampled_from(kinds))
    element = _known(draw(types))
    shape = check_shape(draw(shapes() | _extreme_shapes(kind) if sizes is None else sizes), kind)
    if kind == "idx":
        return Header("idx", "big", (element.idx_code or 0) << 8 | len(shape), element, shape)
    padding = (1,) * (NORB_SLOTS - len(shape))
    return Header("norb", "little", element.norb_magic or 0, element, shape, padding)


def _known(element: Element) -> Element:
    check_choice("element", element, ELEMENTS)
    return element


def _extreme_shapes(kind: Format) -> SearchStrategy[Shape]:
    return shapes(
        max_rank=MAXIMUM_RANKS[kind],
        min_size=MINIMUM_SIZES[kind],
        max_size=MAXIMUM_SIZES[kind],
        max_elements=None,
    )
