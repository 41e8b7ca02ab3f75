"""What the payload of a data set's file holds."""

import struct
from collections.abc import Iterable
from dataclasses import replace

import pytest

from idxcheck.registry import Column, DataFile, OldRelease
from idxcheck.tables import TABLE_LIMIT, DataFileScan, Outside, allowed, integers, permits
from idxspec import ELEMENTS, Header, idx_header, norb_header, parse_norb

ELEMENT = {each.name: each for each in ELEMENTS}
LABELS = DataFile(
    data_set="toy",
    name="labels",
    part="train",
    role="labels",
    format="idx",
    element="uint8",
    shape=(6,),
    file_names=("labels",),
    compression="gzip",
)
DIGITS = replace(LABELS, name="digits", values=(0, 9))
LETTERS = replace(LABELS, name="letters", values=(1, 26))
TABLE = replace(
    LABELS,
    name="table",
    role="info",
    format="norb",
    element="int32",
    shape=(3, 2),
    columns=(Column("instance", ((4, 4), (6, 9))), Column("azimuth", ((-1, -1), (0, 34)), 2)),
)


def scan(header: Header, files: Iterable[DataFile], payload: bytes, step: int = 4) -> DataFileScan:
    """Return a scan that saw the payload in parts of `step` bytes."""
    watching = DataFileScan(header, files)
    for start in range(0, len(payload), step):
        watching.feed(memoryview(payload)[start : start + step])
    return watching


def vector(size: int = 6) -> Header:
    """Return the header of labels."""
    return idx_header(ELEMENT["uint8"], (size,))


def rows(*numbers: int) -> bytes:
    """Return a payload of int32, little-endian."""
    return struct.pack(f"<{len(numbers)}i", *numbers)


@pytest.mark.parametrize(
    ("value", "allowed_in_it"),
    [(-2, False), (-1, True), (0, True), (1, False), (34, True), (35, False), (36, False)],
)
def test_permits(value: int, allowed_in_it: bool) -> None:  # noqa: FBT001 - a case of the table
    """A value stands in one of the ranges, and on one of its steps."""
    assert permits(Column("azimuth", ((-1, -1), (0, 34)), 2), value) is allowed_in_it


def test_allowed() -> None:
    """A table has its columns, a vector one without a name, and what allows all has none."""
    assert allowed(TABLE) == TABLE.columns
    assert allowed(DIGITS) == (Column("", ((0, 9),)),)
    assert allowed(LABELS) == ()


def test_values_of_each_candidate() -> None:
    """What a file may not hold is told of each candidate by itself, first and in number."""
    found = scan(vector(), [DIGITS, LETTERS, LABELS], bytes([1, 10, 2, 3, 26, 0]))
    assert found.outside == {
        "toy/digits": Outside(index=1, value=10, column=None, count=2),
        "toy/letters": Outside(index=5, value=0, column=None, count=1),
    }
    assert scan(vector(), [DIGITS], bytes(range(6))).outside == {"toy/digits": None}


@pytest.mark.parametrize("step", [4, 8, 12, 24])
def test_columns(step: int) -> None:
    """Each number is held against its own column, wherever the parts of the payload end."""
    header = norb_header(ELEMENT["int32"], (3, 2))
    right = scan(header, [TABLE], rows(4, 34, 9, -1, 6, 0), step)
    assert right.outside == {"toy/table": None}
    wrong = scan(header, [TABLE], rows(4, 34, 5, 3, 10, 36), step)
    assert wrong.outside == {"toy/table": Outside(2, 5, "instance", 4)}
    wrong = scan(header, [TABLE], rows(4, 33, 5, 34, 5, 34), step)
    assert wrong.outside == {"toy/table": Outside(1, 33, "azimuth", 3)}


def test_counts() -> None:
    """Labels are counted where a candidate has published counts."""
    counted = replace(DIGITS, counts=(3, 3))
    found = scan(vector(), [DIGITS, counted], bytes([0, 1, 1, 0, 1, 7]))
    assert found.counts == {0: 2, 1: 3, 7: 1}
    assert scan(vector(), [DIGITS], bytes(6)).counts is None


def test_zero_items() -> None:
    """The items that tell old releases stay where all their bytes are zero."""
    images = replace(
        LABELS,
        role="images",
        shape=(4, 3),
        old_releases=(OldRelease("first", (0, 2)), OldRelease("second", (2, 3))),
    )
    header = idx_header(ELEMENT["uint8"], (4, 3))
    payload = bytes([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1])
    assert scan(header, [images], payload, 4).zero_items == {0, 2}
    assert scan(header, [images], payload, 5).zero_items == {0, 2}
    assert scan(header, [images], payload, 12).zero_items == {0, 2}
    assert scan(header, [images], bytes(12), 5).zero_items == {0, 2, 3}
    assert scan(header, [images], b"\1" + bytes(10) + b"\1").zero_items == {2}


def test_the_table_is_kept() -> None:
    """The payload of a small table of NORB's is kept as it is stored, others are not."""
    header = norb_header(ELEMENT["int32"], (3, 2))
    payload = rows(4, 34, 9, -1, 6, 0)
    assert scan(header, [TABLE], payload, 5).table == payload
    labels = replace(TABLE, role="labels", columns=())
    assert scan(header, [labels], payload).table == payload
    assert scan(header, [replace(TABLE, role="images", columns=())], payload).table is None
    assert scan(header, [replace(TABLE, format="idx")], payload).table is None
    largest = norb_header(ELEMENT["uint8"], (TABLE_LIMIT,))
    assert DataFileScan(largest, [labels]).table == b""
    larger = norb_header(ELEMENT["uint8"], (TABLE_LIMIT + 1,))
    assert DataFileScan(larger, [labels]).table is None


@pytest.mark.parametrize(
    ("name", "big", "numbers"),
    [
        ("uint8", "00 7F 80 FF", [0, 127, 128, 255]),
        ("int8", "00 7F 80 FF", [0, 127, -128, -1]),
        ("int16", "0102 FFFE", [258, -2]),
        ("int32", "00000102 FFFFFFFE", [258, -2]),
    ],
)
def test_integers(name: str, big: str, numbers: list[int]) -> None:
    """Integers of any type, in the order of bytes that the header says."""
    element, data = ELEMENT[name], bytes.fromhex(big)
    size = element.size
    little = b"".join(data[start : start + size][::-1] for start in range(0, len(data), size))
    assert list(integers(data, idx_header(element, (9,)))) == numbers
    assert list(integers(memoryview(little), norb_header(element, (9,)))) == numbers
    magic = norb_header(element, (9,)).magic
    swapped = parse_norb(struct.pack(">5i", magic, 1, 9, 1, 1), "big")
    assert list(integers(data, swapped)) == numbers


def test_a_cut_integer() -> None:
    """A part of an element at the end is left out."""
    header = idx_header(ELEMENT["int16"], (9,))
    assert list(integers(b"\1\2\3", header)) == [258]
