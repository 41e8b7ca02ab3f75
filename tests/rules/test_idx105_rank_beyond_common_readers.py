"""IDX105: a rank at which some readers stop."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from idxcheck.findings import Finding, Severity

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings


def single(rank: int) -> bytes:
    """Return a file of one element in `rank` dimensions."""
    return struct.pack(f">BBBB{rank}I", 0, 0, 8, rank, *[1] * rank) + b"\x07"


@pytest.mark.parametrize("rank", [4, 8, 9, 64, 65, 255])
def test_a_rank_over_3(codes: Codes, rank: int) -> None:
    """A note in both readings, up to the largest rank a byte can hold."""
    assert codes(single(rank)) == [("IDX105", "note")]
    assert codes(single(rank), strict=False) == [("IDX105", "note")]


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_near_misses(codes: Codes, rank: int) -> None:
    """Every reader knows vectors, tables and stacks of pictures."""
    assert codes(single(rank)) == []


def test_a_wrong_header_is_the_root_cause(codes: Codes) -> None:
    """Without an element type, all sizes or the right order, the rank is not judged."""
    assert codes(bytes.fromhex("00000A04")) == [("IDX002", "error")]
    assert codes(bytes.fromhex("00000804 00000001")) == [("IDX101", "error")]
    assert codes(bytes.fromhex("04080000") + 4 * b"\1\0\0\0" + b"\7") == [("IDX003", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding names the readers that stop before this rank."""
    assert findings(single(4)) == (
        Finding(
            code="IDX105",
            name="rank-beyond-common-readers",
            severity=Severity.NOTE,
            message="rank 4: Lush and torchvision stop at 3",
            offset=3,
            length=1,
            field="rank",
            clause="IDX-2.4",
            expected="3 or less for every reader",
            actual="4",
            hint="nothing, if your readers know this rank; otherwise merge axes",
        ),
    )


@pytest.mark.parametrize(
    ("rank", "message"),
    [
        (8, "rank 8: Lush and torchvision stop at 3"),
        (9, "rank 9: Lush and torchvision stop at 3, EBLearn at 8"),
        (64, "rank 64: Lush and torchvision stop at 3, EBLearn at 8"),
        (65, "rank 65: Lush and torchvision stop at 3, EBLearn at 8, numpy at 64"),
    ],
)
def test_more_readers_stop(findings: Findings, rank: int, message: str) -> None:
    """The higher the rank, the fewer readers are left."""
    (finding,) = findings(single(rank))
    assert finding.message == message
