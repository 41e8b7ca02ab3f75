"""What one pass over one file brings to light: its digests, and what they tell."""

import gzip
import hashlib
import struct
from pathlib import Path

import pytest

import idxcheck
from idxcheck.examining import Options, examine_file

OPTIONS = Options(frozenset({"IDX201"}))
AS_IDX = bytes.fromhex("00000C02 00000002 00000003") + struct.pack(">6i", 1, -2, 3, 4, 5, 600)
AS_NORB = struct.pack("<I4i", 0x1E3D4C54, 2, 2, 3, 1) + struct.pack("<6i", 1, -2, 3, 4, 5, 600)


def sha256(data: bytes) -> str:
    """Return the sha256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def test_digests_of_copies() -> None:
    """The values' digest is that of the raw IDX file, in whatever form they stand."""
    for data, content in (
        (AS_IDX, AS_IDX),
        (AS_NORB, AS_NORB),
        (gzip.compress(AS_IDX), AS_IDX),
        (gzip.compress(AS_NORB), AS_NORB),
    ):
        digests = idxcheck.check(data).files[0].digests
        assert digests == {
            "stored": sha256(data),
            "content": sha256(content),
            "values": sha256(AS_IDX),
        }


@pytest.mark.parametrize(
    ("code", "pack"), [(0x51, "f"), (0x53, "d"), (0x54, "i"), (0x55, "B"), (0x56, "h"), (0x57, "b")]
)
def test_the_values_of_every_element_type(code: int, pack: str) -> None:
    """NORB's elements are turned round to IDX's order, bit by bit."""
    number = {"f": 0x0D, "d": 0x0E, "i": 0x0C, "B": 8, "h": 0x0B, "b": 9}[pack]
    norb = struct.pack("<I4i", 0x1E3D4C00 + code, 1, 3, 1, 1) + struct.pack(f"<3{pack}", 1, 0, 100)
    idx = struct.pack(">HBBI", 0, number, 1, 3) + struct.pack(f">3{pack}", 1, 0, 100)
    assert idxcheck.check(norb).files[0].digests["values"] == sha256(idx)


def test_a_large_matrix_in_pieces() -> None:
    """Values longer than one piece are digested whole."""
    count = 200_001
    norb = struct.pack("<I4i", 0x1E3D4C54, 1, count, 1, 1) + struct.pack(
        f"<{count}i", *range(count)
    )
    idx = struct.pack(">HBBI", 0, 0x0C, 1, count) + struct.pack(f">{count}i", *range(count))
    assert idxcheck.check(norb).files[0].digests["values"] == sha256(idx)


def test_what_has_no_values() -> None:
    """Bytes that are no sound matrix have digests of the file alone."""
    both = {"stored", "content"}
    for data in (AS_IDX + b"x", AS_IDX[:-1], b"<html></html>", b"\0\1" + AS_IDX[2:]):
        assert idxcheck.check(data).files[0].digests.keys() == both


def test_what_was_not_read() -> None:
    """Without the end of the content nothing is digested."""
    assert idxcheck.check(gzip.compress(AS_IDX)[:-9]).files[0].digests == {}
    assert idxcheck.check(AS_IDX, header_only=True).files[0].digests == {}


def test_garbage_behind_the_stream() -> None:
    """The digest of the stored file counts all of its bytes."""
    data = gzip.compress(AS_IDX) + b"garbage"
    digests = idxcheck.check(data).files[0].digests
    assert (digests["stored"], digests["content"]) == (sha256(data), sha256(AS_IDX))


def test_what_is_carried_on(tmp_path: Path) -> None:
    """The path stays; the first bytes, which only the file's own rules look at, do not."""
    path = tmp_path / "a.idx"
    path.write_bytes(AS_IDX)
    examined = examine_file(path, OPTIONS)
    assert examined.path == str(path)
    evidence = examined.evidence
    assert (evidence.head, evidence.tail, evidence.stored_head) == (b"", b"", b"")
    with path.open("rb") as file:
        assert examine_file(file, OPTIONS).path is None
        file.seek(0)
        assert examine_file(file, OPTIONS, "somewhere").path == "somewhere"
    assert examine_file("-", OPTIONS).path is None
