"""NAM001: a name that claims another rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

LABELS = bytes.fromhex("00000801 00000003 050607")
IMAGES = bytes.fromhex("00000803 00000001 00000001 00000003 050607")


@pytest.mark.parametrize(
    "name",
    ["t10k-images-idx3-ubyte", "t10k-images.idx3-ubyte", "x-idx2-ubyte.idx", "X-IDX3-UBYTE"],
)
def test_another_rank(codes: Codes, name: str) -> None:
    """A vector under the name of images is a warning in both readings."""
    assert codes(LABELS, name=name) == [("NAM001", "warning")]
    assert codes(LABELS, name=name, strict=False) == [("NAM001", "warning")]


@pytest.mark.parametrize("name", ["t10k-labels-idx1-ubyte", "idx3.idx", "images3", None])
def test_names_that_agree_or_claim_nothing(codes: Codes, name: str | None) -> None:
    """The right rank is none, and neither is a name of another form."""
    assert codes(LABELS, name=name) == []


def test_images_under_the_name_of_labels(codes: Codes) -> None:
    """Too high a rank is a warning as well."""
    assert codes(IMAGES, name="t10k-labels-idx1-ubyte") == [("NAM001", "warning")]
    assert codes(IMAGES, name="t10k-images-idx3-ubyte") == []


def test_without_a_trustworthy_header(codes: Codes) -> None:
    """A header that is cut, swapped or of no type is not compared with the name."""
    name = "t10k-images-idx3-ubyte"
    assert codes(bytes.fromhex("01080000 03000000 050607"), name=name) == [("IDX003", "error")]
    assert codes(LABELS[:6], name=name) == [("IDX101", "error")]
    assert codes(bytes.fromhex("00000A01 00000003 050607"), name=name) == [("IDX002", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding shows the magic, and the name without its folder."""
    (finding,) = findings(LABELS, name="t10k-images-idx3-ubyte")
    assert str(finding) == (
        "NAM001 name-rank-mismatch: the name says rank 3, the header 1 (magic 2049);"
        " expected rank 3, as idx3 in 't10k-images-idx3-ubyte' says; found rank 1;"
        " next: look whether two files have each other's name"
    )
    assert (finding.offset, finding.field, finding.clause) == (None, "rank", "IDX-5.2")
