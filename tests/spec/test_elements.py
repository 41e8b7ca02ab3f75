"""The element table says what both formats call each type."""

from dataclasses import FrozenInstanceError

import pytest

from idxspec import (
    ELEMENTS,
    LONG_ELEMENTS,
    LONG_MAGIC,
    NONSTANDARD_MAGICS,
    Element,
    element_named,
)
from idxspec.elements import make_elements, make_long_elements, make_nonstandard_magics

UINT8 = Element("uint8", 1, "u", 0x08, 0x1E3D4C55)


def test_the_six_types() -> None:
    """IDX-2.2 and NORB-2.2: names, sizes, kinds, codes and magics of the six types."""
    table = [(each.name, each.size, each.kind, each.idx_code, each.norb_magic) for each in ELEMENTS]
    assert table == [
        ("uint8", 1, "u", 8, 507333717),
        ("int8", 1, "i", 9, 507333719),
        ("int16", 2, "i", 11, 507333718),
        ("int32", 4, "i", 12, 507333716),
        ("float32", 4, "f", 13, 507333713),
        ("float64", 8, "f", 14, 507333715),
    ]


def test_the_long_types() -> None:
    """NORB-2.5: the magic of C's long stands for int64 or for the int32 of the table."""
    assert LONG_MAGIC == 507333720
    assert list(LONG_ELEMENTS) == [
        Element("int64", 8, "i", None, None),
        Element("int32", 4, "i", 12, 507333716),
    ]


def test_the_nonstandard_magics() -> None:
    """NORB-2.5: packed and EBLearn's four magics, each with what wrote it."""
    assert NONSTANDARD_MAGICS == {
        507333714: "packed (Lush, signed byte / 16)",
        507333720: "long (EBLearn, 4 or 8 bytes by platform)",
        507333721: "uint32 (EBLearn)",
        507333722: "uint64 (EBLearn)",
        507333723: "int64 (EBLearn)",
    }


def test_the_tables_are_made_by_functions() -> None:
    """The constants are what the functions return, so that mutation reaches the tables."""
    assert make_elements()[0] == UINT8
    assert make_elements() == ELEMENTS
    assert make_long_elements() == LONG_ELEMENTS
    assert make_nonstandard_magics() == NONSTANDARD_MAGICS


def test_an_element_is_frozen_and_hashable() -> None:
    """An element cannot be changed and can be a key."""
    with pytest.raises(FrozenInstanceError):
        UINT8.size = 2  # type: ignore[misc] # the fault under test
    assert {ELEMENTS[0]: "pixels"}[UINT8] == "pixels"


def test_an_element_by_its_name() -> None:
    """The six names are known; what no format holds is not."""
    assert element_named("uint8") == UINT8
    assert element_named("float64") == Element("float64", 8, "f", 14, 507333715)
    assert element_named("int64") is None
    assert element_named("UINT8") is None
