"""Chapter 2: the magic, and everything that is taken for one (NORB-2.1, 2.2, 2.5, 2.6)."""

import struct

from idxcheck.vectors.norb.layout import (
    INT64,
    LONG,
    PACKED,
    UINT8,
    UINT32,
    UINT64,
    header,
    matrix,
    words,
)
from idxcheck.vectors.vector import Promise, Reading, Vector, acceptable, invalid, valid

FOREIGN, UNKNOWN = Promise("TRN004", 0), Promise("TRN005", 0)
NO_MAGIC = Promise("NRB001", 0)
IS_PACKED = Promise("NRB003", 0)
NONSTANDARD = Promise("NRB004", 0)
LEAKY = ("refusal-by-assertion",)  # a KeyError or an abort in place of a message
LONG_REASON = "EBLearn wrote C's long as 58 without its width; here the length tells it"


def magic_vectors() -> tuple[Vector, ...]:
    """Return the vectors of NORB-2.1, NORB-2.2, NORB-2.5 and NORB-2.6."""
    return (*_magics(), *_no_magics(), *_packed(), *_longs(), *_ascii())


def _magics() -> tuple[Vector, ...]:
    one = Reading("uint8", (1,), (7,))
    whole = Reading("int32", (2,), (5, -1))
    spelled = Reading("uint8", (15,), tuple(b".MAT 1 3\n5 6 7\n"))
    return (
        valid("NORB-2.1", "one-element", matrix(one), one, "the smallest matrix there is"),
        valid(
            "NORB-2.5",
            "int32-is-54",
            matrix(whole),
            whole,
            "4-byte integers have the magic 54, not EBLearn's 58",
        ),
        valid(
            "NORB-2.6",
            "payload-spells-ascii-magic",
            matrix(spelled),
            spelled,
            "the first four bytes tell the formats apart; here the payload begins with .MAT",
        ),
    )


def _no_magics() -> tuple[Vector, ...]:
    rest = words(1, 1, 1, 1) + b"\x07"
    unknown = (
        ("NORB-2.1", 0x65, "one bit away from uint8's 55"),
        ("NORB-2.1", 0x00, "the type byte is 0"),
        ("NORB-2.2", 0x50, "the number before the first type"),
        ("NORB-2.2", 0x5C, "the number behind the last that anybody wrote"),
    )
    strangers = (
        ("1e3d4d55", 0x1E3D4D55, "one bit of the second byte is wrong"),
        ("1e3d4b55", 0x1E3D4B55, "the second byte is one too small"),
    )
    page = b"<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head></html>\n"
    pointer = (
        b"version https://git-lfs.github.com/spec/v1\n"
        b"oid sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"
        b"size 447897624\n"
    )
    return (
        *(
            invalid(
                clause,
                f"unknown-{byte:02x}",
                bytes([byte, 0x4C, 0x3D, 0x1E]) + rest,
                why,
                NO_MAGIC,
                flags=LEAKY,
            )
            for clause, byte, why in unknown
        ),
        *(
            invalid("NORB-2.1", f"magic-{name}", words(magic) + rest, why, UNKNOWN, flags=LEAKY)
            for name, magic, why in strangers
        ),
        invalid(
            "NORB-2.1",
            "magic-zero",
            words(0) + rest,
            "IDX begins with two zeros, but no IDX type is 0",
            Promise("IDX002", 2),
            flags=LEAKY,
        ),
        invalid(
            "NORB-2.1",
            "html-page",
            page,
            "a server's answer under the file's name",
            Promise("TRN002", 0),
        ),
        invalid(
            "NORB-2.1",
            "git-lfs-pointer",
            pointer,
            "a pointer to the data, not the data",
            Promise("TRN003", 0),
        ),
    )


def _packed() -> tuple[Vector, ...]:
    flags = ("element-type-ignored", "refusal-by-assertion")
    sixteenths = bytes([0x10, 0x20, 0xF0, 0x08])
    return tuple(
        invalid("NORB-2.5", shows, data, why, IS_PACKED, flags=flags)
        for shows, data, why in (
            (
                "packed",
                header(PACKED, 2, 2) + sixteenths,
                "1.0 2.0 -1.0 0.5 in sixteenths, not the bytes 16 32 240 8",
            ),
            (
                "packed-rank-3",
                header(PACKED, 1, 2, 3) + bytes([1, 2, 3, 0xFF, 0xFE, 0xFD]),
                "a packed matrix without an unused slot",
            ),
            (
                "packed-big-endian",
                header(PACKED, 4, order=">") + sixteenths,
                "the packed form, from a big-endian machine",
            ),
        )
    )


def _longs() -> tuple[Vector, ...]:
    narrow, wide = Reading("int32", (2,), (5, -1)), Reading("int64", (1, 2), (-5, 1 << 40))
    two = header(LONG, 2)
    unfit = (
        ("long-7-bytes", two + bytes([5, 0, 0, 0, 255, 255, 255]), "one less than two int32"),
        ("long-9-bytes", two + bytes([5, 0, 0, 0, 255, 255, 255, 255, 0]), "one more than two"),
    )
    family = (
        ("uint32", header(UINT32, 2) + struct.pack("<2L", 5, 1 << 31)),
        ("uint64", header(UINT64, 1) + struct.pack("<Q", 1 << 63)),
        ("int64", header(INT64, 1) + struct.pack("<q", -5)),
    )
    return (
        acceptable(
            "NORB-2.5",
            "long-of-4-bytes",
            two + narrow.payload("<"),
            narrow,
            "magic 58 with two int32",
            NONSTANDARD,
            reason=LONG_REASON,
        ),
        acceptable(
            "NORB-2.5",
            "long-of-8-bytes",
            header(LONG, 1, 2) + wide.payload("<"),
            wide,
            "magic 58 with two int64",
            NONSTANDARD,
            reason=LONG_REASON,
        ),
        *(
            invalid("NORB-2.5", shows, data, f"magic 58: {why}", NONSTANDARD)
            for shows, data, why in unfit
        ),
        *(
            invalid(
                "NORB-2.5", f"eblearn-{name}", data, "a magic that only EBLearn wrote", NONSTANDARD
            )
            for name, data in family
        ),
    )


def _ascii() -> tuple[Vector, ...]:
    texts = (
        ("ascii-matrix", b".MAT 1 3\n5 6 7\n", "Lush's matrix as text"),
        (
            "ascii-magic-binary-rest",
            b".MAT" + header(UINT8, 3)[4:] + bytes([5, 6, 7]),
            "the magic of the text form before a binary header",
        ),
    )
    return tuple(
        invalid("NORB-2.6", shows, data, why, FOREIGN, flags=LEAKY) for shows, data, why in texts
    )
