"""fetch: folders made for other libraries have the paths that those look for."""

import gzip
import hashlib
import io
import lzma
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from idxcheck.datasets import RetryPolicy, fetch
from idxcheck.datasets.layouts import LayoutName
from idxcheck.registry import DataFile, DataSet, Download, PublishedDigest, data_set
from idxspec import element_named

if TYPE_CHECKING:
    from tests.datasets.conftest import Site

AT_ONCE = RetryPolicy(backoff=0.0)

# The paths these libraries look for, from their sources.
TORCHVISION = {
    "mnist": [
        "MNIST/raw/t10k-images-idx3-ubyte",
        "MNIST/raw/t10k-labels-idx1-ubyte",
        "MNIST/raw/train-images-idx3-ubyte",
        "MNIST/raw/train-labels-idx1-ubyte",
    ],
    "fashion-mnist": [
        "FashionMNIST/raw/t10k-images-idx3-ubyte",
        "FashionMNIST/raw/t10k-labels-idx1-ubyte",
        "FashionMNIST/raw/train-images-idx3-ubyte",
        "FashionMNIST/raw/train-labels-idx1-ubyte",
    ],
    "kmnist": [
        "KMNIST/raw/t10k-images-idx3-ubyte",
        "KMNIST/raw/t10k-labels-idx1-ubyte",
        "KMNIST/raw/train-images-idx3-ubyte",
        "KMNIST/raw/train-labels-idx1-ubyte",
    ],
    "emnist-letters": [
        "EMNIST/raw/emnist-letters-test-images-idx3-ubyte",
        "EMNIST/raw/emnist-letters-test-labels-idx1-ubyte",
        "EMNIST/raw/emnist-letters-train-images-idx3-ubyte",
        "EMNIST/raw/emnist-letters-train-labels-idx1-ubyte",
    ],
    "qmnist": [
        "QMNIST/raw/qmnist-test-images-idx3-ubyte",
        "QMNIST/raw/qmnist-test-labels-idx2-int",
        "QMNIST/raw/qmnist-train-images-idx3-ubyte",
        "QMNIST/raw/qmnist-train-labels-idx2-int",
        "QMNIST/raw/xnist-images-idx3-ubyte",
        "QMNIST/raw/xnist-labels-idx2-int",
    ],
}
UNUSED = {"qmnist": ["QMNIST/raw/qmnist-test-labels-idx1-ubyte"]}  # torchvision reads idx2-int
KERAS = {
    "fashion-mnist": [
        "datasets/fashion-mnist/t10k-images-idx3-ubyte.gz",
        "datasets/fashion-mnist/t10k-labels-idx1-ubyte.gz",
        "datasets/fashion-mnist/train-images-idx3-ubyte.gz",
        "datasets/fashion-mnist/train-labels-idx1-ubyte.gz",
    ],
    "mnist": ["datasets/mnist.npz"],
}
NPZ = b"PK\x03\x04 as Keras has it"


def content_of(file: DataFile) -> bytes:
    """Return a file like one of the registry, of one item."""
    sizes = (1, *file.shape[1:])
    element = element_named(file.element)
    assert element is not None
    count = element.size
    header = bytes([0, 0, element.idx_code or 0, len(sizes)])
    for size in sizes:
        header += size.to_bytes(4, "big")
        count *= size
    return header + bytes(count)


def packed(file: DataFile) -> bytes:
    """Return it compressed."""
    compress = gzip.compress if file.compression == "gzip" else lzma.compress
    return compress(content_of(file))


def digests(data: bytes) -> tuple[PublishedDigest, ...]:
    """Return the digest of a small file in the place of the published one."""
    return (PublishedDigest("sha256", "stored", hashlib.sha256(data).hexdigest(), "a test"),)


def small(genuine: DataSet, site: "Site") -> DataSet:
    """Serve a data set whose files are named and placed as the genuine ones, and short."""
    bodies = {file.stored_name: packed(file) for file in genuine.files}
    files = tuple(
        replace(
            file,
            shape=(1, *file.shape[1:]),
            stored_size=None,
            digests=digests(bodies[file.stored_name]),
        )
        for file in genuine.files
    )
    archive = genuine.archive
    if archive is None:
        site.give_all("/m/", bodies)
    else:
        inside = io.BytesIO()
        with zipfile.ZipFile(inside, "w") as file:
            for name, body in bodies.items():
                file.writestr(f"{archive.folder}/{name}", body)
        site.give(f"/m/{archive.download.name}", inside.getvalue())
        known = Download(archive.download.name, (), digests(inside.getvalue()))
        archive = replace(archive, download=known)
    layouts = dict(genuine.layouts)
    for name, layout in layouts.items():
        for each in layout.downloads:
            site.give(f"/m/{each.name}", NPZ)
        own = tuple(Download(each.name, (), digests(NPZ)) for each in layout.downloads)
        layouts[name] = replace(layout, downloads=own)
    return replace(genuine, files=files, archive=archive, layouts=layouts)


def files_below(folder: Path) -> list[str]:
    """Return the files below a folder."""
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())


def have(site: "Site", name: str, layout: LayoutName, folder: Path) -> None:
    """Fetch a data set from the server."""
    toy = small(data_set(name), site)
    fetch(toy, folder, layout=layout, mirrors=[f"{site.url}m"], retry=AT_ONCE)


@pytest.mark.parametrize("name", TORCHVISION)
def test_torchvision(site: "Site", tmp_path: Path, name: str) -> None:
    """With its root for a folder, the raw files are where it looks, beside what they came in."""
    have(site, name, "torchvision", tmp_path)
    paths = sorted([*TORCHVISION[name], *UNUSED.get(name, [])])
    found = files_below(tmp_path)
    assert [path for path in found if not path.endswith((".gz", ".xz"))] == paths
    stored = [path for path in found if path.endswith((".gz", ".xz"))]
    assert [path[:-3] for path in stored] == paths
    for path in paths:
        assert (tmp_path / path).read_bytes()[:2] == b"\0\0"


@pytest.mark.parametrize("name", KERAS)
def test_keras(site: "Site", tmp_path: Path, name: str) -> None:
    """With ~/.keras for a folder, what Keras looks for is there, and nothing else."""
    have(site, name, "keras", tmp_path)
    assert files_below(tmp_path) == KERAS[name]
