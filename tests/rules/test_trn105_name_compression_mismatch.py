"""TRN105: a name that denies the compression, or claims one that is not there."""

from __future__ import annotations

import bz2
import gzip
import lzma
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import pytest

from idxcheck.checking import check

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings

IDX = bytes.fromhex("00000801 00000003 050607")
NORB = bytes.fromhex("554C3D1E 01000000 03000000 01000000 01000000 050607")
MEMBER = gzip.compress(IDX, mtime=0)
NAMED_MEMBER = MEMBER[:3] + b"\x08" + MEMBER[4:10] + b"x-idx1-ubyte\0" + MEMBER[10:]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (IDX, "labels-idx1-ubyte.gz"),
        (IDX, "labels-idx1-ubyte.xz"),
        (IDX, "labels-idx1-ubyte.bz2"),
        (IDX, "labels.GZ"),
        (NORB, "labels.mat.gz"),
        (lzma.compress(IDX), "labels-idx1-ubyte.gz"),
        (MEMBER, "labels-idx1-ubyte.bz2"),
        (MEMBER, "labels-idx1-ubyte"),
        (MEMBER, "labels.idx"),
        (bz2.compress(IDX), "labels.idx1-ubyte"),
        (gzip.compress(NORB), "labels.mat"),
        (gzip.compress(NORB), "labels.lushbin"),
    ],
)
def test_mismatches(codes: Codes, data: bytes, name: str) -> None:
    """Each name contradicts the bytes: an error in both readings."""
    assert codes(data, name=name) == [("TRN105", "error")]
    assert codes(data, name=name, strict=False) == [("TRN105", "error")]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (MEMBER, "labels-idx1-ubyte.gz"),
        (lzma.compress(IDX), "labels-idx1-ubyte.xz"),
        (bz2.compress(IDX), "labels-idx1-ubyte.bz2"),
        (IDX, "labels-idx1-ubyte"),
        (MEMBER, "labels"),
        (MEMBER, "labels.bin"),
        (MEMBER, "labels-idx1-ubyte.gz.1"),
        (MEMBER, "labels-idx1-ubyte.gz.part"),
        (MEMBER, "labels-idx1-ubyte (1).gz"),
        (IDX, "labels-idx1-ubyte.gz.part"),
        (MEMBER, None),
        (IDX, None),
    ],
)
def test_agreement(codes: Codes, data: bytes, name: str | None) -> None:
    """A name that agrees, or claims nothing, is no fault."""
    assert codes(data, name=name) == []


def test_gzip_under_a_raw_name(findings: Findings) -> None:
    """The finding names the number that a reader shows which trusts the name."""
    (finding,) = findings(NAMED_MEMBER, name="x-idx1-ubyte")
    assert str(finding) == (
        "TRN105 name-compression-mismatch at 0x0: gzip data under the name of a raw file;"
        " a reader that trusts the name sees magic 529205256 instead of 2049;"
        " expected raw data; found gzip: 1F 8B 08 08;"
        " next: rename the file, or: idxcheck convert IN OUT"
    )


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (
            MEMBER,
            "x-idx1-ubyte",
            (
                "gzip data under the name of a raw file;"
                " a reader that trusts the name sees magic 529205248 instead of 2049"
            ),
        ),
        (
            gzip.compress(NORB, mtime=0),
            "x.mat",
            (
                "gzip data under the name of a raw file;"
                " a reader that trusts the name sees magic 559903 instead of 507333717"
            ),
        ),
        (gzip.compress(b"\0"), "x.idx", "gzip data under the name of a raw file"),
        (
            IDX,
            "x.gz",
            (
                "raw data under a name that says gzip;"
                " a reader that trusts the name says \"Not a gzipped file (b'\\x00\\x00')\""
            ),
        ),
        (MEMBER, "x.xz", "gzip data under a name that says xz"),
    ],
)
def test_messages(findings: Findings, data: bytes, name: str, message: str) -> None:
    """The message fits the format, the magic and the direction of the mismatch."""
    assert findings(data, name=name)[-1].message == message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "TRN001"),
        (b"<html>", "TRN002"),
        (b"raw/labels", "TRN003"),
        (b"PK\3\4", "TRN004"),
        (b"Forbidden", "TRN005"),
        (bytes.fromhex("00000801 00000020") + b"\r\n" * 32, "TRN201"),
        (bytes.fromhex("1FC28B08"), "TRN202"),
    ],
)
def test_requires(codes: Codes, data: bytes, code: str) -> None:
    """What is no matrix at all has that one error, not also a wrong name."""
    assert codes(data, name="labels-idx1-ubyte.gz") == [(code, "error")]


def test_a_broken_stream_has_that_one_error(codes: Codes) -> None:
    """A cut or corrupt stream under a raw name is told about the stream alone."""
    assert codes(MEMBER[:-1], name="labels-idx1-ubyte") == [("TRN101", "error")]
    assert codes(MEMBER[:-8] + bytes(8), name="labels-idx1-ubyte") == [("TRN102", "error")]


def test_a_matrix_with_a_fault_of_its_own(codes: Codes) -> None:
    """A wrong name and a short payload are two faults."""
    assert codes(IDX[:-1], name="labels.idx.gz") == [("IDX201", "error"), ("TRN105", "error")]


def test_a_file_object_that_decompresses(tmp_path: Path) -> None:
    """The name of the file below a GzipFile says nothing of the bytes it gives."""
    path = tmp_path / "labels-idx1-ubyte.gz"
    path.write_bytes(MEMBER)
    with gzip.open(path) as file:
        assert check(cast("IO[bytes]", file)).findings == ()
    with path.open("rb") as file:
        assert check(file).findings == ()
