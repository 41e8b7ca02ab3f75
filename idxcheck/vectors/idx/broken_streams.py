"""IDX-5.1 again: wrappers that are cut, contradict themselves, or hold something wrong."""

from idxcheck.vectors.idx.parts import matrix
from idxcheck.vectors.idx.wrapped import (
    CLAUSE,
    FIXED,
    SMALL,
    fixed_deflate,
    small_bzip2,
    small_xz,
)
from idxcheck.vectors.vector import Promise, Vector, acceptable, invalid
from idxcheck.vectors.wrapping import gzip_around, gzip_member, stored_block

TWICE = "what is inside is right: a reader may unwrap until it finds a matrix, or refuse"


def broken_stream_vectors() -> tuple[Vector, ...]:
    """Return the vectors on damaged wrappers, wrappers of wrappers, and faults inside."""
    return (*_cut(), *_corrupt(), *_garbage(), *_twice(), *_inside())


def _member() -> bytes:
    """Return SMALL in one stored block: header 10 bytes, block 5 + 18, trailer 8."""
    return gzip_member(matrix(SMALL))


def _cut() -> tuple[Vector, ...]:
    stored, fixed = _member(), gzip_around(fixed_deflate(), matrix(FIXED))
    named = gzip_around(
        stored_block(matrix(SMALL)), matrix(SMALL), flags=8, fields=b"labels-idx1-ubyte\x00"
    )
    # Where all elements are there, only the end of the stream is left to be checked.
    whole, partly = ("short-read-unchecked",), ("short-read-unchecked", "zero-filled")
    members = (*whole, "further-stream-dropped")
    cases = (
        ("gzip-cut-behind-magic", stored, 2, "two bytes of gzip's header", ()),
        ("gzip-cut-in-header", stored, 7, "the file ends inside gzip's header", ()),
        ("gzip-cut-in-name", named, 20, "the file ends inside the name in gzip's header", ()),
        ("gzip-cut-in-stored-block", stored, 27, "six bytes of the block are missing", partly),
        ("gzip-cut-in-coded-block", fixed, 24, "the deflate block has no end", partly),
        ("gzip-cut-before-checksum", stored, 33, "all elements are there, no checksum", whole),
        ("gzip-cut-in-length", stored, 39, "two of the last eight bytes are missing", whole),
        ("gzip-cut-in-second-member", stored * 2, 44, "a second member has no header", members),
    )
    others = (
        ("xz-cut-in-block", small_xz(), 40, "the file ends inside the block", partly),
        ("xz-cut-in-footer", small_xz(), 75, "the last byte is missing", whole),
        ("bzip2-cut-in-block", small_bzip2(), 30, "the file ends inside the block", ()),
        ("bzip2-cut-by-one-byte", small_bzip2(), 52, "the last byte is missing", whole),
    )
    endings = {"gzip": ".idx.gz", "xz": ".idx.xz", "bzip2": ".idx.bz2"}
    return tuple(
        invalid(
            CLAUSE,
            shows,
            data[:length],
            why,
            Promise("TRN101", length),
            flags=flags,
            ending=endings[shows.partition("-")[0]],
        )
        for shows, data, length, why, flags in (*cases, *others)
    )


def _corrupt() -> tuple[Vector, ...]:
    stored, content = _member(), matrix(SMALL)
    block = stored_block(content)
    cases = (
        ("gzip-wrong-checksum", _changed(stored, 33), 33, "one bit of the CRC-32 is flipped"),
        ("gzip-wrong-length", _changed(stored, 37), 37, "one bit of the length is flipped"),
        ("gzip-element-changed", _changed(stored, 27), 33, "an element is not the one summed up"),
        ("gzip-reserved-flag", _changed(stored, 3, 0x20), 3, "a flag is set that has no meaning"),
        ("gzip-method-9", _changed(stored, 2), 2, "compression method 9, not 8"),
        (
            "gzip-wrong-header-checksum",
            gzip_around(block, content, flags=2, fields=b"\x12\x34"),
            10,
            "the CRC-16 of the header is not its own",
        ),
        ("gzip-block-type-3", gzip_around(b"\x07", content), 10, "a block type that means nothing"),
        ("gzip-stored-lengths-differ", _changed(stored, 13), 10, "the length and its inverse"),
    )
    others = (
        ("xz-element-changed", _changed(small_xz(), 42), 0, "an element is changed", ".xz"),
        ("bzip2-wrong-checksum", _changed(small_bzip2(), 10), 0, "one bit of a CRC", ".bz2"),
    )
    return tuple(
        invalid(
            CLAUSE,
            shows,
            data,
            why,
            Promise("TRN102", offset),
            ending=f".idx{suffix}",
        )
        for shows, data, offset, why, suffix in (*((*case, ".gz") for case in cases), *others)
    )


