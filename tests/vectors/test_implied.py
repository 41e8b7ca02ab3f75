"""Flags that follow from what a vector holds."""

import pytest

from idxcheck.vectors import Reading, Vector
from idxcheck.vectors.implied import with_implied_flags
from idxcheck.vectors.vector import invalid, valid


def bad(data: str, clause: str = "IDX-4.3", flags: tuple[str, ...] = ()) -> Vector:
    """Return an invalid vector of these bytes."""
    return invalid(clause, "some", bytes.fromhex(data), "a reason", flags=flags)


@pytest.mark.parametrize(
    ("vector", "flags"),
    [
        (bad(""), ()),
        (bad("00000800"), ("refusal-by-assertion",)),  # rank 0
        (bad("00000804"), ("refusal-by-assertion",)),  # rank 4
        (bad("00000701"), ("refusal-by-assertion",)),  # no type
        (bad("00000801 00000002"), ()),  # torch has no byte to take
        (bad("00000801 00000002 05"), ("refusal-by-assertion",)),
        (bad("00000b01 00000002 050607"), ()),  # half an element
        (bad("00000801 00000001 05"), ()),
        (bad("1f8b0800 05"), ("gzip-taken-for-matrix",)),
        (bad("1f8b0808 05"), ()),
        (bad("544c3d1e", "NORB-4.3"), ()),
        (bad("504c3d1e", "NORB-4.3"), ("refusal-by-assertion",)),
        (bad("544c3d1f", "NORB-4.3"), ("refusal-by-assertion",)),
        (bad("504c3d", "NORB-4.3"), ()),
        (
            bad("00000801", flags=("header-not-measured",)),
            ("header-not-measured", "leaky-refusal"),
        ),
    ],
)
def test_of_bytes(vector: Vector, flags: tuple[str, ...]) -> None:
    """What a reader in Python dies of, and what looks like a matrix and is gzip."""
    assert with_implied_flags(vector).flags == flags


@pytest.mark.parametrize(
    ("reading", "flags"),
    [
        (Reading("uint8", (2,), (127, 1)), ()),
        (Reading("uint8", (1, 2), (128, 1)), ("signed-for-unsigned",)),
        (Reading("int16", (2, 2), (5, 5, 5, -5)), ("unsigned-for-signed", "axes-reversed")),
        (Reading("int16", (2, 2), (5, 5, 5, 5)), ()),
        (Reading("float32", (0, 2), ()), ()),
    ],
)
def test_of_readings(reading: Reading, flags: tuple[str, ...]) -> None:
    """What changes the elements: signs, and the order of axes longer than 1."""
    vector = valid("NORB-2.2", "some", b"", reading, "a reason")
    assert with_implied_flags(vector).flags == flags


def test_own_flags_come_first() -> None:
    """A flag that a vector has already stays where it is."""
    vector = bad("1f8b0800", flags=("gzip-taken-for-matrix", "end-unread"))
    assert with_implied_flags(vector) == vector
