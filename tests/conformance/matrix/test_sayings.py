"""What is said of a reader beside one valid file."""

from collections.abc import Callable
from typing import Any

import pytest

from idxcheck.conformance.matrix.sayings import what_it_does
from idxcheck.conformance.outcomes import Outcome
from idxspec import ELEMENTS, Header, idx_header, norb_header

PASS, REJECT, NOT = Outcome.PASS, Outcome.FALSE_REJECT, Outcome.UNSUPPORTED
VALUES, ELEMENT = Outcome.WRONG_VALUES, Outcome.WRONG_ELEMENT
Reader = Callable[..., dict[str, Any]]


def idx(element: str, *shape: int) -> Header:
    """Return the header of an IDX file."""
    return idx_header(next(each for each in ELEMENTS if each.name == element), shape)


def norb(element: str, *shape: int) -> Header:
    """Return the header of a NORB file."""
    return norb_header(next(each for each in ELEMENTS if each.name == element), shape)


@pytest.mark.parametrize(
    ("header", "layers", "told"),
    [
        (idx("int16", 2, 3), (), []),
        (idx("float32", 60000, 28, 28), (), []),
        (idx("uint8", 1, 2, 3, 4), (), ["torchvision 0.28.0 refuses rank 4"]),
        (idx("uint8", 1, 1, 1, 1, 1, 1), (), ["torchvision 0.28.0 refuses rank 6"]),
        (idx("int16", *[1] * 64), (), ["torchvision 0.28.0 refuses rank 64"]),
        (idx("uint8", 5), ("gzip",), ["torchvision 0.28.0 refuses gzip"]),
        (idx("uint8", 0, 28, 28), (), ["torchvision 0.28.0 refuses a size of 0"]),
        (
            idx("uint8", 0, 2, 3, 4),
            ("xz", "bzip2"),
            [
                "torchvision 0.28.0 refuses rank 4",
                "torchvision 0.28.0 refuses a size of 0",
                "torchvision 0.28.0 refuses xz",
                "torchvision 0.28.0 refuses bzip2",
            ],
        ),
        (norb("uint8", 5), ("gzip",), ["torchvision 0.28.0 was not asked about NORB"]),
    ],
)
def test_what_torchvision_does(
    reader: Reader, header: Header, layers: tuple[str, ...], told: list[str]
) -> None:
    """Nothing is said of what it reads, and the one reason of what it refuses."""
    assert what_it_does(reader("to rank 3", "torchvision", "0.28.0"), header, layers) == told


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (idx("uint8", 60000), []),
        (idx("uint8", 60000, 28, 28), []),
        (idx("uint8", 100, 20, 20), ["mini 1.2 refuses rank 3 other than 28 x 28"]),
        (idx("uint8", 5, 5), ["mini 1.2 refuses rank 2"]),
        (idx("float32", 100), ["mini 1.2 refuses float32"]),
        (idx("float32", 100, 28, 28), ["mini 1.2 refuses float32"]),
        (idx("int8", 1, 28, 28), ["mini 1.2 refuses int8"]),
        (idx("int16", 5, 5), ["mini 1.2 refuses int16", "mini 1.2 refuses rank 2"]),
    ],
)
def test_mnist_alone(reader: Reader, header: Header, told: list[str]) -> None:
    """A reader of 28 x 28 does not fail a rank, an element type or a rank for their sake."""
    found = reader("mnist")
    assert found["idx"]["ranks"]["3 of 28 x 28"] == "pass"
    assert found["idx"]["ranks"]["3"] == "false-reject"
    assert found["idx"]["element types"]["uint8"] == "pass"
    assert "gzip" not in found["idx"], "every compressed vector is of rank 2"
    assert found["idx"]["zero size"] == "pass"
    assert what_it_does(found, header) == told


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (idx("int8", 5), []),
        (idx("int16", 5), ["ubyte 1.0.1 returns wrong values for int16"]),
        (idx("float64", 5, 5, 5, 5), ["ubyte 1.0.1 returns wrong values for float64"]),
        (norb("uint8", 5), ["ubyte 1.0.1 does not support NORB"]),
    ],
)
def test_bytes_only(reader: Reader, header: Header, told: list[str]) -> None:
    """Wrong values are said of the element types that have them."""
    found = reader("bytes only", "ubyte", "1.0.1")
    assert found["idx"]["element types"]["int16"] == "wrong-values"
    assert set(found["idx"]["ranks"].values()) == {"pass"}
    assert what_it_does(found, header) == told


@pytest.mark.parametrize(
    ("header", "layers", "told"),
    [
        (norb("uint8", 24300, 2, 96, 96), (), []),
        (norb("int32", 24300), (), []),
        (norb("int32", 24300, 4), (), []),
        (norb("uint8", 5), (), ["mini 1.2 returns wrong values for uint8 of rank 1"]),
        (norb("float32", 5), (), ["mini 1.2 returns wrong values for float32"]),
        (norb("int32", 1, 1, 1, 1), (), ["mini 1.2 returns wrong values for int32 of rank 4"]),
        (norb("uint8", 1, 1, 1, 1), ("gzip",), ["mini 1.2 was not asked about gzip"]),
        (
            norb("int32", *[1] * 10),
            (),
            ["mini 1.2 returns wrong values for int32", "mini 1.2 was not asked about rank 10"],
        ),
    ],
)
def test_types_of_ranks(
    reader: Reader, header: Header, layers: tuple[str, ...], told: list[str]
) -> None:
    """Where the element type decides at which rank, both are said."""
    assert what_it_does(reader("by number"), header, layers) == told


