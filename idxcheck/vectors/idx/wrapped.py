"""IDX-5.1: compression is a wrapper, found by its bytes; here it is sound.

Streams that a compressor made are typed in: versions of the libraries differ in their output.
"""

from idxcheck.vectors.idx.parts import matrix, whole
from idxcheck.vectors.vector import Promise, Reading, Vector, acceptable
from idxcheck.vectors.wrapping import gzip_around, gzip_member, stored_block

CLAUSE = "IDX-5.1"
DROPPED = ("further-stream-dropped",)
# What readers may make of a name that denies the wrapping, or the lack of one.
WRAPPED_UNNAMED = (
    "a checker calls the name wrong; a reader that takes no compression refuses this as it"
    " refuses every wrapper"
)
RAW_NAMED = (
    "a checker calls the name wrong; a reader that hands the file to a decompressor because of"
    " its name refuses what it should have read, which IDX-5.1 forbids, but returns nothing wrong"
)
SMALL = Reading("uint8", (2, 3), (128, 1, 255, 2, 127, 3))
FIXED = Reading("uint8", (4, 6), (5, 0, 4, 1, 9, 2) * 4)
DYNAMIC = Reading(
    "uint8",
    (8, 12),
    (
        *(0, 0, 2, 0, 0, 0, 2, 1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 2, 3, 2),
        *(0, 2, 3, 2, 2, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 0, 3, 1, 3),
        *(0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 2, 0, 0, 0, 2, 1, 0, 1, 0, 1, 0, 1, 0, 0),
        *(1, 0, 0, 0, 1, 2, 3, 2, 0, 2, 3, 2, 2, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0),
    ),
)


def wrapped_vectors() -> tuple[Vector, ...]:
    """Return the vectors on sound wrappers, and on names that deny them."""
    return (*_gzip(), *_gzip_headers(), *_members(), *_others(), *_denied())


def small_xz() -> bytes:
    """Return SMALL as one xz stream with a CRC-64."""
    return bytes.fromhex(
        "FD377A585A000004E6D6B446020021010C0000008F98419C0100110000080200"
        "000002000000038001FF027F030000005D3E4CBBCD1A4D8700012A124B0854BC"
        "1FB6F37D010000000004595A"
    )


def small_bzip2() -> bytes:
    """Return SMALL as one bzip2 stream."""
    return bytes.fromhex(
        "425A6831314159265359F257372900000240C0F8400000C0000000A00021A646"
        "210C08408D391AB5092F8BB9229C2848792B9B9480"
    )


def fixed_deflate() -> bytes:
    """Return FIXED as one deflate block with the fixed codes, matches in it."""
    return bytes.fromhex("6360E06062606060016236560616464E264C1200")


def _gzip() -> tuple[Vector, ...]:
    dynamic = bytes.fromhex(
        "8D8BB10D003008C34C5818FAFFBD0DA0EE35384242811250F6409F0A767A09A5B0F3E111495A33F1D9BB"
    )
    return (
        whole(
            CLAUSE,
            "gzip-stored",
            SMALL,
            "one stored block; the stream begins like uint8 of rank 0 behind a wrong prefix",
            data=gzip_member(matrix(SMALL)),
            ending=".idx.gz",
        ),
        whole(
            CLAUSE,
            "gzip-fixed-codes",
            FIXED,
            "one block with deflate's fixed codes",
            data=gzip_around(fixed_deflate(), matrix(FIXED)),
            ending=".idx.gz",
        ),
        whole(
            CLAUSE,
            "gzip-dynamic-codes",
            DYNAMIC,
            "one block with codes of its own",
            data=gzip_around(dynamic, matrix(DYNAMIC)),
            ending=".idx.gz",
        ),
    )


