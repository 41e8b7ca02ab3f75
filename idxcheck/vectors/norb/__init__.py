"""The NORB vectors, by the clauses of `spec/norb.md`."""

from idxcheck.vectors.norb.around import around_vectors
from idxcheck.vectors.norb.byte_order import byte_order_vectors
from idxcheck.vectors.norb.element_types import element_type_vectors
from idxcheck.vectors.norb.file import file_vectors
from idxcheck.vectors.norb.header_end import header_end_vectors
from idxcheck.vectors.norb.magic import magic_vectors
from idxcheck.vectors.norb.payload import payload_vectors
from idxcheck.vectors.norb.payload_length import payload_length_vectors
from idxcheck.vectors.norb.rank import rank_vectors
from idxcheck.vectors.norb.sizes import size_vectors
from idxcheck.vectors.norb.smallest import smallest_vectors
from idxcheck.vectors.norb.streams import stream_vectors
from idxcheck.vectors.norb.values import value_vectors
from idxcheck.vectors.vector import Vector


def norb_vectors() -> tuple[Vector, ...]:
    """Return every NORB vector, in the order of the clauses."""
    vectors = (
        *file_vectors(),
        *magic_vectors(),
        *element_type_vectors(),
        *byte_order_vectors(),
        *rank_vectors(),
        *size_vectors(),
        *header_end_vectors(),
        *payload_vectors(),
        *payload_length_vectors(),
        *value_vectors(),
        *around_vectors(),
        *stream_vectors(),
        *smallest_vectors(),
    )
    return tuple(sorted(vectors, key=lambda vector: vector.clause))
