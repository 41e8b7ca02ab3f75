"""What names claim, and what they do not."""

import pytest

from idxcheck import names


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("labels", "labels"),
        ("a/b/labels", "labels"),
        ("/labels", "labels"),
        (r"C:\data\labels", "labels"),
        (r"a/b\labels", "labels"),
        ("a/", ""),
        ("", ""),
    ],
)
def test_base_name(name: str, base: str) -> None:
    """The last part counts, behind a slash or a backslash."""
    assert names.base_name(name) == base


@pytest.mark.parametrize(
    ("name", "compression", "stem"),
    [
        ("labels.gz", "gzip", "labels"),
        ("a.gz/labels.XZ", "xz", "labels"),
        ("labels.bz2", "bzip2", "labels"),
        ("labels.mat.gz", "gzip", "labels.mat"),
        ("labels.gz.gz", "gzip", "labels.gz"),
        ("labels", None, "labels"),
        ("a.gz/labels", None, "labels"),
        ("labels.gz.1", None, "labels.gz.1"),
        ("labelsgz", None, "labelsgz"),
        ("labels.bz", None, "labels.bz"),
        ("<bytes>", None, "<bytes>"),
        (".gz", "gzip", ""),
        ("", None, ""),
    ],
)
def test_compression(name: str, compression: str | None, stem: str) -> None:
    """A suffix claims a compression; the stem is the name without it."""
    assert names.claimed_compression(name) == compression
    assert names.stem(name) == stem


@pytest.mark.parametrize(
    ("name", "format_name"),
    [
        ("train-images-idx3-ubyte", "idx"),
        ("train-images-idx3-ubyte.gz", "idx"),
        ("train-images.idx3-ubyte", "idx"),
        ("TRAIN-IMAGES-IDX3-UBYTE", "idx"),
        ("qmnist-train-labels-idx2-int.xz", "idx"),
        ("labels-ubyte", "idx"),
        ("labels-ubyte.bin", "idx"),
        ("labels.idx", "idx"),
        ("labels.idx.bz2", "idx"),
        ("smallnorb-training-cat.mat", "norb"),
        ("smallnorb-training-cat.MAT.gz", "norb"),
        ("float_3tensor.lushbin", "norb"),
        ("x-idx3-ubyte.mat", "norb"),
        ("labels", None),
        ("labels.gz", None),
        ("idx", None),
        ("labels.idx.txt", None),
        ("formats.math", None),
        ("idx3/labels", None),
        ("<bytes>", None),
        ("<stdin>", None),
        ("", None),
    ],
)
def test_format(name: str, format_name: str | None) -> None:
    """A name claims a format by its suffix or by the convention of MNIST."""
    assert names.claimed_format(name) == format_name
    assert names.looks_like_matrix(name) == (format_name is not None)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("train-images-idx3-ubyte", True),
        ("a.gz/train-images-idx3-ubyte", True),
        ("labels.idx", True),
        ("labels.mat", True),
        ("labels.lushbin", True),
        ("train-images-idx3-ubyte.bin", True),
        ("train-images-idx3-ubyte.gzag", True),
        ("train-images-idx3-ubyte.gz", False),
        ("train-images-idx3-ubyte.GZ.1", False),
        ("train-images-idx3-ubyte.gz.part", False),
        ("train-images-idx3-ubyte.gz~", False),
        ("train-images-idx3-ubyte.zst", False),
        ("<GzipFile train-images-idx3-ubyte.gz>", False),
        ("labels", False),
        ("labels.bin", False),
        ("", False),
    ],
)
def test_raw(name: str, raw: bool) -> None:  # noqa: FBT001 - a parameter of the table
    """A matrix's name claims to be raw unless a suffix of compression is anywhere in it."""
    assert names.claims_raw(name) == raw


@pytest.mark.parametrize(
    ("name", "companion"),
    [
        ("train-images-idx3-ubyte.gz.dvc", True),
        ("train-images-idx3-ubyte.md5", True),
        ("a/labels-idx1-ubyte.gz.SHA256", True),
        ("labels.idx.sha1", True),
        ("labels.idx.asc", True),
        ("labels.idx.sig", True),
        ("labels-idx1-ubyte.txt", True),
        ("labels-idx1-ubyte.expected", True),
        ("idx1-notes.md", True),
        ("idx1-notes.rst", True),
        ("labels-ubyte.json", True),
        ("labels-ubyte.xml", True),
        ("labels-ubyte.csv", True),
        ("labels-ubyte.yml", True),
        ("labels-ubyte.yaml", True),
        ("labels-ubyte.toml", True),
        ("labels-ubyte.log", True),
        ("read-ubyte.py", True),
        ("read-ubyte.ipynb", True),
        ("idx3-ubyte.c", True),
        ("idx3-ubyte.h", True),
        ("idx3-ubyte.cpp", True),
        ("idx3-ubyte.hpp", True),
        ("idx3-ubyte.cc", True),
        ("idx3-ubyte.rs", True),
        ("idx3-ubyte.go", True),
        ("idx3-ubyte.js", True),
        ("idx3-ubyte.ts", True),
        ("idx3-ubyte.java", True),
        ("idx3-ubyte.m", True),
        (r"a\labels.mat.bak", True),
        ("train-images-idx3-ubyte", False),
        ("train-images.idx3-ubyte.gz", False),
        ("labels.mat", False),
        ("labels.idx", False),
        ("labels.lushbin", False),
        ("labels-ubyte.bin", False),
        ("labels-ubyte.sha", False),
        ("labels-ubyte.sha1234", False),
        ("labels-ubyte.md5.gz", False),
        ("labels-ubyte-py", False),
        ("labels.py/labels-ubyte", False),
        ("", False),
    ],
)
def test_companion(name: str, companion: bool) -> None:  # noqa: FBT001 - a parameter of the table
    """The last suffix tells what is only about a matrix, in any case."""
    assert names.is_companion(name) == companion


@pytest.mark.parametrize(
    ("name", "rank", "element"),
    [
        ("train-images-idx3-ubyte", 3, "uint8"),
        ("train-labels.idx1-ubyte.gz", 1, "uint8"),
        ("x_IDX2_int", None, None),
        ("x_IDX2-INT", 2, "int32"),
        ("x-idx1-byte", 1, "int8"),
        ("x-idx1-short", 1, "int16"),
        ("x-idx1-float", 1, "float32"),
        ("x-idx1-double.xz", 1, "float64"),
        ("x-idx255-ubyte", 255, "uint8"),
        ("x-idx1-unknown", 1, None),
        ("x-idx1234-ubyte", None, None),
        ("xidx3-ubyte", None, None),
        ("idx3-ubyte", None, None),
        ("x-idx3", None, None),
        ("x.idx", None, None),
        ("a-idx3-ubyte/labels", None, None),
    ],
)
def test_rank_and_element(name: str, rank: int | None, element: str | None) -> None:
    """The convention WHAT-idxRANK-TYPE claims both; anything else claims neither."""
    assert names.claimed_rank(name) == rank
    assert names.claimed_element(name) == element
