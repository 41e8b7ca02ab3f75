"""PRF002: an element type that is not that of the data set's file."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from idxcheck.checking import check

if TYPE_CHECKING:
    from tests.rules.conftest import InFolder

TRAIN_CAT = "smallnorb-5x46789x9x18x6x2x96x96-training-cat.mat"
CATEGORIES = bytes(range(5)) * 4860
WIDE = b"".join(bytes([each, 0, 0, 0]) for each in CATEGORIES)
BIG_ENDIAN = b"".join(bytes([0, 0, 0, each]) for each in CATEGORIES)


def test_bytes_for_integers(in_folder: InFolder) -> None:
    """Categories in single bytes are an error at the magic that says so."""
    data = struct.pack("<5i", 0x1E3D4C55, 1, 24300, 1, 1) + CATEGORIES
    (finding,) = in_folder("smallnorb", {TRAIN_CAT: data})[TRAIN_CAT]
    assert str(finding) == (
        "PRF002 wrong-element-type at 0x0: said to be smallNORB's training labels, by the"
        " folder's name, but its element type is another; expected int32; found uint8;"
        " next: idxcheck fetch smallnorb --part train;"
        " if it is another set, --dataset none says so"
    )
    assert (finding.severity.value, finding.field, finding.length) == ("error", "magic", 4)


def test_the_right_type(in_folder: InFolder) -> None:
    """The same categories as int32 are the published file."""
    data = struct.pack("<5i", 0x1E3D4C54, 1, 24300, 1, 1) + WIDE
    assert in_folder("smallnorb", {TRAIN_CAT: data}) == {TRAIN_CAT: []}


def test_the_other_format(in_folder: InFolder) -> None:
    """The same values written as IDX are not wrong: the format is not compared."""
    data = struct.pack(">4BI", 0, 0, 0x0C, 1, 24300) + BIG_ENDIAN
    found = in_folder("smallnorb", {TRAIN_CAT: data})[TRAIN_CAT]
    assert [each.code for each in found if each.code.startswith("PRF")] == []


def test_no_file_of_this_type() -> None:
    """Of a file without a name the shape tells what its element type should be."""
    (finding,) = check(
        struct.pack(">4BI", 0, 0, 0x0C, 1, 10000) + b"\0\0\0\1" * 10000, dataset="mnist"
    ).findings
    assert (finding.code, finding.offset, finding.length) == ("PRF002", 2, 1)
    assert (finding.field, finding.expected, finding.actual) == ("type", "uint8", "int32")
    assert finding.message == (
        "said to be a file of MNIST, as asked for, but its element type is another"
    )


def test_a_guess(in_folder: InFolder) -> None:
    """By its name alone it is a note."""
    data = struct.pack(">4BI", 0, 0, 9, 1, 20800) + b"\1" * 20800
    name = "emnist-letters-test-labels-idx1-ubyte"
    found = [(each.code, each.severity.value) for each in in_folder("here", {name: data})[name]]
    assert found == [("NAM002", "warning"), ("PRF002", "note")]


def test_one_cause(in_folder: InFolder) -> None:
    """The type of a file of another shape is not judged."""
    data = struct.pack("<5i", 0x1E3D4C55, 1, 5, 1, 1) + bytes(range(5))
    found = in_folder("smallnorb", {TRAIN_CAT: data})[TRAIN_CAT]
    assert [each.code for each in found] == ["PRF001"]
