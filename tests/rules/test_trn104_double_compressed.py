"""TRN104: a file that was compressed twice."""

from __future__ import annotations

import bz2
import gzip
import lzma
from typing import TYPE_CHECKING

import pytest

from idxcheck.checking import check

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

IDX = bytes.fromhex("00000801 00000003 050607")


@pytest.mark.parametrize("outer", [gzip.compress, lzma.compress, bz2.compress])
@pytest.mark.parametrize("inner", [gzip.compress, lzma.compress, bz2.compress])
def test_two_layers(codes: Codes, outer: type[bytes], inner: type[bytes]) -> None:
    """Two layers of any kinds are an error in both readings; one is none."""
    assert codes(outer(inner(IDX))) == [("TRN104", "error")]
    assert codes(outer(inner(IDX)), strict=False) == [("TRN104", "error")]
    assert codes(outer(IDX)) == []


def test_the_name_agrees_with_the_outer_layer(codes: Codes) -> None:
    """Under a `.gz` name there is no further finding; a raw name is wrong as well."""
    twice = gzip.compress(gzip.compress(IDX))
    assert codes(twice, name="labels-idx1-ubyte.gz") == [("TRN104", "error")]
    assert codes(twice, name="labels-idx1-ubyte") == [("TRN104", "error"), ("TRN105", "error")]


def test_what_is_inside_is_judged(codes: Codes) -> None:
    """The innermost content has its own findings."""
    twice = gzip.compress(gzip.compress(IDX[:-1]))
    assert codes(twice) == [("TRN104", "error"), ("IDX201", "error")]
    assert codes(gzip.compress(gzip.compress(b"<html>"))) == [
        ("TRN104", "error"),
        ("TRN002", "error"),
    ]


def test_a_third_layer_is_a_limit(codes: Codes) -> None:
    """Of three layers only the limit is said: what is inside was not judged."""
    thrice = gzip.compress(gzip.compress(gzip.compress(IDX)))
    assert codes(thrice) == [("TRN106", "undetermined")]
    (skipped,) = (each for each in check(thrice).files[0].rules_skipped if each.code == "TRN104")
    assert skipped.reason == "TRN106 was found"


def test_the_finding(findings: Findings) -> None:
    """The finding names both layers."""
    (finding,) = findings(gzip.compress(lzma.compress(IDX)))
    assert str(finding) == (
        "TRN104 double-compressed at 0x0: xz inside gzip: the file was compressed twice;"
        " expected one layer of compression; found gzip > xz;"
        " next: take one layer off: idxcheck repair IN OUT"
    )
