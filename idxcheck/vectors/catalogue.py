"""All vectors in one row."""

from functools import cache

from idxcheck.vectors.idx import idx_vectors
from idxcheck.vectors.implied import with_implied_flags
from idxcheck.vectors.norb import norb_vectors
from idxcheck.vectors.vector import Vector


@cache
def vectors() -> tuple[Vector, ...]:
    """Return every vector, IDX first, always in the same order."""
    return tuple(with_implied_flags(vector) for vector in idx_vectors() + norb_vectors())
