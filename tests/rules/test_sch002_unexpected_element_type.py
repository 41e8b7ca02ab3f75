"""SCH002: an element type that the configuration does not expect."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.rules.conftest import Expecting

IDX = struct.pack(">4BI2h", 0, 0, 0x0B, 1, 2, 7, -7)
NORB = struct.pack("<I4i2f", 0x1E3D4C51, 1, 2, 1, 1, 0.5, 1.5)


@pytest.mark.parametrize(
    ("data", "element"),
    [(IDX, '"int16"'), (IDX, '["uint8", "int16"]'), (NORB, '["float32"]')],
)
def test_as_expected(expecting: Expecting, data: bytes, element: str) -> None:
    """The one that is expected, or one of several."""
    assert expecting(f"element = {element}", data) == ()


@pytest.mark.parametrize(
    ("data", "element", "place"),
    [
        (IDX, '"uint8"', ("type", 2, 1)),
        (IDX, '["uint8", "int32"]', ("type", 2, 1)),
        (NORB, '"float64"', ("magic", 0, 4)),
    ],
)
def test_another_element_type(
    expecting: Expecting, data: bytes, element: str, place: tuple[str, int, int]
) -> None:
    """It is an error in both readings, at the number that names the type."""
    for strict in (True, False):
        (finding,) = expecting(f"element = {element}", data, strict=strict)
        assert (finding.code, finding.severity.value) == ("SCH002", "error")
        assert (finding.field, finding.offset, finding.length) == place


def test_the_finding(expecting: Expecting) -> None:
    """All types that would do are named, and the magic that readers print."""
    (finding,) = expecting('element = ["uint8", "int32"]', IDX)
    assert str(finding) == (
        "SCH002 unexpected-element-type at 0x2: int16 in place of uint8 or int32 (magic 2817);"
        " expected uint8 or int32; found int16; next: look whether this is the file that was"
        " meant; if so, correct the configuration"
    )


def test_the_header_is_enough(expecting: Expecting) -> None:
    """The payload need not be read."""
    (finding,) = expecting('element = "uint8"', IDX, header_only=True)
    assert finding.code == "SCH002"


def test_nothing_is_expected(expecting: Expecting) -> None:
    """Another key leaves the element type open."""
    assert expecting("shape = [2]", IDX) == ()
    assert expecting("", IDX) == ()


def test_shape_and_element_type(expecting: Expecting) -> None:
    """They are two facts, and both are told."""
    found = expecting('shape = [3]\nelement = "uint8"', IDX)
    assert [finding.code for finding in found] == ["SCH001", "SCH002"]


def test_damage_comes_first(expecting: Expecting) -> None:
    """A file that is no sound matrix is not compared."""
    assert [each.code for each in expecting('element = "uint8"', IDX + b"x")] == ["IDX202"]
