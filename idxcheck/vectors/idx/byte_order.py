"""IDX-3.4: the header is big-endian, always; the leftovers of little-endian writers."""

import struct

from idxcheck.vectors.idx.parts import CODES, sample, whole
from idxcheck.vectors.vector import Promise, Reading, Vector, invalid

CLAUSE = "IDX-3.4"
UNREAD = ("header-unread", "huge-claim")


def byte_order_vectors() -> tuple[Vector, ...]:
    """Return the vectors on the byte order of the header."""
    return (*_big_endian(), *_little_endian(), *_mixed())


def _big_endian() -> tuple[Vector, ...]:
    return (
        whole(
            CLAUSE,
            "size-256",
            Reading("uint8", (256,), tuple(range(256))),
            "00 00 01 00 is 256, and 65536 where read in reverse; every byte occurs once",
        ),
        whole(
            CLAUSE,
            "size-16777216-of-nothing",
            Reading("uint8", (0x01000000, 0), ()),
            "01 00 00 00 is 16777216; read in reverse the file would fit as well, as 1 x 0",
            Promise("IDX103", 8),
        ),
    )


def _little_endian() -> tuple[Vector, ...]:
    """Return the header reversed wholly, and in its sizes, over big-endian elements."""
    vectors = []
    for element, code in CODES.items():
        payload = sample(element, 2, 3).payload(">")
        turned = struct.pack("<3L", code << 8 | 2, 2, 3)
        sizes = struct.pack("<4B2L", 0, 0, code, 2, 2, 3)
        vectors += [
            invalid(
                CLAUSE,
                f"{element}-header-reversed",
                turned + payload,
                f"02 {code:02X} 00 00: the magic and the sizes are little-endian",
                Promise("IDX003", 0),
                flags=UNREAD,
            ),
            invalid(
                CLAUSE,
                f"{element}-sizes-reversed",
                sizes + payload,
                "the magic is right, 2 x 3 fits only as little-endian sizes",
                Promise("IDX003", 4),
                flags=(*UNREAD, "product-wraps-32-bit"),
            ),
        ]
    return tuple(vectors)


def _mixed() -> tuple[Vector, ...]:
    payload = sample("uint8", 2, 3).payload(">")
    return (
        invalid(
            CLAUSE,
            "magic-reversed-sizes-right",
            struct.pack("<L", 0x0802) + struct.pack(">2L", 2, 3) + payload,
            "the magic alone is little-endian",
            Promise("IDX003", 0),
            flags=("header-unread",),
        ),
        invalid(
            CLAUSE,
            "one-size-reversed",
            struct.pack(">4BL", 0, 0, 8, 2, 2) + struct.pack("<L", 3) + payload,
            "the second size alone is little-endian: 2 x 50331648",
            Promise("IDX201", 18),
            flags=("huge-claim",),
        ),
        invalid(
            CLAUSE,
            "words-of-16-bit-reversed",
            bytes.fromhex("00000208 00000200 00000300") + payload,
            "each pair of bytes is exchanged: 02 stands where the element type should",
            Promise("IDX002", 2),
            flags=("header-unread",),
        ),
    )
