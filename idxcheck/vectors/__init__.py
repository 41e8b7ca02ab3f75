"""The conformance vectors: small files that any reader or checker can be tried on.

    vectors()       every Vector: its bytes, verdict, reading, findings and flags; IDX first
    files()         every file made of them: its path below a folder, and its bytes
    flags()         the known faults of readers that the vectors expose

What each must be told is typed in beside its bytes, which are written by hand with `struct`:
nothing here imports idxspec or the rest of idxcheck, so that a mistake in the schemas or the
checker cannot hide in the files that test them. `idxcheck vectors export DIR` writes the files.
"""

from idxcheck.vectors.catalogue import vectors
from idxcheck.vectors.flags import Flag, flags
from idxcheck.vectors.vector import Promise, Reading, Vector, Verdict
from idxcheck.vectors.writing import files

__all__ = ["Flag", "Promise", "Reading", "Vector", "Verdict", "files", "flags", "vectors"]
