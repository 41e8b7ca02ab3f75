"""The known faults of readers."""

import pytest

from idxcheck.vectors import Flag, flags

# Each defect line of the measured readers, and the flags that stand for it.
DEFECT_LINES = (
    (1, ["payload-not-swapped"]),
    (2, ["product-wraps-32-bit", "product-wraps-64-bit"]),
    (3, ["fixed-image-size"]),
    (4, ["header-not-measured"]),
    (5, ["short-read-unchecked"]),
    (6, ["count-ignored"]),
    (7, ["header-unread"]),
    (8, ["prefix-unread"]),
    (9, ["rank-ignored"]),
    (10, ["zero-filled", "gzip-taken-for-matrix"]),
    (11, ["element-type-ignored"]),
    (12, ["negative-size-wildcard", "negative-rank"]),
    (13, ["end-unread"]),
    (14, ["refusal-by-assertion"]),
    (15, ["leaky-refusal"]),
    (16, ["nan-changed", "unswapped-rewrite"]),
)


def test_one_flag() -> None:
    """A flag says what kind of fault it is, what comes of it, who has it and where."""
    assert flags()["label-sign-extended"] == Flag(
        fault="arithmetic",
        effect="A label goes through a signed char into an unsigned long: 200 becomes"
        " 18446744073709551560.",
        readers=("dlib 3d40bf5",),
        links=("https://github.com/davisking/dlib",),
    )


def test_the_order() -> None:
    """The names come in alphabetical order."""
    names = list(flags())
    assert names == sorted(names)
    assert names[0] == "axes-reversed"


@pytest.mark.parametrize(("line", "names"), DEFECT_LINES)
def test_every_defect_has_its_flag(line: int, names: list[str]) -> None:
    """Each of the sixteen defects found in real readers has a flag, and a reader that has it."""
    assert 1 <= line <= 16
    for name in names:
        assert flags()[name].readers


def test_readers_have_a_version() -> None:
    """Each reader is named with what was tried, and each that is named has an address."""
    for flag in flags().values():
        assert len(flag.readers) >= len(flag.links)
        assert bool(flag.readers) == bool(flag.links)
        for reader in flag.readers:
            words = reader.partition(" (")[0].split()
            assert len(words) >= 2, reader
            assert any(character.isdigit() for character in words[-1]), reader
