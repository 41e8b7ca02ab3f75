"""PRF003: a value that the data set's file cannot hold."""

from __future__ import annotations

import struct
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest

from idxcheck.checking import check
from idxcheck.claim import Basis, Claim
from idxcheck.evidence import Evidence
from idxcheck.registry import data_set
from idxcheck.rules.prf003_value_out_of_range import judge
from idxcheck.source.recognition import Content
from idxcheck.tables import DataFileScan
from idxspec import parse_idx

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rules.conftest import InFolder

LETTERS = "emnist-letters-test-labels-idx1-ubyte"
TRAIN_INFO = "smallnorb-5x46789x9x18x6x2x96x96-training-info.mat"
TRAIN_CAT = "smallnorb-5x46789x9x18x6x2x96x96-training-cat.mat"


def labels(payload: bytes) -> bytes:
    """Return an IDX file of labels."""
    return struct.pack(">4BI", 0, 0, 8, 1, len(payload)) + payload


def table() -> list[list[int]]:
    """Return smallNORB's training table, in another order."""
    factors = product((4, 6, 7, 8, 9), range(9), range(0, 36, 2), range(6))
    return [list(row) for row in factors for _ in range(5)]


def norb(rows: list[list[int]]) -> bytes:
    """Return a table as a NORB file."""
    numbers = [number for row in rows for number in row]
    return struct.pack(f"<{5 + len(numbers)}i", 0x1E3D4C54, 2, len(rows), 4, 1, *numbers)


def test_a_label_below_the_first(in_folder: InFolder) -> None:
    """The letters begin with 1: a 0 among them is an error, at its place."""
    payload = bytearray(bytes(range(1, 27)) * 800)
    payload[5] = payload[900] = 0
    (finding,) = in_folder("emnist", {LETTERS: labels(bytes(payload))})[LETTERS]
    assert str(finding) == (
        "PRF003 value-out-of-range at 0xd: said to be EMNIST Letters' test labels, by the"
        " folder's name, but 2 values cannot be in it, first in item 5; expected 1 to 26; found 0;"
        " next: idxcheck fetch emnist-letters --part test;"
        " if it is another set, --dataset none says so"
    )
    assert (finding.severity.value, finding.field, finding.length) == ("error", "payload", 1)


def test_the_letters(in_folder: InFolder) -> None:
    """Labels 1 to 26 are right."""
    assert in_folder("emnist", {LETTERS: labels(bytes(range(1, 27)) * 800)}) == {LETTERS: []}


@pytest.mark.parametrize(
    ("column", "value", "name", "expected"),
    [
        (0, 5, "instance", "4 or 6 to 9"),
        (1, 9, "elevation", "0 to 8"),
        (2, 35, "azimuth", "0 to 34 in steps of 2"),
        (3, -1, "lighting", "0 to 5"),
    ],
)
def test_a_column(in_folder: InFolder, column: int, value: int, name: str, expected: str) -> None:
    """Each column of a table has its own values."""
    rows = table()
    rows[7][column] = value
    found = in_folder("smallnorb", {TRAIN_INFO: norb(rows)})[TRAIN_INFO]
    (finding,) = [each for each in found if each.code.startswith("PRF")]
    assert (finding.code, finding.severity.value) == ("PRF003", "error")
    assert finding.message.endswith(f", but 1 value cannot be in it, first in item 7, {name}")
    assert (finding.expected, finding.actual) == (expected, str(value))
    assert (finding.offset, finding.length) == (20 + 4 * (4 * 7 + column), 4)


def test_the_table(in_folder: InFolder) -> None:
    """A table of allowed values is left to other rules."""
    found = in_folder("smallnorb", {TRAIN_INFO: norb(table())})[TRAIN_INFO]
    assert "PRF003" not in [each.code for each in found]


def test_one_of_two_allows_it() -> None:
    """Where it may be either of two files, a value that one of them may hold is allowed."""
    letters = bytes([*range(47), 50]) * 14541
    payload = letters[:697932].ljust(697932, b"\0")
    assert check(labels(payload), dataset="emnist").findings == ()
    payload = b"\x3e" + payload[1:]
    (finding,) = check(labels(payload), dataset="emnist").findings
    assert finding.message == (
        "said to be EMNIST ByClass' or EMNIST ByMerge's training labels, as asked for, but"
        " 1 value cannot be in it, first in item 0"
    )
    assert (finding.expected, finding.actual) == ("0 to 61", "62")


def test_a_guess(in_folder: InFolder) -> None:
    """In a set of one's own with MNIST's names and sizes it is a note."""
    name, payload = "t10k-labels-idx1-ubyte", bytes(range(20)) * 500
    (finding,) = in_folder("here", {name: labels(payload)})[name]
    assert (finding.code, finding.severity.value) == ("PRF003", "note")


def test_beside_known_files(in_folder: InFolder) -> None:
    """Siblings do not vouch for a file: it is a note too."""
    rows = table()
    rows[7][0] = 5
    categories = struct.pack("<24305i", 0x1E3D4C54, 1, 24300, 1, 1, *[0, 1, 2, 3, 4] * 4860)
    found = in_folder("here", {TRAIN_CAT: categories, TRAIN_INFO: norb(rows)})
    (finding,) = found[TRAIN_INFO]
    assert (finding.code, finding.severity.value) == ("PRF003", "note")
    assert finding.message.startswith(
        "said to be smallNORB's training info, by its siblings' digests, but 1 value"
    )


def test_what_is_published_is_right() -> None:
    """In a file with the published digest nothing is wrong, whatever the registry says."""
    kmnist = data_set("kmnist")
    _, train, images, test = kmnist.files
    header = parse_idx(labels(b"\x0a" * 10000))
    scan = DataFileScan(header, [test])
    scan.feed(memoryview(b"\x0a" * 10000))
    evidence = Evidence(
        "x",
        content=Content("idx", header),
        data_file=scan,
        known=(test,),
        claim=Claim((kmnist,), (test,), Basis.FOLDER),
    )
    assert judge(evidence) is None
    for known in ((), (train,), (train, images)):
        finding = judge(replace(evidence, known=known))
        assert finding is not None
        assert finding.message.endswith("but 10000 values cannot be in it, first in item 0")


def test_the_header_alone(tmp_path: Path) -> None:
    """Values that were not read are not judged, and the report says why."""
    path = tmp_path / "kmnist" / "t10k-labels-idx1-ubyte"
    path.parent.mkdir()
    path.write_bytes(labels(b"\x0a" * 10000))
    (file,) = check(path, header_only=True).files
    reasons = {each.code: each.reason for each in file.rules_skipped}
    assert reasons["PRF003"] == "the payload was not scanned whole"
    assert reasons["PRF005"] == "the content was not read whole"