def test_ranks_between(reader: Reader) -> None:
    """A rank nobody asked is as its neighbours where they are alike, and else unknown."""
    found = reader(lambda _, reading: PASS if len(reading.shape) < 8 else NOT)
    assert what_it_does(found, idx("uint8", *[1] * 20)) == ["mini 1.2 does not support rank 20"]
    assert what_it_does(found, idx("uint8", *[1] * 6)) == ["mini 1.2 was not asked about rank 6"]
    assert what_it_does(found, idx("int16", *[1] * 5)) == []
    everything = reader(lambda *_: PASS)
    assert what_it_does(everything, idx("int16", *[1] * 100), ("gzip",)) == []
    assert what_it_does(everything, idx("uint8")) == ["mini 1.2 was not asked about rank 0"]


def test_a_type_that_was_not_asked(reader: Reader) -> None:
    """What an implementation does not claim is not asked, and so unknown."""
    found = reader(lambda _, reading: PASS if reading.element == "uint8" else None)
    assert found["idx"]["element types"] == {"uint8": "pass"}
    assert what_it_does(found, idx("int16", 5)) == ["mini 1.2 was not asked about int16"]


def test_nothing_is_read(reader: Reader) -> None:
    """Where nothing is, the widest that is true is said."""
    other_type = reader(lambda *_: ELEMENT, "ubyte", "")
    said = "ubyte returns another element type for"
    assert what_it_does(other_type, idx("int16", 5), ("gzip",)) == [f"{said} IDX"]
    mixed = reader(lambda _, reading: ELEMENT if reading.element == "uint8" else VALUES)
    assert what_it_does(mixed, idx("uint8", 5)) == [
        "mini 1.2 returns another element type for uint8"
    ]
    assert what_it_does(mixed, idx("int8", 5)) == ["mini 1.2 returns wrong values for int8"]
    chequered = reader(lambda _, reading: REJECT if len(reading.shape) == 2 else VALUES)
    assert what_it_does(chequered, idx("int8", 5, 5)) == ["mini 1.2 refuses int8 of rank 2"]
    assert chequered["idx"]["element types"]["int8"] == "wrong-values"
    assert chequered["idx"]["ranks"]["2"] == "false-reject"


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("wrong-values", "returns wrong values for IDX"),
        ("wrong-shape", "returns another shape for IDX"),
        ("wrong-element", "returns another element type for IDX"),
        ("memory", "takes all memory for IDX"),
        ("hang", "hangs on IDX"),
        ("crash", "crashes on IDX"),
        ("error", "gives no usable answer for IDX"),
        ("false-reject", "refuses IDX"),
        ("unsupported", "does not support IDX"),
    ],
)
def test_sayings(reader: Reader, outcome: str, said: str) -> None:
    """Each outcome that a valid file can have is said in its own words."""
    found = reader(lambda *_: Outcome(outcome))
    assert what_it_does(found, idx("uint8", 5)) == [f"mini 1.2 {said}"]


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (idx("float32", 5), ["mini 1.2 may change NaN in float32"]),
        (idx("float64", 5), ["mini 1.2 refuses infinity in float64"]),
        (idx("int32", 5), []),
        (norb("float32", 5), []),
    ],
)
def test_what_is_not_finite(reader: Reader, header: Header, told: list[str]) -> None:
    """Of a file that may hold NaN it is said what would come of that."""
    outcomes = {"IDX-4.5_float32-nan-bits": VALUES, "IDX-4.5_float64-infinities": REJECT}
    found = reader(lambda vector, _: outcomes.get(vector.identifier, PASS))
    assert what_it_does(found, header) == told


def test_nothing_is_said_twice(reader: Reader) -> None:
    """Who reads no float32 at all is not said to change NaN."""
    found = reader(lambda _, reading: VALUES if reading.element == "float32" else PASS)
    assert what_it_does(found, idx("float32", 5)) == ["mini 1.2 returns wrong values for float32"]


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (idx("uint8", 1 << 31), ["mini 1.2 returns wrong values for a size from 2^31"]),
        (
            idx("uint8", 1 << 31, 0, 1 << 31),
            ["mini 1.2 refuses several sizes from 2^31"],
        ),
        (idx("uint8", (1 << 31) - 1), []),
    ],
)
def test_large_sizes(reader: Reader, header: Header, told: list[str]) -> None:
    """What came of a size from 2^31 is said of every file with one."""
    outcomes = {"IDX-3.2_size-2147483648": VALUES, "IDX-3.2_two-largest-sizes-and-zero": REJECT}
    found = reader(lambda vector, _: outcomes.get(vector.identifier, PASS))
    assert what_it_does(found, header) == told


def test_large_sizes_unknown(reader: Reader) -> None:
    """Whoever refuses a size of 0 was not asked about one from 2^31."""
    found = reader("to rank 3")
    assert what_it_does(found, idx("uint8", 1 << 31)) == [
        "mini 1.2 was not asked about a size from 2^31"
    ]


def test_type_and_rank_together(reader: Reader) -> None:
    """Where the type alone would come otherwise, what comes of such files is what is said."""
    found = reader(
        lambda _, reading: (
            REJECT if len(reading.shape) != 1 else PASS if reading.element == "uint8" else ELEMENT
        )
    )
    said = "mini 1.2 returns another element type for"
    assert what_it_does(found, idx("int8", 5)) == [f"{said} int8"]
    assert what_it_does(found, idx("int8", 5, 5)) == ["mini 1.2 refuses rank 2"]
    odd = reader(
        lambda _, reading: (
            ELEMENT
            if (reading.element, len(reading.shape)) == ("int8", 2)
            else PASS
            if (reading.element, len(reading.shape)) == ("uint8", 1)
            else REJECT
        )
    )
    assert what_it_does(odd, idx("int8", 5, 5)) == [f"{said} int8 of rank 2"]
