"""Whole data sets as arrays: every form, every copy of a file, and what is refused."""

import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import idxcheck
from idxcheck.datasets.loading import ImageGroups, load
from idxcheck.errors import FormatError, UsageError
from idxcheck.registry import DataSet

Write = Callable[..., None]

TRAIN = {"train_images": [[[1, 2], [3, 4]], [[5, 6], [7, 8]], [[9, 10], [11, 12]]]}
TRAIN_LABELS = {"train_labels": [2, 1, 2]}
TEST = {"t10k_images": [[[21, 22], [23, 24]], [[25, 26], [27, 28]]], "t10k_labels": [1, 1]}


@pytest.fixture
def folder(tmp_path: Path, write: Write) -> Path:
    """A folder with the files of `digits`, uncompressed."""
    write(tmp_path / "data", **TRAIN, **TRAIN_LABELS, **TEST)
    return tmp_path / "data"


def test_both_parts(folder: Path, digits: DataSet) -> None:
    """Images and labels of both parts come as they are stored, with the names of the classes."""
    data = load(digits, folder)
    assert data.name == "digits"
    assert data.train.images.tolist() == TRAIN["train_images"]
    assert data.train.labels.tolist() == [2, 1, 2]
    assert data.test.images.tolist() == TEST["t10k_images"]
    assert data.test.labels.tolist() == [1, 1]
    assert data.train.images.dtype == data.train.labels.dtype == np.uint8
    assert data.train.info is None
    assert [data.classes[each - data.first_label] for each in data.train.labels] == [
        "dog",
        "cat",
        "dog",
    ]


def test_what_is_shown(folder: Path, digits: DataSet) -> None:
    """Shown are shapes and element types of each part, what is mapped, and no values."""
    packed = folder / "tiny-t10k-images"
    packed.write_bytes(gzip.compress(packed.read_bytes()))
    data = load(digits, folder)
    assert repr(data) == (
        "digits, 2 classes\n"
        "  train: images uint8 3 x 2 x 2 mapped, labels uint8 3\n"
        "  test: images uint8 2 x 2 x 2, labels uint8 2"
    )
    assert str(data.test) == "images uint8 2 x 2 x 2, labels uint8 2"


def test_images_are_mapped_where_they_can_be(folder: Path, digits: DataSet) -> None:
    """Uncompressed images are mapped read-only; those of a gzip are loaded, whatever its name."""
    packed = folder / "tiny-t10k-images"
    packed.write_bytes(gzip.compress(packed.read_bytes()))
    data = load(digits, folder)
    assert isinstance(data.train.images, np.memmap)
    assert not data.train.images.flags.writeable
    assert type(data.test.images) is np.ndarray
    assert data.test.images.tolist() == TEST["t10k_images"]


@pytest.mark.parametrize("suffix", [".gz", ".xz", ".bz2"])
@pytest.mark.parametrize("place", ["", "raw", "gzip", "digits/raw"])
def test_copies_and_places(
    place: str, suffix: str, tmp_path: Path, digits: DataSet, write: Write
) -> None:
    """Compressed files are found, flat, in the inner folder, and where torchvision keeps them."""
    write(tmp_path / place, suffix, **TRAIN, **TRAIN_LABELS, **TEST)
    assert load(digits, str(tmp_path)).train.images.tolist() == TRAIN["train_images"]


def test_other_names(folder: Path, digits: DataSet) -> None:
    """A file is found under each name the registry has for it."""
    (folder / "tiny-train-images").rename(folder / "tiny.train-images")
    assert load(digits, folder).train.images.tolist() == TRAIN["train_images"]


def test_raw_is_preferred(folder: Path, digits: DataSet, write: Write) -> None:
    """Of a raw and a compressed copy in one folder the raw one is taken."""
    write(folder, ".gz", train_labels=[1, 1, 1])
    assert load(digits, folder).train.labels.tolist() == [2, 1, 2]


def test_one_part(folder: Path, digits: DataSet) -> None:
    """One part needs the files of no other, which is not there then."""
    (folder / "tiny-t10k-labels").unlink()
    data = load(digits, folder, part="train")
    assert data.train.labels.tolist() == [2, 1, 2]
    with pytest.raises(UsageError) as caught:
        _ = data.test
    assert str(caught.value) == "this part of digits was not loaded; load it with part='test'"


def test_a_part_that_is_none(folder: Path, digits: DataSet) -> None:
    """A part the set does not have is named with those it has."""
    with pytest.raises(UsageError, match=r"^Digits has no part 'all'; choose 'train' or 'test'$"):
        load(digits, folder, part="all")


def test_classes_in_a_table(tmp_path: Path, writers: DataSet, write: Write) -> None:
    """A column of classes gives the labels, int32 in each part, and the table is `info`."""
    images = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]
    write(tmp_path, train_images=images, test_images=images, test_labels=[0, 0])
    write(tmp_path, ".gz", train_info=[[1, 70000], [0, -8]], test_info=[[1, 5], [1, 6]])
    data = load(writers, tmp_path)
    assert data.train.labels.tolist() == [1, 0]
    assert data.test.labels.tolist() == [1, 1]
    assert data.train.labels.dtype == data.test.labels.dtype == np.int32
    assert data.train.info is not None
    assert data.train.info.tolist() == [[1, 70000], [0, -8]]


