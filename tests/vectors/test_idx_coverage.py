"""What the IDX vectors cover: verdicts, clauses, flags, and the defects known of readers."""

from collections import Counter

import pytest

from idxcheck.vectors import vectors
from idxcheck.vectors.idx import idx_vectors
from idxcheck.vectors.idx.parts import exposed, sample
from idxcheck.vectors.vector import Reading, Verdict

ELEMENTS = ("uint8", "int8", "int16", "int32", "float32", "float64")
# Valid, invalid and acceptable vectors of each clause.
CLAUSES = {
    "IDX-1.1": (1, 32, 0),
    "IDX-2.1": (1, 6, 0),
    "IDX-2.2": (6, 18, 0),
    "IDX-2.3": (1, 6, 6),
    "IDX-2.4": (6, 3, 0),
    "IDX-3.1": (1, 21, 0),
    "IDX-3.2": (3, 2, 0),
    "IDX-3.3": (7, 2, 0),
    "IDX-3.4": (2, 16, 0),
    "IDX-4.1": (32, 4, 0),
    "IDX-4.2": (9, 2, 0),
    "IDX-4.3": (3, 60, 0),
    "IDX-4.4": (1, 16, 0),
    "IDX-4.5": (11, 2, 0),
    "IDX-5.1": (11, 32, 9),
    "IDX-5.2": (7, 2, 0),
}
# The rows of the table of known defects that are about reading IDX, with a vector for each.
DEFECTS = [
    ("payload-not-swapped", "IDX-4.1_int32-rank-1"),
    ("product-wraps-32-bit", "IDX-4.3_65536-by-256-by-256"),
    ("product-wraps-64-bit", "IDX-4.3_769546-by-494770-by-48448661"),
    ("fixed-image-size", "IDX-4.2_images-32-32"),
    ("header-not-measured", "IDX-3.1_rank-3-header-of-10"),
    ("short-read-unchecked", "IDX-4.3_uint8-one-byte-short"),
    ("count-ignored", "IDX-4.3_labels-claim-5-hold-3"),
    ("header-unread", "IDX-2.2_code-0a"),
    ("prefix-unread", "IDX-2.1_byte-0-is-1"),
    ("rank-ignored", "IDX-4.1_uint8-rank-4"),
    ("zero-filled", "IDX-4.3_int32-half"),
    ("gzip-taken-for-matrix", "IDX-5.1_gzip-stored"),
    ("element-type-ignored", "IDX-2.2_eight-bytes-as-int8"),
    ("negative-size-wildcard", "IDX-3.2_size-minus-1-and-five-labels"),
    ("end-unread", "IDX-4.4_uint8-one-byte-behind"),
    ("refusal-by-assertion", "IDX-3.3_no-labels"),
    ("leaky-refusal", "IDX-2.3_float64-rank-0"),
    ("nan-changed", "IDX-4.5_float32-nan-bits"),
    ("unswapped-rewrite", "IDX-4.1_int16-rank-1"),
    ("label-sign-extended", "IDX-4.5_labels-127-128-200-255"),
    ("compression-by-name", "IDX-5.1_gzip-under-raw-name"),
    ("huge-claim", "IDX-4.3_16777216-images"),
    ("size-signed", "IDX-3.2_size-2147483648"),
    ("beyond-numpy", "IDX-2.4_rank-65"),
]


def test_verdicts() -> None:
    """340 vectors; acceptable are the 6 of rank 0, and the 8 in a wrong wrapping."""
    verdicts = Counter(vector.verdict for vector in idx_vectors())
    assert verdicts == {"valid": 102, "invalid": 224, "acceptable": 15}


def test_clauses() -> None:
    """Every clause of spec/idx.md has valid and invalid vectors."""
    counts = Counter((vector.clause, vector.verdict) for vector in idx_vectors())
    verdicts: tuple[Verdict, ...] = ("valid", "invalid", "acceptable")
    assert {clause for clause, _ in counts} == set(CLAUSES)
    assert {
        clause: tuple(counts[clause, verdict] for verdict in verdicts) for clause in CLAUSES
    } == CLAUSES


