"""NAM002: a name that claims another element type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

INT32 = bytes.fromhex("00000C01 00000001 00000005")
UINT8 = bytes.fromhex("00000801 00000001 05")


@pytest.mark.parametrize("word", ["ubyte", "byte", "short", "float", "double", "UBYTE"])
def test_another_type(codes: Codes, word: str) -> None:
    """int32 under any other word is a warning in both readings."""
    assert codes(INT32, name=f"labels-idx1-{word}") == [("NAM002", "warning")]
    assert codes(INT32, name=f"labels-idx1-{word}", strict=False) == [("NAM002", "warning")]


@pytest.mark.parametrize("name", ["labels-idx1-int", "labels-idx1-long", "labels-ubyte", None])
def test_names_that_agree_or_claim_nothing(codes: Codes, name: str | None) -> None:
    """The right word is none, and neither is an unknown word or another form of name."""
    assert codes(INT32, name=name) == []


def test_both_mismatches(codes: Codes) -> None:
    """Rank and element type are told apart, each by its rule."""
    found = codes(INT32, name="labels-idx3-ubyte")
    assert found == [("NAM001", "warning"), ("NAM002", "warning")]


def test_without_a_trustworthy_header(codes: Codes) -> None:
    """A swapped header is not compared with the name."""
    swapped = bytes.fromhex("010C0000 01000000 00000005")
    assert codes(swapped, name="labels-idx1-ubyte") == [("IDX003", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding shows both types and the magic."""
    (finding,) = findings(UINT8, name="labels-idx1-int")
    assert str(finding) == (
        "NAM002 name-type-mismatch: the name says int32, the header uint8 (magic 2049);"
        " expected int32, as 'labels-idx1-int' says; found uint8;"
        " next: look whether two files have each other's name"
    )
    assert (finding.offset, finding.field, finding.clause) == (None, "type", "IDX-5.2")
