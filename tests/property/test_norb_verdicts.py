"""The rules judge NORB content by its bytes alone, as the clauses of norb.md say."""

import math
import struct
from typing import TypeVar

from hypothesis import event, given
from hypothesis import strategies as st

from idxcheck.evidence import Evidence, examine
from idxcheck.findings import Severity
from idxcheck.judging import judge, select_rules
from idxcheck.source import open_source

T = TypeVar("T")
WIDTHS = {0x51: (4,), 0x53: (8,), 0x54: (4,), 0x55: (1,), 0x56: (2,), 0x57: (1,), 0x58: (4, 8)}

DEVIATIONS = st.sets(
    st.sampled_from(
        ["order", "magic", "rank", "sizes", "padding", "slots", "length", "edit", "cut"]
    ),
    max_size=2,
)
MAGIC_BYTES = st.sampled_from([0x58, 0x58, 0x52, 0x59, 0x5B, 0x65, 0])
RANKS = st.sampled_from([0, 0, 0, -1, 11, 12, 2**31 - 1])
SIZES = st.sampled_from([0, -1, 1, 2, 2**16, 2**31 - 1, -(2**31)])
SLIPS = st.sampled_from([-1, 1, -4, -8, 21])


@st.composite
def contents(draw: st.DrawFn) -> bytes:
    """NORB files with at most two deviations; they shrink to a float32 matrix of shape 1."""
    deviations = draw(DEVIATIONS)

    def pick(name: str, ordinary: st.SearchStrategy[T], odd: st.SearchStrategy[T]) -> T:
        return draw(odd if name in deviations else ordinary)

    order = pick("order", st.just("<"), st.just(">"))
    magic_byte = pick("magic", st.sampled_from(sorted(WIDTHS)), MAGIC_BYTES)
    rank = pick("rank", st.integers(1, 4), RANKS)
    sizes = [pick("sizes", st.integers(1, 4), SIZES) for _ in range(min(max(rank, 0), 12))]
    slots = pick("slots", st.just(0 if rank == 0 and draw(st.booleans()) else 3), st.just(0))
    padding = [pick("padding", st.just(1), st.integers(0, 2)) for _ in range(slots - len(sizes))]
    words = [*sizes, *padding]
    header = struct.pack(f"{order}Ii{len(words)}i", 0x1E3D4C00 | magic_byte, rank, *words)
    width = draw(st.sampled_from(WIDTHS.get(magic_byte, (1,))))
    length = math.prod(max(0, size) for size in sizes) * width + pick("length", st.just(0), SLIPS)
    data = bytearray(header + bytes(range(1, 256)) * 9)[: len(header) + max(0, length)]
    if "edit" in deviations:
        place = draw(st.integers(0, len(data) - 1))
        data[place] = draw(st.integers(0, 255))
    return bytes(data[: pick("cut", st.none(), st.integers(0, len(data)))])


def accepts(data: bytes, *, strict: bool) -> bool:
    """Whether a reader that knows the clauses returns a matrix."""
    order = "<" if data[1:4] == b"\x4c\x3d\x1e" else ">"
    if len(data) < 8 or (strict and order == ">"):
        return False
    magic, rank = struct.unpack_from(f"{order}Ii", data)
    widths = WIDTHS.get(magic & 0xFF, ())
    if rank == 0:
        return not strict and len(data) in {start + width for width in widths for start in (8, 20)}
    header_size = 8 + 4 * max(3, rank)
    if not 1 <= rank <= 11 or len(data) < header_size:
        return False
    words = struct.unpack_from(f"{order}{max(3, rank)}i", data, 8)
    if min(words[:rank]) < strict or (strict and set(words[rank:]) - {1}):
        return False
    lengths = [header_size + math.prod(words[:rank]) * width for width in widths]
    if strict or len(widths) > 1:  # the length tells the width of a long
        return len(data) in lengths and not (strict and len(widths) > 1)
    return lengths != [] and len(data) >= lengths[0]


def evidence_of(data: bytes, *, strict: bool) -> Evidence:
    """Return the evidence of `data`."""
    with open_source(data) as source:
        return examine(source, "<bytes>", strict=strict, scan_values=True)


@given(contents(), st.booleans())
def test_an_error_is_what_no_reader_returns(data: bytes, strict: bool) -> None:  # noqa: FBT001 - Hypothesis fills it in
    """NORB content has an error under a reading exactly when that reading returns no matrix."""
    evidence = evidence_of(data, strict=strict)
    if evidence.content.kind != "norb":
        event(f"is {evidence.content.kind}")
        return
    findings = judge(evidence).findings
    errors = [each.code for each in findings if each.severity is Severity.ERROR]
    event(f"strict {strict}: errors {errors}")
    assert (errors == []) is accepts(data, strict=strict)


@given(contents(), st.booleans())
def test_without_an_error_header_and_payload_are_there(data: bytes, strict: bool) -> None:  # noqa: FBT001 - Hypothesis fills it in
    """No error: a header without negative sizes, and its payload, exactly or leniently more."""
    evidence = evidence_of(data, strict=strict)
    chosen = select_rules(["TRN", "NRB"], ["TRN104", "TRN105"])
    findings = judge(evidence).only(chosen).findings
    if evidence.content.kind != "norb" or Severity.ERROR in {each.severity for each in findings}:
        return
    header, length = evidence.header, evidence.length
    assert header is not None
    assert length is not None
    assert min(header.shape, default=0) >= 0
    assert length == header.file_size if strict else length >= header.file_size
