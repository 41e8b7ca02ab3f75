"""What is said of single data sets: classes, counts, columns, releases, digests."""

import pytest

from idxcheck.registry import DataFile, data_set

DIGITS = "0 1 2 3 4 5 6 7 8 9"
CAPITALS = "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z"


@pytest.mark.parametrize(
    ("name", "classes"),
    [
        ("mnist", DIGITS),
        ("qmnist", DIGITS),
        ("kmnist", "o ki su tsu na ha ma ya re wo"),
        ("smallnorb", "animal human airplane truck car"),
        ("norb", "animal human airplane truck car blank"),
        ("emnist-digits", DIGITS),
        ("emnist-mnist", DIGITS),
        ("emnist-letters", CAPITALS),
        (
            "emnist-byclass",
            f"{DIGITS} {CAPITALS} a b c d e f g h i j k l m n o p q r s t u v w x y z",
        ),
        (
            "emnist-bymerge",
            f"{DIGITS} {CAPITALS} a b d e f g h n q r t",
        ),
        (
            "emnist-balanced",
            f"{DIGITS} {CAPITALS} a b d e f g h n q r t",
        ),
    ],
)
def test_classes(name: str, classes: str) -> None:
    """The names of the classes, in the order of the labels."""
    assert " ".join(data_set(name).classes) == classes


def test_fashion_classes() -> None:
    """Fashion-MNIST's class names hold spaces and a slash."""
    assert data_set("fashion-mnist").classes == (
        *("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"),
        *("Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
    )


def test_labels_from_one(files: dict[str, DataFile]) -> None:
    """The labels of EMNIST's letters count from 1, all others from 0."""
    assert data_set("emnist-letters").first_label == 1
    assert files["emnist-letters/test-labels"].values == (1, 26)
    assert files["emnist-byclass/test-labels"].values == (0, 61)
    assert files["smallnorb/test-cat"].values == (0, 4)
    assert files["norb/test-02-cat"].values == (0, 5)
    assert data_set("mnist").first_label == 0


@pytest.mark.parametrize(
    ("key", "counts"),
    [
        ("mnist/train-labels", (5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949)),
        ("mnist/t10k-labels", (980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009)),
        ("fashion-mnist/train-labels", (6000,) * 10),
        ("kmnist/t10k-labels", (1000,) * 10),
        ("emnist-letters/test-labels", (800,) * 26),
        ("smallnorb/train-cat", (4860,) * 5),
        ("emnist-balanced/train-labels", ()),
        ("emnist-letters/train-labels", ()),
        ("qmnist/test-labels", (5952, 6791, 6026, 6084, 5780, 5454, 5957, 6231, 5890, 5835)),
    ],
)
def test_counts(files: dict[str, DataFile], key: str, counts: tuple[int, ...]) -> None:
    """How often each class occurs, where it is published."""
    assert files[key].counts == counts


def test_small_norb_columns(files: dict[str, DataFile]) -> None:
    """The instances of the two parts differ; azimuths are even; each combination occurs once."""
    train = {each.name: each.values() for each in files["smallnorb/train-info"].columns}
    assert train == {
        "instance": (4, 6, 7, 8, 9),
        "elevation": (0, 1, 2, 3, 4, 5, 6, 7, 8),
        "azimuth": (0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34),
        "lighting": (0, 1, 2, 3, 4, 5),
    }
    test = {each.name: each.values() for each in files["smallnorb/test-info"].columns}
    assert test == train | {"instance": (0, 1, 2, 3, 5)}
    assert data_set("smallnorb").every_combination_once
    assert not data_set("norb").every_combination_once


def test_norb_columns(files: dict[str, DataFile]) -> None:
    """A blank's factors are -1; the same ranges hold for every group of a part."""
    train = files["norb/train-01-info"].columns
    assert " ".join(each.name for each in train) == (
        "instance elevation azimuth lighting horizontal_shift vertical_shift lumination "
        "contrast scale rotation"
    )
    assert train[0].values() == (-1, 4, 6, 7, 8, 9)
    assert train[2].values()[:4] == (-1, 0, 2, 4)
    assert [each.ranges for each in train[4:]] == [
        *(((-5, 5),), ((-5, 5),), ((-19, 19),), ((0, 1),), ((0, 1),), ((-4, 4),))
    ]
    assert files["norb/train-10-info"].columns == train
    test = files["norb/test-02-info"].columns
    assert test[0].values() == (-1, 0, 1, 2, 3, 5)
    assert test[1:] == train[1:]


def test_qmnist_columns(files: dict[str, DataFile]) -> None:
    """Each part comes from other series of writers; only `xnist` knows duplicates."""
    train, test, everything = (
        files[f"qmnist/{name}"].columns for name in ("train-info", "test-info", "xnist-info")
    )
    names = "class hsf_series writer digit nist_class index duplicate unused"
    assert " ".join(each.name for each in train) == names
    assert [each.name for each in test] == [each.name for each in everything] == names.split()
    assert train[1].values() == (0, 4)
    assert test[1].values() == (0, 1, 4)
    assert everything[1].values() == (0, 1, 2, 3, 4, 6, 7)
    assert test[2].ranges == ((0, 610), (2100, 2599))
    assert everything[5].ranges == ((0, 402952),)
    assert train[6].values() == (0,)
    assert everything[6].values() == (0, 95890, 158226, 223124)


def test_first_release_of_kmnist(files: dict[str, DataFile]) -> None:
    """The first release is known by its black images, counted from 0."""
    (train,) = files["kmnist/train-images"].old_releases
    (test,) = files["kmnist/t10k-images"].old_releases
    assert train.name == test.name == "first release, fetched before 5 February 2019"
    assert train.zero_items == (
        *(13109, 13415, 13442, 23328, 24234, 26413, 28814, 29279, 33433),
        *(38946, 42827, 44186, 50110, 55361, 55533, 56969, 57915),
    )
    assert test.zero_items == (9677,)
    assert files["kmnist/train-labels"].old_releases == ()


@pytest.mark.parametrize(
    ("key", "algorithm", "of", "value"),
    [
        ("mnist/t10k-images", "md5", "stored", "9fb629c4189551a2d022fa330f9573f3"),
        ("fashion-mnist/train-images", "md5", "stored", "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
        ("kmnist/t10k-labels", "md5", "stored", "7320c461ea6c1c855c0b718fb2a4b134"),
        ("qmnist/xnist-images", "md5", "stored", "7f124b3b8ab81486c9d8c2749c17f834"),
        ("smallnorb/test-dat", "md5", "content", "e9920b7f7b2869a8f1a12e945b2c166c"),
        ("norb/test-01-cat", "sha1", "stored", "ba6e05ca90b151997d3fca7082e7a6bd3a470fd4"),
        ("norb/test-02-cat", "sha1", "stored", "13d11d472f26492e2ee68cf1cfccc23e143a97cb"),
        ("norb/train-01-dat", "sha1", "stored", "38789c74538b0a3f86a4f854f0f0e3482451fd09"),
        ("norb/train-01-info", "sha1", "stored", "2e2e2a3eef2e0b70dd889ea84f3ce028869eb8de"),
    ],
)
def test_published_digests(
    files: dict[str, DataFile], key: str, algorithm: str, of: str, value: str
) -> None:
    """A sample of the published digests, on the file they were published for."""
    found = {(str(each.algorithm), str(each.of)): each.value for each in files[key].digests}
    assert found[algorithm, of] == value
