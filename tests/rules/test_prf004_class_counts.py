"""PRF004: a class that occurs more or less often than is published."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from idxcheck.checking import check

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
        " found 999; next: idxcheck fetch kmnist --part test --force"
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
    """QMNIST's counts are not published, and so not judged."""
    name = "qmnist-test-labels-idx1-ubyte"
    found = in_folder("qmnist", {name: labels(60000)})[name]
    assert "PRF004" not in [each.code for each in found]


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
