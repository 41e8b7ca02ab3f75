"""Headers as they may have been meant, and the bytes that tell them from what stands there."""

from dataclasses import replace

import idxspec
from idxcheck.findings import Hypothesis
from idxcheck.sizes import describe_promise
from idxspec import Element, Header, HeaderError


def cut_like(data: bytes, like: Header) -> Header | None:
    """Cut a header of the format and byte order of `like` from `data`; None where there is none."""
    try:
        if like.format == "idx":
            return idxspec.parse_idx(data)
        return idxspec.read_norb(data, like.byte_order)[0]
    except HeaderError:
        return None


def with_rank(header: Header, head: bytes, rank: int) -> Header | None:
    """Cut the header of `head` again as if the rank were `rank`; None where that cannot be."""
    model = _model(header, header.element, (1,) * rank)
    try:
        start = idxspec.build(model)[: header.shape_offset]
    except HeaderError:  # a rank the format does not have
        return None
    return cut_like(start + head[header.shape_offset :], header)


def with_element(header: Header, element: Element) -> Header:
    """Return `header` with another element type."""
    magic = _model(header, element, header.shape).magic
    return replace(header, element=element, magic=magic)


def with_size(header: Header, axis: int, size: int) -> Header:
    """Return `header` with another size of one axis."""
    return replace(header, shape=(*header.shape[:axis], size, *header.shape[axis + 1 :]))


def fits(header: Header, length: int | None) -> bool:
    """Whether `header` is one that nobody objects to, of a file of `length` bytes."""
    good = header.rank > 0 and min(header.shape) > 0 and set(header.padding) <= {1}
    return good and header.file_size == length


def edit(what: str, header: Header, meant: Header) -> Hypothesis:
    """Return that `header` should be `meant`: the fields that differ, whole, and the sum."""
    old, new = idxspec.build(header), idxspec.build(meant)
    places = [place for place, pair in enumerate(zip(old, new, strict=False)) if len({*pair}) > 1]
    # The fields of IDX's magic are bytes, all others are words.
    width = 1 if header.format == "idx" and places[0] < header.shape_offset else 4
    start, end = places[0] // width * width, places[-1] // width * width + width
    return edit_at(what, start, old[start:end], new[start:end], meant)


def edit_at(what: str, offset: int, old: bytes, new: bytes, meant: Header) -> Hypothesis:
    """Return that `old` at `offset` should be `new`, which makes the header `meant`."""
    before = f"{old.hex().upper()} -> " if len(old) == 1 else ""
    place = f"({before}{new.hex().upper()} at {offset:#x})"
    return Hypothesis(f"{what} {place}: {describe_promise(meant)}", offset, old, new)


def _model(like: Header, element: Element, shape: tuple[int, ...]) -> Header:
    """Return the header of a matrix in the format of `like`, as a writer should write it."""
    if like.format == "idx":
        return idxspec.idx_header(element, shape)
    return idxspec.norb_header(element, shape, like.byte_order)
