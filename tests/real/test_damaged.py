"""Damage that files of MNIST's form meet: each gives the rule named and no other error."""

import gzip
import io
import math
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from idxcheck.checking import check
from idxcheck.findings import Severity
from idxcheck.source import gzip_members

RAW, PACKED = "t10k-images-idx3-ubyte", "t10k-images-idx3-ubyte.gz"
PAGE = b"<!DOCTYPE html>\n<html><head><title>503 Service Unavailable</title></head></html>\n"
POINTER = (
    b"version https://git-lfs.github.com/spec/v1\n"
    b"oid sha256:8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6\n"
    b"size 1648877\n"
)
MATLAB = b"MATLAB 5.0 MAT-file, Platform: PCWIN64".ljust(124) + b"\0\1IM"

Damage = tuple[str, Callable[[bytes, bytes], bytes], str]


def images(count: int) -> bytes:
    """Return a file of `count` pictures of 28 x 28: soft strokes on a black ground."""
    pixels = bytearray()
    for item in range(count):
        down, across = 13.5 + 2 * math.sin(item), 18.9 + 3 * math.cos(item)
        for row in range(28):
            for column in range(28):
                distance = abs(math.hypot(row - down, 1.4 * column - across) - 6)
                pixels.append(max(0, min(255, int(300 - 70 * distance))))
    return struct.pack(">4B3L", 0, 0, 8, 3, count, 28, 28) + pixels


def packed(raw: bytes) -> bytes:
    """Return gzip of `raw` with its file name in the header, as MNIST's files have it."""
    stream = gzip.compress(raw, mtime=0)
    return stream[:3] + b"\x08" + stream[4:10] + RAW.encode() + b"\0" + stream[10:]


def with_bad_header_checksum(stream: bytes) -> bytes:
    """Return the stream, whose header has a file name, with a wrong CRC16 behind it."""
    end = stream.index(b"\0", 10) + 1
    header = stream[:3] + bytes([stream[3] | 2]) + stream[4:end]
    return header + struct.pack("<H", zlib.crc32(header) & 0xFFFF ^ 1) + stream[end:]


def zipped(raw: bytes) -> bytes:
    """Return a zip file that holds `raw`."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr(RAW, raw)
    return archive.getvalue()


def as_npy(raw: bytes) -> bytes:
    """Return what numpy.save makes of the elements."""
    file = io.BytesIO()
    np.save(file, np.frombuffer(raw, np.uint8, offset=16).reshape(-1, 28, 28))
    return file.getvalue()


def words_reversed(data: bytes) -> bytes:
    """Return `data` with the bytes of each 32-bit word in the other order."""
    return b"".join(data[start : start + 4][::-1] for start in range(0, len(data), 4))


def to_crlf(data: bytes) -> bytes:
    """Return `data` with each LF turned into CR LF."""
    return data.replace(b"\n", b"\r\n")


def to_utf8(data: bytes) -> bytes:
    """Return `data` taken for Latin-1 and written as UTF-8."""
    return data.decode("latin-1").encode()


# The file's name, what becomes of it (the raw file and its gzip given), the one error.
DAMAGES: dict[str, Damage] = {
    "cut by one byte": (RAW, lambda raw, _: raw[:-1], "IDX201"),
    "cut by one picture": (RAW, lambda raw, _: raw[:-784], "IDX201"),
    "cut by one byte, then packed": (PACKED, lambda raw, _: packed(raw[:-1]), "IDX201"),
    "cut to three bytes": (RAW, lambda raw, _: raw[:3], "IDX101"),
    "cut to four bytes": (RAW, lambda raw, _: raw[:4], "IDX101"),
    "one byte appended": (RAW, lambda raw, _: raw + b"\0", "IDX202"),
    "gzip cut in half": (PACKED, lambda _, stream: stream[: len(stream) // 2], "TRN101"),
    "gzip cut by one byte": (PACKED, lambda _, stream: stream[:-1], "TRN101"),
    "gzip cut to its magic": (PACKED, lambda _, stream: stream[:2], "TRN101"),
    "flipped checksum bit": (
        PACKED,
        lambda _, stream: stream[:-8] + bytes([stream[-8] ^ 1]) + stream[-7:],
        "TRN102",
    ),
    "bad header checksum": (PACKED, lambda _, stream: with_bad_header_checksum(stream), "TRN102"),
    "reserved flag bit": (PACKED, lambda _, stream: stream[:3] + b"\x28" + stream[4:], "TRN102"),
    "text behind gzip": (PACKED, lambda _, stream: stream + b"OK\n", "TRN103"),
    "packed twice": (PACKED, lambda _, stream: gzip.compress(stream), "TRN104"),
    "empty": (RAW, lambda *_: b"", "TRN001"),
    "empty under a gzip name": (PACKED, lambda *_: b"", "TRN001"),
    "HTML page": (RAW, lambda *_: PAGE, "TRN002"),
    "HTML page under a gzip name": (PACKED, lambda *_: PAGE, "TRN002"),
    "git-LFS pointer": (RAW, lambda *_: POINTER, "TRN003"),
    "git-LFS pointer under a gzip name": (PACKED, lambda *_: POINTER, "TRN003"),
    "zip": (PACKED, lambda raw, _: zipped(raw), "TRN004"),
    "npy": (RAW, lambda raw, _: as_npy(raw), "TRN004"),
    "MATLAB 5": (RAW, lambda raw, _: MATLAB + raw, "TRN004"),
    "plain text": (RAW, lambda *_: b"404: Not Found", "TRN005"),
    "first byte 1": (RAW, lambda raw, _: b"\x01" + raw[1:], "IDX001"),
    "type 0A": (RAW, lambda raw, _: raw[:2] + b"\x0a" + raw[3:], "IDX002"),
    "sizes little-endian": (
        RAW,
        lambda raw, _: raw[:4] + words_reversed(raw[4:16]) + raw[16:],
        "IDX003",
    ),
    "header little-endian": (
        RAW,
        lambda raw, _: words_reversed(raw[:16]) + raw[16:],
        "IDX003",
    ),
    "unpacked under the gzip name": (PACKED, lambda raw, _: raw, "TRN105"),
    "gzip under the raw name": (RAW, lambda _, stream: stream, "TRN105"),
    "LF to CR LF": (RAW, lambda raw, _: to_crlf(raw), "TRN201"),
    "LF to CR LF, then packed": (PACKED, lambda raw, _: packed(to_crlf(raw)), "TRN201"),
    "Latin-1 to UTF-8": (RAW, lambda raw, _: to_utf8(raw), "TRN202"),
    "bytes replaced by U+FFFD": (
        RAW,
        lambda raw, _: raw.decode("utf-8", errors="replace").encode(),
        "TRN202",
    ),
    "gzip re-encoded": (PACKED, lambda _, stream: to_utf8(stream), "TRN202"),
    "gzip replaced by U+FFFD": (
        PACKED,
        lambda _, stream: stream.decode("utf-8", errors="replace").encode(),
        "TRN202",
    ),
}


def errors(path: Path, *, strict: bool = True) -> list[str]:
    """Return the codes of the errors found in the file."""
    findings = check(path, strict=strict).findings
    return [each.code for each in findings if each.severity is Severity.ERROR]


@pytest.fixture(scope="module")
def generated() -> bytes:
    """Two hundred pictures."""
    return images(200)


@pytest.fixture(scope="module")
def genuine(real_data: Path) -> tuple[bytes, bytes]:
    """MNIST's test images, raw and as published."""
    stream = (real_data / "mnist" / PACKED).read_bytes()
    return gzip.decompress(stream), stream


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_generated_images(damage: Damage, generated: bytes, tmp_path: Path) -> None:
    """Two hundred generated pictures; the ten first behave the same."""
    name, change, code = damage
    path = tmp_path / name
    for raw in (generated, images(10)):
        path.write_bytes(change(raw, packed(raw)))
        assert errors(path) == [code]


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_genuine_images(damage: Damage, genuine: tuple[bytes, bytes], tmp_path: Path) -> None:
    """MNIST's own test images, and the gzip stream they are published in."""
    name, change, code = damage
    path = tmp_path / name
    path.write_bytes(change(*genuine))
    assert errors(path) == [code]


