"""The cases of a run: scopes, directions, identifiers, headers."""

from collections.abc import Collection

import pytest

from idxcheck.conformance.cases import (
    DIRECTIONS,
    Case,
    Direction,
    Scope,
    cases,
    has_one_encoding,
    header_size,
    in_scope,
    is_compressed,
    is_heavy,
    result_names,
)
from idxcheck.vectors import Reading, Vector, vectors

BY_NAME = {vector.identifier: vector for vector in vectors()}


def names(scope: Scope, direction: Direction = "read") -> set[str]:
    """The vectors that are asked in a scope."""
    return {case.vector.identifier for case in cases(scope, [direction])}


@pytest.mark.parametrize(
    ("vector", "scopes"),
    [
        ("IDX-4.2_two-images-28-28", {"mnist", "uint8", "idx", "all"}),
        ("IDX-4.1_uint8-rank-1", {"mnist", "uint8", "idx", "all"}),
        ("IDX-4.1_uint8-rank-2", {"uint8", "idx", "all"}),
        ("IDX-4.1_int8-rank-3", {"idx", "all"}),
        ("IDX-1.1_empty-file", {"mnist", "uint8", "idx", "all"}),
        ("IDX-1.1_html-page", {"mnist", "uint8", "idx", "all"}),
        ("IDX-2.2_code-07", {"mnist", "uint8", "idx", "all"}),
        ("IDX-2.1_byte-0-is-1", {"mnist", "uint8", "idx", "all"}),
        ("IDX-4.3_uint8-one-byte-short", {"uint8", "idx", "all"}),
        ("IDX-4.3_int8-one-byte-short", {"idx", "all"}),
        ("IDX-2.3_int8-rank-0", {"idx", "all"}),
        ("IDX-5.1_payload-short-inside-gzip", {"idx", "all"}),
        ("NORB-2.2_uint8-rank-3", {"norb", "all"}),
        ("NORB-5.3_uint8-one-byte-short", {"norb", "all"}),
    ],
)
def test_scopes(vector: str, scopes: set[str]) -> None:
    """A reader of MNIST is asked for its ranks alone, one of uint8 for no stream."""
    every: tuple[Scope, ...] = ("mnist", "uint8", "idx", "norb", "all")
    assert {scope for scope in every if in_scope(BY_NAME[vector], scope)} == scopes
    assert {scope for scope in every if vector in names(scope)} == scopes


def test_scopes_contain_each_other() -> None:
    """MNIST is in uint8, that in IDX, and with NORB they are all."""
    assert names("mnist") < names("uint8") < names("idx")
    assert names("idx") | names("norb") == names("all") == set(BY_NAME)
    assert names("idx").isdisjoint(names("norb"))


@pytest.mark.parametrize(
    ("directions", "expected"),
    [
        (["read"], ["read"]),
        (["rewrite", "read"], ["read", "rewrite"]),
        (DIRECTIONS, ["read", "write", "round-trip", "rewrite"]),
        ([], []),
    ],
)
def test_directions(directions: Collection[Direction], expected: list[str]) -> None:
    """What is asked comes in one order, and nothing else does."""
    asked = [case.direction for case in cases("all", directions)]
    assert list(dict.fromkeys(asked)) == expected


def test_what_is_written() -> None:
    """Only a valid file without a stream around it is the one encoding of its content."""
    written = names("all", "write")
    assert written == names("all", "round-trip") == names("all", "rewrite")
    assert {"IDX-4.1_int32-rank-3", "NORB-2.2_int32-rank-3", "IDX-3.3_no-labels"} <= written
    for other in ("IDX-2.3_uint8-rank-0", "NORB-6.1_gzip-deflated", "IDX-1.1_empty-file"):
        assert not has_one_encoding(BY_NAME[other])
        assert other not in written
    assert is_compressed(BY_NAME["NORB-6.1_gzip-deflated"])
    assert not is_compressed(BY_NAME["IDX-1.1_empty-file"])


