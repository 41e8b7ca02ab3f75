"""PRF006: an old release of the data set."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from idxcheck.checking import check

if TYPE_CHECKING:
    from tests.rules.conftest import InFolder

NAME = "t10k-images-idx3-ubyte"
BLACK = bytes(784)
TRAIN = [13109, 13415, 13442, 23328, 24234, 26413, 28814, 29279, 33433, 38946, 42827, 44186]
TRAIN += [50110, 55361, 55533, 56969, 57915]


def images(count: int, black: list[int]) -> bytes:
    """Return an IDX file of images, those of the numbers `black` without a pixel."""
    data = bytearray(struct.pack(">4B3I", 0, 0, 8, 3, count, 28, 28) + b"\1" * (784 * count))
    for number in black:
        data[16 + 784 * number : 16 + 784 * (number + 1)] = BLACK
    return bytes(data)


def test_the_first_release_of_kmnist(in_folder: InFolder) -> None:
    """Its test image 9677 is black: an error in a folder that says KMNIST."""
    (finding,) = in_folder("KMNIST/raw", {NAME: images(10000, [9677])})[NAME]
    assert str(finding) == (
        "PRF006 superseded-release at 0x73c3e0: said to be KMNIST's test images, by the folder's"
        " name, but image 9677 is black, as in the first release, fetched before 5 February 2019;"
        " expected an image in item 9677; found 784 zero bytes;"
        " next: idxcheck fetch kmnist --part test --layout torchvision --force"
    )
    assert (finding.severity.value, finding.field, finding.length) == ("error", "payload", 784)


def test_another_black_image(in_folder: InFolder) -> None:
    """Any other black image tells nothing."""
    assert in_folder("kmnist", {NAME: images(10000, [9676, 9678])}) == {NAME: []}


def test_the_training_images() -> None:
    """Seventeen black images tell the training images, sixteen of them do not."""
    (finding,) = check(images(60000, TRAIN), dataset="kmnist").findings
    assert finding.code == "PRF006"
    assert finding.message == (
        "said to be KMNIST's training images, as asked for, but images 13109, 13415, 13442 and 14"
        " others are black, as in the first release, fetched before 5 February 2019"
    )
    assert check(images(60000, TRAIN[:-1]), dataset="kmnist").findings == ()


def test_a_file_that_was_never_filled(in_folder: InFolder) -> None:
    """Images that are black to the end of the file are no old release."""
    (finding,) = in_folder("kmnist", {NAME: images(10000, [*range(9677, 10000)])})[NAME]
    assert finding.code == "VAL003"


def test_other_sets(in_folder: InFolder) -> None:
    """Of other data sets no old release is known."""
    assert in_folder("fashion-mnist", {NAME: images(10000, [9677])}) == {NAME: []}


def test_a_guess(in_folder: InFolder) -> None:
    """By its name alone, which KMNIST shares, it is a note."""
    (finding,) = in_folder("here", {NAME: images(10000, [9677])})[NAME]
    assert (finding.code, finding.severity.value) == ("PRF006", "note")
    assert finding.message.startswith(
        "perhaps Fashion-MNIST's, KMNIST's or MNIST's test images, by its name alone, but image"
    )
    assert finding.hint == (
        "if these are KMNIST's test images: idxcheck fetch kmnist --part test; else ignore this"
    )
