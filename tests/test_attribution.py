"""To which data sets files are attributed, and on which basis."""

import os
from pathlib import Path

import pytest

from idxcheck.attribution import (
    Member,
    attribute,
    claim_by_name,
)
from idxcheck.claim import Basis, Claim
from idxcheck.evidence import Evidence
from idxcheck.registry import data_sets
from idxcheck.source.recognition import Content
from idxspec import ELEMENTS, idx_header

ELEMENT = {each.name: each for each in ELEMENTS}
FILES = {file.key: file for each in data_sets() for file in each.files}
CAT = "smallnorb-5x46789x9x18x6x2x96x96-training-cat.mat"


def member(
    path: str | None,
    *known: str,
    shape: tuple[int, ...] | None = None,
    element: str = "uint8",
    wanted: str | None = None,
) -> Member:
    """Return a file known as those of these keys, with a header of this form, or of theirs."""
    if known and shape is None:
        shape, element = FILES[known[0]].shape, FILES[known[0]].element
    content = (
        Content("empty") if shape is None else Content("idx", idx_header(ELEMENT[element], shape))
    )
    evidence = Evidence(path or "", content=content, known=tuple(FILES[key] for key in known))
    return Member(path, evidence, wanted)


def told(claim: Claim | None) -> tuple[str, list[str]] | None:
    """Return basis and keys of the files of a claim."""
    return None if claim is None else (claim.basis.name, [file.key for file in claim.files])


def claims(*members: Member) -> list[tuple[str, list[str]] | None]:
    """Return what each of the files is attributed to."""
    return [told(each) for each in attribute(members)]


def test_said_outright_by_name() -> None:
    """The name tells which file of the data set is meant, whatever the shape."""
    wanted = member("here/t10k-images-idx3-ubyte", shape=(5,), wanted="kmnist")
    assert claims(wanted) == [("OPTION", ["kmnist/t10k-images"])]
    wanted = Member("t10k-images-idx3-ubyte", Evidence(""), "kmnist", Basis.CONFIGURATION)
    assert claims(wanted) == [("CONFIGURATION", ["kmnist/t10k-images"])]


def test_said_outright_without_its_name() -> None:
    """Digest, then shape tell which file is meant; none may be, or none of this data set."""
    known = member("x.idx", "mnist/t10k-images", shape=(60000,), wanted="mnist")
    assert claims(known) == [("OPTION", ["mnist/t10k-images"])]
    known = member(None, "mnist/t10k-images", shape=(60000,), wanted="kmnist")
    assert claims(known) == [("OPTION", ["kmnist/train-labels"])]
    assert claims(member(None, shape=(3,), wanted="kmnist")) == [("OPTION", [])]
    assert claims(member(None, wanted="kmnist")) == [("OPTION", [])]
    byclass = member(None, shape=(116323,), wanted="emnist")
    both = ["emnist-byclass/test-labels", "emnist-bymerge/test-labels"]
    assert claims(byclass) == [("OPTION", both)]


def test_said_to_be_none() -> None:
    """Where no data set is meant, neither folder nor digest says anything."""
    path = "/data/mnist/t10k-images-idx3-ubyte"
    assert claims(member(path, "mnist/t10k-images", wanted="none")) == [None]


def test_by_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder's name asserts of the files that the data set has, and of no others."""
    assert claims(
        member("/data/KMNIST/raw/t10k-images-idx3-ubyte", "mnist/t10k-images"),
        member("/data/emnist/emnist-digits-test-labels-idx1-ubyte.gz"),
        member("/data/mnist/own-images-idx3-ubyte"),
        member("/data/mnist/x.idx", "mnist/t10k-images"),
    ) == [
        ("FOLDER", ["kmnist/t10k-images"]),
        ("FOLDER", ["emnist-digits/test-labels"]),
        None,
        ("DIGEST", ["mnist/t10k-images"]),
    ]
    (emnist,) = attribute([member("/data/emnist/emnist-digits-test-labels-idx1-ubyte.gz")])
    assert emnist is not None
    assert emnist.titles == "EMNIST Digits"
    (tmp_path / "kmnist").mkdir()
    monkeypatch.chdir(tmp_path / "kmnist")
    assert claims(member("t10k-images-idx3-ubyte")) == [("FOLDER", ["kmnist/t10k-images"])]


def test_by_the_siblings() -> None:
    """Known files assert of the others with names of their data set in their folder."""
    assert claims(
        member("/a/t10k-images-idx3-ubyte", "mnist/t10k-images"),
        member("/a/t10k-labels-idx1-ubyte", "mnist/t10k-labels"),
        member("/a/train-images-idx3-ubyte", "fashion-mnist/train-images"),
        member("/a/train-labels-idx1-ubyte", shape=(60000,)),
        member("/a/own-labels-idx1-ubyte", shape=(60000,)),
        member("/a/qmnist-test-labels-idx1-ubyte", shape=(60000,)),
        member("/b/train-labels-idx1-ubyte", shape=(60000,)),
        member(None, shape=(10000,)),
    ) == [
        ("SIBLINGS", ["mnist/t10k-images"]),
        ("SIBLINGS", ["mnist/t10k-labels"]),
        ("SIBLINGS", ["mnist/train-images"]),
        ("SIBLINGS", ["mnist/train-labels"]),
        None,
        ("NAME", ["qmnist/test-labels"]),
        ("NAME", ["fashion-mnist/train-labels", "kmnist/train-labels", "mnist/train-labels"]),
        None,
    ]


