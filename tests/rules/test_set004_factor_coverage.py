"""SET004: combinations of category and factors that are missing or there twice."""

import gzip
import struct
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from idxcheck.checking import check
from idxcheck.findings import Finding

InFolder = Callable[..., dict[str, list[Finding]]]
Row = tuple[int, ...]

STEM = "smallnorb-5x01235x9x18x6x2x96x96-testing-"
CAT, INFO = f"{STEM}cat.mat", f"{STEM}info.mat"
EXACTLY, UNKNOWN = [("SET004", "error")], [("PRF007", "error")]


def rows() -> list[Row]:
    """Return the rows of the test table by its definition, category fastest."""
    factors = product((0, 1, 2, 3, 5), range(9), range(0, 36, 2), range(6), range(5))
    return [row[:4] for row in factors]


def table(changed: dict[int, Row] | None = None) -> bytes:
    """Return the genuine test table, but for the rows that are `changed`."""
    numbers = [(changed or {}).get(number, row) for number, row in enumerate(rows())]
    payload = b"".join(struct.pack("<4i", *row) for row in numbers)
    return struct.pack("<I4i", 0x1E3D4C54, 2, 24300, 4, 1) + payload


def swapped(one: int, other: int) -> bytes:
    """Return the test table with two rows in each other's place."""
    genuine = rows()
    return table({one: genuine[other], other: genuine[one]})


def labels(changed: dict[int, int] | None = None) -> bytes:
    """Return the genuine categories, but for those that are `changed`."""
    numbers = [(changed or {}).get(number, number % 5) for number in range(24300)]
    return struct.pack("<I4i24300i", 0x1E3D4C54, 1, 24300, 1, 1, *numbers)


def codes(found: dict[str, list[Finding]]) -> list[list[tuple[str, str]]]:
    """Return code and severity of the findings in the categories and in the table."""
    return [
        [(each.code, each.severity.value) for each in found.get(name, [])] for name in (CAT, INFO)
    ]


def test_rows_in_each_others_place(in_folder: InFolder) -> None:
    """Two combinations are missing and two there twice, told with the table."""
    found = in_folder("smallnorb", {CAT: labels(), INFO: swapped(0, 6)})
    assert codes(found) == [[], EXACTLY]
    (finding,) = found[INFO]
    assert str(finding) == (
        "SET004 factor-coverage at 0x64: 2 combinations missing, 2 there more than once;"
        " expected each of 24300 combinations once;"
        " found no animal, instance 0, elevation 0, azimuth 0, lighting 0;"
        " row 5 repeats row 0: animal, instance 0, elevation 0, azimuth 0, lighting 1;"
        " next: idxcheck fetch smallnorb --part test;"
        " if it is another set, --dataset none says so"
    )
    assert (finding.offset, finding.length, finding.field) == (100, 16, "payload")


def test_a_changed_row(in_folder: InFolder) -> None:
    """One combination is there in another's place; the names are those of the registry."""
    found = in_folder("smallnorb", {CAT: labels(), INFO: table({24299: (3, 8, 2, 1)})})
    assert codes(found) == [[], EXACTLY]
    (finding,) = found[INFO]
    assert finding.message == "1 combination missing, 1 there more than once"
    # 14580 rows before instance 3, 4320 before elevation 8, 30 a step of azimuth, 5 of lighting
    assert finding.actual == (
        "no car, instance 5, elevation 8, azimuth 34, lighting 5;"
        " row 24299 repeats row 18939: car, instance 3, elevation 8, azimuth 2, lighting 1"
    )
    assert finding.offset == 388804


def test_the_genuine_files(in_folder: InFolder) -> None:
    """They cover every combination, packed or not."""
    files = {CAT: labels(), f"{INFO}.gz": gzip.compress(table(), 1)}
    assert in_folder("smallnorb", files) == {CAT: [], f"{INFO}.gz": []}


def test_rows_of_one_category(in_folder: InFolder) -> None:
    """Where rows of the same category change places, nothing is missing; the content tells."""
    assert codes(in_folder("smallnorb", {CAT: labels(), INFO: swapped(0, 5)})) == [[], UNKNOWN]


