"""load() gives a matrix exactly where check() finds no error: fuzz_load.py [FILE...]."""

import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

import harness

with harness.instrumented(__name__):
    from idxcheck.array import load
    from idxcheck.checking import check
    from idxcheck.errors import FormatError, IdxcheckError, LimitError
    from idxcheck.findings import Severity

FAMILIES = ["TRN", "IDX", "NRB"]
READ_THROUGH = ["TRN104", "TRN105"]
SLICES = (slice(2), slice(-3, None), slice(None, None, -2))


def load_bytes(data: bytes) -> None:
    """Load `data` whole, strictly or not, or some of its items, as follows from the data."""
    choice = zlib.crc32(data)
    strict = choice % 3 > 0
    whole = loaded(data, strict=strict)
    if choice & 8:
        agreement(data, whole, strict=strict)
    else:
        items(data, whole, SLICES[choice // 16 % len(SLICES)], strict=strict)


def loaded(data: bytes, items: slice | None = None, *, strict: bool) -> NDArray[Any] | Exception:
    """Return the matrix, or the exception of idxcheck's that load raises."""
    try:
        return load(data, items=items, strict=strict)
    except IdxcheckError as error:
        str(error)
        return error


def agreement(data: bytes, whole: NDArray[Any] | Exception, *, strict: bool) -> None:
    """Assert that load refuses exactly what check has an error of the format on."""
    report = check(data, select=FAMILIES, ignore=READ_THROUGH, strict=strict)
    severities = {finding.severity for finding in report.findings}
    if Severity.ERROR in severities:
        assert isinstance(whole, FormatError), f"check finds {report.findings}, load {whole!r}"
    elif isinstance(whole, Exception):
        assert isinstance(whole, LimitError), f"load says {whole!r}, check finds no error"


def items(data: bytes, whole: NDArray[Any] | Exception, chosen: slice, *, strict: bool) -> None:
    """Assert that a slice of a matrix that can be loaded is numpy's slice of it."""
    part = loaded(data, chosen, strict=strict)
    if isinstance(whole, np.ndarray) and whole.ndim:
        assert isinstance(part, np.ndarray), f"load reads all, but of {chosen} it says {part!r}"
        wanted = whole[chosen]
        assert (part.dtype, part.shape) == (wanted.dtype, wanted.shape)
        assert part.tobytes() == wanted.tobytes(), f"other elements for {chosen}"


if __name__ == "__main__":
    harness.main(load_bytes)