def test_files_of_ones_own_beside_a_known_one() -> None:
    """What has another shape or element type than the file of its name is none of the set's."""
    assert claims(
        member("/a/t10k-labels-idx1-ubyte", "mnist/t10k-labels"),
        member("/a/t10k-images-idx3-ubyte", shape=(10000, 28, 28)),
        member("/a/t10k-images.idx3-ubyte", shape=(10000, 28, 27)),
        member("/a/train-labels-idx1-ubyte", shape=(10000,)),
        member("/a/train-labels.idx1-ubyte", shape=(60000,), element="int32"),
        member("/a/train-images-idx3-ubyte"),
    ) == [("DIGEST", ["mnist/t10k-labels"]), ("SIBLINGS", ["mnist/t10k-images"]), *[None] * 4]


@pytest.mark.parametrize(
    ("name", "known", "votes"),
    [
        ("t10k-images.idx3-ubyte.xz", "mnist/t10k-images", True),
        ("digits.idx", "mnist/t10k-images", False),
        ("train-images-idx3-ubyte", "mnist/t10k-images", False),
        ("qmnist-test-labels-idx1-ubyte", "mnist/train-labels", False),
    ],
)
def test_a_known_file_under_another_name(name: str, known: str, votes: bool) -> None:  # noqa: FBT001 - a case of the table
    """A file says nothing of the others unless it has a name of its own."""
    labels = member("/a/t10k-labels-idx1-ubyte", shape=(10000,))
    shared = ["fashion-mnist/t10k-labels", "kmnist/t10k-labels", "mnist/t10k-labels"]
    expected = ("SIBLINGS", ["mnist/t10k-labels"]) if votes else ("NAME", shared)
    assert claims(labels, member(f"/a/{name}", known))[0] == expected


def test_of_two_siblings_the_images_count() -> None:
    """Where as many files are of one set as of another, the images decide, in either order."""
    files = [
        member("/a/t10k-labels-idx1-ubyte", "fashion-mnist/t10k-labels"),
        member("/a/t10k-images-idx3-ubyte", "mnist/t10k-images"),
    ]
    labels, images = ("SIBLINGS", ["mnist/t10k-labels"]), ("SIBLINGS", ["mnist/t10k-images"])
    assert claims(*files) == [labels, images]
    assert claims(*reversed(files)) == [images, labels]


@pytest.mark.parametrize("name", ["labels-idx1-ubyte", "images-idx3-ubyte"])
def test_of_equal_siblings_the_first_set_counts(name: str) -> None:
    """Where images do not decide either, it is the first set by its name, in either order."""
    kind = name.partition("-")[0]
    files = [
        member(f"/a/train-{name}", f"kmnist/train-{kind}"),
        member(f"/a/t10k-{name}", f"fashion-mnist/t10k-{kind}"),
    ]
    test, train = (("SIBLINGS", [f"fashion-mnist/{part}-{kind}"]) for part in ("t10k", "train"))
    assert claims(*files) == [train, test]
    assert claims(*reversed(files)) == [test, train]


def test_a_packed_copy_is_no_sibling() -> None:
    """A file beside its packed copy is known by itself, and counts once among others."""
    copies = [
        member("/a/t10k-labels-idx1-ubyte", "mnist/t10k-labels"),
        member("/a/t10k-labels-idx1-ubyte.gz", "mnist/t10k-labels"),
    ]
    assert claims(*copies) == [("DIGEST", ["mnist/t10k-labels"])] * 2
    images = [
        member("/a/t10k-images-idx3-ubyte", "kmnist/t10k-images"),
        member("/a/train-images-idx3-ubyte", "kmnist/train-images"),
    ]
    assert claims(*copies, *images)[0] == ("SIBLINGS", ["kmnist/t10k-labels"])
    assert claims(*copies, images[0])[0] == ("SIBLINGS", ["kmnist/t10k-labels"])


def test_one_content_of_two_files() -> None:
    """Both files of smallNORB's categories are the same, and one vote; a name tells which."""
    both = ["smallnorb/train-cat", "smallnorb/test-cat"]
    assert claims(member("/a/x", *both)) == [("DIGEST", both)]
    assert claims(member(f"/a/{CAT}", *both)) == [("DIGEST", ["smallnorb/train-cat"])]


def test_by_the_digest() -> None:
    """A known file is what it is, whatever it is called."""
    assert claims(member("/a/x", "kmnist/t10k-images"), member(None, "mnist/t10k-labels")) == [
        ("DIGEST", ["kmnist/t10k-images"]),
        ("DIGEST", ["mnist/t10k-labels"]),
    ]


def test_by_the_name_alone() -> None:
    """A shared name is a guess where the shape is the data set's too, a name of its own is one."""
    shared = ["fashion-mnist/t10k-labels", "kmnist/t10k-labels", "mnist/t10k-labels"]
    assert claims(
        member("/a/t10k-labels-idx1-ubyte", shape=(10000,)),
        member("/b/t10k-labels-idx1-ubyte", shape=(9999,)),
        member("/c/t10k-labels-idx1-ubyte", shape=(10000,), element="int32"),
        member("/d/t10k-labels-idx1-ubyte"),
        member(f"/e/{CAT}", shape=(3,)),
        member("/f/x.idx", shape=(10000,)),
    ) == [("NAME", shared), None, None, None, ("NAME", ["smallnorb/train-cat"]), None]
    assert claim_by_name(()) is None


def test_the_folder() -> None:
    """A file's folder is an absolute path; what has no path has none."""
    assert member("x.idx").folder == os.path.abspath(".")  # noqa: PTH100 - as the code does it
    assert member("/a/b/x.idx").folder == "/a/b"
    assert member(None).folder is None
