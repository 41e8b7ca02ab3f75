"""What the NORB vectors cover as a whole."""

from collections import Counter

import pytest

from idxcheck.vectors import Vector
from idxcheck.vectors.norb import norb_vectors

BY_NAME = {vector.identifier: vector for vector in norb_vectors()}
# The lines of the measured faults of NORB readers, each with what exposes it.
EXPOSED = [
    ("element-type-ignored", "NORB-2.2_float32-rank-1"),
    ("negative-size-wildcard", "NORB-4.1_size-minus-1"),
    ("negative-rank", "NORB-3.1_rank-minus-1"),
    ("end-unread", "NORB-5.4_one-zero-byte"),
    ("payload-not-swapped", "NORB-2.3_big-endian-int32-rank-1"),
    ("product-wraps-64-bit", "NORB-5.3_product-2-64"),
    ("huge-claim", "NORB-5.3_16777216-pairs-of-images"),
    ("padding-unread", "NORB-4.3_rank-1-uint8-without-padding"),
    ("refusal-by-assertion", "NORB-2.2_unknown-50"),
    ("compression-by-name", "NORB-6.1_gzip-under-raw-name"),
    ("signed-for-unsigned", "NORB-2.2_uint8-rank-1"),
    ("nan-changed", "NORB-5.5_float32-nans-and-infinities"),
]


def test_how_many() -> None:
    """229 vectors: 69 valid, 130 invalid, 30 acceptable; less than 20 KB in all."""
    assert Counter(vector.verdict for vector in norb_vectors()) == {
        "valid": 69,
        "invalid": 130,
        "acceptable": 30,
    }
    assert sum(len(vector.data) for vector in norb_vectors()) < 20_000


def test_identifiers() -> None:
    """Each vector has a name of its own, in the order of the clauses, short enough to read."""
    identifiers = [vector.identifier for vector in norb_vectors()]
    assert len(BY_NAME) == len(identifiers)
    assert [each[:8] for each in identifiers] == sorted(each[:8] for each in identifiers)
    assert max(len(vector.shows) for vector in norb_vectors()) <= 45


def test_every_clause() -> None:
    """Each of the twenty clauses has a file to read and one to refuse."""
    sections = {1: 1, 2: 6, 3: 3, 4: 3, 5: 5, 6: 2}
    clauses = [f"NORB-{chapter}.{part + 1}" for chapter, n in sections.items() for part in range(n)]
    verdicts = {(vector.clause, vector.verdict) for vector in norb_vectors()}
    assert {clause for clause, verdict in verdicts if verdict == "valid"} == {*clauses}
    assert {clause for clause, verdict in verdicts if verdict == "invalid"} == {*clauses}


@pytest.mark.parametrize("element", ["uint8", "int8", "int16", "int32", "float32", "float64"])
@pytest.mark.parametrize(
    ("rank", "shape"),
    [(1, (3,)), (2, (2, 3)), (3, (2, 3, 4)), (4, (2, 3, 1, 4)), (5, (2, 3, 1, 4, 5))],
)
def test_every_element_type_and_rank(element: str, rank: int, shape: tuple[int, ...]) -> None:
    """The sizes differ, and so do all values: each element tells where it belongs."""
    reading = _valid(f"NORB-2.{4 if element == 'int8' else 2}_{element}-rank-{rank}").reading
    assert reading is not None
    assert (reading.element, reading.shape) == (element, shape)
    assert len({*reading.values}) == len(reading.values)


@pytest.mark.parametrize(
    ("element", "last"),
    [
        ("uint8", 17),
        ("int16", -31080),
        ("int32", -2029087320),
        ("float32", 0xC3160000),
        ("float64", 0xC060800000000000),
    ],
)
def test_the_last_of_120_values(element: str, last: int) -> None:
    """The values stay within their type up to the last: -150.0 of float32, -132.0 of float64."""
    reading = _valid(f"NORB-2.2_{element}-rank-5").reading
    assert reading is not None
    assert (len(reading.values), reading.values[-1]) == (120, last)


@pytest.mark.parametrize(("flag", "identifier"), EXPOSED)
def test_known_faults_are_exposed(flag: str, identifier: str) -> None:
    """What readers of NORB were seen to do wrong shows in a vector that says so."""
    assert flag in BY_NAME[identifier].flags


def _valid(identifier: str) -> Vector:
    vector = BY_NAME[identifier]
    assert vector.verdict == "valid"
    return vector
