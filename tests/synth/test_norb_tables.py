"""The tables of smallNORB and NORB made anew."""

import hashlib
import struct

import numpy as np
import pytest
from numpy.typing import NDArray

from idxcheck.errors import UsageError
from idxcheck.synth.norb_tables import tables


def md5_of_norb_file(matrix: NDArray[np.int32]) -> str:
    """Return the md5 of the NORB int32 file of a matrix, its header written by hand."""
    sizes = (*matrix.shape, 1, 1)[:3]
    header = struct.pack("<2i3i", 0x1E3D4C54, matrix.ndim, *sizes)
    content = header + matrix.astype("<i4").tobytes()
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


@pytest.mark.parametrize("part", ["train", "test"])
def test_categories_of_both_parts_have_the_published_digest(part: str) -> None:
    """The category files of smallNORB can be made anew byte for byte."""
    categories, _ = tables("smallnorb", part)
    assert md5_of_norb_file(categories) == "fd5120d3f770ad57ebe620eb61a0b633"


def test_test_table_of_smallnorb_has_the_published_digest() -> None:
    """The table of the test part of smallNORB can be made anew byte for byte."""
    _, info = tables("smallnorb", "test")
    assert md5_of_norb_file(info) == "7c5b871cc69dcadec1bf6a18141f5edc"


def test_training_table_of_smallnorb_is_pinned() -> None:
    """The training part has the test part's order over its own instances."""
    _, info = tables("smallnorb", "train")
    assert info[[0, 4859, 4860, 9720, 14580, 19440, 24299]].tolist() == [
        [4, 0, 0, 0],
        [4, 8, 34, 5],
        [6, 0, 0, 0],
        [7, 0, 0, 0],
        [8, 0, 0, 0],
        [9, 0, 0, 0],
        [9, 8, 34, 5],
    ]
    assert md5_of_norb_file(info) == "6cde069074f6841aef927d6d74ebdd63"


def test_first_rows_change_category_then_lighting_then_azimuth() -> None:
    """A few rows show all categories, 30 all lightings, the 31st another azimuth."""
    categories, info = tables("smallnorb", "test", count=31)
    assert (str(categories.dtype), str(info.dtype)) == ("int32", "int32")
    assert (categories.shape, info.shape) == ((31,), (31, 4))
    assert categories[:7].tolist() == [0, 1, 2, 3, 4, 0, 1]
    assert info[[0, 4, 5, 29, 30]].tolist() == [
        [0, 0, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 0, 1],
        [0, 0, 0, 5],
        [0, 0, 2, 0],
    ]


def test_tables_of_norb_hold_each_combination_once_and_blanks() -> None:
    """A file of NORB has 4860 rows of each of six categories, the last without an object."""
    categories, info = tables("norb", "train", number=10)
    assert (categories.shape, info.shape) == ((29160,), (29160, 10))
    assert np.bincount(categories).tolist() == [4860, 4860, 4860, 4860, 4860, 4860]
    blank = info[categories == 5, :4]
    assert (blank.min(), blank.max()) == (-1, -1)
    toys = np.column_stack([categories, info[:, :4]])[categories < 5]
    assert len(np.unique(toys, axis=0)) == 24300
    assert np.unique(toys[:, 1]).tolist() == [4, 6, 7, 8, 9]
    assert np.unique(toys[:, 2]).tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8]
    assert np.unique(toys[:, 3]).tolist() == list(range(0, 36, 2))
    assert np.unique(toys[:, 4]).tolist() == [0, 1, 2, 3, 4, 5]


def test_jitter_of_norb_takes_all_its_values() -> None:
    """Columns 4 to 9 are shifts, lumination, contrast, scale and rotation within their ranges."""
    _, info = tables("norb", "test", number=2)
    assert info[:, 4:].min(axis=0).tolist() == [-5, -5, -19, 0, 0, -4]
    assert info[:, 4:].max(axis=0).tolist() == [5, 5, 19, 1, 1, 4]
    assert [len(np.unique(column)) for column in info[:, 4:].T] == [11, 11, 39, 2, 2, 9]


def test_first_rows_of_norb_are_pinned() -> None:
    """The jitter of a seed is the same everywhere."""
    categories, info = tables("norb", "train", count=7, seed=1)
    assert categories.tolist() == [0, 1, 2, 3, 4, 5, 0]
    assert info.tolist() == [
        [4, 0, 0, 0, -5, -3, -9, 0, 0, -1],
        [4, 0, 0, 0, -1, -5, -16, 0, 0, -3],
        [4, 0, 0, 0, -5, -3, -12, 0, 1, 2],
        [4, 0, 0, 0, -1, -2, -18, 0, 1, -4],
        [4, 0, 0, 0, -1, 2, 19, 0, 0, -2],
        [-1, -1, -1, -1, -3, 2, -17, 1, 1, -2],
        [4, 0, 0, 1, 2, 0, -18, 0, 0, -3],
    ]


def test_jitter_depends_on_seed_file_and_row_alone() -> None:
    """Fewer rows begin as all do; another seed, number or part has another jitter."""
    _, info = tables("norb", "test", count=50)
    assert np.array_equal(tables("norb", "test", count=9)[1], info[:9])
    for other in (
        tables("norb", "test", count=50, seed=1),
        tables("norb", "test", count=50, number=2),
        tables("norb", "train", count=50),
    ):
        assert not np.array_equal(other[1][:, 4:], info[:, 4:])


def test_no_rows_are_empty_tables() -> None:
    """A count of 0 keeps the columns."""
    categories, info = tables("norb", "test", count=0)
    assert (categories.shape, info.shape) == ((0,), (0, 10))


@pytest.mark.parametrize(
    ("data_set", "part", "number", "message"),
    [
        ("smallnorb", "all", 1, "number of a file from 1 to 1; found smallnorb, part 'all'"),
        ("smallnorb", "train", 2, "number of a file from 1 to 1; found smallnorb, part 'train', n"),
        ("norb", "train", 11, "number of a file from 1 to 10; found norb, part 'train', number 11"),
        ("norb", "test", 0, "number of a file from 1 to 2; found norb, part 'test', number 0"),
        ("qmnist", "train", 1, "expected smallnorb or norb, part train or test"),
        ("snorb", "train", 1, "no data set is called 'snorb'"),
    ],
)
def test_what_is_not_there_is_refused(data_set: str, part: str, number: int, message: str) -> None:
    """A set, part or file that is not NORB's is a usage error that names the choices."""
    with pytest.raises(UsageError) as caught:
        tables(data_set, part, number=number)
    assert message in str(caught.value)


@pytest.mark.parametrize("count", [-1, 24301])
def test_a_count_beyond_the_table_is_refused(count: int) -> None:
    """A table is not made longer than it is published."""
    with pytest.raises(UsageError) as caught:
        tables("smallnorb", "test", count=count)
    assert str(caught.value) == (
        "smallnorb/test-info has 24300 rows: expected a count up to that, found " + str(count)
    )
