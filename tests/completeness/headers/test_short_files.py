"""Every length a small file can be cut to, each element type, rank 1 to 4, both formats."""

from __future__ import annotations

import io
import itertools
import math
import struct
from typing import TYPE_CHECKING

import pytest

import idxcheck

if TYPE_CHECKING:
    from tests.completeness.headers.conftest import Due, Found

# Element type: its bytes, its IDX code, the type byte of its NORB magic.
ELEMENTS = {
    "uint8": (1, 0x08, 0x55),
    "int8": (1, 0x09, 0x57),
    "int16": (2, 0x0B, 0x56),
    "int32": (4, 0x0C, 0x54),
    "float32": (4, 0x0D, 0x51),
    "float64": (8, 0x0E, 0x53),
}
# Shapes of at most 64 bytes by the bytes of an element, rank 1 to 4. The smallest of rank 1 and
# 2 are those whose NORB payload would be as long as the unused slots, or as a part of them.
SHAPES = {
    1: ((5,), (11,), (1, 3), (3, 7), (2, 3, 7), (2, 3, 2, 5)),
    2: ((3,), (11,), (2, 1), (3, 7), (2, 3, 5), (2, 3, 1, 5)),
    4: ((2,), (11,), (1, 1), (3, 5), (2, 1, 7), (2, 1, 2, 4)),
    8: ((1,), (7,), (1, 2), (2, 4), (2, 1, 4), (2, 1, 1, 3)),
}


def payload(length: int) -> bytes:
    """Return bytes that are no text, not zero, and no NaN in any element type."""
    return bytes(0x80 + (37 * place + 11) % 60 for place in range(length))


def idx(element: str, shape: tuple[int, ...]) -> bytes:
    """Return an IDX file."""
    size, code, _ = ELEMENTS[element]
    head = struct.pack(f">4B{len(shape)}L", 0, 0, code, len(shape), *shape)
    return head + payload(size * math.prod(shape))


def norb(element: str, shape: tuple[int, ...]) -> bytes:
    """Return a NORB file."""
    size, _, kind = ELEMENTS[element]
    slots = [*shape, 1, 1][: max(3, len(shape))]
    head = struct.pack(f"<4Bl{len(slots)}l", kind, 0x4C, 0x3D, 0x1E, len(shape), *slots)
    return head + payload(size * math.prod(shape))


FILES = {
    f"{kind} {element} {' x '.join(map(str, shape))}": make(element, shape)
    for (kind, make), element in itertools.product((("IDX", idx), ("NORB", norb)), ELEMENTS)
    for shape in SHAPES[ELEMENTS[element][0]]
}


def of_length(file: str, length: int) -> str:
    """Return the error of a file cut to `length` bytes: docs/completeness.md has it in words."""
    kind, _, shape = file.split(" ", 2)
    rank = shape.count("x") + 1
    if length == 0:
        return "TRN001"
    if kind == "IDX":
        return "IDX101" if length < 4 + 4 * rank else "IDX201"
    if length == 1:
        return "TRN005"  # a letter: 4C 3D 1E makes it the beginning of a magic
    return "NRB101" if length < 8 + 4 * max(3, rank) else "NRB201"


def test_the_files() -> None:
    """72 valid files, their payload 3 to 64 bytes."""
    assert len(FILES) == 72
    for data in FILES.values():
        (report,) = idxcheck.check(data).files
        assert report.header is not None
        assert report.verdict.value == "valid"
        assert 3 <= report.header.payload_size <= 64
        assert len(data) == report.header.file_size


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES)
def test_every_length(file: str, due: Due, found: Found) -> None:
    """Cut to any length, the file has the error of that length, and none but notes beside it.

    `load` refuses it for that error.
    """
    whole = FILES[file]
    for length in range(len(whole)):
        data = whole[:length]
        error = of_length(file, length)
        (report,) = idxcheck.check(data).files
        assert (length, found(report.findings)) == (length, due(data, length))
        assert (length, errors(report)) == (length, (error,))
        with pytest.raises(idxcheck.FormatError) as caught:
            idxcheck.load(io.BytesIO(data))
        assert caught.value.finding.code == error


def errors(report: idxcheck.FileReport) -> tuple[str, ...]:
    """Return the codes of the errors."""
    return tuple(each.code for each in report.findings if each.severity.value == "error")


@pytest.mark.parametrize("file", FILES)
def test_every_size_one_off(file: str, found: Found, due: Due) -> None:
    """A size one too large or one too small: the payload is too short or too long for it."""
    whole = FILES[file]
    family, order, start = ("IDX", ">", 4) if file.startswith("IDX") else ("NRB", "<", 8)
    rank = file.count(" x ") + 1
    for place, step in itertools.product(range(start, start + 4 * rank, 4), (1, -1)):
        (size,) = struct.unpack_from(f"{order}l", whole, place)
        data = whole[:place] + struct.pack(f"{order}l", size + step) + whole[place + 4 :]
        (report,) = idxcheck.check(data).files
        assert (place, step, found(report.findings)) == (place, step, due(data, len(data)))
        expected = f"{family}201" if step > 0 else f"{family}202"
        if size + step == 0 and family == "NRB":
            expected = "NRB103"
        assert (place, step, errors(report)) == (place, step, (expected,))
        with pytest.raises(idxcheck.FormatError, match=expected):
            idxcheck.load(io.BytesIO(data))