@pytest.mark.parametrize("name", [RAW, PACKED])
def test_undamaged_images(
    name: str, generated: bytes, genuine: tuple[bytes, bytes], tmp_path: Path
) -> None:
    """Without damage nothing at all is found in either, but that the labels are not there."""
    path = tmp_path / name
    for raw, stream in ((generated, packed(generated)), genuine):
        path.write_bytes(raw if name == RAW else stream)
        assert check(path, ignore=["missing-sibling"]).findings == ()


@pytest.mark.parametrize("backend", ["zlib", "isal.isal_zlib"])
def test_survivors_of_half_a_stream(
    backend: str, real_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of a published file holds the same whole images and labels by either decompressor."""
    module = pytest.importorskip(backend, reason=f"{backend} has no wheel here")
    monkeypatch.setattr(gzip_members, "best_backend", lambda: module)
    for name, survivors in (
        (PACKED, "; 3991781 of 7840000 elements survive, 5091 whole items"),
        ("t10k-labels-idx1-ubyte.gz", "; 4282 of 10000 elements survive"),
    ):
        stream = (real_data / "mnist" / name).read_bytes()
        (tmp_path / name).write_bytes(stream[: len(stream) // 2])
        (finding,) = check(tmp_path / name).findings
        assert finding.code == "TRN101"
        assert finding.message.endswith(survivors)


def test_the_magic_of_a_published_file(genuine: tuple[bytes, bytes], tmp_path: Path) -> None:
    """Under the raw name a published file has the number that users search for."""
    (tmp_path / RAW).write_bytes(genuine[1])
    (finding,) = check(tmp_path / RAW, ignore=["missing-sibling"]).findings
    assert "magic 529205256 instead of 2051" in finding.message


@pytest.mark.slow
@pytest.mark.parametrize(("change", "code"), [(to_crlf, "TRN201"), (to_utf8, "TRN202")])
def test_text_damage_of_other_sizes(
    change: Callable[[bytes], bytes], code: str, real_data: Path, tmp_path: Path
) -> None:
    """All training images, and ten pictures whose count is itself a line feed."""
    train = gzip.decompress((real_data / "mnist" / "train-images-idx3-ubyte.gz").read_bytes())
    test = gzip.decompress((real_data / "mnist" / PACKED).read_bytes())
    ten = bytes.fromhex("00000803 0000000A 0000001C 0000001C") + test[16 : 16 + 7840]
    path = tmp_path / RAW
    for raw in (train, ten):
        path.write_bytes(change(raw))
        assert errors(path) == [code]
        assert errors(path, strict=False) == [code]
