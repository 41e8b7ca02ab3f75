"""The abilities that idxcheck carries: those of the committed results."""

from pathlib import Path

import idxcheck
from idxcheck.conformance.matrix.measured import measured_readers, reader_words
from idxcheck.findings import ReaderWord

FIXTURES = Path(__file__).parents[3] / "fixtures"
READERS = [
    "debian-torchvision",
    "dlib",
    "idx-data",
    "idx2numpy",
    "keras",
    "mlxtend",
    "mnist",
    "mnist-parser",
    "naive-numpy",
    "python-mnist",
    "tfds-mnist",
    "tfds-smallnorb",
    "torchvision",
    "torchvision-mnist",
    "ubyte",
]


def test_the_readers() -> None:
    """Fifteen were measured."""
    assert sorted(measured_readers()) == READERS


def test_what_is_known_of_them() -> None:
    """Torchvision refuses rank 4, Debian's old one returns other numbers for int32."""
    words = reader_words(["torchvision", "debian-torchvision", "idx2numpy"])
    found = {}
    for name in ("uint8-rank-4", "int32-rank-2"):
        (file,) = idxcheck.check(FIXTURES / "idx" / f"y_4.1_{name}.idx").files
        found[name] = words(file)
    assert found == {
        "uint8-rank-4": (
            ReaderWord("torchvision 0.28.0", ("torchvision 0.28.0 refuses rank 4",)),
            ReaderWord(
                "debian-torchvision 0.14.1a0", ("debian-torchvision 0.14.1a0 refuses rank 4",)
            ),
            ReaderWord("idx2numpy 1.2.3"),
        ),
        "int32-rank-2": (
            ReaderWord("torchvision 0.28.0"),
            ReaderWord(
                "debian-torchvision 0.14.1a0",
                ("debian-torchvision 0.14.1a0 returns wrong values for int32",),
            ),
            ReaderWord("idx2numpy 1.2.3"),
        ),
    }


def test_what_is_known_beyond_their_claims() -> None:
    """Who reads MNIST's files alone was asked about others too; idx-data was about NaN."""
    words = reader_words(["mlxtend", "python-mnist", "ubyte", "idx-data"])
    found = {}
    for name in ("4.1_int8-rank-1", "4.5_float32-nan-bits", "4.1_uint8-rank-4"):
        (file,) = idxcheck.check(FIXTURES / "idx" / f"y_{name}.idx").files
        found[name] = [each.trouble for each in words(file)]
    assert found == {
        "4.1_int8-rank-1": [
            ("mlxtend 0.25.0 returns another element type for int8",),
            ("python-mnist 0.7 refuses int8",),
            ("ubyte 1.0.1 returns another element type for int8",),
            ("idx-data 1.1.0 crashes on int8",),
        ],
        "4.5_float32-nan-bits": [
            ("mlxtend 0.25.0 refuses float32",),
            ("python-mnist 0.7 refuses float32",),
            ("ubyte 1.0.1 returns another element type for float32",),
            ("idx-data 1.1.0 may change NaN in float32",),
        ],
        "4.1_uint8-rank-4": [
            ("mlxtend 0.25.0 refuses rank 4",),
            ("python-mnist 0.7 refuses rank 4",),
            ("ubyte 1.0.1 returns another shape for rank 4",),
            (),
        ],
    }
