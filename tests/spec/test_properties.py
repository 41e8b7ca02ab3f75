"""What holds of the schemas for every header and for all bytes."""

import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from idxspec import (
    ELEMENTS,
    LONG_ELEMENTS,
    LONG_MAGIC,
    ByteOrder,
    Header,
    HeaderError,
    build,
    parse_idx,
    parse_norb,
    read_norb,
)

BYTE_ORDERS: list[ByteOrder] = ["little", "big"]
INT32 = st.integers(-(2**31), 2**31 - 1)
UINT32 = st.integers(0, 2**32 - 1)
MAGICS = {  # what the first bytes of a file must be to get any further
    "little": [bytes([low]) + b"\x4c\x3d\x1e" for low in range(0x50, 0x5C)],
    "big": [b"\x1e\x3d\x4c" + bytes([low]) for low in range(0x50, 0x5C)],
}


@st.composite
def idx_headers(draw: st.DrawFn) -> Header:
    """IDX headers of any prefix, type, rank and sizes; shrink to a uint8 scalar."""
    element = draw(st.sampled_from(ELEMENTS))
    shape = tuple(draw(st.lists(UINT32, max_size=6) | st.lists(UINT32, max_size=255)))
    prefix = draw(st.just(0) | st.integers(0, 0xFFFF))
    magic = prefix << 16 | (element.idx_code or 0) << 8 | len(shape)
    return Header("idx", "big", magic, element, shape)


@st.composite
def norb_headers(draw: st.DrawFn) -> Header:
    """NORB headers of either byte order, any sizes and any padding; shrink to a uint8 scalar."""
    element = draw(st.sampled_from([*ELEMENTS, *LONG_ELEMENTS]))
    long = element.norb_magic is None or (element.name == "int32" and draw(st.booleans()))
    magic = LONG_MAGIC if long else element.norb_magic or 0
    sizes = st.integers(1, 5) if long else INT32  # what fits both widths would be ambiguous
    shape = tuple(draw(st.lists(sizes, max_size=11)))
    slots = max(0, 3 - len(shape)) if shape else draw(st.sampled_from([0, 3]))
    padding = tuple(draw(st.lists(INT32, min_size=slots, max_size=slots)))
    return Header("norb", draw(st.sampled_from(BYTE_ORDERS)), magic, element, shape, padding)


@st.composite
def norb_bytes(draw: st.DrawFn, byte_order: ByteOrder) -> bytes:
    """Bytes that are likely to be a NORB header of `byte_order`, and bytes that are not."""
    magic = draw(st.sampled_from(MAGICS[byte_order]))
    rank = draw(st.integers(-2, 13)).to_bytes(4, byte_order, signed=True)
    return draw(st.sampled_from([b"", magic, magic + rank])) + draw(st.binary(max_size=80))


def survives(error: HeaderError, length: int) -> None:
    """Assert that `error` points into the data or at its end, and can be pickled."""
    assert 0 <= error.offset <= length
    assert error.truncated is (error.offset == length)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert str(again) == str(error)


@given(idx_headers(), st.binary(max_size=9))
def test_an_idx_header_comes_back(header: Header, payload: bytes) -> None:
    """What is built is cut to the same header, whatever follows it."""
    data = build(header)
    assert len(data) == header.header_size
    assert parse_idx(data) == header
    assert parse_idx(data + payload) == header


@given(norb_headers(), st.binary(max_size=30))
def test_a_norb_header_comes_back(header: Header, payload: bytes) -> None:
    """What is built is cut to the same header, given the length of the file."""
    data = build(header)
    assert len(data) == header.header_size
    assert parse_norb(data, header.byte_order, header.file_size) == header
    assert parse_norb(data + payload, header.byte_order, header.file_size) == header
    assert header in read_norb(data + payload, header.byte_order)


@given(st.binary(max_size=80) | st.binary(max_size=80).map(lambda tail: b"\0\0\x08" + tail))
@example(b"")
@example(bytes(4))
def test_any_bytes_as_idx(data: bytes) -> None:
    """Any bytes are a header that is built again to the same bytes, or a HeaderError."""
    try:
        header = parse_idx(data)
    except HeaderError as error:
        survives(error, len(data))
    else:
        assert build(header) == data[: header.header_size]


@given(st.data(), st.sampled_from(BYTE_ORDERS), st.none() | st.integers(0, 200) | st.integers())
def test_any_bytes_as_norb(data: st.DataObject, byte_order: ByteOrder, length: int | None) -> None:
    """The same of NORB, in either byte order and whatever length is claimed."""
    content = data.draw(norb_bytes(byte_order))
    try:
        header = parse_norb(content, byte_order, length)
    except HeaderError as error:
        survives(error, len(content))
    else:
        assert build(header) == content[: header.header_size]
        assert header in read_norb(content, byte_order)


@given(idx_headers(), st.data())
def test_a_cut_idx_header(header: Header, data: st.DataObject) -> None:
    """An IDX header cut anywhere is a truncation at the cut."""
    whole = build(header)
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(HeaderError) as caught:
        parse_idx(whole[:cut])
    assert caught.value.truncated
    assert caught.value.offset == cut


@given(norb_headers().filter(lambda header: header.rank > 0), st.data())
def test_a_cut_norb_header(header: Header, data: st.DataObject) -> None:
    """A NORB header cut anywhere is a truncation at the cut."""
    whole = build(header)
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(HeaderError) as caught:
        parse_norb(whole[:cut], header.byte_order)
    assert caught.value.truncated
    assert caught.value.offset == cut
