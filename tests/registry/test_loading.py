"""From TOML to data sets, and finding a data set by what people call it."""

import pytest

from idxcheck.errors import UsageError
from idxcheck.registry import (
    Archive,
    Column,
    DataFile,
    Download,
    Layout,
    OldRelease,
    PublishedDigest,
    data_set,
    data_sets,
    parse,
    plain,
)

SET = """
name = "toys"
title = "The Toys"
homepage = "https://example.org/"
licence = "MIT"
citation = "A paper"
format = "idx"
compression = "gzip"
mirrors = ["https://one.example.org/toys/", "https://two.example.org/"]
"""
OWN = """
folders = ["toys"]
classes = ["a", "b"]
"""
FILES = """
[[files]]
name = "train-labels"
part = "train"
role = "labels"
element = "uint8"
shape = [5]
file_names = ["toys-labels", "toys.labels"]
stored_size = 33
values = [0, 1]
counts = [2, 3]
digests = [{ algorithm = "md5", of = "stored", value = "ab", source = "a page" }]
old_releases = [{ name = "the first", zero_items = [4, 1] }]

[[files]]
name = "test-labels"
like = "train-labels"
part = "test"
file_names = ["toys-test"]
compression = "xz"
mirrors = ["https://three.example.org/"]

[[files]]
name = "test-info"
part = "test"
role = "info"
format = "norb"
element = "int32"
shape = [5, 2]
file_names = ["toys-info.mat"]
columns = [{ name = "k", ranges = [[0, 1], [4, 4]] }, { name = "n", ranges = [[0, 4]], step = 2 }]
"""
REST = """
first_label = 1
every_combination_once = true
[archive]
name = "all.zip"
folder = "inside"
mirrors = ["https://four.example.org/all.zip"]
size = 9
digests = [{ algorithm = "sha1", of = "stored", value = "cd", source = "a list" }]
[layouts.torchvision]
folder = "Toys/raw"
extracted = true
[layouts.keras]
folder = "datasets"
[[layouts.keras.downloads]]
name = "toys.npz"
mirrors = ["https://five.example.org/toys.npz"]
digests = []
"""
SPLITS = """
[[splits]]
name = "toys-big"
title = "Big Toys"
folders = ["toys", "toys-big"]
classes = ["a"]
first_label = 3
files = []
[[splits]]
name = "toys-small"
title = "Small Toys"
folders = ["toys"]
classes = ["b"]
licence = "BSD"
files = []
"""


def test_a_set() -> None:
    """Every key of the file is in the data set; what is left out has its default."""
    (toys,) = parse(SET + OWN + FILES)
    assert (toys.name, toys.title, toys.family) == ("toys", "The Toys", "toys")
    assert (toys.homepage, toys.licence) == ("https://example.org/", "MIT")
    assert toys.citation == "A paper"
    assert (toys.folders, toys.classes) == (("toys",), ("a", "b"))
    assert (toys.first_label, toys.every_combination_once) == (0, False)
    assert (toys.archive, toys.layouts) == (None, {})
    assert [file.name for file in toys.files] == ["train-labels", "test-labels", "test-info"]


def test_a_file() -> None:
    """Every key of a file is in it; its mirrors are whole addresses."""
    (toys,) = parse(SET + OWN + FILES)
    assert toys.files[0] == DataFile(
        data_set="toys",
        name="train-labels",
        part="train",
        role="labels",
        format="idx",
        element="uint8",
        shape=(5,),
        file_names=("toys-labels", "toys.labels"),
        compression="gzip",
        mirrors=(
            "https://one.example.org/toys/toys-labels.gz",
            "https://two.example.org/toys-labels.gz",
        ),
        stored_size=33,
        values=(0, 1),
        counts=(2, 3),
        digests=(PublishedDigest("md5", "stored", "ab", "a page"),),
        old_releases=(OldRelease("the first", (4, 1)),),
    )