@pytest.mark.parametrize("rank", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("element", ELEMENTS)
def test_every_type_and_rank(element: str, rank: int) -> None:
    """The matrix has unequal sizes, and elements that tell sign and byte order."""
    shape = {1: (5,), 2: (2, 3), 3: (2, 3, 4), 4: (3, 1, 4, 2), 5: (2, 1, 5, 3, 4)}[rank]
    found = {vector.identifier: vector for vector in idx_vectors()}
    reading = found[f"IDX-4.1_{element}-rank-{rank}"].reading
    assert reading is not None
    assert (reading.element, reading.shape) == (element, shape)
    assert len(set(reading.values)) == len(reading.values)
    size = {"uint8": 1, "int8": 1, "int16": 2, "int32": 4, "float32": 4, "float64": 8}[element]
    signs = {piece[0] >> 7 for piece in _elements(reading, size)}
    assert signs == {0, 1}
    if size > 1:
        assert all(piece != piece[::-1] for piece in _elements(reading, size))


def _elements(reading: Reading, size: int) -> list[bytes]:
    payload = reading.payload(">")
    return [payload[start : start + size] for start in range(0, len(payload), size)]


@pytest.mark.parametrize(("flag", "identifier"), DEFECTS)
def test_known_defects(flag: str, identifier: str) -> None:
    """Each known defect of a reader is exposed by a vector that says so."""
    found = {vector.identifier: vector for vector in vectors()}
    assert flag in found[identifier].flags


def test_sizes_on_disk() -> None:
    """All files together stay small, and only one payload is larger than 4 KiB."""
    lengths = [len(vector.data) for vector in idx_vectors()]
    assert sum(lengths) < 100_000
    assert sorted(lengths)[-2] < 4200


def test_sample() -> None:
    """The elements of a sample go in equal steps and wrap round."""
    assert sample("uint8", 2, 2) == Reading("uint8", (2, 2), (128, 37, 202, 111))
    assert sample("uint8", 300).values[256:258] == (128, 37)
    assert sample("int8", 3).values == (-127, 38, -53)
    assert sample("float32", 2).values == (0x3FC12345, 0xBFD3579C)
    assert sample("int16", 0).values == ()


@pytest.mark.parametrize(
    ("reading", "flags"),
    [
        (Reading("uint8", (3,), (5, 0, 4)), ()),
        (Reading("uint8", (1,), (128,)), ("signed-for-unsigned", "label-sign-extended")),
        (Reading("uint8", (1, 2), (7, 7)), ()),
        (Reading("uint8", (2, 1, 2), (1, 2, 3, 4)), ("axes-reversed", "fixed-image-size")),
        (Reading("int8", (2,), (5, -4)), ("element-type-ignored", "unsigned-for-signed")),
        (
            Reading("int16", (1,), (5,)),
            ("payload-not-swapped", "unswapped-rewrite", "element-type-ignored"),
        ),
        (Reading("int16", (1,), (0,)), ("unswapped-rewrite", "element-type-ignored")),
        (Reading("float64", (2**31, 0), ()), ("refusal-by-assertion", "size-signed")),
        (Reading("uint8", (2**31 - 1, 0), ()), ("refusal-by-assertion",)),
        (Reading("uint8", (0, 28, 28), ()), ("refusal-by-assertion",)),
        (Reading("uint8", (1,) * 4, (1,)), ("rank-ignored", "refusal-by-assertion")),
        (Reading("uint8", (1,) * 64, (1,)), ("rank-ignored", "refusal-by-assertion")),
        (
            Reading("uint8", (1,) * 65, (1,)),
            ("rank-ignored", "refusal-by-assertion", "beyond-numpy"),
        ),
    ],
)
def test_faults_that_a_reading_exposes(reading: Reading, flags: tuple[str, ...]) -> None:
    """Which known faults change what a reader makes of a matrix."""
    assert exposed(reading) == flags
