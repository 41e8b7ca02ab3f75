"""Each flag is true: a reader with that fault goes wrong on every vector that has the flag."""

import math
from collections.abc import Callable

import pytest

from idxcheck.vectors import Vector, flags, vectors

Wrongly = Callable[[Vector, str], bool]
# What a writer does, what a name does, what costs memory, what is a limit: tested by what it takes.
BY_PRECONDITION = {
    "beyond-numpy",
    "compression-by-name",
    "huge-claim",
    "nan-changed",
    "unswapped-rewrite",
}
# Faults that the reader has and no other: here every vector without the flag is treated rightly.
EXACT = [
    "axes-reversed",
    "end-unread",
    "further-stream-dropped",
    "gzip-taken-for-matrix",
    "header-not-measured",
    "leaky-refusal",
    "payload-not-swapped",
    "prefix-unread",
    "product-wraps-32-bit",
    "product-wraps-64-bit",
    "signed-for-unsigned",
    "size-signed",
    "unsigned-for-signed",
]
SIGNALLING = {"float32": (0x7F800000, 0x400000), "float64": (0x7FF << 52, 1 << 51)}
WRAPPERS = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def flagged(name: str) -> list[Vector]:
    """Return the vectors with a flag."""
    return [vector for vector in vectors() if name in vector.flags]


def test_the_reader_without_a_fault(treats_wrongly: Wrongly) -> None:
    """It reads and refuses every vector as it should, so that a fault is all that shows."""
    assert [vector.file for vector in vectors() if treats_wrongly(vector, "")] == []


@pytest.mark.parametrize("name", sorted(set(flags()) - BY_PRECONDITION))
def test_the_fault_shows(treats_wrongly: Wrongly, name: str) -> None:
    """A reader with the fault goes wrong on every vector that says so."""
    assert flagged(name)
    assert [vector.file for vector in flagged(name) if not treats_wrongly(vector, name)] == []


@pytest.mark.parametrize("name", EXACT)
def test_no_flag_is_missing(treats_wrongly: Wrongly, name: str) -> None:
    """A reader with the fault goes wrong on no vector that does not say so."""
    wrong = [vector.file for vector in vectors() if treats_wrongly(vector, name)]
    assert wrong == [vector.file for vector in flagged(name)]


def test_no_assertion_is_missing(treats_wrongly: Wrongly) -> None:
    """What torchvision refuses by an assert says so, but wrappers, which it does not take."""
    name = "refusal-by-assertion"
    raw = [each for each in vectors() if not each.data.startswith(WRAPPERS)]
    bare = [each for each in raw if each.verdict != "acceptable" and treats_wrongly(each, name)]
    assert [vector.file for vector in bare] == [vector.file for vector in flagged(name)]


def test_huge_claims() -> None:
    """The header claims a megabyte and more, a thousand times what is there."""
    for vector in flagged("huge-claim"):
        claim = max(_claims(vector.data, vector.clause))
        assert claim > max(1_000_000, 1000 * len(vector.data)), vector.file


def _claims(data: bytes, clause: str) -> list[int]:
    """Return what the words of a header claim, in either byte order and of any rank it may say."""
    start = 8 if clause.startswith("NORB") else 4
    words = [data[place : place + 4] for place in range(start, len(data) - 3, 4)]
    claims = [int.from_bytes(data[4:8], "little")] if start == 8 else []
    ranks = (data[4],) if start == 8 else (data[3], data[0])
    order: list[bool] = [start == 8, False] if start == 8 else [False]
    for little in order:
        sizes = [int.from_bytes(each, "little" if little else "big") for each in words]
        claims += [math.prod(sizes[:rank]) for rank in ranks if 0 < rank <= len(sizes)]
    return claims


def test_changed_nans() -> None:
    """An element is a NaN that is not quiet."""
    for vector in flagged("nan-changed"):
        assert vector.reading is not None
        exponent, quiet = SIGNALLING[vector.reading.element]
        assert [
            each
            for each in vector.reading.values
            if each & exponent == exponent and not each & quiet and each & (quiet - 1)
        ], vector.file


def test_unswapped_rewriting() -> None:
    """There are big-endian elements of several bytes."""
    for vector in flagged("unswapped-rewrite"):
        assert vector.verdict == "valid"
        assert vector.clause.startswith("IDX")
        assert vector.reading is not None
        assert vector.reading.element in ("int16", "int32", "float32", "float64")
        assert vector.reading.values


def test_compression_by_name() -> None:
    """The name says what the first bytes do not, or the other way round."""
    exposed = flagged("compression-by-name")
    for vector in exposed:
        named = vector.file.endswith((".gz", ".bz2", ".xz"))
        assert named is not vector.data.startswith(WRAPPERS), vector.file
    assert {promise.rule for vector in exposed for promise in vector.findings} == {"TRN105"}


def test_beyond_numpy() -> None:
    """The file is valid, and of a rank or a product of sizes that numpy does not have."""
    assert [vector.file for vector in flagged("beyond-numpy")] == [
        "idx/y_2.4_rank-65.idx",
        "idx/y_2.4_rank-255.idx",
        "idx/y_3.2_two-largest-sizes-and-zero.idx",
    ]