def test_a_file_like_another() -> None:
    """It takes from the other what describes the matrix, and nothing of that file alone."""
    (toys,) = parse(SET + OWN + FILES)
    assert toys.files[1] == DataFile(
        data_set="toys",
        name="test-labels",
        part="test",
        role="labels",
        format="idx",
        element="uint8",
        shape=(5,),
        file_names=("toys-test",),
        compression="xz",
        mirrors=("https://three.example.org/toys-test.xz",),
        values=(0, 1),
        counts=(2, 3),
    )


def test_columns() -> None:
    """A column has its ranges and its step; a file may be in another format than its set."""
    (toys,) = parse(SET + OWN + FILES)
    assert toys.files[2].format == "norb"
    assert toys.files[2].values is None
    assert toys.files[2].columns == (
        Column("k", ((0, 1), (4, 4))),
        Column("n", ((0, 4),), step=2),
    )


def test_an_archive_and_layouts() -> None:
    """What is fetched whole has complete addresses."""
    (toys,) = parse(SET.replace('mirrors = ["', 'files = []\nnote = ["') + OWN + REST)
    digest = PublishedDigest("sha1", "stored", "cd", "a list")
    download = Download("all.zip", ("https://four.example.org/all.zip",), (digest,), 9)
    assert toys.archive == Archive(download, "inside")
    packed = Download("toys.npz", ("https://five.example.org/toys.npz",), ())
    assert toys.layouts == {
        "torchvision": Layout("Toys/raw", extracted=True),
        "keras": Layout("datasets", extracted=False, downloads=(packed,)),
    }
    assert (toys.first_label, toys.every_combination_once) == (1, True)


def test_a_file_without_mirrors() -> None:
    """A file that is only in an archive has no address of its own."""
    (toys,) = parse(SET.replace("mirrors", "note") + OWN + FILES)
    assert toys.files[0].mirrors == ()


def test_splits() -> None:
    """Each split is a data set of the family; its own values come before the family's."""
    big, small = parse(SET + SPLITS)
    assert (big.name, big.title, big.family, big.licence) == ("toys-big", "Big Toys", "toys", "MIT")
    assert (big.folders, big.classes, big.first_label) == (("toys", "toys-big"), ("a",), 3)
    assert (small.name, small.family, small.licence) == ("toys-small", "toys", "BSD")
    assert (small.classes, small.first_label) == (("b",), 0)


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("mnist", "mnist"),
        ("MNIST", "mnist"),
        ("fashion-mnist", "fashion-mnist"),
        ("FashionMNIST", "fashion-mnist"),
        ("emnist_letters", "emnist-letters"),
        ("EMNIST ByClass", "emnist-byclass"),
        ("norb", "norb"),
        ("norb-v1.0", "norb"),
        ("norb-v1.0-small", "smallnorb"),
        ("Small NORB", "smallnorb"),
    ],
)
def test_finding_a_set(called: str, name: str) -> None:
    """A data set is found by its name, its title and the folders named for it."""
    assert data_set(called).name == name


@pytest.mark.parametrize("called", ["cifar10", "", "mnist\n2", "fashion"])
def test_no_such_set(called: str) -> None:
    """An unknown name is refused with all names there are, and that of the family."""
    with pytest.raises(UsageError) as caught:
        data_set(called)
    assert str(caught.value) == (
        f"no data set is called {called!r}; choose from: emnist (all 6), emnist-balanced, "
        "emnist-byclass, emnist-bymerge, emnist-digits, emnist-letters, emnist-mnist, "
        "fashion-mnist, kmnist, mnist, norb, qmnist, smallnorb"
    )


def test_a_family() -> None:
    """The name of a family is refused with the names of its splits."""
    with pytest.raises(UsageError) as caught:
        data_set("EMNIST")
    assert str(caught.value) == (
        "6 data sets are called 'EMNIST'; choose from: emnist-balanced, emnist-byclass, "
        "emnist-bymerge, emnist-digits, emnist-letters, emnist-mnist"
    )


def test_plain_names() -> None:
    """Names are compared without case, signs and spaces."""
    assert plain("Fashion-MNIST v1.0/raw") == "fashionmnistv10raw"


def test_read_once() -> None:
    """The files are read once in a process."""
    assert data_sets() is data_sets()
