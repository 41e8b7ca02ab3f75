"""IDX-2.1 and IDX-2.2: the two zero bytes and the element type."""

from idxcheck.vectors.idx.parts import CODES, header, matrix, sample, whole
from idxcheck.vectors.vector import Promise, Reading, Vector, invalid

PREFIX, TYPE = "IDX-2.1", "IDX-2.2"


def magic_vectors() -> tuple[Vector, ...]:
    """Return the vectors on the prefix and on the element type."""
    return (*_prefixes(), *_types(), *_unknown_types(), *_confusions())


def _prefixes() -> tuple[Vector, ...]:
    rest = matrix(sample("uint8", 2, 3))[2:]
    prefixes = (
        ("byte-0-is-1", b"\x01\x00", "byte 0 is 1"),
        ("byte-0-is-255", b"\xff\x00", "byte 0 is 255, -1 where taken for signed"),
        ("byte-1-is-1", b"\x00\x01", "byte 1 is 1"),
        ("both-bytes-255", b"\xff\xff", "both bytes are 255"),
    )
    return (
        whole(
            PREFIX,
            "magic-2051",
            Reading("uint8", (1, 2, 2), (1, 2, 3, 4)),
            "00 00 08 03, the magic of MNIST's images",
        ),
        *(
            invalid(
                PREFIX,
                shows,
                prefix + rest,
                f"{why}; all else fits",
                Promise("IDX001", 0),
                flags=("prefix-unread", "header-unread"),
            )
            for shows, prefix, why in prefixes
        ),
        invalid(
            PREFIX,
            "nonzero-prefix-and-cut",
            b"\x01\x00" + rest[:-1],
            "byte 0 is 1 and a byte is missing: nothing tells that this was meant as IDX",
            Promise("TRN005", 0),
            flags=("header-unread",),
        ),
    )


def _types() -> tuple[Vector, ...]:
    payload = bytes.fromhex("C0010203 44050687")
    readings = (
        Reading("uint8", (8,), (192, 1, 2, 3, 68, 5, 6, 135)),
        Reading("int8", (8,), (-64, 1, 2, 3, 68, 5, 6, -121)),
        Reading("int16", (4,), (-16383, 515, 17413, 1671)),
        Reading("int32", (2,), (-1073675773, 1141180039)),
        Reading("float32", (2,), (0xC0010203, 0x44050687)),
        Reading("float64", (1,), (0xC001020344050687,)),
    )
    return tuple(
        whole(
            TYPE,
            f"eight-bytes-as-{each.element}",
            each,
            "the payload is the same for all six types: only byte 2 tells what it is",
            flags=() if each.element == "uint8" else ("header-unread",),
            data=header(CODES[each.element], *each.shape) + payload,
        )
        for each in readings
    )


def _unknown_types() -> tuple[Vector, ...]:
    reasons = {
        0x00: "no code",
        0x01: "no code, though some count the types from 1",
        0x02: "no code, though some write the element's bytes there",
        0x03: "no code",
        0x04: "no code, though some write the element's bytes there",
        0x05: "no code",
        0x06: "no code",
        0x07: "no code, one below uint8",
        0x0A: "no code, between int8 and int16",
        0x0F: "no code, one above float64; some write int64 so",
        0x10: "no code",
        0x18: "no code: 08 with one bit more",
        0x7F: "no code",
        0x80: "no code, negative where taken for signed",
        0x88: "no code: 08 with the highest bit set",
        0xFF: "no code, -1 where taken for signed",
    }
    return tuple(
        invalid(
            TYPE,
            f"code-{code:02x}",
            header(code, 4) + b"\x01\x02\x03\x04",
            f"{code:02X} is {why}",
            Promise("IDX002", 2),
            flags=("header-unread", "element-type-ignored"),
        )
        for code, why in reasons.items()
    )


def _confusions() -> tuple[Vector, ...]:
    file = matrix(sample("uint8", 1, 2, 3))
    return (
        invalid(
            TYPE,
            "type-and-rank-exchanged",
            b"\x00\x00\x03\x08" + file[4:],
            "rank before type: 03 is no element type",
            Promise("IDX002", 2),
            flags=("header-unread",),
        ),
    )
