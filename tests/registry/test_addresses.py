"""Where the files are fetched from, and where other libraries look for them."""

import pytest

from idxcheck.registry import DataFile, Layout, data_set


@pytest.mark.parametrize(
    ("key", "mirror"),
    [
        (
            "mnist/t10k-labels",
            "https://storage.googleapis.com/cvdf-datasets/mnist/t10k-labels-idx1-ubyte.gz",
        ),
        (
            "kmnist/t10k-labels",
            "http://codh.rois.ac.jp/kmnist/dataset/kmnist/t10k-labels-idx1-ubyte.gz",
        ),
        (
            "qmnist/xnist-info",
            (
                "https://raw.githubusercontent.com/facebookresearch/qmnist/master/"
                "xnist-labels-idx2-int.xz"
            ),
        ),
        (
            "smallnorb/test-cat",
            (
                "https://cs.nyu.edu/~ylclab/data/norb-v1.0-small/"
                "smallnorb-5x01235x9x18x6x2x96x96-testing-cat.mat.gz"
            ),
        ),
    ],
)
def test_mirrors(files: dict[str, DataFile], key: str, mirror: str) -> None:
    """A sample of complete addresses, with the suffix of the compression."""
    assert mirror in files[key].mirrors


def test_https_first(files: dict[str, DataFile]) -> None:
    """Fashion-MNIST, whose plain addresses were answered with MNIST, is asked for by https."""
    schemes = [each.partition(":")[0] for each in files["fashion-mnist/t10k-images"].mirrors]
    assert schemes == ["https", "https", "http"]


def test_emnist_comes_in_an_archive(files: dict[str, DataFile]) -> None:
    """EMNIST's files have no address of their own; one zip holds all six splits."""
    archive = data_set("emnist-letters").archive
    assert archive is not None
    assert archive == data_set("emnist-byclass").archive
    assert archive.folder == "gzip"
    assert archive.download.name == "gzip.zip"
    assert archive.download.size == 561753746
    assert archive.download.mirrors == ("https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip",)
    assert {each.algorithm: each.value for each in archive.download.digests} == {
        "md5": "58c8d27c78d21e728a6bc7b3cc06412e",
        "sha256": "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e",
    }
    assert files["emnist-letters/test-labels"].mirrors == ()
    assert data_set("mnist").archive is None


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("mnist", "MNIST/raw"),
        ("fashion-mnist", "FashionMNIST/raw"),
        ("kmnist", "KMNIST/raw"),
        ("qmnist", "QMNIST/raw"),
        ("emnist-digits", "EMNIST/raw"),
    ],
)
def test_torchvision_layout(name: str, folder: str) -> None:
    """Torchvision reads decompressed files from a folder named for its class."""
    assert data_set(name).layouts["torchvision"] == Layout(folder, extracted=True)


def test_keras_layout() -> None:
    """Keras reads Fashion-MNIST's gzip files and, of MNIST, a file of its own."""
    assert data_set("fashion-mnist").layouts["keras"] == Layout("datasets/fashion-mnist")
    mnist = data_set("mnist").layouts["keras"]
    assert (mnist.folder, mnist.extracted) == ("datasets", False)
    (packed,) = mnist.downloads
    assert packed.name == "mnist.npz"
    assert packed.mirrors == (
        "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
    )
    assert [each.value for each in packed.digests] == [
        "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"
    ]
    for name in ("kmnist", "qmnist", "emnist-letters"):
        assert list(data_set(name).layouts) == ["torchvision"]
    for name in ("smallnorb", "norb"):
        assert data_set(name).layouts == {}
