"""What single mutations make of single files, byte for byte, typed in."""

import gzip
import io
import zipfile

import numpy as np
import pytest

from idxcheck.mutations import MUTATIONS, mutation

IDX = "00000B02 00000002 00000003 0001 FFFE 0102 8000 7FFF 0003"  # int16 2 x 3
NORB = "564C3D1E 02000000 02000000 03000000 01000000 0100 FEFF 0201 0080 FF7F 0300"
STORED = "1F8B0800 00000000 00FF 01 1800 E7FF"  # a gzip member of one block of 24 bytes


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("empty", ""),
        ("magic-ffffffff", "FFFFFFFF 00000002 00000003 0001 FFFE 0102 8000 7FFF 0003"),
        ("first-byte-lost", "000B02 00000002 00000003 0001 FFFE 0102 8000 7FFF 0003"),
        ("gzip-magic-alone", "1F8B"),
        ("latin1-to-utf8", "00000B02 00000002 00000003 0001 C3BFC3BE 0102 C28000 7FC3BF 0003"),
        (
            "bytes-replaced",
            "00000B02 00000002 00000003 0001 EFBFBDEFBFBD 0102 EFBFBD00 7FEFBFBD 0003",
        ),
        ("idx-second-byte-01", "00010B02 00000002 00000003 0001 FFFE 0102 8000 7FFF 0003"),
        ("idx-prefix-ffff", "FFFF0B02 00000002 00000003 0001 FFFE 0102 8000 7FFF 0003"),
        ("idx-type-0a", "00000A02 00000002 00000003 0001 FFFE 0102 8000 7FFF 0003"),
        ("idx-magic-byte-swapped", "020B0000 00000002 00000003 0001 FFFE 0102 8000 7FFF 0003"),
        ("idx-header-byte-swapped", "020B0000 02000000 03000000 0001 FFFE 0102 8000 7FFF 0003"),
        ("idx-sizes-byte-swapped", "00000B02 02000000 03000000 0001 FFFE 0102 8000 7FFF 0003"),
        ("idx-cut-in-the-sizes", "00000B02 00000002 000000"),
        ("idx-rank-255", "00000BFF 00000002 00000003 0001 FFFE 0102 8000 7FFF 0003"),
        ("idx-rank-zero", "00000B00 00000002 00000003 0001 FFFE 0102 8000 7FFF 0003"),
        ("idx-rank-one-more", "00000B03 00000002 00000003 0001 FFFE 0102 8000 7FFF 0003"),
        ("idx-rank-one-less", "00000B01 00000002 00000003 0001 FFFE 0102 8000 7FFF 0003"),
        ("idx-first-size-byte-swapped", "00000B02 02000000 00000003 0001FFFE010280007FFF0003"),
        ("idx-first-size-beyond-int32", "00000B02 FFFFFFFF 00000003 0001FFFE010280007FFF0003"),
        ("idx-product-wraps", "00000B02 80000002 00000003 0001 FFFE 0102 8000 7FFF 0003"),
        ("idx-last-size-minus-one", "00000B02 00000002 00000002 0001 FFFE 0102 8000 7FFF 0003"),
        ("idx-one-element-short", "00000B02 00000002 00000003 0001 FFFE 0102 8000 7FFF"),
        ("idx-one-item-short", "00000B02 00000002 00000003 0001 FFFE 0102"),
        ("idx-half-the-payload", "00000B02 00000002 00000003 0001 FFFE 0102"),
        ("idx-header-alone", "00000B02 00000002 00000003"),
        ("idx-first-payload-byte-lost", "00000B02 00000002 00000003 01 FFFE 0102 8000 7FFF 0003"),
        (
            "idx-one-item-more",
            "00000B02 00000002 00000003 0001FFFE010280007FFF0003 8000 7FFF 0003",
        ),
        ("idx-type-too-wide", "00000D02 00000002 00000003 0001 FFFE 0102 8000 7FFF 0003"),
        ("idx-type-too-narrow", "00000902 00000002 00000003 0001 FFFE 0102 8000 7FFF 0003"),
        ("idx-header-twice", "00000B02 00000002 00000003" + IDX),
        ("idx-second-copy", IDX + IDX),
        ("idx-zero-byte-in-front", "00" + IDX),
        ("idx-raw-under-gzip-name", IDX),
        ("idx-gzip-under-raw-name", STORED + IDX + "3A7C7D81 18000000"),
        ("gzip-text-behind", STORED + IDX + "3A7C7D81 18000000 323030204F4B0D0A"),
        ("gzip-one-byte-short", STORED + IDX + "3A7C7D81 180000"),
        ("gzip-wrong-checksum", STORED + IDX + "3B7C7D81 18000000"),
        ("gzip-reserved-flag", "1F8B0880 00000000 00FF 01 1800 E7FF" + IDX + "3A7C7D8118000000"),
        ("gzip-invalid-block", "1F8B0800 00000000 00FF 01 1800 E6FF" + IDX + "3A7C7D8118000000"),
        ("idx-crlf-to-lf", None),  # no CR LF in it
        ("idx-ends-at-control-z", None),  # no 1A
        ("lf-to-crlf", None),  # no LF
        ("norb-one-byte-short", None),  # of the other format
    ],
)
def test_idx(name: str, expected: str | None) -> None:
    """An int16 matrix of 2 x 3."""
    result = mutation(name).apply(bytes.fromhex(IDX))
    assert result == (None if expected is None else bytes.fromhex(expected))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("norb-magic-52", "524C3D1E 02000000 02000000 03000000 01000000 0100FEFF02010080FF7F0300"),
        (
            "norb-header-byte-swapped",
            "1E3D4C56 00000002 00000002 00000003 00000001 0100FEFF02010080FF7F0300",
        ),
        (
            "norb-file-byte-swapped",
            "1E3D4C56 00000002 00000002 00000003 00000001 0001FFFE010280007FFF0003",
        ),
        ("norb-cut-behind-the-rank", "564C3D1E 02000000"),
        ("norb-cut-in-the-slots", "564C3D1E 02000000 02000000 03000000 010000"),
        (
            "norb-rank-byte-swapped",
            "564C3D1E 00000002 02000000 03000000 01000000 0100FEFF02010080FF7F0300",
        ),
        (
            "norb-rank-minus-one",
            "564C3D1E FFFFFFFF 02000000 03000000 01000000 0100FEFF02010080FF7F0300",
        ),
        (
            "norb-rank-one-less",
            "564C3D1E 01000000 02000000 03000000 01000000 0100FEFF02010080FF7F0300",
        ),
        (
            "norb-first-size-lowest",
            "564C3D1E 02000000 00000080 03000000 01000000 0100FEFF02010080FF7F0300",
        ),
        (
            "norb-last-size-zero",
            "564C3D1E 02000000 02000000 00000000 01000000 0100FEFF02010080FF7F0300",
        ),
        (
            "norb-sizes-byte-swapped",
            "564C3D1E 02000000 00000002 00000003 01000000 0100FEFF02010080FF7F0300",
        ),
        (
            "norb-slots-zero",
            "564C3D1E 02000000 02000000 03000000 00000000 0100FEFF02010080FF7F0300",
        ),
        (
            "norb-first-slot-two",
            "564C3D1E 02000000 02000000 03000000 02000000 0100FEFF02010080FF7F0300",
        ),
        (
            "norb-last-slot-minus-one",
            "564C3D1E 02000000 02000000 03000000 FFFFFFFF 0100FEFF02010080FF7F0300",
        ),
        ("norb-slots-left-out", "564C3D1E 02000000 02000000 03000000 0100FEFF02010080FF7F0300"),
        ("norb-product-wraps", None),  # 2^30 items more of 6 bytes are no multiple of 2^32
        ("norb-type-too-wide", "51" + NORB[2:]),
        ("norb-type-too-narrow", "57" + NORB[2:]),
        ("norb-one-zero-more", NORB + "00"),
        ("norb-newline-appended", NORB + "0A"),
    ],
)
def test_norb(name: str, expected: str | None) -> None:
    """The same matrix in the other format."""
    result = mutation(name).apply(bytes.fromhex(NORB))
    assert result == (None if expected is None else bytes.fromhex(expected))


