"""A check finds in every example of the prose what its opening line says, and load its values."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import idxcheck

if TYPE_CHECKING:
    from tests.spec.conftest import Example


def stored(example: Example, folder: Path) -> Path | io.BytesIO:
    """Return the bytes of `example` as a file of its name, or as a file without a name."""
    if example.name is None:
        return io.BytesIO(example.data)
    path = folder / example.name
    path.write_bytes(example.data)
    return path


@pytest.mark.parametrize("strict", [True, False])
def test_the_findings(example: Example, tmp_path: Path, *, strict: bool) -> None:
    """The codes are those of the opening line, and an error is among them if it is invalid."""
    report = idxcheck.check(stored(example, tmp_path), strict=strict).files[0]
    valid = example.valid if strict else example.lenient
    assert sorted(finding.code for finding in report.findings) == sorted(example.codes)
    assert any(finding.severity.value == "error" for finding in report.findings) is not valid
    assert report.verdict.value == ("valid" if valid else "invalid")


@pytest.mark.parametrize("strict", [True, False])
def test_the_values(example: Example, tmp_path: Path, *, strict: bool) -> None:
    """A reading that accepts the bytes returns the values of the answer, another refuses."""
    source = stored(example, tmp_path)
    if example.values is None or (strict and example.lenient and not example.valid):
        with pytest.raises(idxcheck.FormatError):
            idxcheck.load(source, strict=strict)
        return
    array = idxcheck.load(source, strict=strict)
    shape = " x ".join(str(size) for size in array.shape) or "scalar"
    values = " ".join(repr(value) for value in array.ravel().tolist()) or "none"
    assert example.answer.startswith(f"= {array.dtype.name} {shape}, ")
    assert values == example.values
