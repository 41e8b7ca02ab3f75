"""IDX-4.1 and IDX-4.2: elements are big-endian, in C order, of every type and rank."""

import struct

from idxcheck.vectors.idx.parts import CODES, header, sample, whole
from idxcheck.vectors.vector import Promise, Reading, Vector, invalid

BIG_ENDIAN, C_ORDER = "IDX-4.1", "IDX-4.2"
SHAPES = ((5,), (2, 3), (2, 3, 4), (3, 1, 4, 2), (2, 1, 5, 3, 4))
FIRST_ELEMENTS = {
    "uint8": "the first element is 128, -128 where taken for signed",
    "int8": "the first element is -127, 129 where taken for unsigned",
    "int16": "the first element is 8102, -32510; not swapped it is 641",
    "int32": "the first element is 80010203, -2147417597; not swapped it is 50463104",
    "float32": "the first element is 3FC12345, 1.509; not swapped it is 2620.08",
    "float64": "the first element is 3FF8123456789ABC, 1.504; not swapped it is -9.2e-17",
}


def element_vectors() -> tuple[Vector, ...]:
    """Return the vectors on byte order and axis order of the elements."""
    return (*_types_and_ranks(), *_suspicious(), *_reversed(), *_images(), *_orders(), *_padded())


def _types_and_ranks() -> tuple[Vector, ...]:
    return tuple(
        whole(
            BIG_ENDIAN,
            f"{element}-rank-{len(shape)}",
            sample(element, *shape),
            why if len(shape) == 1 else f"{why}; unequal sizes show the order of {len(shape)} axes",
            *([Promise("IDX105", 3)] if len(shape) > 3 else ()),  # noqa: PLR2004 - a rank
        )
        for element, why in FIRST_ELEMENTS.items()
        for shape in SHAPES
    )


def _suspicious() -> tuple[Vector, ...]:
    labels = (5, 0, 4, 1, 9, 2, 1, 3, 1, 4)
    return (
        whole(
            BIG_ENDIAN,
            "labels-that-look-swapped",
            Reading("int32", (10,), tuple(each << 24 for each in labels)),
            "multiples of 2^24, most likely labels of a little-endian writer: no byte tells",
            Promise("VAL002", 8),
        ),
    )


def _reversed() -> tuple[Vector, ...]:
    """Return whole files, header and elements, in the order of a little-endian machine."""
    return tuple(
        invalid(
            BIG_ENDIAN,
            f"{element}-wholly-reversed",
            struct.pack("<2L", CODES[element] << 8 | 1, 3) + sample(element, 3).payload("<"),
            "header and elements as a little-endian machine has them in memory",
            Promise("IDX003", 0),
            flags=("header-unread",),
        )
        for element in ("int16", "int32", "float32", "float64")
    )


def _images() -> tuple[Vector, ...]:
    cases = (
        ("two-images-28-28", sample("uint8", 2, 28, 28), "the layout of MNIST's images"),
        ("one-image-28-28", sample("uint8", 1, 28, 28), "one image keeps its axis of length 1"),
        ("images-20-20", sample("uint8", 3, 20, 20), "smaller than the 28 x 28 some build in"),
        ("images-32-32", sample("uint8", 2, 32, 32), "larger than the 28 x 28 some build in"),
        ("int8-images-28-28", sample("int8", 1, 28, 28), "MNIST's layout with signed elements"),
        ("int32-labels-by-8", sample("int32", 5, 8), "the layout of QMNIST's labels"),
    )
    return tuple(whole(C_ORDER, shows, reading, why) for shows, reading, why in cases)


def _orders() -> tuple[Vector, ...]:
    values = (1, -2, 3, -4, 5, -6)
    stem = (*[0] * 3, 255, *[0] * 24)
    return (
        whole(
            C_ORDER,
            "two-rows-of-three",
            Reading("int16", (2, 3), values),
            "the last index runs fastest: row 0 is 1 -2 3",
        ),
        whole(
            C_ORDER,
            "three-rows-of-two",
            Reading("int16", (3, 2), values),
            "the same six elements as in two-rows-of-three: row 0 is 1 -2",
        ),
        whole(
            C_ORDER,
            "transposed-image",
            Reading("uint8", (1, 28, 28), stem * 14 + (255,) * 28 + stem * 13),
            "EMNIST stores its images transposed: what the axes mean is not the file's affair",
        ),
    )


def _padded() -> tuple[Vector, ...]:
    rows = (b"\x01\x02\x03", b"\x04\x05\x06")
    return (
        invalid(
            C_ORDER,
            "rows-padded-to-4-bytes",
            header(8, 2, 3) + b"".join(row.ljust(4, b"\0") for row in rows),
            "rows follow each other without a gap: two bytes are left over",
            Promise("IDX202", 18),
            flags=("end-unread",),
        ),
        invalid(
            C_ORDER,
            "label-before-each-item",
            header(8, 2, 3) + b"\x07" + rows[0] + b"\x09" + rows[1],
            "a label stands before each item, as in CIFAR's files",
            Promise("IDX202", 18),
            flags=("end-unread",),
        ),
    )