@pytest.mark.parametrize("cat", [b"", labels()[:-1]])
def test_no_sound_categories(in_folder: InFolder, cat: bytes) -> None:
    """Without them nothing is known of the combinations."""
    files = {INFO: swapped(0, 6)} | ({CAT: cat} if cat else {})
    assert codes(in_folder("smallnorb", files))[1] == UNKNOWN


def test_changed_categories(in_folder: InFolder) -> None:
    """They are their own error: too many of one, or in another order beside the true table."""
    found = in_folder("smallnorb", {CAT: labels({0: 1}), INFO: table()})
    assert codes(found) == [[("PRF004", "error")], []]
    found = in_folder("smallnorb", {CAT: labels({0: 1}), INFO: swapped(0, 6)})
    assert codes(found) == [[("PRF004", "error")], UNKNOWN]
    found = in_folder("smallnorb", {CAT: labels({0: 1, 6: 0}), INFO: table()})
    assert codes(found) == [[("SET004", "error")], []]
    ((finding,), _) = (found[CAT], found[INFO])
    assert finding.message == "2 combinations missing, 2 there more than once"
    assert (finding.offset, finding.length) == (20 + 4, 4)
    assert finding.actual == (
        "no animal, instance 0, elevation 0, azimuth 0, lighting 0;"
        " row 1 repeats row 0: human, instance 0, elevation 0, azimuth 0, lighting 0"
    )
    other = swapped(0, 6)
    found = in_folder("smallnorb", {CAT: labels({0: 1, 6: 0}), INFO: other})
    assert codes(found)[0] == UNKNOWN
    found = in_folder("smallnorb", {CAT: labels({0: 7, 5: 7}), INFO: table()})
    assert codes(found) == [[("PRF003", "error")], []]
    sevens = labels(dict.fromkeys(range(4, 24300, 5), 7))
    found = in_folder("smallnorb", {CAT: sevens, INFO: swapped(0, 6)})
    assert codes(found) == [[("PRF003", "error")], UNKNOWN]


@pytest.mark.parametrize(
    ("number", "row"), [(0, (0, 0, 1, 0)), (0, (4, 0, 0, 0)), (7, (0, 9, 0, 0))]
)
def test_values_out_of_range_come_first(
    in_folder: InFolder, tmp_path: Path, number: int, row: Row
) -> None:
    """A value that no row can have is its own error, not a missing combination."""
    found = in_folder("smallnorb", {CAT: labels(), INFO: table({number: row})})
    assert codes(found) == [[], [("PRF003", "error")]]
    skipped = check(tmp_path / "smallnorb").files[1].rules_skipped
    assert {each.code: each.reason for each in skipped}["SET004"] == "PRF003 was found"


def test_a_guess(in_folder: InFolder) -> None:
    """Where the folder's name does not say so it is a note, with a known sibling too."""
    found = in_folder("mine", {CAT: labels({0: 1, 1: 0}), INFO: swapped(5, 11)})
    assert codes(found) == [[("PRF007", "note")], [("SET004", "note")]]
    found = in_folder("mine", {CAT: labels(), INFO: swapped(5, 11)})
    assert codes(found) == [[], [("SET004", "note")]]
    assert found[INFO][0].hint == (
        "idxcheck fetch smallnorb --part test; if it is another set, --dataset none says so"
    )


def test_other_data_sets(in_folder: InFolder) -> None:
    """NORB's combinations are there more than once, by its making."""
    stem = "norb-5x46789x9x18x6x2x108x108-training-01-"
    cat = struct.pack("<I4i29160i", 0x1E3D4C54, 1, 29160, 1, 1, *([5] * 29160))
    row = struct.pack("<10i", -1, -1, -1, -1, 0, 0, 0, 0, 0, 0)
    info = struct.pack("<I4i", 0x1E3D4C54, 2, 29160, 10, 1) + row * 29160
    found = in_folder("norb", {f"{stem}cat.mat": cat, f"{stem}info.mat": info})
    assert found == {f"{stem}cat.mat": [], f"{stem}info.mat": []}
