"""SET003: toys that are in smallNORB's training and test table."""

import struct
from collections.abc import Callable, Mapping
from itertools import product

import pytest

from idxcheck.findings import Finding

InFolder = Callable[..., dict[str, list[Finding]]]

TRAIN = "smallnorb-5x46789x9x18x6x2x96x96-training-info.mat"
TEST = "smallnorb-5x01235x9x18x6x2x96x96-testing-info.mat"
TRAINING, TESTING = (4, 6, 7, 8, 9), (0, 1, 2, 3, 5)
EXACTLY, UNKNOWN = [("SET003", "error")], [("PRF007", "error")]


def table(instances: tuple[int, ...], changed: Mapping[int, int] | None = None) -> bytes:
    """Return a table of factors by their definition, in some rows with another instance.

    With TESTING that is the genuine test table; the genuine training table is shuffled.
    """
    rows = product(instances, range(9), range(0, 36, 2), range(6), range(5))
    numbers = [[*row[:4]] for row in rows]
    for row, instance in (changed or {}).items():
        numbers[row][0] = instance
    payload = b"".join(struct.pack("<4i", *row) for row in numbers)
    return struct.pack("<I4i", 0x1E3D4C54, 2, 24300, 4, 1) + payload


def codes(found: Mapping[str, list[Finding]]) -> list[list[tuple[str, str]]]:
    """Return code and severity of the findings in the training and in the test table."""
    return [
        [(each.code, each.severity.value) for each in found.get(name, [])] for name in (TRAIN, TEST)
    ]


def test_a_toy_of_the_test_part_in_training(in_folder: InFolder) -> None:
    """The training table, which has it wrongly, carries the one error."""
    found = in_folder(
        "smallnorb", {TRAIN: table(TRAINING, {10: 3, 24299: 3}), TEST: table(TESTING)}
    )
    assert codes(found) == [EXACTLY, []]
    (finding,) = found[TRAIN]
    assert str(finding) == (
        "SET003 instance-overlap at 0xb4: instance 3 of"
        " smallnorb-5x01235x9x18x6x2x96x96-testing-info.mat in this table too;"
        " expected instances 4, 6, 7, 8, 9; found instances 3, 4, 6, 7, 8, 9;"
        " next: idxcheck fetch smallnorb --part train;"
        " if it is another set, --dataset none says so"
    )
    assert (finding.offset, finding.length, finding.field) == (180, 4, "payload")


def test_toys_of_the_training_part_in_the_test(in_folder: InFolder) -> None:
    """The test table carries it, with all toys that are not its own."""
    found = in_folder("smallnorb", {TRAIN: table(TRAINING), TEST: table(TESTING, {0: 9, 1: 4})})
    assert codes(found) == [UNKNOWN, EXACTLY]
    assert found[TEST][0].message == (
        "instances 4, 9 of smallnorb-5x46789x9x18x6x2x96x96-training-info.mat in this table too"
    )


def test_each_its_own_toys(in_folder: InFolder) -> None:
    """Tables that share no toy are right in that, be they changed or not."""
    found = in_folder("smallnorb", {TRAIN: table(TRAINING), TEST: table(TESTING)})
    assert codes(found) == [UNKNOWN, []]


def test_a_toy_that_is_nowhere_else(in_folder: InFolder) -> None:
    """A value that is wrong but not shared is one out of range."""
    found = in_folder("smallnorb", {TRAIN: table(TRAINING, {0: 10}), TEST: table(TESTING)})
    assert codes(found) == [[("PRF003", "error")], []]


def test_both_tables_mixed(in_folder: InFolder) -> None:
    """Then the test table says so, and the other has values out of range."""
    files = {TRAIN: table(TRAINING, {0: 0}), TEST: table(TESTING, {0: 4})}
    assert codes(in_folder("smallnorb", files)) == [[("PRF003", "error")], EXACTLY]


def test_the_same_table_twice(in_folder: InFolder) -> None:
    """A table known as that of the other part is another file, and no overlap beside."""
    found = in_folder("smallnorb", {TRAIN: table(TESTING), TEST: table(TESTING)})
    assert codes(found) == [[("PRF005", "error")], []]


@pytest.mark.parametrize("test", [b"", table(TESTING)[:-1], table(TESTING) + b"\0"])
def test_no_sound_table_of_the_other_part(in_folder: InFolder, test: bytes) -> None:
    """Where there is nothing to compare with, the value is out of range."""
    files = {TRAIN: table(TRAINING, {0: 3})} | ({TEST: test} if test else {})
    assert codes(in_folder("smallnorb", files))[0] == [("PRF003", "error")]


def test_a_guess(in_folder: InFolder) -> None:
    """In a folder of any name it is a note and the only one, with a known sibling too."""
    files = {TRAIN: table(TRAINING, {0: 3}), TEST: table(TESTING, {0: 1})}
    assert codes(in_folder("mine", files)) == [[("SET003", "note")], [("PRF007", "note")]]
    files[TEST] = table(TESTING)
    found = in_folder("mine", files)
    assert codes(found) == [[("SET003", "note")], []]
    assert found[TRAIN][0].hint == (
        "idxcheck fetch smallnorb --part train; if it is another set, --dataset none says so"
    )


def test_other_files(in_folder: InFolder) -> None:
    """Labels beside a table are no table."""
    labels = struct.pack("<I4i", 0x1E3D4C54, 1, 24300, 1, 1)
    labels += struct.pack("<5i", 0, 1, 2, 3, 4) * 4860
    files = {TRAIN.replace("info", "cat"): labels, TEST: table(TESTING)}
    assert in_folder("smallnorb", files) == {TRAIN.replace("info", "cat"): [], TEST: []}


@pytest.mark.parametrize(
    "names",
    [
        ("qmnist-train-labels.idx2-int", "qmnist-test-labels.idx2-int"),
        (
            "norb-5x46789x9x18x6x2x108x108-training-01-info.mat",
            "norb-5x01235x9x18x6x2x108x108-testing-01-info.mat",
        ),
    ],
)
def test_other_data_sets(in_folder: InFolder, names: tuple[str, ...]) -> None:
    """Tables of a data set that is not made of all combinations are not compared."""
    row = struct.pack("<I4i", 0x1E3D4C54, 2, 1, 4, 1) + struct.pack("<4i", 4, 0, 0, 0)
    found = in_folder("mine", dict.fromkeys(names, row))
    assert {each.code for name in names for each in found[name]} == {"PRF001"}
