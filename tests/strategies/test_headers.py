"""Element types, shapes and headers: what is drawn, its bounds, what it shrinks towards."""

import math
from functools import partial

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

import idxspec
from idxcheck.strategies import elements, headers, shapes
from idxspec import ELEMENTS, Element, Format, Header

FORMATS: tuple[Format, ...] = ("idx", "norb")
UINT8, INT8, INT16, INT32, FLOAT32, FLOAT64 = ELEMENTS

# Without the phase that explains, whose variations would take the place of what is smallest.
SMALLEST = settings(database=None, max_examples=2000, phases=[Phase.generate, Phase.shrink])
smallest = partial(find, settings=SMALLEST)
reached = partial(find, settings=settings(SMALLEST, phases=[Phase.generate]))


@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.name)
def test_all_element_types(element: Element) -> None:
    """Each of the six comes up."""
    assert reached(elements(), lambda drawn: drawn == element) == element


def test_element_kinds() -> None:
    """Kinds choose the types; the first of those left is the simplest."""
    assert smallest(elements(), lambda _: True) == UINT8
    assert smallest(elements(kinds=["i"]), lambda _: True) == INT8
    assert smallest(elements(kinds=["f", "i"]), lambda each: each.size == 8) == FLOAT64


@given(elements(kinds=("u", "f")))
def test_no_other_kinds(element: Element) -> None:
    """A kind that was not asked for does not come up."""
    assert element in (UINT8, FLOAT32, FLOAT64)


@given(shapes())
def test_default_shapes(shape: tuple[int, ...]) -> None:
    """Rank 1 to 3, sizes 1 to 8, at most 128 elements."""
    assert 1 <= len(shape) <= 3
    assert all(1 <= size <= 8 for size in shape)
    assert math.prod(shape) <= 128


@given(shapes(min_rank=2, max_rank=5, min_size=2, max_size=3, max_elements=70))
def test_bounds_of_shapes(shape: tuple[int, ...]) -> None:
    """All bounds hold together; 2^5 is within 70, 3^4 is not."""
    assert 2 <= len(shape) <= 5
    assert set(shape) <= {2, 3}
    assert math.prod(shape) <= 70


def test_the_simplest_shapes() -> None:
    """Shapes shrink to the lowest rank of the smallest sizes."""
    assert smallest(shapes(), lambda _: True) == (1,)
    assert smallest(shapes(min_rank=2), lambda _: True) == (1, 1)
    assert smallest(shapes(min_size=0), lambda _: True) == (0,)
    assert smallest(shapes(), lambda shape: len(shape) == 3) == (1, 1, 1)
    assert smallest(shapes(), lambda shape: shape[-1] > 1) == (2,)
    assert smallest(shapes(min_size=3, max_elements=5), lambda _: True) == (3,)


def test_extremes_of_shapes() -> None:
    """A bound itself can be reached, the highest ranks and sizes of the formats too."""
    highest = shapes(min_rank=255, max_rank=255, max_size=1)
    assert reached(highest, lambda _: True) == (1,) * 255
    vast = shapes(max_rank=1, max_size=2**32 - 1, max_elements=None)
    assert smallest(vast, lambda shape: max(shape) >= 2**31) == (2**31,)
    assert smallest(shapes(max_elements=0, min_size=0, min_rank=2), lambda _: True) == (0, 0)
    several = shapes(min_size=0, max_size=9, max_elements=9)
    assert reached(several, lambda shape: shape[:2] == (0, 9))[:2] == (0, 9)


@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.name)
def test_headers_of_every_type(element: Element) -> None:
    """Both formats have headers of each type."""
    for form in FORMATS:
        found = reached(headers(format=form, element=element), lambda _: True)
        assert (found.format, found.element) == (form, element)


@given(headers())
def test_headers_are_valid(header: Header) -> None:
    """Each is built and cut again, and obeys what the clauses say of valid ones."""
    data = idxspec.build(header)
    assert len(data) == header.header_size
    if header.format == "idx":
        assert idxspec.parse_idx(data) == header
        assert 1 <= header.rank <= 255
        assert data[:2] == b"\0\0"
        assert data[3] == header.rank
    else:
        assert idxspec.parse_norb(data) == header
        assert 1 <= header.rank <= 11
        assert all(1 <= size < 2**31 for size in header.shape)
        assert data[1:4] == b"\x4c\x3d\x1e"
        assert data[header.header_size - 4 * len(header.padding) :] == b"\1\0\0\0" * max(
            0, 3 - header.rank
        )


def test_the_simplest_headers() -> None:
    """Headers shrink to IDX, uint8, shape 1."""
    assert smallest(headers(), lambda _: True) == Header("idx", "big", 2049, UINT8, (1,))
    assert smallest(headers(format="norb"), lambda _: True) == Header(
        "norb", "little", 0x1E3D4C55, UINT8, (1,), (1, 1)
    )


def test_extreme_headers() -> None:
    """Sizes beyond int32, sizes of 0, and the highest ranks come up."""
    large = reached(headers(format="idx"), lambda header: max(header.shape) >= 2**31)
    assert max(large.shape) < 2**32
    assert 0 in reached(headers(), lambda header: 0 in header.shape).shape
    assert reached(headers(), lambda header: header.rank > 200).format == "idx"
    norb = reached(
        headers(format="norb"),
        lambda header: header.rank == 11 and max(header.shape) > 2**30,
    )
    assert norb.padding == ()


@given(headers(format="norb", element=st.just(INT16), shape=shapes(min_rank=2, max_rank=2)))
def test_bounds_of_headers(header: Header) -> None:
    """Format, type and shape are those asked for."""
    assert (header.format, header.magic, header.element) == ("norb", 0x1E3D4C56, INT16)
    assert (header.rank, header.padding) == (2, (1,))


def test_a_shape_given() -> None:
    """One shape is taken as it is, an integer as a shape of rank 1."""
    images = headers(format="idx", element=UINT8, shape=(60000, 28, 28))
    assert smallest(images, lambda _: True) == Header("idx", "big", 2051, UINT8, (60000, 28, 28))
    assert smallest(headers(format="norb", element=INT32, shape=5), lambda _: True) == Header(
        "norb", "little", 0x1E3D4C54, INT32, (5,), (1, 1)
    )


def test_headers_of_strategies_that_do_not_fit() -> None:
    """A shape or type that the format cannot hold is refused when it is drawn."""
    with pytest.raises(InvalidArgument, match=r"shape=\(0,\): norb has sizes 1 to 2147483647"):
        smallest(headers(format="norb", shape=shapes(min_size=0)), lambda _: True)
    with pytest.raises(InvalidArgument, match=r"element='uint8' is none of Element"):
        smallest(headers(element=st.just("uint8")), lambda _: True)  # type: ignore[arg-type] # the mistake
