"""What the evidence on a file says of its data set and its folder."""

import pytest

from idxcheck.claim import Basis, Claim
from idxcheck.evidence import Evidence, Siblings
from idxcheck.registry import data_set

MNIST = data_set("mnist")
IMAGES, LABELS = MNIST.files[2:]


@pytest.mark.parametrize("basis", [Basis.FOLDER, Basis.SIBLINGS, Basis.DIGEST, Basis.NAME])
def test_verified(basis: Basis) -> None:
    """A file is verified where it is known as one of those that it is said to be."""
    said = Claim((MNIST,), (IMAGES, LABELS), basis)
    assert Evidence("x", known=(LABELS,), claim=said).is_verified
    assert not Evidence("x", known=(MNIST.files[0],), claim=said).is_verified
    assert not Evidence("x", claim=said).is_verified
    assert not Evidence("x", known=(LABELS,)).is_verified
    assert not Evidence("x", known=(LABELS,), claim=Claim((MNIST,), (), basis)).is_verified


@pytest.mark.parametrize(
    ("name", "folder"), [("a/b/x.idx", "a/b"), ("/x.idx", "/"), ("x.idx", ""), ("./x.idx", ".")]
)
def test_the_folder(name: str, folder: str) -> None:
    """It is named as the file was; what has no siblings has none."""
    assert Evidence(name, siblings=Siblings(())).folder == folder
    assert Evidence(name).folder is None