def _changed(data: bytes, place: int, bits: int = 1) -> bytes:
    """Return `data` with `bits` flipped in the byte at `place`."""
    return data[:place] + bytes([data[place] ^ bits]) + data[place + 1 :]


def _garbage() -> tuple[Vector, ...]:
    cases = (
        ("gzip-text-behind", _member() + b"garbage", 41, "text", ".gz"),
        ("xz-text-behind", small_xz() + b"garbage!", 76, "text", ".xz"),
        ("bzip2-text-behind", small_bzip2() + b"garbage", 53, "text", ".bz2"),
    )
    return tuple(
        invalid(
            CLAUSE,
            shows,
            data,
            f"{why} behind the stream",
            Promise("TRN103", offset),
            flags=("end-unread", "further-stream-dropped"),
            ending=f".idx{suffix}",
        )
        for shows, data, offset, why, suffix in cases
    )


def _twice() -> tuple[Vector, ...]:
    gzip_in_xz = bytes.fromhex(
        "FD377A585A000004E6D6B446020021010C0000008F98419CE0002800265D000F"
        "A3A6F80D443C4769312B591D91A5F0EDA79A3E09872691E874655044776ABEFD"
        "FD2249896A000000386626F124D5A13000014229C0007BA01FB6F37D01000000"
        "0004595A"
    )
    return (
        acceptable(
            CLAUSE,
            "gzip-in-gzip",
            gzip_member(_member()),
            SMALL,
            "a script compressed what already was",
            Promise("TRN104", 0),
            reason=TWICE,
            ending=".idx.gz",
        ),
        acceptable(
            CLAUSE,
            "gzip-in-xz",
            gzip_in_xz,
            SMALL,
            "two wrappers of different kinds",
            Promise("TRN104", 0),
            reason=TWICE,
            ending=".idx.xz",
        ),
    )


def _inside() -> tuple[Vector, ...]:
    content = matrix(SMALL)
    page = b"<!DOCTYPE html>\n<title>503 Service Unavailable</title>\n"
    return (
        invalid(
            CLAUSE,
            "gzip-of-nothing",
            gzip_member(b""),
            "a sound stream without a byte in it",
            Promise("TRN001", 0),
            flags=("header-not-measured",),
            ending=".idx.gz",
        ),
        invalid(
            CLAUSE,
            "gzip-of-html-page",
            gzip_member(page),
            "a sound stream of an error page",
            Promise("TRN002", 0),
            flags=("header-unread",),
            ending=".idx.gz",
        ),
        invalid(
            CLAUSE,
            "byte-behind-payload-inside-gzip",
            gzip_member(content + b"\x00"),
            "the stream is sound, the file inside is not: offsets count inside",
            Promise("IDX202", 18),
            flags=("end-unread",),
            ending=".idx.gz",
        ),
        invalid(
            CLAUSE,
            "payload-short-inside-gzip",
            gzip_member(content[:-1]),
            "the stream is whole, the payload inside lacks a byte",
            Promise("IDX201", 17),
            flags=("short-read-unchecked", "zero-filled"),
            ending=".idx.gz",
        ),
        invalid(
            CLAUSE,
            "first-byte-of-gzip-alone",
            b"\x1f",
            "one byte of a gzip stream is none yet",
            Promise("TRN005", 0),
            flags=("header-not-measured",),
            ending=".idx.gz",
        ),
    )