def test_text_in_its_place() -> None:
    """Pointers and texts tell of the very file."""
    data = bytes.fromhex(IDX)
    digest = "4ac1a3345b3d9faf67f817c5f9395eb6b31fbf92fe37f5eb153df75963a9854f"
    assert mutation("git-lfs-pointer").apply(data) == (
        b"version https://git-lfs.github.com/spec/v1\n"
        b"oid sha256:" + digest.encode() + b"\nsize 24\n"
    )
    assert mutation("json").apply(data) == b'{"shape": [2, 3]}\n'
    assert mutation("ascii-lush").apply(data) == b".MAT 2 2 3\n0 0 0 0 0 0 \n"
    assert mutation("not-found").apply(data) == b"404: Not Found"


@pytest.mark.parametrize("base", [IDX, NORB])
def test_npy_and_zip_are_real(base: str) -> None:
    """The .npy file is one for numpy, the archive one for zipfile, with all that was there."""
    data = bytes.fromhex(base)
    npy, archive = mutation("npy").apply(data), mutation("zip").apply(data)
    assert npy is not None
    assert archive is not None
    array = np.load(io.BytesIO(npy))
    assert array.dtype == np.int16
    assert array.tolist() == [[1, -2, 258], [-32768, 32767, 3]]
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        assert file.testzip() is None
        assert file.read("matrix") == data


def test_npy_of_rank_1() -> None:
    """A shape of one size is written as numpy writes it."""
    npy = mutation("npy").apply(bytes.fromhex("00000801 00000003 050607"))
    assert npy is not None
    assert np.load(io.BytesIO(npy)).tolist() == [5, 6, 7]


def test_large_files_are_compressed_in_members() -> None:
    """More than a stored block holds gets a member for each block, never cut between two."""
    size = 2 * 65535 - 8  # with the header two members of one length
    data = bytes.fromhex("00000801") + size.to_bytes(4, "big") + bytes(size)
    whole = mutation("idx-gzip-under-raw-name").apply(data)
    half = mutation("gzip-cut-in-half").apply(data)
    assert whole is not None
    assert half is not None
    assert gzip.decompress(whole) == data
    assert (len(whole), len(half)) == (131116, 65557)
    assert half == whole[:65557]


def test_nothing_in_place_is_a_copy() -> None:
    """But for a wrong name, each result differs from the file."""
    for each in MUTATIONS:
        for base in (IDX, NORB):
            if not each.name.endswith("raw-under-gzip-name"):
                assert each.apply(bytes.fromhex(base)) != bytes.fromhex(base)
