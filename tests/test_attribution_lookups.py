"""Looking data sets and their files up: by name, folder, shape and digest."""

import pytest

from idxcheck.attribution import (
    algorithms,
    files_like,
    files_named,
    known_files,
    sets_called,
    sets_of_folder,
    telling_digest,
)
from idxcheck.errors import UsageError
from idxcheck.registry import DataFile, data_sets
from idxspec import ELEMENTS, idx_header

ELEMENT = {each.name: each for each in ELEMENTS}
FILES = {file.key: file for each in data_sets() for file in each.files}
T10K_SHA256 = "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
EMNIST = ["balanced", "byclass", "bymerge", "digits", "letters", "mnist"]


def keys(files: tuple[DataFile, ...]) -> list[str]:
    """Return the keys of files."""
    return [file.key for file in files]


@pytest.mark.parametrize(
    ("name", "sets"),
    [
        ("mnist", ["mnist"]),
        ("Fashion_MNIST", ["fashion-mnist"]),
        ("EMNIST Letters", ["emnist-letters"]),
        ("emnist", [f"emnist-{each}" for each in EMNIST]),
        ("norb-v1.0-small", ["smallnorb"]),
        ("none", []),
        ("NONE", []),
    ],
)
def test_sets_called(name: str, sets: list[str]) -> None:
    """A name, a title, a family or a folder's name means data sets; `none` means none."""
    assert [each.name for each in sets_called(name)] == sets


@pytest.mark.parametrize("name", ["cifar", "", "-", "fashion"])
def test_no_set_is_called_so(name: str) -> None:
    """Any other name is an error that says which there are, and how to say none."""
    with pytest.raises(UsageError, match=r"no data set is called .*mnist, norb, .*, none$"):
        sets_called(name)


def test_a_name_that_is_none() -> None:
    """What is no text is refused as what it is."""
    with pytest.raises(UsageError, match=r"^a data set is called by its name, not \['mnist'\]$"):
        sets_called(["mnist"])  # type: ignore[arg-type] # the mistake itself


@pytest.mark.parametrize(
    ("folder", "sets"),
    [
        ("/data/FashionMNIST/raw", ["fashion-mnist"]),
        ("/data/fashion_mnist", ["fashion-mnist"]),
        ("/data/fashion", []),
        ("/data/MNIST", ["mnist"]),
        ("/emnist/gzip", [f"emnist-{each}" for each in EMNIST]),
        ("/data/norb-v1.0-small", ["smallnorb"]),
        ("/data/raw", []),
        ("/raw", []),
        ("/", []),
        ("/mnist/own", []),
        (None, []),
    ],
)
def test_sets_of_folder(folder: str | None, sets: list[str]) -> None:
    """The folder, or the one around `raw` or `gzip`, is called like the data set."""
    assert [each.name for each in sets_of_folder(folder)] == sets


def test_files_named() -> None:
    """Dash or dot, compressed or not, in any case: the last part of the path is a file's name."""
    assert keys(files_named("x/qmnist-test-labels-idx1-ubyte")) == ["qmnist/test-labels"]
    assert keys(files_named("QMNIST-test-labels.idx1-ubyte.GZ")) == ["qmnist/test-labels"]
    shared = ["fashion-mnist/t10k-images", "kmnist/t10k-images", "mnist/t10k-images"]
    assert keys(files_named("t10k-images-idx3-ubyte.xz")) == shared
    assert files_named("t10k-images") == ()


def test_files_like() -> None:
    """The files of a shape and element type, in all data sets."""
    assert keys(files_like(idx_header(ELEMENT["uint8"], (18800,)))) == [
        "emnist-balanced/test-labels"
    ]
    assert files_like(idx_header(ELEMENT["int32"], (18800,))) == ()


def test_algorithms() -> None:
    """The strongest digest published of a file decides what is computed; sha256 always is."""
    assert algorithms([], "stored") == {"sha256"}
    assert algorithms([FILES["mnist/t10k-images"]], "stored") == {"sha256"}
    assert algorithms([FILES["norb/train-01-dat"]], "stored") == {"sha256", "sha1"}
    assert algorithms([FILES["norb/train-01-dat"]], "content") == {"sha256"}
    several = [FILES["qmnist/train-images"], FILES["norb/train-01-dat"]]
    assert algorithms(several, "stored") == {"sha256", "sha1", "md5"}
    assert algorithms([FILES["smallnorb/train-dat"]], "content") == {"sha256", "md5"}
    assert algorithms([FILES["smallnorb/train-cat"]], "content") == {"sha256"}
    assert algorithms([FILES["smallnorb/test-info"]], "content") == {"sha256"}


def test_known_files() -> None:
    """The content, its values or the file as stored tell a file."""
    mnist = [FILES["mnist/t10k-images"]]
    assert known_files({}) == ()
    assert known_files({("stored", "sha256"): T10K_SHA256}) == ()
    assert known_files({("content", "md5"): T10K_SHA256}) == ()
    assert list(known_files({("content", "sha256"): T10K_SHA256})) == mnist
    digests = {("values", "sha256"): T10K_SHA256, ("content", "sha256"): T10K_SHA256}
    assert list(known_files(digests)) == mnist
    both = known_files({("content", "md5"): "fd5120d3f770ad57ebe620eb61a0b633"})
    assert keys(both) == ["smallnorb/train-cat", "smallnorb/test-cat"]


def test_telling_digest() -> None:
    """Of the digests that tell, the content's sha256 comes first."""
    file = FILES["mnist/t10k-images"]
    digests = {
        ("stored", "sha256"): "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"
    }
    stored = telling_digest(digests, file)
    assert stored is not None
    assert (stored.of, stored.algorithm, stored.value[:8]) == ("stored", "sha256", "8d422c7b")
    digests["content", "md5"] = "2646ac647ad5339dbf082846283269ea"
    content = telling_digest(digests, file)
    assert content is not None
    assert (content.of, content.algorithm) == ("content", "md5")
    digests["values", "sha256"] = T10K_SHA256
    values = telling_digest(digests, file)
    assert values is not None
    assert (values.of, values.value) == ("content", T10K_SHA256)
    assert telling_digest(digests, FILES["mnist/t10k-labels"]) is None
