"""Files that break a rule on their data set, their siblings or the user's expectations.

They are as large as the published files they are held against, but repeat few bytes, so that
gzip makes them small.
"""

from collections.abc import Mapping

import numpy as np

from idxcheck.payload import header_for
from idxcheck.synth.violations.model import Expected, Violation
from idxcheck.synth.violations.repetition import gzip_of
from idxcheck.synth.violations.smallnorb import (
    ITEMS,
    STAND_IN,
    TEST,
    TRAIN,
    categories,
    table,
    table_rows,
)
from idxspec import build

LABELS = 10000  # in the test files of MNIST and its kind
BLACK = 9677  # the picture that tells the first release of KMNIST's test images
LABEL_SIZE, ROW_SIZE = 4, 16  # bytes of an item in smallNORB's categories and tables
CATEGORIES = "categories.mat.gz"  # a name of no data set: the check goes by the shape


def in_context() -> tuple[Violation, ...]:
    """Return the violations of the rules PRF, SET and SCH."""
    return (*_of_siblings(), *_of_data_sets(), *_of_expectations())


def _idx(*shape: int, payload: bytes, dtype: str = "uint8") -> bytes:
    return build(header_for(np.dtype(dtype), shape, "idx", strict=True)) + payload


def _of_siblings() -> tuple[Violation, ...]:
    return (
        Violation(
            "SET001",
            lambda: {
                "images.idx": _idx(2, 1, 1, payload=b"\1\2"),
                "labels.idx": _idx(3, payload=b"\1\2\3"),
            },
            (Expected("labels.idx", "SET001", 4),),
            named=True,
        ),
        Violation(
            "SET002",
            _test_categories,
            (Expected(f"{TEST}cat.mat.gz", "SET002"),),
            named=True,
        ),
        Violation(
            "SET003",
            _overlapping_tables,
            (Expected(f"{TRAIN}info.mat.gz", "SET003", 20),),
            data_set="smallnorb",
            named=True,
        ),
        Violation(
            "SET004",
            _uncovering_table,
            (Expected(f"{TEST}info.mat.gz", "SET004", 20 + 5 * ROW_SIZE),),
            data_set="smallnorb",
            named=True,
        ),
    )


def _test_categories() -> Mapping[str, bytes]:
    return {f"{TEST}cat.mat.gz": _gzip_of_labels(categories())}


def _overlapping_tables() -> Mapping[str, bytes]:
    """Return the published test table beside a training table that has its instance 0."""
    return {
        f"{TRAIN}info.mat.gz": gzip_of(table([(0, 0, 0, 1)] * ITEMS), (ROW_SIZE,)),
        f"{TRAIN}cat.mat.gz": _gzip_of_labels(categories()),
        f"{TRAIN}dat.mat": STAND_IN,
        f"{TEST}info.mat.gz": gzip_of(table(table_rows()), (ROW_SIZE,)),
        f"{TEST}cat.mat.gz": _gzip_of_labels(categories()),
        f"{TEST}dat.mat": STAND_IN,
    }


def _uncovering_table() -> Mapping[str, bytes]:
    """Return the test table with the sixth row, of another lighting, equal to the first."""
    rows = table_rows()
    rows[5] = rows[0]
    return {
        f"{TEST}info.mat.gz": gzip_of(table(rows), (ROW_SIZE,)),
        f"{TEST}cat.mat.gz": _gzip_of_labels(categories()),
        f"{TEST}dat.mat": STAND_IN,
    }


def _gzip_of_labels(data: bytes) -> bytes:
    return gzip_of(data, (LABEL_SIZE, 5 * LABEL_SIZE))


def _of_data_sets() -> tuple[Violation, ...]:
    def of_labels(rule: str, labels: list[int], offset: int | None, of: str) -> Violation:
        """Return a violation that is a file of smallNORB's shape of categories."""

        def make() -> Mapping[str, bytes]:
            return {CATEGORIES: _gzip_of_labels(categories(labels))}

        return Violation(rule, make, (Expected(CATEGORIES, rule, offset),), data_set=of)

    return (
        Violation(
            "PRF001",
            lambda: {"shape.idx": _idx(1, payload=b"\1")},
            (Expected("shape.idx", "PRF001", 4),),
            data_set="mnist",
        ),
        Violation(
            "PRF002",
            _labels_of_another_type,
            (Expected("labels.idx.gz", "PRF002", 2),),
            data_set="mnist",
        ),
        # Both parts of smallNORB have categories of this shape: which is meant stays open, so
        # that no sibling is missed (SET002).
        of_labels("PRF003", [0, 1, 2, 3, 5], 20 + 4 * LABEL_SIZE, "smallnorb"),
        of_labels("PRF004", [1], None, "smallnorb"),
        of_labels("PRF005", [0, 1, 2, 3, 4], None, "mnist"),
        Violation(
            "PRF006",
            _first_release,
            (Expected("images.idx.gz", "PRF006", 16 + BLACK * 784),),
            data_set="kmnist",
            named=True,
        ),
        of_labels("PRF007", [1, 0, 2, 3, 4], None, "smallnorb"),
    )


def _labels_of_another_type() -> Mapping[str, bytes]:
    data = _idx(LABELS, payload=b"\1" * LABELS, dtype="int8")
    return {"labels.idx.gz": gzip_of(data, (1,))}


def _first_release() -> Mapping[str, bytes]:
    """Return images of which one is black, as in KMNIST's first release, and their labels.

    Of the labels no digest is published but that of the compressed file: packed, they would
    be another (PRF007).
    """
    size = 28 * 28
    pixels = b"\1" * (BLACK * size) + bytes(size) + b"\1" * ((LABELS - BLACK - 1) * size)
    return {
        "images.idx.gz": gzip_of(_idx(LABELS, 28, 28, payload=pixels), (1,)),
        "labels.idx": _idx(LABELS, payload=bytes(range(10)) * (LABELS // 10)),
    }


def _of_expectations() -> tuple[Violation, ...]:
    def of(rule: str, expectation: str, offset: int) -> Violation:
        """Return a violation of what the configuration expects of two uint8 elements, 1 and 2."""
        return Violation(
            rule,
            lambda: {"pair.idx": _idx(2, payload=b"\1\2")},
            (Expected("pair.idx", rule, offset),),
            configuration=f'[[files]]\npath = "pair.idx"\n{expectation}\n',
        )

    return (
        of("SCH001", "shape = [3]", 4),
        of("SCH002", 'element = "int8"', 2),
        of("SCH003", "range = [0, 1]", 9),
    )
