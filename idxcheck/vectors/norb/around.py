"""Chapter 6: wrappers that a reader unwraps, and names that say little."""

from idxcheck.vectors.norb.layout import matrix
from idxcheck.vectors.vector import Promise, Reading, Vector, acceptable, invalid, valid
from idxcheck.vectors.wrapping import gzip_member

CUT, UNREAD = ("short-read-unchecked", "zero-filled"), ("end-unread",)
BY_NAME = ("compression-by-name",)
# What readers may make of a name that denies the wrapping, or the lack of one.
UNNAMED = (
    "a checker calls the name wrong; a reader that takes no compression refuses this as it"
    " refuses every wrapper"
)
RAW_NAMED = (
    "a checker calls the name wrong; a reader that hands the file to a decompressor because of"
    " its name refuses what it should have read, but returns nothing wrong"
)
# Typed in, because encoders differ: int32 labels 0 1 2 3 4, int16 1 -2 258, uint8 rows 1 2 3
# and 250 251 252.
DEFLATED = bytes.fromhex(
    "1f8b08000000000002ff 0bf1b1956364606060056246286680d24c40cc0cc42c400c00 8317092628000000"
)
XZ = bytes.fromhex(
    "fd377a585a0000016922de36 0200210116000000742fe5a3"
    "e0001900145d002b13039ff7903febbd6e1e68c5514fcab20b8c1900"
    "de0b9c1c 00012c1aff27d5e4 9042990d010000000001595a"
)
BZIP2 = bytes.fromhex(
    "425a6839 314159265359 2f29f011"
    "00000b6e00f8000001000200040200001c20003100d34d0343d5302102132f38e4d5f66f7c5dc914e14240"
    "bca7c044"
)


def around_vectors() -> tuple[Vector, ...]:
    """Return the vectors of NORB-6.2, and those of NORB-6.1 whose wrapper is sound."""
    return (*_wrapped(), *_wrong_names(), *_wrong_contents(), *_names(), *_matlab())


def _wrapped() -> tuple[Vector, ...]:
    labels = Reading("int32", (5,), (0, 1, 2, 3, 4))
    shorts = Reading("int16", (3,), (1, -2, 258))
    rows = Reading("uint8", (2, 3), (1, 2, 3, 250, 251, 252))
    whole = matrix(rows)
    members = gzip_member(whole[:22]) + gzip_member(whole[22:])
    files = (
        ("gzip-stored", gzip_member(whole), rows, ".mat.gz", "one stored block"),
        ("gzip-deflated", DEFLATED, labels, ".mat.gz", "one compressed block"),
        ("gzip-two-members", members, rows, ".mat.gz", "the second begins inside the payload"),
        ("xz", XZ, shorts, ".mat.xz", "one block, checked by CRC-32"),
        ("bzip2", BZIP2, rows, ".mat.bz2", "one block"),
    )
    return tuple(
        valid(
            "NORB-6.1",
            shows,
            data,
            reading,
            f"a wrapper around the format: {why}",
            flags=("further-stream-dropped",) if data == members else (),
            ending=ending,
        )
        for shows, data, reading, ending, why in files
    )


def _wrong_names() -> tuple[Vector, ...]:
    square = Reading("uint8", (2, 2), (1, 2, 3, 4))
    whole = matrix(square)
    files = (
        ("gzip-under-raw-name", gzip_member(whole), ".mat", "gzip data, raw by its name", UNNAMED),
        ("raw-under-gz-name", whole, ".mat.gz", "raw data, gzip by its name", RAW_NAMED),
    )
    return tuple(
        acceptable(
            "NORB-6.1",
            shows,
            data,
            square,
            why,
            Promise("TRN105", 0),
            reason=reason,
            flags=BY_NAME,
            ending=ending,
        )
        for shows, data, ending, why, reason in files
    )


def _wrong_contents() -> tuple[Vector, ...]:
    whole = matrix(Reading("int16", (2,), (1, -2)))
    files = (
        ("gzip-of-nothing", b"", "without a byte", "TRN001", 0, ("header-not-measured",)),
        ("gzip-of-one-byte-short", whole[:-1], "of a cut file", "NRB201", 23, CUT),
        ("gzip-of-trailing-byte", whole + b"\0", "with a byte too many", "NRB202", 24, UNREAD),
    )
    return tuple(
        invalid(
            "NORB-6.1",
            shows,
            gzip_member(content),
            f"a sound stream {why}",
            Promise(rule, offset),
            flags=flags,
            ending=".mat.gz",
        )
        for shows, content, why, rule, offset, flags in files
    )


def _names() -> tuple[Vector, ...]:
    files = (
        (".mat", Reading("uint8", (2,), (5, 7)), "the usual suffix, and MATLAB's too"),
        (".lushbin", Reading("uint8", (2,), (5, 8)), "Lush's own suffix"),
        (".bin", Reading("uint8", (2,), (5, 9)), "a suffix that says nothing"),
    )
    return tuple(
        valid("NORB-6.2", f"named-{ending[1:]}", matrix(pair), pair, why, ending=ending)
        for ending, pair, why in files
    )


def _matlab() -> tuple[Vector, ...]:
    text = b"MATLAB 5.0 MAT-file, Platform: GLNXA64, Created on: Thu Jan  1 00:00:00 1970"
    files = (
        ("matlab-5", text.ljust(124) + b"\x00\x01IM", "MATLAB's header of 128 bytes"),
        ("hdf5", b"\x89HDF\r\n\x1a\n" + bytes(40), "the signature of HDF5"),
    )
    return tuple(
        invalid(
            "NORB-6.2",
            shows,
            data,
            f"another format named .mat: {why}",
            Promise("TRN004", 0),
        )
        for shows, data, why in files
    )
