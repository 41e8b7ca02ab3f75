"""Looking files of known data sets up: by name, by form and by digest."""

from idxcheck.known_files import (
    algorithms,
    files_like,
    files_named,
    known_files,
    telling_digest,
)
from idxcheck.registry import DataFile, data_sets
from idxspec import ELEMENTS, idx_header

ELEMENT = {each.name: each for each in ELEMENTS}
FILES = {file.key: file for each in data_sets() for file in each.files}
T10K_SHA256 = "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"


def keys(files: tuple[DataFile, ...]) -> list[str]:
    """Return the keys of files."""
    return [file.key for file in files]


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
