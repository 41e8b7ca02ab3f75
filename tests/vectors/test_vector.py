"""The model of a vector: names, answers, payloads."""

from typing import Literal

import pytest

from idxcheck.vectors import Promise, Reading, Vector
from idxcheck.vectors.vector import acceptable, invalid, valid


@pytest.mark.parametrize(
    ("reading", "text"),
    [
        (Reading("int32", (2, 3), (1, -2, 3, 4, 5, 6)), "ok int32 2 3\n1\n-2\n3\n4\n5\n6\n"),
        (Reading("uint8", (1,), (255,)), "ok uint8 1\n255\n"),
        (Reading("int64", (), (-(2**63),)), "ok int64\n-9223372036854775808\n"),
        (Reading("float32", (2,), (0x3F800000, 1)), "ok float32 2\n3f800000\n00000001\n"),
        (
            Reading("float64", (1,), (0x7FF0000000000001,)),
            "ok float64 1\n7ff0000000000001\n",
        ),
        (Reading("int16", (0, 4294967295), ()), "ok int16 0 4294967295\n"),
    ],
)
def test_the_answer(reading: Reading, text: str) -> None:
    """The element type and the sizes on the first line, then a line for each element."""
    assert reading.text == text


@pytest.mark.parametrize(
    ("reading", "byte_order", "payload"),
    [
        (Reading("uint8", (2,), (1, 200)), ">", "01c8"),
        (Reading("int8", (2,), (1, -2)), "<", "01fe"),
        (Reading("int16", (2,), (1, -2)), ">", "0001fffe"),
        (Reading("int16", (2,), (1, -2)), "<", "0100feff"),
        (Reading("int32", (1,), (0x010203,)), ">", "00010203"),
        (Reading("int64", (1,), (-2,)), "<", "feffffffffffffff"),
        (Reading("float32", (1,), (0x7F800001,)), "<", "0100807f"),
        (Reading("float64", (1,), (0x3FF0000000000000,)), ">", "3ff0000000000000"),
    ],
)
def test_the_payload(reading: Reading, byte_order: Literal["<", ">"], payload: str) -> None:
    """The elements in either byte order; the bits of a float are its integer."""
    assert reading.payload(byte_order).hex() == payload


def test_names(three: tuple[Vector, Vector, Vector]) -> None:
    """The letter tells the verdict, and the answer has the name of the file before its own."""
    assert [(each.identifier, each.file, each.expected) for each in three] == [
        (
            "IDX-2.4_four-dimensions",
            "idx/y_2.4_four-dimensions.idx",
            "idx/y_2.4_four-dimensions.idx.expected",
        ),
        ("NORB-1.1_empty", "norb/n_1.1_empty.mat.gz", None),
        ("IDX-2.3_scalar", "idx/i_2.3_scalar.idx", "idx/i_2.3_scalar.idx.expected"),
    ]


def test_the_makers() -> None:
    """Each maker sets the verdict, and leaves out what files of its verdict do not have."""
    reading = Reading("uint8", (1,), (7,))
    note = Promise("NRB106", 4)
    assert valid("NORB-3.3", "nine", b"x", reading, "why", note, flags=("f",)) == Vector(
        clause="NORB-3.3",
        shows="nine",
        verdict="valid",
        data=b"x",
        why="why",
        reading=reading,
        findings=(note,),
        flags=("f",),
        reason=None,
        ending="",
    )
    assert invalid("IDX-1.1", "empty", b"", "why", note, ending=".gz") == Vector(
        clause="IDX-1.1",
        shows="empty",
        verdict="invalid",
        data=b"",
        why="why",
        reading=None,
        findings=(note,),
        flags=(),
        reason=None,
        ending=".gz",
    )
    assert acceptable("IDX-2.3", "zero", b"y", reading, "why", note, reason="because") == Vector(
        clause="IDX-2.3",
        shows="zero",
        verdict="acceptable",
        data=b"y",
        why="why",
        reading=reading,
        findings=(note,),
        flags=(),
        reason="because",
        ending="",
    )
