"""PRF001: a shape that is not that of the data set's file."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from idxcheck.checking import check

if TYPE_CHECKING:
    from tests.rules.conftest import InFolder

TEST_IMAGES = "t10k-images-idx3-ubyte"
TRAIN_CAT = "smallnorb-5x46789x9x18x6x2x96x96-training-cat.mat"
TRAIN_INFO = "smallnorb-5x46789x9x18x6x2x96x96-training-info.mat"


def idx(*shape: int, payload: bytes) -> bytes:
    """Return a uint8 IDX file."""
    return struct.pack(f">4B{len(shape)}I", 0, 0, 8, len(shape), *shape) + payload


def norb(magic: int, *slots: int, rank: int, payload: bytes) -> bytes:
    """Return a NORB file with these sizes and padding."""
    return struct.pack(f"<{2 + len(slots)}i", magic, rank, *slots) + payload


def test_another_number_of_images(in_folder: InFolder) -> None:
    """A part of the test images is an error at its first size, with what to do."""
    data = idx(2, 28, 28, payload=b"\1" * 1568)
    (finding,) = in_folder("FashionMNIST/raw", {TEST_IMAGES: data})[TEST_IMAGES]
    assert str(finding) == (
        "PRF001 wrong-shape at 0x4: said to be Fashion-MNIST's test images, by the folder's name,"
        " but its shape is another; expected 10000 x 28 x 28; found 2 x 28 x 28;"
        " next: idxcheck fetch fashion-mnist --part test --layout torchvision;"
        " if it is another set, --dataset none says so"
    )
    assert (finding.severity.value, finding.field, finding.length) == ("error", "shape[0]", 4)


def test_the_right_shape(in_folder: InFolder) -> None:
    """Images of the right shape are none: nothing is published to tell them by."""
    data = idx(10000, 28, 28, payload=b"\1" * 7840000)
    assert in_folder("FashionMNIST/raw", {TEST_IMAGES: data}) == {TEST_IMAGES: []}


def test_another_size_of_norb(in_folder: InFolder) -> None:
    """A table with five columns differs in its second size, at 0xC of a NORB file."""
    data = norb(0x1E3D4C54, 24300, 5, 1, rank=2, payload=b"\1\0\0\0" * 121500)
    (finding,) = in_folder("smallnorb", {TRAIN_INFO: data})[TRAIN_INFO]
    assert (finding.code, finding.offset, finding.field) == ("PRF001", 12, "shape[1]")
    assert (finding.expected, finding.actual) == ("24300 x 4", "24300 x 5")


def test_another_rank(in_folder: InFolder) -> None:
    """A matrix of one column in place of a vector differs in the shape as a whole."""
    data = norb(0x1E3D4C54, 24300, 1, 1, rank=2, payload=b"\1\0\0\0" * 24300)
    (finding,) = in_folder("smallnorb", {TRAIN_CAT: data})[TRAIN_CAT]
    assert (finding.code, finding.field) == ("PRF001", "shape")
    assert (finding.offset, finding.length) == (8, 8)
    assert (finding.expected, finding.actual) == ("24300", "24300 x 1")


def test_no_such_file(in_folder: InFolder) -> None:
    """Where neither name nor shape is that of a file, the shapes are told, of many the nearest."""
    data = idx(20000, 28, 20, payload=b"\1" * 11200000)
    (finding,) = in_folder("here", {"digits.idx": data}, dataset="mnist")["digits.idx"]
    assert str(finding) == (
        "PRF001 wrong-shape at 0x4: said to be a file of MNIST, as asked for, but none has this"
        " name or shape; expected 10000 x 28 x 28, 60000 x 28 x 28, 10000 or 60000;"
        " found 20000 x 28 x 20; next: idxcheck fetch mnist"
    )
    (finding,) = in_folder("here", {"digits.idx": data}, dataset="qmnist")["digits.idx"]
    assert finding.expected == (
        "60000 x 28 x 28, 402953 x 28 x 28, 60000, 60000 x 8 or that of another file"
    )


def test_the_nearest_shape_is_compared() -> None:
    """Of several files that may be meant it is the one with most sizes alike."""
    (finding,) = check(idx(60000, 2, 1, payload=b"\1" * 120000), dataset="mnist").findings
    assert (finding.code, finding.offset, finding.field) == ("PRF001", 8, "shape[1]")


def test_a_guess(in_folder: InFolder) -> None:
    """A name that one data set alone has makes it a note, and tells how to be rid of it."""
    name, data = "qmnist-test-labels-idx1-ubyte", idx(3, payload=b"\1\2\3")
    (finding,) = in_folder("here", {name: data})[name]
    assert in_folder("here", {name: data}, strict=False)[name] == [finding]
    assert (finding.code, finding.severity.value) == ("PRF001", "note")
    assert finding.message == (
        "perhaps QMNIST's test labels, by its name alone, but its shape is another"
    )
    assert finding.hint == "ignore this if it is another set; --dataset none says so"


def test_sets_of_ones_own(in_folder: InFolder) -> None:
    """MNIST's names alone claim nothing of another shape; neither does what is said to be none."""
    data = idx(2, 28, 28, payload=b"\1" * 1568)
    assert in_folder("here", {TEST_IMAGES: data}) == {TEST_IMAGES: []}
    assert in_folder("mnist", {TEST_IMAGES: data}, dataset="none") == {TEST_IMAGES: []}
    assert in_folder("mnist", {"own-images.idx": data})["own-images.idx"] == []
