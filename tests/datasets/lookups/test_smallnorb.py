"""smallNORB by its factors, at its own size, its tables made from their definition."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import idxcheck
from idxcheck.datasets.smallnorb import SmallNorb
from idxcheck.errors import FormatError, UsageError

TRAIN = "smallnorb-5x46789x9x18x6x2x96x96-training-"
TEST = "smallnorb-5x01235x9x18x6x2x96x96-testing-"

TablesOf = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path, tables_of: TablesOf) -> Path:
    """A folder with smallNORB's four tables, the training items in the order of the test's."""
    for prefix, instances in ((TRAIN, (4, 6, 7, 8, 9)), (TEST, (0, 1, 2, 3, 5))):
        categories, factors = tables_of(instances)
        idxcheck.save(tmp_path / f"{prefix}cat.mat", categories)
        idxcheck.save(tmp_path / f"{prefix}info.mat.gz", factors)
    return tmp_path


@pytest.fixture
def norb(folder: Path) -> SmallNorb:
    """Look-ups in these tables."""
    return SmallNorb(folder)


def test_published_digests(tmp_path: Path, tables_of: TablesOf) -> None:
    """Both category tables and the testing factors have, as we write them, the published md5."""
    for name, values, digest in [
        ("cat.mat", tables_of((4, 6, 7, 8, 9))[0], "fd5120d3f770ad57ebe620eb61a0b633"),
        ("cat.mat", tables_of((0, 1, 2, 3, 5))[0], "fd5120d3f770ad57ebe620eb61a0b633"),
        ("info.mat", tables_of((0, 1, 2, 3, 5))[1], "7c5b871cc69dcadec1bf6a18141f5edc"),
    ]:
        idxcheck.save(tmp_path / name, values)
        content = (tmp_path / name).read_bytes()
        assert hashlib.md5(content, usedforsecurity=False).hexdigest() == digest


@pytest.mark.parametrize(
    ("index", "category", "factors"),
    [
        (0, "animal", (0, 4, 0, 0, 0)),
        (4, "car", (4, 4, 0, 0, 0)),
        (5, "animal", (0, 4, 0, 0, 1)),
        (30, "animal", (0, 4, 0, 2, 0)),
        (540, "animal", (0, 4, 1, 0, 0)),
        (4893, "truck", (3, 6, 0, 2, 0)),
        (24299, "car", (4, 9, 8, 34, 5)),
        (24300, "animal", (0, 0, 0, 0, 0)),
        (30346, "human", (1, 1, 2, 6, 3)),
        (48599, "car", (4, 5, 8, 34, 5)),
    ],
)
def test_index_and_factors(
    norb: SmallNorb, index: int, category: str, factors: tuple[int, int, int, int, int]
) -> None:
    """Factors give the index over both parts, the training part first, and it gives them back."""
    assert norb.index(category, *factors[1:]) == index
    assert norb.index(*factors) == index
    assert norb.factors(index) == factors


def test_factors_have_names(norb: SmallNorb) -> None:
    """The factors are plain numbers under the names they are asked for by."""
    factors = norb.factors(np.int64(30346))
    assert factors._asdict() == {
        "category": 1,
        "instance": 1,
        "elevation": 2,
        "azimuth": 6,
        "lighting": 3,
    }
    assert {type(each) for each in factors} == {int}
    assert norb.categories == ("animal", "human", "airplane", "truck", "car")


def test_every_index_comes_back(norb: SmallNorb) -> None:
    """`index` undoes `factors`, for every 97th pair."""
    for index in range(0, 48600, 97):
        assert norb.index(*norb.factors(index)) == index


def test_table_of_the_other_part(folder: Path, tables_of: TablesOf) -> None:
    """The test's factors in the training part's place are known by their published digest."""
    path = folder / f"{TRAIN}info.mat.gz"
    idxcheck.save(path, tables_of((0, 1, 2, 3, 5))[1])
    with pytest.raises(FormatError) as caught:
        SmallNorb(folder)
    assert str(caught.value) == (
        f"{path}: PRF005 other-dataset: valid, but these are smallNORB's test info; expected"
        " smallNORB's training info; found sha256 318f8172... is smallnorb/test-info;"
        " next: idxcheck fetch smallnorb --part train"
    )


def test_the_folder_alone_goes_by_its_place(folder: Path) -> None:
    """What else is given has to be named: a part would be taken for a data set."""
    with pytest.raises(TypeError, match="positional"):
        SmallNorb(folder, "test")  # type: ignore[call-arg, arg-type] # what is refused


def test_order_of_the_files_counts(folder: Path, tables_of: TablesOf) -> None:
    """Items are where the files have them: turned round, the first is the last."""
    categories, factors = tables_of((4, 6, 7, 8, 9))
    idxcheck.save(folder / f"{TRAIN}cat.mat", categories[::-1])
    idxcheck.save(folder / f"{TRAIN}info.mat.gz", factors[::-1])
    norb = SmallNorb(folder)
    assert norb.index("animal", 4, 0, 0, 0) == 24299
    assert norb.factors(0) == (4, 9, 8, 34, 5)
    assert norb.index("animal", 0, 0, 0, 0) == 24300


@pytest.mark.parametrize(
    ("chosen", "count", "first", "last"),
    [
        ({}, 48600, [0, 1, 2], 48599),
        ({"category": "car", "lighting": 2}, 1620, [14, 44, 74], 48584),
        ({"category": 4, "lighting": np.int32(2)}, 1620, [14, 44, 74], 48584),
        ({"category": ["car", 3], "instance": 5}, 1944, [43743, 43744, 43748], 48599),
        (
            {"elevation": {0}, "azimuth": np.array([0, 34]), "lighting": range(1)},
            100,
            [0, 1, 2],
            44254,
        ),
        ({"category": []}, 0, [], None),
    ],
)
def test_select(
    norb: SmallNorb, chosen: dict[str, Any], count: int, first: list[int], last: int | None
) -> None:
    """Any factors, each one value or several, give the ascending indices of both parts."""
    found = norb.select(**chosen)
    assert found.dtype == np.int64
    assert len(found) == count
    assert found[:3].tolist() == first
    assert last is None or int(found[-1]) == last


def test_rotation(norb: SmallNorb) -> None:
    """A toy all round: eighteen indices, one for each azimuth, in their order."""
    assert norb.rotation("car", 4, 0, 0).tolist() == [
        *(4, 34, 64, 94, 124, 154, 184, 214, 244),
        *(274, 304, 334, 364, 394, 424, 454, 484, 514),
    ]
    turned = [norb.factors(each) for each in norb.rotation(3, 5, 8, 5)]
    assert [each.azimuth for each in turned] == list(range(0, 36, 2))
    assert {(each.category, *each[1:3], each.lighting) for each in turned} == {(3, 5, 8, 5)}


@pytest.mark.parametrize(
    ("factors", "message"),
    [
        (
            ("cow", 4, 0, 0, 0),
            "category is one of 0, 1, 2, 3, 4 or animal, human, airplane, truck, car, not 'cow'",
        ),
        ((5, 4, 0, 0, 0), "category is one of 0, 1, 2, 3, 4 or animal, human, airplane, truck,"),
        ((0, 10, 0, 0, 0), "instance is one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, not 10"),
        ((0, 4, -1, 0, 0), "elevation is one of 0, 1, 2, 3, 4, 5, 6, 7, 8, not -1"),
        (
            (0, 4, 0, 7, 0),
            "azimuth is one of 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, n",
        ),
        ((0, 4, 0, 0, 1.0), "lighting is one of 0, 1, 2, 3, 4, 5, not 1.0"),
        ((0, "car", 0, 0, 0), "instance is one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, not 'car'"),
    ],
)
def test_values_that_do_not_occur(norb: SmallNorb, factors: Sequence[Any], message: str) -> None:
    """A value that no pair has is refused with those that some have."""
    with pytest.raises(UsageError) as caught:
        norb.index(*factors)
    assert str(caught.value).startswith(message)


def test_one_wrong_value_among_several(norb: SmallNorb) -> None:
    """A selection is refused for any value that no pair has."""
    with pytest.raises(UsageError, match=r"^azimuth is one of 0, 2, .*, not 3$"):
        norb.select(azimuth=[2, 3])
    with pytest.raises(UsageError, match=r"^lighting is one of .*, not 0\.5$"):
        norb.select(lighting=0.5)  # type: ignore[arg-type] # what is refused


@pytest.mark.parametrize("index", [-1, 48600, 1.5, "0", None])
def test_indices_that_do_not_occur(norb: SmallNorb, index: Any) -> None:  # noqa: ANN401 - any kind of wrong
    """An index is a number of a pair: none is counted from the end."""
    with pytest.raises(UsageError) as caught:
        norb.factors(index)
    assert str(caught.value) == f"index is a number from 0 to 48599, not {index!r}"
