"""The schemas cut every example of the prose as its answer says."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from idxspec import Header, HeaderError, build, parse_idx, parse_norb

if TYPE_CHECKING:
    from tests.spec.conftest import Example

LETTERS = {
    "uint8": "B",
    "int8": "b",
    "int16": "h",
    "int32": "i",
    "int64": "q",
    "float32": "f",
    "float64": "d",
}


def cut(example: Example) -> Header:
    """Return the header of `example`, in the byte order that its answer names."""
    if example.clause.startswith("IDX"):
        return parse_idx(example.content)
    return parse_norb(example.content, "big" if "big-endian" in example.answer else "little")


def stated(header: Header) -> str:
    """Return the answer for `header`, without values."""
    shape = " x ".join(str(size) for size in header.shape) or "scalar"
    answer = f"= {header.element.name} {shape}, {header.header_size} + {header.payload_size} bytes"
    usual = max(0, 3 - header.rank) if header.format == "norb" and header.rank else 0
    if header.padding != (1,) * usual:
        answer += f", padding {' '.join(str(slot) for slot in header.padding)}"
    if header.format == "norb" and header.byte_order == "big":
        answer += ", big-endian"
    return answer


def test_the_answer(example: Example) -> None:
    """The header fields, or the field that is none, are those of the answer."""
    try:
        answer = stated(cut(example))
    except HeaderError as error:
        found = "nothing" if error.truncated else error.actual
        answer = f"! {error.field} at 0x{error.offset:X}, found {found}"
    assert answer == example.answer.partition(": ")[0]


def test_the_values(example: Example) -> None:
    """The values of the answer are the elements behind the header, in its byte order."""
    if example.values is None:
        return
    header = cut(example)
    payload = example.content[header.header_size : header.file_size]
    order = ">" if header.byte_order == "big" else "<"
    values = struct.iter_unpack(order + LETTERS[header.element.name], payload)
    assert " ".join(repr(value) for (value,) in values) == example.values.replace("none", "")


def test_the_same_bytes_again(example: Example) -> None:
    """A header that is cut is built again to the same bytes, with the magic they start with."""
    if example.answer.startswith("!"):
        with pytest.raises(HeaderError):
            cut(example)
        return
    header = cut(example)
    assert build(header) == example.content[: header.header_size]
    assert header.magic == int.from_bytes(example.content[:4], header.byte_order)


def test_values_stand_where_a_reader_returns_them(example: Example) -> None:
    """Valid and lenient blocks end with values, others only where a name is at fault."""
    assert (example.values is not None) is (example.lenient or example.codes == ["TRN105"])
