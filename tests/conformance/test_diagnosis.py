"""How wrong elements came about, in words."""

import pytest

from idxcheck.conformance.diagnosis import EVERY, diagnosis, named
from idxcheck.vectors import Reading

SWAPPED = "the bytes of each element are swapped"
OTHER_TYPE = "the numbers are right, their type is another"
FIRST_FASTEST = "the elements in another order, as if the first index ran fastest"
NAN_CHANGED = "the bits of a NaN are changed"
INT16, UINT8 = ("int16", (5, 1280, -2)), ("uint8", (200, 5))


def told(expected: tuple[str, tuple[int, ...]], found: tuple[str, tuple[int, ...]]) -> str:
    """Return the diagnosis of elements in a row."""
    return diagnosis(*(Reading(name, (len(each),), each) for name, each in (expected, found)))


@pytest.mark.parametrize(
    ("expected", "found", "words"),
    [
        (INT16, ("int16", (1280, 5, -257)), SWAPPED),
        (INT16, ("uint16", (1280, 5, 65279)), SWAPPED),
        (INT16, ("int64", (1280, 5, -257)), SWAPPED),
        (INT16, ("int64", (1280, 5, 65279)), SWAPPED),
        (INT16, ("uint8", (0, 5, 255)), ""),
        (INT16, ("int16", (-257, 5, 1280)), "all bytes of the payload in reverse"),
        (INT16, ("int16", (1280, 5, -2)), "the elements in another order"),
        (INT16, ("int16", (1280, 5, -3)), ""),
        (("int16", (0, -1)), ("int32", (0, -1)), OTHER_TYPE),
        (("float32", (0x3F800000,)), ("float32", (0x0000803F,)), SWAPPED),
        (("float32", (0x3F800000,)), ("uint32", (0x0000803F,)), SWAPPED),
        (("float32", (0x3F800000,)), ("float64", (0x0000803F,)), ""),
        (("float64", (1 << 63,)), ("float64", (0x80,)), SWAPPED),
        (("int32", (1,)), ("float32", (1 << 24,)), SWAPPED),
    ],
)
def test_byte_order(
    expected: tuple[str, tuple[int, ...]], found: tuple[str, tuple[int, ...]], words: str
) -> None:
    """Each element is looked at, by its bits, whatever type of as many it was given."""
    assert told(expected, found) == words


@pytest.mark.parametrize(
    ("expected", "found", "words"),
    [
        (UINT8, ("int8", (-56, 5)), "taken for signed"),
        (UINT8, ("int16", (-56, 5)), "taken for signed"),
        (UINT8, ("uint64", (18446744073709551560, 5)), "taken for signed"),
        (("uint8", (5,)), ("int8", (5,)), "taken for signed"),
        (UINT8, ("int16", (200, 5)), OTHER_TYPE),
        (UINT8, ("int8", (-56, 6)), ""),
        (UINT8, ("float16", (200, 5)), ""),
        (INT16, ("uint16", (5, 1280, 65534)), "taken for unsigned"),
        (INT16, ("int32", (5, 1280, 65534)), "taken for unsigned"),
        (INT16, ("uint64", (5, 1280, 18446744073709551614)), "taken for unsigned"),
        (("int8", (5,)), ("uint8", (5,)), "taken for unsigned"),
        (INT16, ("int64", (5, 1280, -2)), OTHER_TYPE),
        (("int8", (127,)), ("uint8", (0,)), "only zeros"),
        (("int8", (127,)), ("uint8", (1,)), ""),
        (("float32", (5,)), ("int32", (5,)), ""),
    ],
)
def test_signs(
    expected: tuple[str, tuple[int, ...]], found: tuple[str, tuple[int, ...]], words: str
) -> None:
    """Integers that are right but for their sign, or altogether."""
    assert told(expected, found) == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ((0x7FC00001, 0x3F800000), NAN_CHANGED),
        ((0xFFC00001, 0x3F800000), NAN_CHANGED),
        ((0x7F800000, 0x3F800000), ""),
        ((0x7FC00001, 0x3F800001), ""),
    ],
)
def test_nan(found: tuple[int, ...], words: str) -> None:
    """A NaN that became another one, and nothing else."""
    assert told(("float32", (0x7F800001, 0x3F800000)), ("float32", found)) == words


def test_nan_of_float64() -> None:
    """Its infinity is another one; a finite number is no NaN."""
    signalling, quiet = 0x7FF0000000000001, 0x7FF8000000000001
    assert told(("float64", (signalling,)), ("float64", (quiet,))) == NAN_CHANGED
    assert told(("float64", (1,)), ("float64", (quiet,))) == ""


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((0, 0, 0, 0, 0, 0), "only zeros"),
        ((6, 5, 4, 3, 2, 1), "the elements in another order, reversed"),
        ((1, 3, 5, 2, 4, 6), FIRST_FASTEST),
        ((1, 4, 2, 5, 3, 6), FIRST_FASTEST),
        ((2, 1, 3, 4, 5, 6), "the elements in another order"),
        ((1, 0, 0, 0, 0, 0), "the first 1 element, then zeros"),
        ((1, 2, 3, 0, 0, 0), "the first 3 elements, then zeros"),
        ((1, 2, 0, 4, 0, 0), ""),
        ((9, 0, 0, 0, 0, 0), ""),
        ((1, 2, 3, 4, 5, 7), ""),
        ((1, 2, 3), ""),
    ],
)
def test_places(values: tuple[int, ...], words: str) -> None:
    """The right elements in wrong places, and zeros."""
    assert (
        diagnosis(Reading("uint8", (2, 3), (1, 2, 3, 4, 5, 6)), Reading("uint8", (2, 3), values))
        == words
    )


@pytest.mark.parametrize(
    ("element", "shape", "words"),
    [("int8", (3, 2), "the sizes reversed"), ("int8", (6,), ""), ("uint8", (3, 2), "")],
)
def test_shapes(element: str, shape: tuple[int, ...], words: str) -> None:
    """Where the shape is wrong, the elements tell nothing."""
    expected = Reading("int8", (2, 3), (1, 2, 3, 4, 5, 6))
    assert diagnosis(expected, Reading(element, shape, expected.values)) == words


def test_no_element() -> None:
    """Where there is none, none is right."""
    assert told(("uint8", ()), ("int16", ())) == ""


def test_a_high_rank() -> None:
    """It is no trouble, and neither are sizes of one."""
    shape = (1,) * 253 + (2, 2)
    expected, found = Reading("int8", shape, (1, 2, 3, 4)), Reading("int8", shape, (1, 3, 2, 4))
    assert diagnosis(expected, found) == FIRST_FASTEST


def test_found_again() -> None:
    """It is the end of what is told of a case; the number of elements is left out."""
    first = "3 of 6 elements differ; element 3: expected 4, found 0"
    assert named(first) == ""
    assert named(f"{first}; the first 3 elements, then zeros") == "the first elements, then zeros"
    assert named(f"{first}; the first 1 element, then zeros") == "the first elements, then zeros"
    assert named(f"{first}; the first elements, then zeros") == ""
    assert named("only zeros") == "only zeros"
    assert named("") == ""
    assert [named(f"{first}; {words}") for words in EVERY] == list(EVERY)
