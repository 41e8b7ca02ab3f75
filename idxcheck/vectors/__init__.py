"""The conformance vectors: small files, each valid or wrong in exactly one way.

The bytes are written by hand with `struct`: nothing here imports idxspec or the rest
of idxcheck, so that a mistake in the schemas cannot hide in the files that test them.
`python -m idxcheck.vectors DIR` writes them all; `fixtures/` holds the result.
"""

from idxcheck.vectors.idx import idx_vectors
from idxcheck.vectors.norb import norb_vectors
from idxcheck.vectors.vector import Vector
from idxcheck.vectors.writing import files, write

__all__ = ["Vector", "files", "idx_vectors", "norb_vectors", "write"]
