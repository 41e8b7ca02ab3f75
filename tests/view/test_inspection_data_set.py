"""Of which known data set a file is."""

import gzip
import io
import struct
import sys
from pathlib import Path

import pytest

from idxcheck.view.inspection import describe, inspect

HEADER = struct.pack("<I4i", 0x1E3D4C54, 1, 24300, 1, 1)
LABELS = HEADER + struct.pack("<5i", 0, 1, 2, 3, 4) * 4860  # both of smallNORB's label files
NAME = "smallnorb-5x01235x9x18x6x2x96x96-testing-cat.mat"
BOTH = (
    "smallNORB's training labels or smallNORB's test labels, by its digest"
    " (smallnorb/train-cat, smallnorb/test-cat)"
)


def data_set(target: Path | str) -> str | None:
    """Return what the line on the data set says; None without one."""
    return dict(describe(inspect(str(target)))).get("data set")


def write(path: Path, data: bytes) -> Path:
    """Write a file into a folder that may have to be made."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def test_known_by_its_digest(tmp_path: Path) -> None:
    """A file is known under any name, packed, and as IDX; its place may say which of two."""
    test = "smallNORB's test labels, by its digest (smallnorb/test-cat)"
    assert data_set(write(tmp_path / "x.bin", LABELS)) == BOTH
    assert data_set(write(tmp_path / NAME, LABELS)) == test
    assert data_set(write(tmp_path / "smallnorb" / f"{NAME}.gz", gzip.compress(LABELS))) == test
    swapped = struct.pack(">4BI", 0, 0, 0x0C, 1, 24300) + struct.pack(">5i", 0, 1, 2, 3, 4) * 4860
    assert data_set(write(tmp_path / "x.idx", swapped)) is None  # no digest of it is published


def test_a_place_that_is_wrong(tmp_path: Path) -> None:
    """The digest comes before what folder and name say."""
    assert data_set(write(tmp_path / "mnist" / "t10k-labels-idx1-ubyte", LABELS)) == BOTH


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has no place, but it is read to its end all the same."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(LABELS))))
    lines = dict(describe(inspect("-")))
    assert (lines["data set"], lines["content size"]) == (BOTH, "97220 bytes")


def test_by_folder_and_name(tmp_path: Path) -> None:
    """What no digest tells is told by the folder's name, and last by the file's own."""
    other = HEADER + bytes(97200)
    path = write(tmp_path / "smallnorb" / NAME, other)
    assert data_set(path) == "smallNORB's test labels, by the folder's name (smallnorb/test-cat)"
    path = write(tmp_path / NAME, other)
    assert data_set(path) == "smallNORB's test labels, by its name alone (smallnorb/test-cat)"
    labels = struct.pack(">4BI", 0, 0, 8, 1, 10000) + bytes(10000)
    assert data_set(write(tmp_path / "t10k-labels-idx1-ubyte", labels)) == (
        "Fashion-MNIST's, KMNIST's or MNIST's test labels, by its name alone"
        " (fashion-mnist/t10k-labels, kmnist/t10k-labels, mnist/t10k-labels)"
    )


@pytest.mark.parametrize(
    "data", [b"\0\0\x08\x01\0\0\0\1\1", b"<!DOCTYPE html><title>404</title>", b""]
)
def test_no_data_set(tmp_path: Path, data: bytes) -> None:
    """Names that several sets share say nothing of another shape, and none of what is no matrix."""
    assert data_set(write(tmp_path / "t10k-labels-idx1-ubyte", data)) is None


def test_no_matrix_in_the_folder_of_a_data_set(tmp_path: Path) -> None:
    """A page in place of the data is no file of the data set."""
    path = write(tmp_path / "mnist" / "t10k-labels-idx1-ubyte", b"<!DOCTYPE html>")
    assert data_set(path) is None


@pytest.mark.parametrize("cut", [2000, 1])
def test_a_broken_file(tmp_path: Path, cut: int) -> None:
    """A stream that ends early has no digest; the header is told as ever."""
    content = HEADER + bytes(range(256)) * 379 + bytes(176)
    path = write(tmp_path / f"{NAME}.gz", gzip.compress(content, 0)[:-cut])
    inspection = inspect(str(path))
    assert (inspection.error, inspection.content_size) == (None, None)
    assert dict(describe(inspection))["data set"] == (
        "smallNORB's test labels, by its name alone (smallnorb/test-cat)"
    )


def test_a_disk_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the payload cannot be read, the header is told all the same."""

    def fail(*_: object) -> None:
        raise OSError("the device is gone")

    path = write(tmp_path / NAME, LABELS)
    monkeypatch.setattr("idxcheck.view.inspection.examine_source", fail)
    lines = dict(describe(inspect(str(path))))
    assert lines["data set"] == "smallNORB's test labels, by its name alone (smallnorb/test-cat)"
    assert (lines["shape"], lines["file size"]) == ("24300, padding 1, 1", "97220 bytes")


def test_the_payload_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no file of a known data set has such a header, it is not read."""
    monkeypatch.setattr("idxcheck.view.inspection.examine_source", None)  # a call would fail
    path = write(tmp_path / NAME, struct.pack("<I4i", 0x1E3D4C54, 1, 24301, 1, 1) + bytes(97204))
    assert data_set(path) == (
        "smallNORB's test labels, by its name alone (smallnorb/test-cat), but that has another"
        " shape or element type"
    )
