"""IDX-4.3 again: what a header promises is computed without overflow and before allocating."""

from dataclasses import dataclass

from idxcheck.vectors.idx.parts import CODES, header
from idxcheck.vectors.vector import Promise, Vector, invalid

CLAUSE = "IDX-4.3"
WRAPS_32, WRAPS_64 = ("product-wraps-32-bit",), ("product-wraps-64-bit",)
LARGEST = 0xFFFFFFFF
LARGE, HIGH = Promise("IDX104", 4), Promise("IDX105", 3)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A header that promises more than there is; `end` is where the file ends."""

    shows: str
    element: str
    shape: tuple[int, ...]
    end: int
    why: str
    flags: tuple[str, ...] = ()
    before: tuple[Promise, ...] = ()


def overflow_vectors() -> tuple[Vector, ...]:
    """Return the vectors whose sizes have a product that is large, or wraps round."""
    claims = (
        *_large(),
        *_wrapping_in_32_bits(),
        *_wrapping_in_64_bits(),
        *_signed(),
        *_below_63_bits(),
    )
    return tuple(_vector(claim) for claim in claims)


def _vector(claim: _Claim) -> Vector:
    start = header(CODES[claim.element], *claim.shape)
    return invalid(
        CLAUSE,
        claim.shows,
        start + bytes(range(1, claim.end - len(start) + 1)),
        claim.why,
        *claim.before,
        Promise("IDX201", claim.end),
        flags=("huge-claim", *claim.flags),
    )


def _large() -> tuple[_Claim, ...]:
    cut = ("short-read-unchecked", "zero-filled", "count-ignored")
    return (
        _Claim("mnist-header-alone", "uint8", (60000, 28, 28), 16, "MNIST's header, no image", cut),
        _Claim("16777216-images", "uint8", (0x01000000, 28, 28), 16, "13 GB are promised", cut),
        _Claim(
            "2147483647-images",
            "uint8",
            (0x7FFFFFFF, 28, 28),
            16,
            "the largest count that is positive where taken for signed",
            (*cut, *WRAPS_32),
        ),
        _Claim(
            "4294967295-images",
            "uint8",
            (LARGEST, 28, 28),
            16,
            "-1 images where taken for signed; 3 TB are promised",
            ("size-signed", "negative-size-wildcard", *WRAPS_32),
            (LARGE,),
        ),
        _Claim(
            "4294967295-labels",
            "uint8",
            (LARGEST,),
            8,
            "with the 8 bytes of header the length wraps round to 7 in 32 bits",
            ("size-signed", "negative-size-wildcard", *WRAPS_32),
            (LARGE,),
        ),
        _Claim(
            "three-largest-sizes",
            "uint8",
            (LARGEST,) * 3,
            16,
            "three times FFFFFFFF: near 2^96",
            ("size-signed", *WRAPS_32),
            (LARGE,),
        ),
        _Claim(
            "four-largest-sizes",
            "uint8",
            (LARGEST,) * 4,
            20,
            "four times FFFFFFFF: near 2^128",
            WRAPS_64,
            (LARGE, HIGH),
        ),
        _Claim(
            "rank-255-largest-sizes",
            "uint8",
            (LARGEST,) * 255,
            1024,
            "255 times FFFFFFFF: near 2^8160, beyond a float64 as well",
            ("size-signed", *WRAPS_32),
            (LARGE, HIGH),
        ),
    )


def _wrapping_in_32_bits() -> tuple[_Claim, ...]:
    return (
        _Claim("65536-by-65536", "uint8", (65536, 65536), 12, "2^32 is 0 in 32 bits", WRAPS_32),
        _Claim(
            "65536-by-256-by-256",
            "uint8",
            (65536, 256, 256),
            16,
            "2^32 and the 16 bytes of header are 16 in 32 bits, the length of the file",
            WRAPS_32,
        ),
        _Claim(
            "header-and-payload-of-2-32",
            "uint8",
            (268435455, 4, 4),
            16,
            "2^32 - 16, which the 16 bytes of header make 0 in 32 bits",
            WRAPS_32,
        ),
        _Claim(
            "641-by-6700417",
            "uint8",
            (641, 6700417),
            13,
            "2^32 + 1 is 1 in 32 bits, and one element is there",
            WRAPS_32,
        ),
        _Claim(
            "4-by-1073741825",
            "uint8",
            (4, 1073741825),
            16,
            "2^32 + 4 is 4 in 32 bits, and four elements are there",
            WRAPS_32,
        ),
        _Claim("int32-2-30", "int32", (1 << 30,), 8, "2^32 bytes, of 2^30 elements", WRAPS_32),
        _Claim(
            "int32-2-30-and-one",
            "int32",
            ((1 << 30) + 1,),
            12,
            "2^32 + 4 bytes are 4 in 32 bits, and one element is there",
            WRAPS_32,
        ),
    )


def _wrapping_in_64_bits() -> tuple[_Claim, ...]:
    both = (*WRAPS_32, *WRAPS_64)
    return (
        _Claim(
            "four-times-65536", "uint8", (65536,) * 4, 20, "2^64 is 0 in 64 bits", both, (HIGH,)
        ),
        _Claim(
            "2-31-by-2-31-by-4",
            "uint8",
            (1 << 31, 1 << 31, 4),
            16,
            "2^64 in three sizes is 0 in 64 bits",
            both,
            (LARGE,),
        ),
        _Claim(
            "769546-by-494770-by-48448661",
            "uint8",
            (769546, 494770, 48448661),
            20,
            "2^64 + 4 is 4 in 64 bits, and four elements are there",
            both,
        ),
        _Claim(
            "int16-three-times-2-21",
            "int16",
            (1 << 21, 1 << 21, 1 << 21),
            16,
            "2^63 elements fit 64 bits, their 2^64 bytes do not",
            both,
        ),
        _Claim(
            "float64-2-31-by-2-30",
            "float64",
            (1 << 31, 1 << 30),
            12,
            "2^61 elements fit 64 bits, their 2^64 bytes do not",
            (*both, "size-signed"),
            (LARGE,),
        ),
    )


def _signed() -> tuple[_Claim, ...]:
    return (
        _Claim(
            "46341-by-46341",
            "uint8",
            (46341, 46341),
            12,
            "2147488281 is negative in signed 32 bits",
            WRAPS_32,
        ),
        _Claim(
            "3037000500-by-3037000500",
            "uint8",
            (3037000500, 3037000500),
            12,
            "9223372037000250000 is negative in signed 64 bits",
            WRAPS_64,
            (LARGE,),
        ),
    )


def _below_63_bits() -> tuple[_Claim, ...]:
    """Return claims whose bytes fit signed 64 bits, and no longer with one byte an element more."""
    claims = (
        ("uint8", (1 << 30, 1 << 30, 4)),
        ("int8", (1 << 30, 1 << 30, 4)),
        ("int16", (1 << 30, 1 << 30, 3)),
        ("int32", (1 << 29, 1 << 29, 7)),
        ("float32", (1 << 29, 1 << 29, 7)),
        ("float64", (1 << 28, 1 << 28, 15)),
    )
    return tuple(
        _Claim(
            f"{element}-just-below-63-bits",
            element,
            shape,
            16,
            "the bytes fit signed 64 bits, but not if each element had one more",
            WRAPS_32,
        )
        for element, shape in claims
    )
