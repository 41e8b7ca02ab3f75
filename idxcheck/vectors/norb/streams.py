"""Chapter 6: wrappers that are cut, contradict themselves or are one too many (NORB-6.1)."""

from idxcheck.vectors.norb.around import BZIP2, XZ
from idxcheck.vectors.norb.layout import matrix
from idxcheck.vectors.vector import Promise, Reading, Vector, acceptable, invalid
from idxcheck.vectors.wrapping import gzip_member

ROWS = Reading("uint8", (2, 3), (1, 2, 3, 4, 5, 6))
ENDINGS = {"gzip": ".mat.gz", "xz": ".mat.xz", "bzip2": ".mat.bz2"}
FAULTS = {
    "gzip-cut-in-the-payload": ("short-read-unchecked", "zero-filled"),
    "gzip-cut-in-its-trailer": ("short-read-unchecked",),
    "xz-cut": ("short-read-unchecked",),
    "bzip2-cut": ("short-read-unchecked",),
    "gzip-trailing-garbage": ("end-unread", "further-stream-dropped"),
}


def stream_vectors() -> tuple[Vector, ...]:
    """Return the vectors of NORB-6.1 whose wrapper is at fault."""
    broken = tuple(
        invalid(
            "NORB-6.1",
            shows,
            data,
            why,
            Promise(rule, offset),
            flags=FAULTS.get(shows, ()),
            ending=ENDINGS[shows.partition("-")[0]],
        )
        for shows, data, why, rule, offset in (*_cut(), *_corrupt(), *_too_much())
    )
    return (*broken, _twice())


def _twice() -> Vector:
    return acceptable(
        "NORB-6.1",
        "gzip-of-gzip",
        gzip_member(_stored()),
        ROWS,
        "compressed twice",
        Promise("TRN104", 0),
        reason="what is inside is right: a reader may unwrap until it finds a matrix, or refuse",
        ending=".mat.gz",
    )


def _stored() -> bytes:
    """Return 49 bytes: a header of 10, a block's of 5, 26 of content, a trailer of 8."""
    return gzip_member(matrix(ROWS))


def _changed(data: bytes, offset: int, byte: int) -> bytes:
    return data[:offset] + bytes([byte]) + data[offset + 1 :]


def _cut() -> tuple[tuple[str, bytes, str, str, int], ...]:
    stored = _stored()
    return (
        ("gzip-cut-in-the-payload", stored[:38], "3 of 6 elements are there", "TRN101", 38),
        ("gzip-cut-in-its-trailer", stored[:-1], "all elements, half a length", "TRN101", 48),
        ("xz-cut", XZ[:-1], "the stream lacks a byte", "TRN101", 75),
        ("bzip2-cut", BZIP2[:-4], "the stream lacks its checksum", "TRN101", 57),
    )


def _corrupt() -> tuple[tuple[str, bytes, str, str, int], ...]:
    stored = _stored()
    return (
        ("gzip-wrong-crc", _changed(stored, 41, 0), "the checksum is wrong", "TRN102", 41),
        ("gzip-wrong-length", _changed(stored, 45, 25), "the length is wrong", "TRN102", 45),
        ("xz-wrong-crc", _changed(XZ, 52, 0), "the checksum is wrong", "TRN102", 0),
    )


def _too_much() -> tuple[tuple[str, bytes, str, str, int], ...]:
    stored = _stored()
    mangled = stored.decode("latin-1").encode()
    return (
        ("gzip-trailing-garbage", stored + b"garbage", "no further member", "TRN103", 49),
        ("gzip-as-utf-8", mangled, "each byte from 80 on became two", "TRN202", 1),
    )
