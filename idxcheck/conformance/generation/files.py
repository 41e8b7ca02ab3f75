"""The files that Hypothesis makes: valid ones, and those that break one rule."""

import struct
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from numpy.typing import NDArray

from idxcheck.mutations import MUTATIONS, Mutation
from idxcheck.strategies import idx_files, norb_files, shapes
from idxcheck.strategies.arrays import NUMPY_RANK
from idxcheck.strategies.bounds import MAXIMUM_RANKS
from idxcheck.strategies.damaged import RICH
from idxcheck.strategies.files import file_of

Kind = Literal["idx", "norb"]
Valid = SearchStrategy[tuple[bytes, NDArray[Any]]]
Broken = SearchStrategy[tuple[bytes, str]]
Shape = tuple[int, ...]

HIGHEST_RANKS = {**MAXIMUM_RANKS, "idx": NUMPY_RANK}  # drawn as numpy's arrays
COMMON_RANK = 5  # up to which most files go
TYPICAL_RANK = 3  # up to which all kinds of files come up
LONGEST = 1500  # elements, beyond the buffers of most loops
NORB_SLOTS = 3  # sizes and padding together, NORB-4.2


def valid_files(kind: Kind, elements: Sequence[str], ranks: Sequence[int]) -> Valid:
    """Draw valid files: mostly small ones, some without an element, long, or of high rank."""
    make = idx_files if kind == "idx" else norb_files
    common = [rank for rank in ranks if rank <= COMMON_RANK] or [*ranks[:1]]
    rank = st.sampled_from(common)
    forms = [
        rank.flatmap(_shapes),
        rank.flatmap(lambda rank: _shapes(rank, max_size=LONGEST, max_elements=LONGEST)),
        st.sampled_from(ranks).flatmap(lambda rank: _shapes(rank, max_size=3)),
    ]
    if kind == "idx":
        forms.append(rank.flatmap(lambda rank: _shapes(rank, min_size=0)))
        if several := [rank for rank in common if rank > 1]:
            forms.append(st.sampled_from(several).flatmap(_emptied))
    return make(dtype=st.sampled_from(elements), shape=st.one_of(forms))


def valid_corners(kind: Kind, elements: Sequence[str], ranks: Sequence[int]) -> Iterator[Valid]:
    """Yield one strategy for each element type and typical rank."""
    for element in elements:
        for rank in ranks:
            if rank <= TYPICAL_RANK:
                yield valid_files(kind, [element], [rank])


def _shapes(rank: int, **bounds: int) -> SearchStrategy[Shape]:
    return shapes(min_rank=rank, max_rank=rank, **bounds)


def _emptied(rank: int) -> SearchStrategy[Shape]:
    """Draw shapes with a 0 beside a size that is negative where it is taken for signed."""
    sizes = st.tuples(st.just(0), st.integers(2**31, 2**32 - 1), *[st.just(1)] * (rank - 2))
    return sizes.flatmap(st.permutations).map(tuple)


def broken_corners(
    kind: Kind, elements: Sequence[str], ranks: Sequence[int], allowed: Callable[[bytes], bool]
) -> Iterator[Broken]:
    """Yield one strategy for each way to break a file, so that every way comes up.

    They draw bytes that are `allowed`, each with the rule that it breaks.
    """
    files = valid_files(kind, elements, ranks)
    bases = [_base(kind, element, rank) for element in elements for rank in ranks[:TYPICAL_RANK]]
    for mutation in MUTATIONS:
        if kind in mutation.formats and not mutation.ending:
            results = (mutation.apply(base) for base in bases)
            spare = next((each for each in results if each is not None and allowed(each)), None)
            if spare is not None:
                yield _mutated(files, mutation, allowed, spare)
    high = [rank for rank in ranks if rank >= TYPICAL_RANK] or ranks
    yield _overflowing(kind, valid_files(kind, elements, high))


def _base(kind: Kind, element: str, rank: int) -> bytes:
    elements = np.frombuffer(RICH, np.dtype(element).newbyteorder(">" if kind == "idx" else "<"))
    native = elements.view(f"u{elements.itemsize}").astype(f"=u{elements.itemsize}").view(element)
    return file_of(kind, native.reshape((-1,) + (1,) * (rank - 1)))


def _mutated(
    files: Valid, mutation: Mutation, allowed: Callable[[bytes], bool], spare: bytes
) -> Broken:
    """Draw what becomes of files; `spare` where nothing does, or what is not allowed."""

    def broken(file: tuple[bytes, NDArray[Any]]) -> tuple[bytes, str]:
        result = mutation.apply(file[0])
        return (spare if result is None or not allowed(result) else result), mutation.rule

    return files.map(broken)


def _overflowing(kind: Kind, files: Valid) -> Broken:
    """Draw headers alone whose promise is 0 in 32 bits, and from rank 3 on in 64 bits too."""

    def header(drawn: tuple[tuple[bytes, NDArray[Any]], list[int]]) -> tuple[bytes, str]:
        (data, array), bits = drawn
        sizes = [2 ** bits[axis % len(bits)] for axis in range(array.ndim)]
        if kind == "idx":
            return data[:4] + struct.pack(f">{array.ndim}I", *sizes), "IDX201"
        sizes += [1] * (NORB_SLOTS - array.ndim)
        return data[:8] + struct.pack(f"<{len(sizes)}i", *sizes), "NRB201"

    return st.tuples(files, st.lists(st.integers(22, 30), min_size=3, max_size=3)).map(header)
