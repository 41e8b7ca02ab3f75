"""Changed headers of files that are read to their end: small ones, and genuine ones."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import idxcheck
from idxcheck.findings import FileReport

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.completeness.conftest import Subject
    from tests.completeness.headers.conftest import Due, Found

# Small files of the six kinds: header and length of the payload.
SMALL = {
    "images": ("00000803 00000003 00000004 00000005", 60),
    "labels": ("00000801 00000007", 7),
    "int32 table": ("00000C02 00000003 00000008", 96),
    "dat": ("554C3D1E 04000000 03000000 02000000 05000000 04000000", 120),
    "cat": ("544C3D1E 01000000 0A000000 01000000 01000000", 40),
    "info": ("544C3D1E 02000000 05000000 04000000 01000000", 80),
}
BITS = [1 << bit for bit in range(8)]
VALUES = (0x00, 0x01, 0x03, 0x04, 0x08, 0x0A, 0x0E, 0x52, 0x57, 0x58, 0xFF)
GENUINE = {
    "MNIST images": "mnist/train-images-idx3-ubyte.gz",
    "MNIST labels": "mnist/train-labels-idx1-ubyte.gz",
    "QMNIST labels": "qmnist/qmnist-train-labels-idx2-int.gz",
    "smallNORB cat": "smallnorb/smallnorb-5x46789x9x18x6x2x96x96-training-cat.mat.gz",
}


def make(kind: str) -> bytes:
    """Return a small file, its payload no text, not zero, and no NaN in any element type."""
    header, length = SMALL[kind]
    payload = bytes(0x80 + (37 * place + 11) % 60 for place in range(length))
    return bytes.fromhex(header) + payload


def loads(data: bytes) -> bool:
    """Whether `load` reads the file; whatever else it raises is a fault of its own."""
    try:
        idxcheck.load(io.BytesIO(data))
    except idxcheck.FormatError:
        return False
    return True


@pytest.mark.slow
@pytest.mark.parametrize("kind", SMALL)
def test_small_files(kind: str, due: Due, found: Found) -> None:
    """Each bit, and each byte made one that means something: what is due, and `load` agrees."""
    data = make(kind)
    header = bytes.fromhex(SMALL[kind][0])
    assert due(data, len(data)) == ()
    for place, old in enumerate(header):
        for value in sorted({*VALUES, *(old ^ bit for bit in BITS)}):
            changed = data[:place] + bytes([value]) + data[place + 1 :]
            (report,) = idxcheck.check(changed).files
            expected = due(changed, len(changed))
            assert (place, value, found(report.findings)) == (place, value, expected)
            assert (place, value, loads(changed)) == (place, value, is_valid(report))


def is_valid(report: FileReport) -> bool:
    """Whether the verdict is valid; a file in memory is always judged whole."""
    assert report.verdict.value in ("valid", "invalid")
    return report.verdict.value == "valid"


@pytest.mark.slow
@pytest.mark.parametrize("title", GENUINE)
def test_the_stand_ins(title: str, subjects: Mapping[str, Subject], real_data: Path) -> None:
    """Header, beginning and length that are typed in are those of the genuine file."""
    subject = subjects[title]
    content = gzip.decompress((real_data / GENUINE[title]).read_bytes())
    assert content.startswith(subject.header + subject.payload)
    assert len(content) == subject.length


@pytest.mark.slow
@pytest.mark.parametrize("place", range(16))
def test_genuine_images(
    place: int, real_data: Path, tmp_path: Path, due: Due, found: Found
) -> None:
    """MNIST's test images, read whole with one byte changed, have the findings that are due."""
    packed = real_data / "mnist" / "t10k-images-idx3-ubyte.gz"
    data = bytearray(gzip.decompress(packed.read_bytes()))
    path = tmp_path / "images"
    old = data[place]
    for value in {0x00, 0x09, 0x0A, 0xFF, old ^ 1} - {old}:
        data[place] = value
        path.write_bytes(data)
        (report,) = idxcheck.check(path, dataset="none").files
        assert (value, found(report.findings)) == (value, due(bytes(data[:4096]), len(data)))
