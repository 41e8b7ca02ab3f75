"""Chapter 1: a header, its payload, and nothing else; and what real files look like."""

from idxcheck.vectors.norb.layout import INT32, UINT8, header, matrix, ramp
from idxcheck.vectors.vector import Promise, Reading, Vector, invalid, valid


def file_vectors() -> tuple[Vector, ...]:
    """Return the vectors of NORB-1.1."""
    return (*_whole_files(), *_other_files())


def _whole_files() -> tuple[Vector, ...]:
    three = Reading("uint8", (3,), (5, 0, 4))
    images = ramp("uint8", 2, 2, 4, 4)
    categories = Reading("int32", (6,), (0, 1, 2, 3, 4, 0))
    factors = Reading("int32", (3, 4), (4, 0, 34, 5, 9, 8, 0, 0, 6, 3, 18, 2))
    blanks = (-1, -1, -1, -1, 0, -5, 19, 1, 0, -4)
    blank_factors = Reading("int32", (2, 10), (8, 6, 4, 3, 5, 0, -19, 0, 1, 4, *blanks))
    return (
        valid("NORB-1.1", "header-then-payload", matrix(three), three, "20 + 3 bytes: 5 0 4"),
        valid(
            "NORB-1.1",
            "pairs-of-images",
            matrix(images),
            images,
            "pairs of images as smallNORB's dat files hold them, smaller; no unused slot",
            flags=("signed-for-unsigned", "axes-reversed"),
        ),
        valid(
            "NORB-1.1",
            "categories",
            matrix(categories),
            categories,
            "smallNORB's cat files: rank 1, and two slots of 1 that are no sizes",
            flags=("padding-unread",),
        ),
        valid(
            "NORB-1.1",
            "factors",
            matrix(factors),
            factors,
            "smallNORB's info files: instance, elevation, azimuth, lighting",
            flags=("padding-unread", "axes-reversed"),
        ),
        valid(
            "NORB-1.1",
            "factors-of-blank-images",
            matrix(blank_factors),
            blank_factors,
            "NORB's info files: ten columns, and -1 where there is no object",
            flags=("unsigned-for-signed", "padding-unread", "axes-reversed"),
        ),
    )


def _other_files() -> tuple[Vector, ...]:
    twice = header(INT32, 5) + matrix(ramp("int32", 5))
    return (
        invalid(
            "NORB-1.1",
            "empty",
            b"",
            "no byte at all",
            Promise("TRN001", 0),
            flags=("header-not-measured",),
        ),
        invalid(
            "NORB-1.1",
            "payload-first",
            bytes([5, 0, 4]) + header(UINT8, 3),
            "the header stands behind its payload",
            Promise("TRN005", 0),
        ),
        invalid(
            "NORB-1.1",
            "header-twice",
            twice,
            "the header is written twice, so that the second is read as elements",
            Promise("NRB202", 40),
            flags=("end-unread",),
        ),
    )