def test_table_and_labels_stand_for_each_other(
    tmp_path: Path, writers: DataSet, write: Write
) -> None:
    """Of the table and the labels one is enough; with none of the two both are missing."""
    images = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]
    write(tmp_path, test_images=images, test_labels=[0, 1])
    test = load(writers, tmp_path, part="test").test
    assert (test.labels.tolist(), test.info) == ([0, 1], None)
    write(tmp_path, test_info=[[1, 5], [1, 6]])
    (tmp_path / "tiny-test-labels").unlink()
    assert load(writers, tmp_path, part="test").test.labels.tolist() == [1, 1]
    (tmp_path / "tiny-test-info").unlink()
    with pytest.raises(FileNotFoundError, match="tiny-test-info, tiny-test-labels; next"):
        load(writers, tmp_path, part="test")


def test_third_part(tmp_path: Path, writers: DataSet, write: Write) -> None:
    """The part that holds all is loaded when it is asked for."""
    write(tmp_path, more_images=[[[1, 2], [3, 4]]], more_info=[[1, 44]])
    data = load(writers, tmp_path, part="all")
    assert data.all.images.tolist() == [[[1, 2], [3, 4]]]
    assert data.all.labels.tolist() == [1]


def test_groups_of_files(tmp_path: Path, groups: DataSet, write: Write) -> None:
    """Where a part has several files, the first axis is the file's; images wait to be asked for."""
    for number, part in enumerate(("train_01", "train_02", "test_01", "test_02")):
        pairs = np.arange(12).reshape(2, 2, 1, 3) + 20 * number
        write(tmp_path, **{f"{part}_dat": pairs, f"{part}_cat": [number, 1]})
        write(tmp_path, **{f"{part}_info": [[number, 0, 0, 0], [9, 8, 7, 6]]})
    data = load(groups, tmp_path)
    images = data.train.images
    assert isinstance(images, ImageGroups)
    assert len(images) == 2
    assert images[1].tolist() == [
        [[[20, 21, 22]], [[23, 24, 25]]],
        [[[26, 27, 28]], [[29, 30, 31]]],
    ]
    assert isinstance(images[1], np.memmap)
    assert [each[0, 0, 0, 0] for each in data.test.images[1:]] == [60]
    assert data.train.labels.tolist() == [[0, 1], [1, 1]]
    assert repr(data.train) == (
        "images 2 files of uint8 2 x 2 x 1 x 3, labels uint8 2 x 2, info int32 2 x 2 x 4"
    )
    assert (repr(images[:1]), repr(images[:0])) == ("1 file of uint8 2 x 2 x 1 x 3", "0 files")
    assert data.test.info is not None
    assert data.test.info.tolist() == [[[2, 0, 0, 0], [9, 8, 7, 6]], [[3, 0, 0, 0], [9, 8, 7, 6]]]
    write(tmp_path, test_02_dat=[[[[1]]]])
    with pytest.raises(UsageError, match="found uint8 1 x 1 x 1 x 1"):
        load(groups, tmp_path)


def test_another_shape(folder: Path, digits: DataSet, write: Write) -> None:
    """A file of another shape is refused, with both shapes."""
    write(folder, train_labels=[2, 1])
    path = folder / "tiny-train-labels"
    with pytest.raises(UsageError) as caught:
        load(digits, folder)
    assert str(caught.value) == (
        f"{path}: expected uint8 3, as tiny/train-labels has it; found uint8 2;"
        f" next: idxcheck info {path}"
    )


def test_another_element_type(folder: Path, digits: DataSet) -> None:
    """A file of another element type is refused, with both types."""
    idxcheck.save(folder / "tiny-train-labels", np.array([2, 1, 2], np.int32), "idx")
    with pytest.raises(UsageError, match=r"expected uint8 3, .* found int32 3;"):
        load(digits, folder)


def test_damaged_file(folder: Path, digits: DataSet) -> None:
    """A cut file is the finding a check has."""
    path = folder / "tiny-train-images"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(FormatError, match="IDX201"):
        load(digits, folder)


def test_names_of_the_registry(tmp_path: Path) -> None:
    """A set is meant by its name or title; one of several sets has to be chosen."""
    with pytest.raises(
        FileNotFoundError,
        match=r": train-images-idx3-ubyte, .*; next: idxcheck fetch fashion-mnist --dir ",
    ):
        load("Fashion-MNIST", tmp_path)
    with pytest.raises(
        UsageError, match=r"^6 data sets are called 'emnist'; choose from: emnist-bal"
    ):
        load("emnist", tmp_path)
    with pytest.raises(UsageError, match=r"^no data set is called 'cifar'; choose from: "):
        load("cifar", tmp_path)


def test_genuine_files(real_data: Path) -> None:
    """Genuine MNIST: known first digits and the counts of the classes."""
    data = load("mnist", real_data / "mnist")
    assert data.train.images.shape == (60000, 28, 28)
    assert data.train.labels[:5].tolist() == [5, 0, 4, 1, 9]
    assert data.test.labels[:5].tolist() == [7, 2, 1, 0, 4]
    assert np.bincount(data.test.labels).tolist()[:3] == [980, 1135, 1032]
    assert int(data.test.images[0].sum()) == 18454
