"""The cases of a run: which vectors are asked of an implementation, and how."""

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from idxcheck.vectors import Vector, vectors

Direction = Literal["read", "write", "round-trip", "rewrite"]
"""What is asked: read a file; write what it holds; read what was written; write what was read."""
Scope = Literal["mnist", "uint8", "idx", "norb", "all"]

DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
# What files that Hypothesis makes are tried for, and how each of them is asked.
ASPECTS: dict[str, Direction] = {
    "files": "read",
    "damaged": "read",
    "compressed": "read",
    "written": "write",
    "round-trip": "round-trip",
    "rewritten": "rewrite",
}
SCOPES: tuple[Scope, ...] = get_args(Scope)
UINT8, IMAGES, LABELS = 8, 3, 1  # the third byte of IDX, and the ranks of MNIST
OTHER_TYPES = (9, 11, 12, 13, 14)
STREAM_MAGICS = (b"\x1f\x8b", b"\xfd7zXZ", b"BZh")
NORB_MAGIC = b"\x4c\x3d\x1e"  # bytes 1 to 3
MOST_CLAIMED = 64 << 20  # bytes
WIDEST = 8  # bytes of an element
# Why a heavy case is not asked.
UNMEASURED = "memory cannot be measured, and a faulty implementation may take all of it"
# A reader that trusts such a file takes gigabytes, or does not come back.
HEAVY_FLAGS = frozenset(
    {"huge-claim", "product-wraps-32-bit", "product-wraps-64-bit", "size-signed", "negative-rank"}
)


@dataclass(frozen=True, slots=True)
class Case:
    """One question: what to do with which vector."""

    direction: Direction
    vector: Vector

    @property
    def identifier(self) -> str:
        """The stable name: `read IDX-4.3_uint8-one-byte-short`."""
        return f"{self.direction} {self.vector.identifier}"

    @property
    def heavy(self) -> bool:
        """Whether a faulty implementation may exhaust memory or hang on it."""
        return not HEAVY_FLAGS.isdisjoint(self.vector.flags) or is_heavy(self.vector.data)


def result_names() -> Iterator[str]:
    """Yield every name that a result can have but for the steps of the smoke test."""
    yield from (case.identifier for case in cases("all", DIRECTIONS))
    yield from (f"generated {kind}-{aspect}" for kind in ("idx", "norb") for aspect in ASPECTS)


def cases(scope: Scope, directions: Collection[Direction]) -> Iterator[Case]:
    """Yield the cases inside `scope`, in the order of DIRECTIONS, then of the vectors.

    Reading is asked of every vector inside; the other three only of what has one encoding:
    valid files that are not compressed.
    """
    inside = [vector for vector in vectors() if in_scope(vector, scope)]
    for direction in DIRECTIONS:
        if direction in directions:
            yield from (
                Case(direction, vector)
                for vector in inside
                if direction == "read" or has_one_encoding(vector)
            )


def in_scope(vector: Vector, scope: Scope) -> bool:
    """Whether a file is inside what a reader of `scope` has to know.

    `mnist` is uint8 of rank 1 or 3, not compressed; `uint8` is IDX of uint8, any rank, not
    compressed. Broken files are inside unless they say to be of another type or rank.
    """
    kind = "idx" if vector.clause.startswith("IDX") else "norb"
    if scope in ("idx", "norb", "all"):
        return scope in (kind, "all")
    if kind != "idx" or is_compressed(vector):
        return False
    if vector.reading is not None and vector.reading.element != "uint8":
        return False
    ranks = (IMAGES, LABELS) if scope == "mnist" else range(256)
    return not _says_otherwise(vector.data, ranks)


def _says_otherwise(data: bytes, ranks: Collection[int]) -> bool:
    """Whether a plain magic names another element type than uint8, or another rank."""
    if len(data) < 4 or data[:2] != b"\0\0":  # noqa: PLR2004 - the magic's bytes
        return False
    return data[2] in OTHER_TYPES or (data[2] == UINT8 and data[3] not in ranks)


def is_compressed(vector: Vector) -> bool:
    """Whether the file starts as a gzip, xz or bzip2 stream does."""
    return vector.data.startswith(STREAM_MAGICS)


def is_heavy(data: bytes) -> bool:
    """Whether who trusts the header of a file of these bytes takes much memory or time for it.

    A stream is one that somebody who knows no streams takes for a header.
    """
    return data.startswith(STREAM_MAGICS) or _claimed(data) > MOST_CLAIMED


def _claimed(data: bytes) -> int:
    """Return the bytes that the first words claim, read as a header whatever stands before."""
    is_norb = data[1:4] == NORB_MAGIC
    order: Literal["little", "big"] = "little" if is_norb else "big"
    starts = range(4, len(data) - 3, 4)
    words = [int.from_bytes(data[start : start + 4], order) for start in starts]
    if is_norb:
        ranks, sizes = words[:1], words[1:]
    elif data[:2] == b"\0\0":
        ranks, sizes = [*data[3:4]], words
    else:  # without a magic: as labels, and as images
        ranks, sizes = [LABELS, IMAGES], words
    claims = [math.prod(sizes[:rank]) for rank in ranks]
    single = [size for rank in ranks for size in (rank, *sizes[:rank])]
    return WIDEST * max(claims + single, default=0)


def has_one_encoding(vector: Vector) -> bool:
    """Whether the file is the only one of its content: valid, and no stream around it."""
    return vector.verdict == "valid" and not is_compressed(vector)


def header_size(vector: Vector) -> int:
    """Return the bytes of the header of a vector that `has_one_encoding`."""
    assert vector.reading is not None  # noqa: S101 - valid ones have a reading
    rank = len(vector.reading.shape)
    return 4 + 4 * rank if vector.clause.startswith("IDX") else 8 + 4 * max(3, rank)
