"""Single edits that would make a file consistent, the likeliest first.

Only edits after which header and length agree exactly are offered. What chance brings
about least comes first: bytes that are really there, then a header that fits when cut
another way, then a size that fits because a size can be chosen. The work is the same for
any claim a header makes.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from math import prod

import idxspec
from idxcheck.edits import (
    cut_like,
    edit,
    edit_at,
    fits,
    with_element,
    with_rank,
    with_size,
)
from idxcheck.evidence import Evidence
from idxcheck.findings import Hypothesis
from idxcheck.sizes import (
    all_but_one,
    byte_swapped,
    counted,
    describe_promise,
    describe_shape,
    largest_size,
)
from idxspec import Header

MAXIMUM = 5  # hypotheses offered for one fault
COMMON_RANKS = (1, 2, 3, 4)  # what nearly every file has
EXTRA_SLOTS = 3  # size slots a writer may have added, as NORB's padding
BLOCKS = (512, 4096)  # what tape archives and disk images pad to
LINE_ENDS = {b"\n": "LF", b"\r\n": "CR LF"}
SAMPLE = 16  # bytes of payload below which a pattern in them is chance
LOW_HALF = 2**16  # where a count kept in 16 bits overflows
COPIES = 9  # times a payload may have been written; more is chance


def explain_length(evidence: Evidence) -> tuple[Hypothesis, ...]:
    """Return the edits after which header and length agree, at most MAXIMUM."""
    header, length = evidence.header, evidence.length
    if header is None or length == header.file_size:
        return ()
    if length is None:
        return tuple(_appended(evidence, header))
    ordered = (
        _header_twice(evidence, header, length),
        _appended(evidence, header),
        _line_end(evidence, header),
        _filled_block(evidence, header, length),
        _extra_slots(evidence, header, length),
        _other_rank(evidence, header),
        _swapped_sizes(header, length),
        _two_bytes_each(evidence, header, length),
        _other_element(header, length),
        _header_counted(header, length),
        _one_size(header, length),
        _whole_multiple(header, length),
    )
    unique: dict[tuple[object, ...], Hypothesis] = {}
    for each in chain.from_iterable(ordered):
        key = (each.text,) if each.offset is None else (each.offset, each.old, each.new)
        unique.setdefault(key, each)
    return tuple(islice(unique.values(), MAXIMUM))


def explain_rank(evidence: Evidence) -> tuple[Hypothesis, ...]:
    """Return the ranks with which the header fits the length."""
    header = evidence.header
    return () if header is None else tuple(_other_rank(evidence, header))


def explain_element(evidence: Evidence) -> tuple[Hypothesis, ...]:
    """Return the element types with which an IDX header of an unknown one fits the length."""
    return tuple(_known_elements(evidence))


def _known_elements(evidence: Evidence) -> Iterator[Hypothesis]:
    before, old, behind = evidence.head[:2], evidence.head[2:3], evidence.head[3:]
    for element in idxspec.ELEMENTS:
        model = idxspec.idx_header(element, (1,))
        new = idxspec.build(model)[2:3]
        meant = cut_like(before + new + behind, model)
        if meant is not None and fits(meant, evidence.length):
            yield edit_at(f"element type should be {element.name}", 2, old, new, meant)


def _header_twice(evidence: Evidence, header: Header, length: int) -> Iterator[Hypothesis]:
    size = header.header_size
    first = evidence.head[:size]
    if length == header.file_size + size and evidence.head[size : 2 * size] == first:
        text = f"the header stands there twice: remove {counted(size, 'byte')} at {size:#x}"
        yield Hypothesis(text, size, first)


def _appended(evidence: Evidence, header: Header) -> Iterator[Hypothesis]:
    """Another matrix behind the first; Lush appends to NORB files (NORB-5.4)."""
    second = cut_like(evidence.tail, header)
    if second is None or not second.rank or min(second.shape) < 1:
        return
    end = header.file_size
    rest = None if evidence.length is None else evidence.length - end
    lush = header.format == "norb"
    if second == header and rest is not None and rest % end == 0:
        yield Hypothesis(
            f"the file was written {rest // end + 1} times: the first ends at {end:#x}"
        )
    elif second.file_size == rest or (lush and (rest is None or second.file_size < rest)):
        dialect = " (Lush appends matrices, NORB-5.4)" if lush else ""
        what = f"another {header.format.upper()} matrix follows at {end:#x}{dialect}"
        yield Hypothesis(f"{what}: {describe_promise(second)}")


def _line_end(evidence: Evidence, header: Header) -> Iterator[Hypothesis]:
    end, name = header.file_size, LINE_ENDS.get(evidence.tail)
    if name is not None:
        text = f"a line end was written behind the payload: remove {name} at {end:#x}"
        yield Hypothesis(text, end, evidence.tail)


def _filled_block(evidence: Evidence, header: Header, length: int) -> Iterator[Hypothesis]:
    end, tail = header.file_size, evidence.tail
    block = next((block for block in BLOCKS if length % block == 0 and len(tail) < block), None)
    if tail and block and end + len(tail) == length and not any(tail):
        text = f"zeros fill the file up to a multiple of {block}"
        yield Hypothesis(f"{text}: remove {counted(len(tail), 'byte')} at {end:#x}", end, tail)


def _extra_slots(evidence: Evidence, header: Header, length: int) -> Iterator[Hypothesis]:
    extra, start = length - header.file_size, header.header_size
    slots, rest = divmod(extra, 4)
    if rest or not 0 < slots <= EXTRA_SLOTS:
        return
    ones = slots * (1).to_bytes(4, header.byte_order)
    if evidence.head[start:].startswith(ones):
        what = f"{counted(slots, 'size slot')} too many, holding 1"
        yield Hypothesis(f"{what}: remove {counted(extra, 'byte')} at {start:#x}", start, ones)


def _other_rank(evidence: Evidence, header: Header) -> Iterator[Hypothesis]:
    ranks = {header.rank - 1, header.rank + 1, *COMMON_RANKS} - {header.rank}
    for rank in sorted(ranks, key=lambda rank: abs(rank - header.rank)):
        meant = with_rank(header, evidence.head, rank)
        if meant is not None and fits(meant, evidence.length):
            yield edit(f"rank should be {rank}", header, meant)


def _swapped_sizes(header: Header, length: int) -> Iterator[Hypothesis]:
    found, largest = length - header.header_size, largest_size(header.format)
    swapped = tuple(map(byte_swapped, header.shape))
    possible = [size <= largest for size in swapped]
    for axis, rest in enumerate(all_but_one(header)):
        if possible[axis] and swapped[axis] * rest == found:
            meant = with_size(header, axis, swapped[axis])
            yield edit(f"size {axis} is byte-swapped and should be {swapped[axis]}", header, meant)
    if all(possible) and prod(swapped) * header.element.size == found:
        meant = replace(header, shape=swapped)
        yield edit("the sizes are byte-swapped", header, meant)


def _two_bytes_each(evidence: Evidence, header: Header, length: int) -> Iterator[Hypothesis]:
    """Bytes written as 16-bit numbers by a little-endian machine: every second one is zero."""
    found, payload = length - header.header_size, evidence.head[header.header_size :]
    doubled = header.element.size == 1 and found == 2 * header.payload_size
    telling = len(payload) >= SAMPLE and any(payload) and not any(payload[1::2])
    if doubled and telling and header.byte_order == "big":
        cause = "each element was written in 2 bytes, the low one first, as array('H') does"
        sizes = f"{describe_shape(header.shape)} x 2 = {counted(found, 'byte')}"
        yield Hypothesis(f"{cause}: {sizes} of payload; write one byte each")


def _other_element(header: Header, length: int) -> Iterator[Hypothesis]:
    found, present = length - header.header_size, header.element
    for element in sorted(
        idxspec.ELEMENTS, key=lambda each: (each.kind == "f") != (present.kind == "f")
    ):
        if header.element_count * element.size == found:
            what = f"element type should be {element.name}"
            hypothesis = edit(what, header, with_element(header, element))
            if element.size == 2 * present.size:
                twice = f"; twice the length: the elements may be {element.size} bytes each"
                hypothesis = replace(hypothesis, text=hypothesis.text + twice)
            yield hypothesis


def _header_counted(header: Header, length: int) -> Iterator[Hypothesis]:
    """Sizes of a writer that took the length of the file for that of the payload."""
    if length != header.payload_size or not header.rank:
        return
    size = counted(header.header_size, "byte")
    count, rest = divmod(length - header.header_size, header.item_size)
    if rest:
        yield Hypothesis(
            f"the payload lacks {size}, the length of the header: it was counted twice"
        )
    elif count:
        what = f"size 0 counts the {size} of the header too: it should be {count}"
        yield edit(what, header, with_size(header, 0, count))


def _one_size(header: Header, length: int) -> Iterator[Hypothesis]:
    found, largest = length - header.header_size, largest_size(header.format)
    fitting = []
    for axis, rest in enumerate(all_but_one(header)):
        size = found // rest if rest else 0
        if size * rest == found and 0 < size <= largest:
            fitting.append((abs(size - header.shape[axis]) != 1, axis, size))
    for _, axis, size in sorted(fitting)[:MAXIMUM]:
        hypothesis = edit(f"size {axis} should be {size}", header, with_size(header, axis, size))
        if size >= LOW_HALF and size % LOW_HALF == header.shape[axis]:
            overflow = f"; {header.shape[axis]} is what 16 bits keep of {size}"
            hypothesis = replace(hypothesis, text=hypothesis.text + overflow)
        yield hypothesis


def _whole_multiple(header: Header, length: int) -> Iterator[Hypothesis]:
    found, promised = length - header.header_size, header.payload_size
    times, end = found // promised if promised else 0, header.file_size
    if times * promised == found and 1 < times <= COPIES:
        yield Hypothesis(f"the payload was written {times} times: the first ends at {end:#x}")
