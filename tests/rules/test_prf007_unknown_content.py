"""PRF007: a content that has none of the published digests."""

from __future__ import annotations

import gzip
import lzma
import struct
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.rules.conftest import InFolder

NAME = "t10k-labels-idx1-ubyte"
MNIST = (980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009)
# sha256sum of the IDX file with MNIST's test labels in ascending order
ASCENDING = "c18731ff44bb10955e3c4e028661c4560af717aff767d5774429cc347b0d1fe6"
TRAIN_INFO = "smallnorb-5x46789x9x18x6x2x96x96-training-info.mat"


def payload(*counts: int) -> bytes:
    """Return labels in ascending order."""
    return b"".join(bytes([number]) * count for number, count in enumerate(counts))


def labels(*counts: int) -> bytes:
    """Return an IDX file of labels in ascending order."""
    return struct.pack(">4BI", 0, 0, 8, 1, sum(counts)) + payload(*counts)


def packed(data: bytes) -> bytes:
    """Return `data` as a gzip file that is always the same."""
    return gzip.compress(data, mtime=0)


def table() -> list[int]:
    """Return the numbers of smallNORB's training table, in another order."""
    factors = product((4, 6, 7, 8, 9), range(9), range(0, 36, 2), range(6))
    return [number for row in factors for _ in range(5) for number in row]


def prf(in_folder: InFolder, folder: str, name: str, data: bytes) -> list[tuple[str, str]]:
    """Return code and severity of what the rules on data sets find in a file."""
    found = in_folder(folder, {name: data})[name]
    return [(each.code, each.severity.value) for each in found if each.code.startswith("PRF")]


def test_labels_in_another_order(in_folder: InFolder) -> None:
    """The right number of each digit, but not MNIST's labels: an error."""
    (finding,) = in_folder("mnist", {NAME: labels(*MNIST)})[NAME]
    assert finding.message == (
        "said to be MNIST's test labels, by the folder's name, but its content is another"
    )
    assert finding.expected == (
        "sha256 ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
        " (computed from the genuine file)"
    )
    assert finding.actual == (f"sha256 {ASCENDING}")
    assert finding.hint == (
        "idxcheck fetch mnist --part test; if it is another set, --dataset none says so"
    )
    assert (finding.code, finding.severity.value) == ("PRF007", "error")


def test_the_values_count(in_folder: InFolder) -> None:
    """Neither compression nor format hides that the values are others."""
    norb = struct.pack("<5i", 0x1E3D4C55, 1, 10000, 1, 1) + payload(*MNIST)
    files = {f"{NAME}.gz": packed(labels(*MNIST)), "t10k-labels.idx1-ubyte": norb}
    for found in in_folder("mnist", files).values():
        (finding,) = [each for each in found if each.code == "PRF007"]
        assert (finding.actual, finding.severity.value) == (f"sha256 {ASCENDING}", "error")


def test_packed_again(in_folder: InFolder) -> None:
    """Where only the digest of the compressed file is published, another one is a note."""
    name = f"{NAME}.gz"
    (finding,) = in_folder("kmnist", {name: packed(labels(*[1000] * 10))})[name]
    assert (finding.code, finding.severity.value) == ("PRF007", "note")
    assert finding.message == (
        "said to be KMNIST's test labels, by the folder's name, but packed again or changed,"
        " which cannot be told"
    )
    assert finding.expected == (
        "sha256 20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"
        " (tensorflow_datasets/url_checksums/kmnist.txt)"
    )


def test_nothing_to_compare_with(in_folder: InFolder) -> None:
    """A file that was unpacked, or packed otherwise, is not held against a gzip's digest."""
    data = labels(*[1000] * 10)
    assert in_folder("kmnist", {NAME: data}) == {NAME: []}
    assert in_folder("kmnist-xz/kmnist", {f"{NAME}.xz": lzma.compress(data)}) == {f"{NAME}.xz": []}


def test_norb(in_folder: InFolder) -> None:
    """The published digest of a NORB file is held against NORB files alone."""
    rows = struct.pack("<97205i", 0x1E3D4C54, 2, 24300, 4, 1, *table())
    assert prf(in_folder, "smallnorb", TRAIN_INFO, rows) == [("PRF007", "error")]
    rows = struct.pack(">4B97202i", 0, 0, 0x0C, 2, 24300, 4, *table())
    assert prf(in_folder, "smallnorb", TRAIN_INFO, rows) == []


def test_a_guess(in_folder: InFolder) -> None:
    """By its name alone it is a note, and none where one candidate cannot be compared."""
    data = labels(*[1000] * 10)
    assert prf(in_folder, "here", f"{NAME}.gz", packed(data)) == [("PRF007", "note")]
    assert prf(in_folder, "there", NAME, data) == []


def test_beside_known_files(in_folder: InFolder) -> None:
    """Siblings do not vouch for a file: it is a note."""
    cat = struct.pack("<24305i", 0x1E3D4C54, 1, 24300, 1, 1, *[0, 1, 2, 3, 4] * 4860)
    rows = struct.pack("<97205i", 0x1E3D4C54, 2, 24300, 4, 1, *table())
    found = in_folder("here", {TRAIN_INFO.replace("info", "cat"): cat, TRAIN_INFO: rows})
    (finding,) = found[TRAIN_INFO]
    assert (finding.code, finding.severity.value) == ("PRF007", "note")
    assert finding.message == (
        "said to be smallNORB's training info, by its siblings' digests, but its content is another"
    )
