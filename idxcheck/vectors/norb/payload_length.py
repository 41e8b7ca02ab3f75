"""Chapter 5: the length of the payload, cut, claimed and computed with overflow (NORB-5.3)."""

from idxcheck.vectors.norb.layout import FLOAT64, INT32, UINT8, header, matrix, ramp
from idxcheck.vectors.vector import Promise, Reading, Vector, invalid, valid

CUT = ("short-read-unchecked", "zero-filled")
WRAPS_32 = ("product-wraps-32-bit",)
WRAPS_64 = (*WRAPS_32, "product-wraps-64-bit")  # what is lost in 64 bits is lost in 32
HUGE = ("huge-claim",)
UNDOCUMENTED = Promise("NRB005", 0)
WHYS = {
    "one-byte-short": "the last byte is missing",
    "half-an-element-short": "the last element is cut in half",
    "one-element-short": "the last element is missing",
    "one-item-short": "the last item is missing",
    "header-alone": "no element at all",
}


def payload_length_vectors() -> tuple[Vector, ...]:
    """Return the vectors of NORB-5.3."""
    return (*_whole(), *_cut(), *_overflowing(), *_mangled())


def _whole() -> tuple[Vector, ...]:
    element = Reading("int16", (1,), (5,))
    return (valid("NORB-5.3", "one-int16", matrix(element), element, "20 + 2 bytes"),)


def _cut() -> tuple[Vector, ...]:
    """3 x 2 elements of each type, cut inside an element, behind one, behind an item."""
    cuts = (
        ("uint8", "one-byte-short", 25),
        ("uint8", "one-item-short", 24),
        ("uint8", "header-alone", 20),
        ("int8", "one-byte-short", 25),
        ("int16", "one-byte-short", 31),
        ("int16", "one-element-short", 30),
        ("int32", "one-byte-short", 43),
        ("int32", "half-an-element-short", 42),
        ("int32", "one-element-short", 40),
        ("int32", "one-item-short", 36),
        ("float32", "one-byte-short", 43),
        ("float64", "one-byte-short", 67),
        ("float64", "half-an-element-short", 64),
    )
    return tuple(
        invalid(
            "NORB-5.3",
            f"{element}-{shows}",
            matrix(ramp(element, 3, 2))[:length],
            WHYS[shows],
            *([UNDOCUMENTED] if element == "int8" else []),
            Promise("NRB201", length),
            flags=CUT,
        )
        for element, shows, length in cuts
    )


def _overflowing() -> tuple[Vector, ...]:
    four = bytes([5, 6, 7, 8])
    largest = 2**31 - 1
    files = (
        ("product-2-32", header(UINT8, 65536, 65536), 20, "0 in 32 bits", WRAPS_32),
        (
            "product-2-32-minus-1",
            header(UINT8, 65535, 65537) + four,
            24,
            "-1, a wildcard, in signed 32 bits",
            WRAPS_32,
        ),
        ("product-2-32-plus-4", header(UINT8, 100, 42949673) + four, 24, "4 in 32 bits", WRAPS_32),
        ("bytes-2-32-int32", header(INT32, 32768, 32768), 20, "0 bytes in 32 bits", WRAPS_32),
        (
            "bytes-2-32-plus-4-int32",
            header(INT32, 25, 42949673) + four,
            24,
            "4 bytes in 32 bits",
            WRAPS_32,
        ),
        ("product-2-64", header(UINT8, *(65536,) * 4), 24, "0 in 64 bits", WRAPS_64),
        (
            "product-2-64-plus-4",
            header(UINT8, 769546, 494770, 48448661) + four,
            24,
            "4 in 64 bits",
            WRAPS_64,
        ),
        (
            "bytes-2-64-float64",
            header(FLOAT64, 2097152, 1048576, 1048576),
            20,
            "0 bytes in 64 bits",
            WRAPS_64,
        ),
        (
            "bytes-2-64-plus-4-int32",
            header(INT32, 1923865, 276131137, 8681) + four,
            24,
            "4 bytes in 64 bits",
            WRAPS_64,
        ),
        ("four-largest-sizes", header(UINT8, *(largest,) * 4), 24, "2147483647 four times", HUGE),
        (
            "16777216-pairs-of-images",
            header(UINT8, 16777216, 2, 96, 96) + four,
            28,
            "309237645312 bytes claimed",
            (*HUGE, *WRAPS_32),
        ),
        (
            "largest-categories",
            header(INT32, largest) + bytes(8),
            28,
            "8589934588 bytes claimed",
            (*HUGE, *WRAPS_32),
        ),
    )
    return tuple(
        invalid("NORB-5.3", shows, data, why, Promise("NRB201", offset), flags=flags)
        for shows, data, offset, why, flags in files
    )


def _mangled() -> tuple[Vector, ...]:
    lines = matrix(Reading("uint8", (10, 2), (10, 1, 10, 2, 10, 3, 10, 4, 10, 5, *(10,) * 10)))
    letters = matrix(Reading("uint8", (6,), (65, 128, 233, 255, 66, 200)))
    lost = letters[:21] + b"\xef\xbf\xbd" * 3 + b"B\xef\xbf\xbd"
    return (
        invalid(
            "NORB-5.3",
            "newline-translation",
            lines.replace(b"\n", b"\r\n"),
            "each 0A, a size of 10 too, became 0D 0A",
            Promise("TRN201", 8),
        ),
        invalid(
            "NORB-5.3",
            "latin-1-as-utf-8",
            letters.decode("latin-1").encode(),
            "each byte from 80 on became two",
            Promise("TRN202", 21),
            flags=("end-unread",),
        ),
        invalid(
            "NORB-5.3",
            "replacement-characters",
            lost,
            "each byte from 80 on became EF BF BD: it is lost",
            Promise("TRN202", 21),
            flags=("end-unread",),
        ),
    )
