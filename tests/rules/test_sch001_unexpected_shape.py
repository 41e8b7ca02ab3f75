"""SCH001: a shape that the configuration does not expect."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.rules.conftest import Expecting

IDX = struct.pack(">4B3I6s", 0, 0, 8, 3, 1, 2, 3, b"abcdef")
VECTOR = struct.pack(">4BI3s", 0, 0, 8, 1, 3, b"abc")
NORB = struct.pack("<I4i3s", 0x1E3D4C55, 1, 3, 1, 1, b"abc")


@pytest.mark.parametrize(
    ("data", "shape"),
    [
        (IDX, "[1, 2, 3]"),
        (IDX, '["*", 2, 3]'),
        (IDX, '["*", "*", "*"]'),
        (VECTOR, "[3]"),
        (NORB, '["*"]'),
    ],
)
def test_as_expected(expecting: Expecting, data: bytes, shape: str) -> None:
    """Sizes that are equal, or may be any."""
    assert expecting(f"shape = {shape}", data) == ()


@pytest.mark.parametrize(
    ("data", "shape", "message", "place"),
    [
        (IDX, '["*", 3, 3]', "size 1 is 2 in place of 3", ("shape[1]", 8, 4)),
        (IDX, "[2, 3, 4]", "size 0 is 1 in place of 2", ("shape[0]", 4, 4)),
        (IDX, "[1, 2]", "rank 3 in place of 2", ("rank", 3, 1)),
        (IDX, '["*", "*", "*", "*"]', "rank 3 in place of 4", ("rank", 3, 1)),
        (IDX, "[5]", "rank 3 in place of 1", ("rank", 3, 1)),
        (NORB, "[0]", "size 0 is 3 in place of 0", ("shape[0]", 8, 4)),
        (NORB, "[3, 1, 1]", "rank 1 in place of 3", ("rank", 4, 4)),
    ],
)
def test_another_shape(
    expecting: Expecting, data: bytes, shape: str, message: str, place: tuple[str, int, int]
) -> None:
    """It is an error in both readings, at the first number that differs."""
    for strict in (True, False):
        (finding,) = expecting(f"shape = {shape}", data, strict=strict)
        assert (finding.code, finding.severity.value) == ("SCH001", "error")
        assert finding.message == message
        assert (finding.field, finding.offset, finding.length) == place


def test_the_finding(expecting: Expecting) -> None:
    """Both shapes are shown whole."""
    (finding,) = expecting('shape = ["*", 28, 28]', IDX)
    assert str(finding) == (
        "SCH001 unexpected-shape at 0x8: size 1 is 2 in place of 28; expected * x 28 x 28;"
        " found 1 x 2 x 3; next: look whether this is the file that was meant; if so, correct"
        " the configuration"
    )


def test_the_header_is_enough(expecting: Expecting) -> None:
    """The payload need not be read."""
    (finding,) = expecting("shape = [2, 2, 3]", IDX, header_only=True)
    assert finding.code == "SCH001"


def test_nothing_is_expected(expecting: Expecting) -> None:
    """Another key leaves the shape open."""
    assert expecting('element = "uint8"', IDX) == ()
    assert expecting("", IDX) == ()


def test_damage_comes_first(expecting: Expecting) -> None:
    """A file that is no sound matrix is not compared."""
    assert [each.code for each in expecting("shape = [1]", IDX[:-1])] == ["IDX201"]
    assert [each.code for each in expecting("shape = [1]", b"")] == ["TRN001"]
