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
