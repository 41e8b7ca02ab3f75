"""Hypothesis strategies for IDX and NORB files, to test any reader or writer with.

    idx_files()  norb_files()     (data, array): the bytes of a valid file, and what they hold
    wrapped(files)                the same, compressed with gzip, xz or bzip2
    damaged_files()               (data, rule): bytes that must be refused, and why
    idx_arrays()  norb_arrays()   arrays that such a file can hold, for writers
    headers()  elements()  shapes()   idxspec.Header, idxspec.Element, and shapes

The bytes are written with `struct` and numpy, not by idxcheck, so that the answers are as
independent of its reader and writer as of yours. Bounds are keywords; those that make no sense
raise hypothesis.errors.InvalidArgument at the call. What each strategy shrinks towards stands
in its docstring. Needs Hypothesis: pip install 'idxcheck[test]'.
"""

try:
    import hypothesis  # noqa: F401 - asked for here, where the answer can say what to install
except ImportError as error:
    raise ImportError(
        "idxcheck.strategies needs Hypothesis: pip install 'idxcheck[test]'", name=error.name
    ) from error

from idxcheck.strategies.arrays import idx_arrays, norb_arrays
from idxcheck.strategies.damaged import damaged_files
from idxcheck.strategies.files import idx_files, norb_files, wrapped
from idxcheck.strategies.headers import elements, headers, shapes

__all__ = [
    "damaged_files",
    "elements",
    "headers",
    "idx_arrays",
    "idx_files",
    "norb_arrays",
    "norb_files",
    "shapes",
    "wrapped",
]