def test_identifier_and_heavy() -> None:
    """A case is called by what is asked; what can exhaust memory is heavy."""
    case = Case("read", BY_NAME["IDX-4.3_16777216-images"])
    assert (case.identifier, case.heavy) == ("read IDX-4.3_16777216-images", True)
    case = Case("round-trip", BY_NAME["IDX-4.1_int32-rank-3"])
    assert (case.identifier, case.heavy) == ("round-trip IDX-4.1_int32-rank-3", False)


@pytest.mark.parametrize(
    ("data", "heavy"),
    [
        ("", False),
        ("00000801 00000003 010203", False),
        ("00000801 00800000", False),
        ("00000801 00800001", True),
        ("00000803 00010000 00010000 00000000", False),
        ("00000803 00000100 00000100 00000100", True),
        ("00000802 00000100 00000100 00000100", False),
        ("554c3d1e 03000000 02000000 03000000 04000000", False),
        ("554c3d1e 03000000 00010000 00010000 00010000", True),
        ("554c3d1e ffffffff 02000000 03000000 04000000", True),
        ("554c3d1e 02000000 ffffffff 03000000 04000000", True),
        ("504b0304 14000000 0800", True),
        ("89484446 0d0a1a0a 00000000", True),
        ("934e554d 50590100", True),
        ("3c70", False),
        ("1f8b", True),
        ("fd377a585a", True),
        ("425a68", True),
    ],
)
def test_heavy(data: str, *, heavy: bool) -> None:
    """What says to hold over 8 Mi elements, or begins so for one who looks at no magic."""
    assert is_heavy(bytes.fromhex(data)) is heavy


@pytest.mark.parametrize(
    ("vector", "heavy"),
    [
        ("IDX-1.1_npz-file", True),
        ("IDX-1.1_hdf5-file", True),
        ("NORB-4.1_size-minus-1", True),
        ("NORB-6.2_matlab-5", True),
        ("IDX-4.3_uint8-one-byte-short", False),
        ("IDX-4.2_two-images-28-28", False),
    ],
)
def test_heavy_without_a_flag(vector: str, *, heavy: bool) -> None:
    """A case is heavy by its bytes as well."""
    assert Case("read", BY_NAME[vector]).heavy is heavy


def test_result_names() -> None:
    """Every case, then every property of generated files."""
    found = list(result_names())
    assert found[0].startswith("read IDX-1.1_")
    assert found[-12:] == [
        "generated idx-files",
        "generated idx-damaged",
        "generated idx-compressed",
        "generated idx-written",
        "generated idx-round-trip",
        "generated idx-rewritten",
        "generated norb-files",
        "generated norb-damaged",
        "generated norb-compressed",
        "generated norb-written",
        "generated norb-round-trip",
        "generated norb-rewritten",
    ]
    assert "rewrite NORB-2.2_int32-rank-1" in found
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("vector", "size"),
    [
        ("IDX-4.1_uint8-rank-1", 8),
        ("IDX-4.1_uint8-rank-3", 16),
        ("NORB-2.2_int32-rank-1", 20),
        ("NORB-2.2_int32-rank-3", 20),
        ("NORB-2.2_int32-rank-5", 28),
    ],
)
def test_header_size(vector: str, size: int) -> None:
    """IDX has as many sizes as its rank, NORB three at the least."""
    assert header_size(BY_NAME[vector]) == size


def test_header_size_is_what_precedes_the_payload() -> None:
    """Behind the header the payload follows, and nothing else."""
    for case in cases("all", ["write"]):
        vector, reading = case.vector, case.vector.reading
        assert reading is not None
        payload = reading.payload(">" if vector.clause.startswith("IDX") else "<")
        assert vector.data[header_size(vector) :] == payload


def test_short_magic_is_in_every_scope_of_idx() -> None:
    """Two zero bytes and no more say no type."""
    vector = Vector("IDX-3.1", "two-bytes", "invalid", b"\0\0\x0c", "")
    assert in_scope(vector, "mnist")
    vector = Vector("IDX-4.1", "scalar", "valid", b"", "", Reading("int8", (1,), (1,)))
    assert not in_scope(vector, "uint8")
