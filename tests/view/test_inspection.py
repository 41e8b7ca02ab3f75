"""What is known of a file from its first bytes."""

import gzip
import io
import sys
from pathlib import Path

import pytest

from idxcheck.errors import FormatError, LimitError
from idxcheck.view.inspection import describe, inspect

IDX = bytes.fromhex("00000802 00000002 00000003 010203040506")
UNKNOWN = "only reading to the end can tell"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test writes its file."""
    return tmp_path / "x.idx"


def test_a_good_file(path: Path) -> None:
    """Everything the header says is told, and the size of the file."""
    path.write_bytes(IDX)
    inspection = inspect(str(path))
    assert describe(inspection) == [
        ("layers", "none"),
        ("format", "IDX, big-endian"),
        ("magic", "2050 (00000802)"),
        ("element type", "uint8, 1 byte each"),
        ("shape", "2 x 3"),
        ("header size", "12 bytes"),
        ("payload size", "6 bytes"),
        ("file size", "18 bytes"),
    ]
    assert (inspection.path, inspection.error, inspection.findings) == (str(path), None, ())
    assert [row.field for row in inspection.rows] == [
        "prefix",
        "type",
        "rank",
        "shape[0]",
        "shape[1]",
        "payload",
    ]


def test_norb(path: Path) -> None:
    """The number smallNORB's readers know, and the padding."""
    path = path.with_suffix(".mat")
    path.write_bytes(bytes.fromhex("544c3d1e 01000000 01000000 01000000 01000000 2a000000"))
    assert describe(inspect(str(path)))[1:5] == [
        ("format", "NORB, little-endian"),
        ("magic", "507333716 (1E3D4C54)"),
        ("element type", "int32, 4 bytes each"),
        ("shape", "1, padding 1, 1"),
    ]


def test_a_compressed_file(path: Path) -> None:
    """The sizes of a long compressed file: stored is known, decompressed is not."""
    content = b"\0\0\x08\x01\0\0\x20\0" + bytes(range(256)) * 32
    stored = gzip.compress(content, mtime=0)
    path = path.with_suffix(".gz")
    path.write_bytes(stored)
    inspection = inspect(str(path))
    assert describe(inspection)[0] == ("layers", "gzip")
    assert describe(inspection)[-2:] == [
        ("stored size", f"{len(stored)} bytes"),
        ("content size", UNKNOWN),
    ]
    path.write_bytes(gzip.compress(IDX, mtime=0))
    assert describe(inspect(str(path)))[-1] == ("content size", "18 bytes")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` is standard input, whose length nobody knows."""
    long = b"\0\0\x08\x01\0\0\x20\0" + bytes(0x2000)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(long)))
    inspection = inspect("-")
    assert (inspection.path, inspection.stored_size) == ("<stdin>", None)
    assert describe(inspection)[-1] == ("file size", UNKNOWN)


def test_a_wrong_length_is_told_and_no_error(path: Path) -> None:
    """The header is good; what the length says against it is told beside it."""
    path.write_bytes(IDX[:-1])
    inspection = inspect(str(path))
    assert describe(inspection)[-1] == ("error", "IDX201 truncated-payload: 1 byte short")
    assert inspection.error is None
    assert [row.faults for row in inspection.rows] == [()] * 6
    path.write_bytes(IDX + b"\n")
    assert describe(inspect(str(path)))[-1] == (
        "warning",
        "IDX202 trailing-bytes: 1 byte behind the payload",
    )


def test_a_broken_header(path: Path) -> None:
    """What is there is shown, with the fault at its field, and the error is the rule's."""
    path.write_bytes(b"\0\0\x0a" + IDX[3:])
    inspection = inspect(str(path))
    assert isinstance(inspection.error, FormatError)
    assert inspection.error.finding.code == "IDX002"
    assert inspection.header is None
    assert [bool(row.faults) for row in inspection.rows] == [
        False,
        True,
        False,
        False,
        False,
        False,
    ]
    assert inspection.rows[1].faults[0].startswith("IDX002 unknown-element-type: ")
    assert [label for label, _ in describe(inspection)] == ["layers", "file size", "error"]


def test_a_cut_header(path: Path) -> None:
    """A header that ends early is marked at its last byte."""
    path.write_bytes(IDX[:10])
    inspection = inspect(str(path))
    assert inspection.rows[-1].meaning == "cut short"
    assert inspection.rows[-1].faults[0].startswith("IDX101 truncated-header: ")


@pytest.mark.parametrize(
    ("data", "code", "rows"),
    [
        ("02080000 02000000 03000000 010203040506", "IDX003", ["rank", "type", "prefix"]),
        ("00000802 02000000 03000000 010203040506", "IDX003", ["prefix", "type", "rank"]),
        ("01000802 00000002 00000003 010203040506", "IDX001", ["prefix", "type", "rank"]),
    ],
)
def test_faults_of_the_magic(path: Path, data: str, code: str, rows: list[str]) -> None:
    """Little-endian and prefixed headers are shown as they stand."""
    path.write_bytes(bytes.fromhex(data))
    inspection = inspect(str(path))
    assert isinstance(inspection.error, FormatError)
    assert inspection.error.finding.code == code
    assert [row.field for row in inspection.rows[:3]] == rows
    assert sum(len(row.faults) for row in inspection.rows) == 1


def test_byte_swapped_norb(path: Path) -> None:
    """A lenient reader takes it, so it is no error; the fault is marked all the same."""
    path = path.with_suffix(".mat")
    path.write_bytes(bytes.fromhex("1e3d4c55 00000001 00000001 00000001 00000001 2a"))
    inspection = inspect(str(path))
    assert inspection.error is None
    assert describe(inspection)[1] == ("format", "NORB, big-endian")
    assert inspection.rows[0].value == 507333717
    assert inspection.rows[0].faults[0].startswith("NRB002 byte-swapped: ")


def test_another_format(path: Path) -> None:
    """What is no matrix is shown as bytes and characters; no field is at fault."""
    path.write_bytes(b"<!DOCTYPE html><title>404</title>")
    inspection = inspect(str(path))
    assert isinstance(inspection.error, FormatError)
    assert inspection.error.finding.code == "TRN002"
    assert inspection.rows[0].meaning == "<!DOCTYP"
    assert {row.faults for row in inspection.rows} == {()}


def test_a_limit(path: Path) -> None:
    """Three layers of compression are a limit: whether it is a matrix stays open."""
    path = path.with_suffix(".gz")
    path.write_bytes(gzip.compress(gzip.compress(gzip.compress(IDX))))
    inspection = inspect(str(path))
    assert isinstance(inspection.error, LimitError)
    assert describe(inspection)[-1][0] == "undetermined"


def test_a_missing_file(path: Path) -> None:
    """Nothing but the reason is known."""
    inspection = inspect(str(path))
    assert isinstance(inspection.error, FileNotFoundError)
    assert describe(inspection) == [("not readable", "No such file or directory")]


def test_an_error_without_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """An OSError that carries no message of the system tells its own."""

    def refuse(*_: object) -> None:
        raise OSError("the device is gone")

    monkeypatch.setattr("idxcheck.view.inspection.open_source", refuse)
    assert describe(inspect("x")) == [("not readable", "the device is gone")]
