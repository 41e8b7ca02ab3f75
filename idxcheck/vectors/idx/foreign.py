"""IDX-1.1 again: other formats under an IDX name, and what text tools make of a file."""

import base64
import struct
import zlib

from idxcheck.vectors.idx.parts import header, matrix, sample
from idxcheck.vectors.vector import Promise, Vector, invalid

CLAUSE = "IDX-1.1"


def foreign_vectors() -> tuple[Vector, ...]:
    """Return the vectors that are no IDX file at all, or were one."""
    return (*_named(), *_unnamed(), *_mangled())


def _named() -> tuple[Vector, ...]:
    formats = (
        ("npy-file", _npy(), "a file of numpy's own format"),
        ("npz-file", _zip(b"arr_0.npy", _npy()), "numpy's archive, a zip file of arrays"),
        ("png-picture", _png(), "one image as a picture"),
        ("json-text", b'{"shape": [3], "data": [5, 0, 4]}\n', "the numbers as JSON"),
        ("hdf5-file", b"\x89HDF\r\n\x1a\n" + bytes(24), "the container of many data sets"),
        ("matlab-5-file", b"MATLAB 5.0 MAT-file".ljust(124) + b"\0\1IM", "a file of MATLAB"),
        ("pickle", b"\x80\x02]q\0(K\5K\0K\4e.", "the list [5, 0, 4], pickled by Python"),
        ("git-pack-index", b"\xfftOc\0\0\0\2" + bytes(32), "git's own .idx"),
        ("vobsub-index", b"# VobSub index file, v7\nsize: 720x576\n", "the .idx of subtitles"),
        ("mp4-video", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "begins with zeros too"),
    )
    return tuple(
        invalid(CLAUSE, shows, data, why, Promise("TRN004", 0), flags=("header-unread",))
        for shows, data, why in formats
    )


def _unnamed() -> tuple[Vector, ...]:
    file = matrix(sample("uint8", 2, 3))
    noise = bytes.fromhex("C35A1799 04D26B3E 81F0A427 5EB90C63 F8219D47")
    contents = (
        ("random-bytes", noise, "bytes that resemble no format"),
        ("csv-text", b"5,0,0,0\n0,0,255,12\n4,1,0,0\n", "the numbers as text"),
        ("base64-text", base64.b64encode(file) + b"\n", "a file sent as text, never decoded"),
    )
    return tuple(
        invalid(CLAUSE, shows, data, why, Promise("TRN005", 0), flags=("header-unread",))
        for shows, data, why in contents
    )


def _mangled() -> tuple[Vector, ...]:
    lines = header(8, 2, 10) + b"\n\x01" * 10
    letters = header(8, 2, 10) + bytes(range(0xE0, 0xF4))
    return (
        invalid(
            CLAUSE,
            "newline-translation",
            lines.replace(b"\n", b"\r\n"),
            "each LF became CR LF, also the one that is the second size",
            Promise("TRN201", 11),
            flags=("end-unread",),
        ),
        invalid(
            CLAUSE,
            "text-reencoding",
            letters.decode("latin-1").encode(),
            "the bytes were taken for Latin-1 and written as UTF-8",
            Promise("TRN202", 12),
            flags=("end-unread",),
        ),
        invalid(
            CLAUSE,
            "replacement-characters",
            letters.decode("utf-8", "replace").encode(),
            "the bytes were taken for UTF-8: EF BF BD stands where one was lost",
            Promise("TRN202", 12),
            flags=("end-unread",),
        ),
    )


def _npy() -> bytes:
    """Return a 2 x 2 uint8 array in numpy's format, version 1.0: 128 bytes and the elements."""
    words = b"{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }"
    return b"\x93NUMPY\x01\x00\x76\x00" + words.ljust(117) + b"\n\x01\x02\x03\x04"


def _zip(name: bytes, content: bytes) -> bytes:
    """Return a zip archive of one stored file, dated 1980-01-01."""
    crc, size = zlib.crc32(content), len(content)
    common = struct.pack("<5H3L2H", 20, 0, 0, 0, 0x21, crc, size, size, len(name), 0)
    local = b"PK\x03\x04" + common + name + content
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<3H2L", 0, 0, 0, 0, 0)
    directory = entry + name
    end = struct.pack("<4H2LH", 0, 0, 1, 1, len(directory), len(local), 0)
    return local + directory + b"PK\x05\x06" + end


def _png() -> bytes:
    """Return a picture of one grey pixel, its data in a stored block."""
    stored = b"\x78\x01\x01\x02\x00\xfd\xff\x00\x80\x00\x82\x00\x81"  # zlib: filter 0, grey 128
    chunks = (
        (b"IHDR", struct.pack(">2L5B", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", stored),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))
        for kind, body in chunks
    )
