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
