"""PRF004: a class that occurs more or less often than is published."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import TYPE_CHECKING

from idxcheck.checking import check
from idxcheck.claim import Basis, Claim
from idxcheck.evidence import Evidence
from idxcheck.registry import data_set
from idxcheck.rules.prf004_class_counts import judge
from idxcheck.source.recognition import Content
from idxcheck.tables import DataFileScan
from idxspec import parse_idx

if TYPE_CHECKING:
    from tests.rules.conftest import InFolder

NAME = "t10k-labels-idx1-ubyte"
MNIST = (980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009)


def labels(*counts: int, first: int = 0) -> bytes:
    """Return an IDX file of labels in ascending order, `first` the first."""
    payload = b"".join(bytes([first + number]) * count for number, count in enumerate(counts))
    return struct.pack(">4BI", 0, 0, 8, 1, len(payload)) + payload


def test_a_label_too_many(in_folder: InFolder) -> None:
    """One label that became another is an error of two classes."""
    counts = [1000, 1000, 1000, 999, 1001, 1000, 1000, 1000, 1000, 1000]
    (finding,) = in_folder("kmnist", {NAME: labels(*counts)})[NAME]
    assert str(finding) == (
        "PRF004 class-counts: said to be KMNIST's test labels, by the folder's name, but 2 of 10"
        " classes occur more or less often, first class 3 (tsu); expected 1000 of class 3 (tsu);"
        " found 999; next: idxcheck fetch kmnist --part test;"
        " if it is another set, --dataset none says so"
    )
    assert (finding.severity.value, finding.field) == ("error", "payload")


def test_the_published_counts(in_folder: InFolder) -> None:
    """A thousand of each class are right, in whichever order."""
    assert in_folder("kmnist", {NAME: labels(*[1000] * 10)}) == {NAME: []}


def test_unbalanced_classes(in_folder: InFolder) -> None:
    """MNIST's classes are not balanced, and balanced ones are not MNIST's."""
    (finding,) = in_folder("mnist", {NAME: labels(*[1000] * 10)})[NAME]
    assert (finding.code, finding.expected, finding.actual) == ("PRF004", "980 of class 0", "1000")
    assert "PRF004" not in [each.code for each in in_folder("mnist", {NAME: labels(*MNIST)})[NAME]]


def test_a_class_that_is_missing() -> None:
    """Letters are counted from 1 on."""
    data = labels(1600, 0, *[800] * 24, first=1)
    (finding,) = check(data, dataset="emnist-letters").findings
    assert finding.code == "PRF004"
    assert (finding.expected, finding.actual) == ("800 of class 1 (A)", "1600")
    assert finding.message.endswith(
        "but 2 of 26 classes occur more or less often, first class 1 (A)"
    )


def test_counts_that_are_not_published(in_folder: InFolder) -> None:
    """Those of the training letters are not published, and so not judged; QMNIST's are."""
    name = "emnist-letters-train-labels-idx1-ubyte"
    assert in_folder("emnist", {name: labels(124800, first=1)}) == {name: []}
    name = "qmnist-test-labels-idx1-ubyte"
    found = in_folder("qmnist", {name: labels(60000)})[name]
    assert [(each.code, each.expected) for each in found] == [("PRF004", "5952 of class 0")]


def test_beside_known_files(in_folder: InFolder) -> None:
    """Siblings do not vouch for a file: it is a note."""
    stem = "smallnorb-5x{}x9x18x6x2x96x96-{}-cat.mat"
    train, test = stem.format("46789", "training"), stem.format("01235", "testing")
    genuine, other = (
        struct.pack("<24305i", 0x1E3D4C54, 1, 24300, 1, 1, *first, *[0, 1, 2, 3, 4] * 4859)
        for first in [(0, 1, 2, 3, 4), (0, 0, 2, 3, 4)]
    )
    found = in_folder("here", {train: genuine, test: other})
    assert found[train] == []
    (finding,) = found[test]
    assert (finding.code, finding.severity.value) == ("PRF004", "note")
    assert finding.message.startswith("said to be smallNORB's test labels, by its siblings'")


def test_what_is_published_is_right() -> None:
    """In a file with the published digest nothing is wrong, whatever the registry says."""
    kmnist = data_set("kmnist")
    _, train, _, test = kmnist.files
    header = parse_idx(labels(10000))
    scan = DataFileScan(header, [test])
    scan.feed(memoryview(bytes(10000)))
    evidence = Evidence(
        "x",
        content=Content("idx", header),
        data_file=scan,
        known=(test,),
        claim=Claim((kmnist,), (test,), Basis.FOLDER),
    )
    assert judge(evidence) is None
    for known in ((), (train,)):
        finding = judge(replace(evidence, known=known))
        assert finding is not None
        assert finding.actual == "10000"


def test_a_guess(in_folder: InFolder) -> None:
    """By its name alone it is a note, and compared with the set that comes nearest."""
    assert in_folder("here", {NAME: labels(*MNIST)}) == {NAME: []}
    (finding,) = in_folder("here", {NAME: labels(999, 1001, *[1000] * 8)})[NAME]
    assert (finding.code, finding.severity.value) == ("PRF004", "note")
    assert finding.message == (
        "perhaps Fashion-MNIST's, KMNIST's or MNIST's test labels, by its name alone, but 2 of 10"
        " classes occur more or less often, first class 0 (T-shirt/top)"
    )


def test_one_cause(in_folder: InFolder) -> None:
    """Labels that are no class are told once."""
    (finding,) = in_folder("kmnist", {NAME: labels(*[1000] * 9, 0, 1000)})[NAME]
    assert finding.code == "PRF003"
