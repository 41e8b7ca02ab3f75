"""TRN004: a file of another format, by name."""

from __future__ import annotations

import gzip
import io
import zipfile
from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

NPY = b"\x93NUMPY\x01\x00" + bytes(100)
MATLAB = b"MATLAB 5.0 MAT-file, Platform: GLNXA64, Created on: Mon Jan  1 00:00:00 2024".ljust(124)


@pytest.mark.parametrize("data", [NPY, MATLAB + b"\0\1IM", b"PK\3\4" + bytes(26)])
def test_other_formats(codes: Codes, data: bytes) -> None:
    """Each is an error in both readings, raw or compressed, whatever the name."""
    assert codes(data) == [("TRN004", "error")]
    assert codes(data, strict=False) == [("TRN004", "error")]
    assert codes(gzip.compress(data)) == [("TRN004", "error")]
    assert codes(data, name="t10k-images-idx3-ubyte.gz") == [("TRN004", "error")]


def test_numpy_files(findings: Findings) -> None:
    """What numpy itself writes is told apart: an array, and a zip of arrays."""
    array, arrays = io.BytesIO(), io.BytesIO()
    np.save(array, np.zeros(3))
    np.savez(arrays, x=np.zeros(3))
    messages = [findings(each.getvalue())[0].message for each in (array, arrays)]
    assert messages == [
        "another format, npy (a numpy array)",
        "another format, npz (zipped numpy arrays)",
    ]


def test_zip_file(findings: Findings) -> None:
    """A zip that holds an IDX file is still a zip; the hint says to unpack it."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("t10k-labels-idx1-ubyte", bytes.fromhex("00000801 00000001 05"))
    (finding,) = findings(archive.getvalue())
    assert (finding.message, finding.hint) == (
        "another format, zip",
        "unpack it and check what is inside",
    )


def test_the_finding(findings: Findings) -> None:
    """The finding names the format, shows the first bytes and the next step."""
    (finding,) = findings(NPY)
    assert str(finding) == (
        "TRN004 other-format at 0x0: another format, npy (a numpy array);"
        " expected 00 00 (IDX) or ?? 4C 3D 1E (NORB); found 93 4E 55 4D 50 59 01 00;"
        " next: idxcheck convert IN OUT"
    )
    (finding,) = findings(MATLAB)
    assert finding.hint == "load it with MATLAB or SciPy, then write it with idxcheck.save"


def test_text_is_quoted(findings: Findings) -> None:
    """Of a text format the beginning is shown: it may be a server's answer."""
    (finding,) = findings(b'{"message": "Not Found"}')
    assert finding.message == """another format, JSON: '{"message": "Not Found"}'"""
    assert finding.hint == "fetch the IDX or NORB file"


@pytest.mark.parametrize("data", [b"PK\3", b"\x93NUMPX", b"MATLAB 4", b"[section]", b"BZh0"])
def test_near_misses(codes: Codes, data: bytes) -> None:
    """Less than the whole magic names no format."""
    assert codes(data) == [("TRN005", "error")]


def test_a_matrix_that_resembles_another_format(codes: Codes) -> None:
    """An IDX file whose first size spells MP4's `ftyp` is an IDX file, here one cut short."""
    assert codes(bytes.fromhex("00000801 66747970 05")) == [("IDX201", "error")]
    assert codes(bytes.fromhex("00000018 66747970 69736F6D")) == [("TRN004", "error")]
