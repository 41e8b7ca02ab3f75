"""What an implementation claims, and so is asked."""

import pytest

from idxcheck.conformance.adapter import Capabilities
from idxcheck.conformance.cases import Direction
from idxcheck.conformance.claims import directions_claimed, not_claimed, told
from idxcheck.vectors import vectors

BY_NAME = {vector.identifier: vector for vector in vectors()}


@pytest.mark.parametrize(
    ("claimed", "asked"),
    [
        (("read",), ("read",)),
        (("write", "read"), ("read", "write", "round-trip")),
        (("write",), ("write",)),
        (("rewrite", "read"), ("read", "rewrite")),
        ((), ()),
    ],
)
def test_directions(claimed: tuple[Direction, ...], asked: tuple[Direction, ...]) -> None:
    """In the order of asking; reading and writing imply the round trip, nothing else is implied."""
    assert directions_claimed(Capabilities(claimed)) == asked


@pytest.mark.parametrize(
    ("claims", "vector", "lacking"),
    [
        (Capabilities(), "IDX-2.4_rank-255", ""),
        (Capabilities(formats=("norb",)), "IDX-4.1_uint8-rank-1", "IDX"),
        (Capabilities(formats=("idx",)), "IDX-4.1_uint8-rank-1", ""),
        (Capabilities(formats=("idx",)), "NORB-5.3_uint8-one-byte-short", "NORB"),
        (Capabilities(elements=("uint8",)), "IDX-4.1_float64-rank-3", "float64"),
        (Capabilities(elements=("uint8",)), "IDX-2.3_float64-rank-0", "float64"),
        (Capabilities(elements=("uint8",)), "IDX-4.3_float64-half", ""),
        (Capabilities(highest_rank=3), "IDX-4.1_uint8-rank-4", "rank over 3"),
        (Capabilities(highest_rank=3), "IDX-4.1_uint8-rank-3", ""),
        (Capabilities(highest_rank=3), "IDX-2.4_rank-255-cut-in-sizes", ""),
    ],
)
def test_not_claimed(claims: Capabilities, vector: str, lacking: str) -> None:
    """Broken files are asked of all that know the format."""
    assert not_claimed(claims, BY_NAME[vector]) == lacking


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        (Capabilities(), "read"),
        (
            Capabilities(("read", "write"), ("idx", "norb"), ("uint8", "int8"), 3),
            "read, write; IDX, NORB; uint8, int8; rank up to 3",
        ),
        (Capabilities((), (), ()), "no direction; no format; no element type"),
    ],
)
def test_told(claims: Capabilities, words: str) -> None:
    """What is claimed, in the words of the protocol."""
    assert told(claims) == words
