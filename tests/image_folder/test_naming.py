"""The names of the labels and of the names of the classes."""

import pytest

from idxcheck.errors import UsageError
from idxcheck.image_folder.naming import check_claims, targets_of


@pytest.mark.parametrize(
    ("images", "labels", "classes"),
    [
        ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "train-classes.txt"),
        ("d/t10k-images-idx3-ubyte.gz", "d/t10k-labels-idx1-ubyte.gz", "d/t10k-classes.txt"),
        ("train-images.idx3-ubyte", "train-labels.idx1-ubyte", "train-classes.txt"),
        ("Train-Images-IDX4-int.xz", "Train-Labels-IDX1-ubyte.xz", "Train-Classes.txt"),
        ("images.idx", "labels.idx", "classes.txt"),
        ("IMAGES.IDX.bz2", "LABELS.IDX.bz2", "CLASSES.txt"),
        ("images-train.idx", "labels-train.idx", "classes-train.txt"),
        ("images/train_images.mat", "images/train_labels.mat", "images/train_classes.txt"),
        ("my-images-2-images-idx3", "my-images-2-labels-idx1", "my-images-2-classes.txt"),
        ("norb-dat.mat.gz", "norb-cat.mat.gz", "norb-classes.txt"),
        ("a_dat.lushbin", "a_cat.lushbin", "a_classes.txt"),
    ],
)
def test_names_beside(images: str, labels: str, classes: str) -> None:
    """The labels have labels in place of images, rank 1 and their own type; the classes .txt."""
    assert targets_of(images, "uint8") == (images, labels, classes)


def test_names_of_many_classes() -> None:
    """Labels of int32 are called so."""
    found = targets_of("train-images-idx3-ubyte", "int32")
    assert found.labels == "train-labels-idx1-int"


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("train.idx", "train-images.idx"),
        ("d/train-idx3-ubyte.gz", "d/train-images-idx3-ubyte.gz"),
        ("idx3-ubyte", "images-idx3-ubyte"),
        ("photos-ubyte", "photos-images-ubyte"),
        ("photos.mat", "photos-images.mat"),
        ("dat.mat", "dat-images.mat"),
        ("a-dat.idx", "a-dat-images.idx"),
        ("myimages.idx", "myimages-images.idx"),
    ],
)
def test_names_without_images(name: str, better: str) -> None:
    """A name in which nothing stands for images is refused with one that would do."""
    with pytest.raises(UsageError) as raised:
        targets_of(name, "uint8")
    assert str(raised.value) == (
        f"{name}: nothing in the name says images, for which the labels' would say labels; next:"
        f" call it such as {better}"
    )


def test_claims() -> None:
    """A name that claims nothing, or the truth, will do."""
    check_claims("train-images-idx3-ubyte", "uint8", 3, "")
    check_claims("train-images.idx", "int32", 4, "")


@pytest.mark.parametrize(
    ("element", "rank", "better"),
    [("uint8", 4, "d/a-images-idx4-ubyte.gz"), ("int32", 3, "d/a-images-idx3-int.gz")],
)
def test_false_claims(element: str, rank: int, better: str) -> None:
    """A name that claims another rank or type is refused with one that fits."""
    with pytest.raises(UsageError) as raised:
        check_claims("d/a-images-idx3-ubyte.gz", element, rank, ", or else")
    assert str(raised.value) == (
        f"d/a-images-idx3-ubyte.gz: the images are {element} of rank {rank}, and the name says"
        f" otherwise; next: call it {better}, or else"
    )
