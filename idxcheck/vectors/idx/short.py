"""IDX-4.3: the payload has the length the header promises; here it is shorter."""

from idxcheck.vectors.idx.parts import header, matrix, sample, whole
from idxcheck.vectors.vector import Promise, Reading, Vector, invalid

CLAUSE = "IDX-4.3"
SHORT = ("short-read-unchecked", "zero-filled")
# What is left of the payload of 3 x 2 elements, in bytes.
CUTS = {
    "uint8": {"one-byte-short": 5, "one-item-short": 4, "half": 3, "no-payload": 0},
    "int8": {"one-byte-short": 5, "one-item-short": 4, "half": 3, "no-payload": 0},
    "int16": {
        "mid-element": 11,
        "one-element-short": 10,
        "one-item-short": 8,
        "half": 6,
        "no-payload": 0,
    },
    "int32": {
        "mid-element": 22,
        "one-element-short": 20,
        "one-item-short": 16,
        "half": 12,
        "no-payload": 0,
    },
    "float32": {
        "mid-element": 21,
        "one-element-short": 20,
        "one-item-short": 16,
        "half": 12,
        "no-payload": 0,
    },
    "float64": {
        "mid-element": 47,
        "one-element-short": 40,
        "one-item-short": 32,
        "half": 24,
        "no-payload": 0,
    },
}
SHORTFALLS = {
    "one-byte-short": "the last element is missing",
    "mid-element": "the file ends inside the last element",
    "one-element-short": "the last element is missing",
    "one-item-short": "the last of three items is missing",
    "half": "one item and a half are there",
    "no-payload": "the file ends behind the header",
}


def short_vectors() -> tuple[Vector, ...]:
    """Return the vectors on payloads that end early, and two that just do not."""
    return (*_whole(), *_cut_payloads(), *_sizes_too_large())


def _whole() -> tuple[Vector, ...]:
    many = 65536
    labels = tuple((7 * place + place // 256) % 10 for place in range(many))
    return (
        whole(
            CLAUSE,
            "labels-65536",
            Reading("uint8", (many,), labels),
            "65536 is 0 in 16 bits: neither the size nor the places of the elements fit them",
        ),
        whole(
            CLAUSE,
            "last-image-all-zero",
            Reading("uint8", (2, 8, 8), (*range(1, 65), *[0] * 64)),
            "the promised length, though the last image looks as if it was never written",
            Promise("VAL003", 80),
        ),
    )


def _cut_payloads() -> tuple[Vector, ...]:
    by_items = ("one-item-short", "no-payload")
    return tuple(
        invalid(
            CLAUSE,
            f"{element}-{cut}",
            matrix(sample(element, 3, 2))[: 12 + left],
            f"3 x 2 {element}: {SHORTFALLS[cut]}",
            Promise("IDX201", 12 + left),
            flags=(*SHORT, *(("count-ignored",) if cut in by_items else ())),
        )
        for element, cuts in CUTS.items()
        for cut, left in cuts.items()
    )


def _sizes_too_large() -> tuple[Vector, ...]:
    images = sample("uint8", 3, 4, 5).payload(">")
    return (
        invalid(
            CLAUSE,
            "labels-claim-5-hold-3",
            header(8, 5) + b"\x05\x00\x04",
            "the count is not the number of labels that are there",
            Promise("IDX201", 11),
            flags=(*SHORT, "count-ignored"),
        ),
        invalid(
            CLAUSE,
            "count-one-too-large",
            header(8, 4, 4, 5) + images,
            "three images of 4 x 5 under a count of 4",
            Promise("IDX201", 76),
            flags=(*SHORT, "count-ignored"),
        ),
        invalid(
            CLAUSE,
            "columns-one-too-large",
            header(8, 3, 4, 6) + images,
            "images of 4 x 5 under the sizes 4 x 6",
            Promise("IDX201", 76),
            flags=SHORT,
        ),
    )
