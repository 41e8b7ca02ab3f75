"""The IDX vectors: `00 00 TT ND`, big-endian sizes, big-endian elements; a module a subject."""

from idxcheck.vectors.idx.broken_streams import broken_stream_vectors
from idxcheck.vectors.idx.byte_order import byte_order_vectors
from idxcheck.vectors.idx.elements import element_vectors
from idxcheck.vectors.idx.file import file_vectors
from idxcheck.vectors.idx.foreign import foreign_vectors
from idxcheck.vectors.idx.magic import magic_vectors
from idxcheck.vectors.idx.names import name_vectors
from idxcheck.vectors.idx.overflow import overflow_vectors
from idxcheck.vectors.idx.ranks import rank_vectors
from idxcheck.vectors.idx.short import short_vectors
from idxcheck.vectors.idx.sizes import size_vectors
from idxcheck.vectors.idx.smallest import smallest_vectors
from idxcheck.vectors.idx.trailing import trailing_vectors
from idxcheck.vectors.idx.values import value_vectors
from idxcheck.vectors.idx.wrapped import wrapped_vectors
from idxcheck.vectors.vector import Vector


def idx_vectors() -> tuple[Vector, ...]:
    """Return every IDX vector, in the order of the clauses of spec/idx.md."""
    vectors = (
        *file_vectors(),
        *foreign_vectors(),
        *magic_vectors(),
        *rank_vectors(),
        *size_vectors(),
        *byte_order_vectors(),
        *element_vectors(),
        *short_vectors(),
        *overflow_vectors(),
        *trailing_vectors(),
        *value_vectors(),
        *wrapped_vectors(),
        *broken_stream_vectors(),
        *name_vectors(),
        *smallest_vectors(),
    )
    return tuple(sorted(vectors, key=lambda vector: vector.clause))