def _gzip_headers() -> tuple[Vector, ...]:
    content = matrix(SMALL)
    block = stored_block(content)
    every = b"\x04\x00id\x00\x00train-labels-idx1-ubyte\x00a comment\x00"
    return (
        whole(
            CLAUSE,
            "gzip-with-name",
            SMALL,
            "the header holds a name, of another file: what gzip writes by default",
            data=gzip_around(block, content, flags=8, fields=b"t10k-labels-idx1-ubyte\x00"),
            ending=".idx.gz",
        ),
        whole(
            CLAUSE,
            "gzip-with-every-field",
            SMALL,
            "extra field, name, comment, and the CRC-16 of the header, 8B37",
            data=gzip_around(block, content, flags=0x1F, fields=every + b"\x37\x8b"),
            ending=".idx.gz",
        ),
    )


def _members() -> tuple[Vector, ...]:
    content = matrix(SMALL)
    return (
        whole(
            CLAUSE,
            "gzip-two-members",
            SMALL,
            "the second member begins inside the payload",
            flags=DROPPED,
            data=gzip_member(content[:15]) + gzip_member(content[15:]),
            ending=".idx.gz",
        ),
        whole(
            CLAUSE,
            "gzip-empty-first-member",
            SMALL,
            "the first member holds nothing",
            flags=DROPPED,
            data=gzip_member(b"") + gzip_member(content),
            ending=".idx.gz",
        ),
        acceptable(
            CLAUSE,
            "gzip-then-zeros",
            gzip_member(content) + bytes(8),
            SMALL,
            "eight zeros behind the only member, as tapes and some downloads leave them",
            reason="RFC 1952 names no padding, but gzip itself takes zeros for it",
            ending=".idx.gz",
        ),
    )


def _others() -> tuple[Vector, ...]:
    first_xz = bytes.fromhex(
        "FD377A585A000004E6D6B446020021010C0000008F98419C01000E0000080200"
        "000002000000038001FF00007F9A696BE4F49B850001270FDF1AFC6A1FB6F37D"
        "010000000004595A"
    )
    second_xz = bytes.fromhex(
        "FD377A585A000004E6D6B446020021010C0000008F98419C010002027F030000"
        "CF3A931A947AFD1E00011B030B2FB9101FB6F37D010000000004595A"
    )
    first_bzip2 = bytes.fromhex(
        "425A6831314159265359EBC424D80000024040F84040000000A000310C00C21E"
        "A551118561E2EE48A70A121D78849B00"
    )
    second_bzip2 = bytes.fromhex(
        "425A68313141592653598A5A0179000000408018000000A0002198198161772453850908A5A01790"
    )
    streams = (
        ("xz", small_xz(), "one xz stream", ".xz", ()),
        ("bzip2", small_bzip2(), "one bzip2 stream", ".bz2", ()),
        (
            "xz-two-streams-and-padding",
            first_xz + bytes(4) + second_xz,
            "two xz streams with four bytes of padding between",
            ".xz",
            DROPPED,
        ),
        ("bzip2-two-streams", first_bzip2 + second_bzip2, "two streams, joined", ".bz2", DROPPED),
    )
    return tuple(
        whole(CLAUSE, shows, SMALL, why, flags=flags, data=data, ending=f".idx{suffix}")
        for shows, data, why, suffix, flags in streams
    )


def _denied() -> tuple[Vector, ...]:
    raw = matrix(SMALL)
    cases = (
        ("gzip-under-raw-name", gzip_member(raw), ".idx", "gzip, which the name does not say"),
        ("xz-under-raw-name", small_xz(), ".idx", "xz, which the name does not say"),
        ("bzip2-under-raw-name", small_bzip2(), ".idx", "bzip2, which the name does not say"),
        ("raw-under-gzip-name", raw, ".idx.gz", "the name says gzip: a browser unpacked it"),
    )
    return tuple(
        acceptable(
            CLAUSE,
            shows,
            data,
            SMALL,
            why,
            Promise("TRN105", 0),
            reason=RAW_NAMED if data == raw else WRAPPED_UNNAMED,
            flags=("compression-by-name",),
            ending=ending,
        )
        for shows, data, ending, why in cases
    )
