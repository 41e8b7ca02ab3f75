"""smallNORB's files: pictures read alone, parts that are missing, tables that do not hold."""

import gzip
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from idxcheck.datasets.smallnorb import SmallNorb
from idxcheck.errors import FormatError, UsageError
from idxcheck.registry import DataSet

Write = Callable[..., None]
TablesOf = Callable[..., tuple[NDArray[np.int32], NDArray[np.int32]]]


def pairs(count: int, start: int) -> NDArray[Any]:
    """Return pairs of 2 x 3 pixels, all `start` and counting: the right camera's 100 more."""
    numbers = np.arange(start, start + count)[:, None, None, None] + [[[0]], [[100]]]
    return np.broadcast_to(numbers, (count, 2, 2, 3))


@pytest.fixture
def folder(tmp_path: Path, tables_of: TablesOf, write: Write) -> Path:
    """A folder with the files of `toys`: pair n shows n to the left and 100 + n to the right."""
    for part, instances, start in (("train", (4, 6), 0), ("test", (5,), 48)):
        categories, factors = tables_of(instances, 2, 2, 3, 2)
        write(tmp_path, **{f"{part}_cat": categories, f"{part}_info": factors})
        write(tmp_path, **{f"{part}_dat": pairs(len(factors), start)})
    return tmp_path


def compress(path: Path) -> None:
    """Replace a file by its gzip."""
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()


@pytest.mark.parametrize("stored", ["raw", "gzip"])
def test_pictures(folder: Path, toys: DataSet, stored: str) -> None:
    """A pair and either camera's picture, of both parts, mapped or decompressed."""
    if stored == "gzip":
        compress(folder / "tiny-train-dat")
        compress(folder / "tiny-test-dat")
    norb = SmallNorb(folder, data_set=toys)
    index = norb.index("dog", 6, 0, 2, 1)
    assert index == 31
    assert norb.pair(index).tolist() == [[[31] * 3] * 2, [[131] * 3] * 2]
    assert norb.picture(index).tolist() == [[31] * 3] * 2
    assert norb.picture(index, "left").tolist() == [[31] * 3] * 2
    assert norb.picture(index, camera="right").tolist() == [[131] * 3] * 2
    assert norb.picture(norb.index("cat", 5, 0, 0, 0)).tolist() == [[48] * 3] * 2
    assert norb.picture(71, "right").tolist() == [[171] * 3] * 2
    assert [int(norb.picture(each)[0, 0]) for each in norb.rotation(1, 5, 1, 0)] == [61, 65, 69]


def test_a_picture_is_a_copy(folder: Path, toys: DataSet) -> None:
    """What is written to a picture stays out of the file, and pictures of one pair are apart."""
    norb = SmallNorb(folder, data_set=toys)
    picture = norb.picture(3)
    assert type(picture) is np.ndarray
    assert picture.dtype == np.uint8
    picture[:] = 0
    assert norb.picture(3).tolist() == [[3] * 3] * 2


def test_camera(folder: Path, toys: DataSet) -> None:
    """There are two cameras."""
    with pytest.raises(UsageError, match=r"^camera is 'left' or 'right', not 'both'$"):
        SmallNorb(folder, data_set=toys).picture(0, "both")  # type: ignore[arg-type] # what is refused


def test_pictures_wait_to_be_asked_for(folder: Path, toys: DataSet, write: Write) -> None:
    """Without the files of pictures all but pictures is there; what is missing is named then."""
    (folder / "tiny-train-dat").unlink()
    norb = SmallNorb(folder, data_set=toys)
    assert norb.factors(47) == (1, 6, 1, 4, 1)
    assert norb.picture(48).tolist() == [[48] * 3] * 2
    with pytest.raises(FileNotFoundError) as caught:
        norb.picture(47)
    assert str(caught.value) == (
        f"missing in {folder}: tiny-train-dat; next: idxcheck fetch toys --dir {folder}"
    )
    write(folder, train_dat=pairs(48, 0))
    assert norb.picture(47).tolist() == [[47] * 3] * 2


@pytest.mark.parametrize(
    ("gone", "other", "there", "factors", "lost"),
    [
        ("train", "test", 48, ("cat", 5, 0, 0, 0), ("cat", 6, 0, 0, 0)),
        ("test", "train", 24, ("cat", 6, 0, 0, 0), ("cat", 5, 0, 0, 0)),
    ],
)
def test_one_part(  # noqa: PLR0913, PLR0917 - a case has these parts
    folder: Path,
    toys: DataSet,
    gone: str,
    other: str,
    there: int,
    factors: tuple[Any, ...],
    lost: tuple[Any, ...],
) -> None:
    """Either part does alone, under the same indices; what the other has is missing."""
    for path in folder.glob(f"tiny-{gone}-*"):
        path.unlink()
    norb = SmallNorb(folder, data_set=toys)
    assert norb.index(*factors) == there
    assert int(norb.picture(there)[0, 0]) == there
    assert set(norb.select(category="cat") >= 48) == {other == "test"}
    assert norb.select(instance=lost[1]).tolist() == []
    both = norb.select(instance=[factors[1], lost[1]])
    assert both.tolist() == norb.select(instance=factors[1]).tolist() != []
    absent = f": tiny-{gone}-cat, tiny-{gone}-info; next"
    for ask in (
        lambda: norb.index(*lost),
        lambda: norb.factors(47 if gone == "train" else 48),
        lambda: norb.rotation(lost[0], lost[1], 0, 0),
    ):
        with pytest.raises(FileNotFoundError, match=absent):
            ask()


def test_neither_part(tmp_path: Path, toys: DataSet) -> None:
    """A folder without any table is missing all of them."""
    with pytest.raises(
        FileNotFoundError,
        match=": tiny-train-cat, tiny-train-info, tiny-test-cat, tiny-test-info; next:"
        rf" idxcheck fetch toys --dir {tmp_path}$",
    ):
        SmallNorb(tmp_path, data_set=toys)


@pytest.mark.parametrize("kind", ["cat", "info"])
def test_half_a_part(folder: Path, toys: DataSet, kind: str) -> None:
    """A part with one of its two tables is no part: the other table is missing."""
    (folder / f"tiny-test-{kind}").unlink()
    with pytest.raises(FileNotFoundError, match=f": tiny-test-{kind}; next"):
        SmallNorb(folder, data_set=toys)


def test_half_of_both_parts(folder: Path, toys: DataSet) -> None:
    """What is missing of both parts is one error."""
    (folder / "tiny-train-cat").unlink()
    (folder / "tiny-test-info").unlink()
    with pytest.raises(FileNotFoundError, match=": tiny-train-cat, tiny-test-info; next"):
        SmallNorb(folder, data_set=toys)


def test_pictures_without_tables(folder: Path, toys: DataSet) -> None:
    """Pictures whose tables are missing are no part either."""
    (folder / "tiny-test-cat").unlink()
    (folder / "tiny-test-info").unlink()
    with pytest.raises(FileNotFoundError, match=": tiny-test-cat, tiny-test-info; next"):
        SmallNorb(folder, data_set=toys)


def test_combination_twice(folder: Path, toys: DataSet, tables_of: TablesOf, write: Write) -> None:
    """A combination that occurs twice is named, with the first two of its items."""
    factors = tables_of((4, 6), 2, 2, 3, 2)[1]
    factors[[10, 20]] = factors[40]
    write(folder, train_info=factors)
    with pytest.raises(UsageError) as caught:
        SmallNorb(folder, data_set=toys)
    path = folder / "tiny-train-info"
    assert str(caught.value) == (
        f"{path}: expected each combination of the factors once; found category 0, instance 6,"
        f" elevation 1, azimuth 2, lighting 0 3 times, item 10, item 20;"
        f" next: idxcheck check {path}"
    )


def test_value_of_the_other_part(
    folder: Path, toys: DataSet, tables_of: TablesOf, write: Write
) -> None:
    """A toy of the training part among the test's is refused, with the toys that part has."""
    factors = tables_of((5,), 2, 2, 3, 2)[1]
    factors[7, 0] = 6
    write(folder, test_info=factors)
    with pytest.raises(UsageError) as caught:
        SmallNorb(folder, data_set=toys)
    path = folder / "tiny-test-info"
    assert str(caught.value) == (
        f"{path}: item 7: expected instance of 5; found 6; next: idxcheck check {path}"
    )


def test_category_that_is_none(folder: Path, toys: DataSet, write: Write) -> None:
    """A category without a name is found in the table of categories."""
    write(folder, test_cat=[0, 1, 2, *([1] * 21)])
    with pytest.raises(UsageError, match="tiny-test-cat: item 2: expected category of 0, 1; found"):
        SmallNorb(folder, data_set=toys)


def test_pictures_of_another_shape(folder: Path, toys: DataSet, write: Write) -> None:
    """A file of pictures that are not as many as the table's items is refused."""
    write(folder, train_dat=pairs(47, 0))
    with pytest.raises(UsageError, match=r"expected uint8 48 x 2 x 2 x 3, .*; found uint8 47 x"):
        SmallNorb(folder, data_set=toys).pair(0)


def test_cut_pictures(folder: Path, toys: DataSet) -> None:
    """A cut file of pictures is the finding a check has."""
    path = folder / "tiny-train-dat"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(FormatError, match="IDX201"):
        SmallNorb(folder, data_set=toys).pair(0)


def test_nothing_behind_the_picture_is_read(folder: Path, toys: DataSet) -> None:
    """An early picture of a compressed file is had though the file's end is missing."""
    compress(folder / "tiny-train-dat")
    path = folder / "tiny-train-dat.gz"
    path.write_bytes(path.read_bytes()[:-8])
    assert SmallNorb(folder, data_set=toys).picture(2).tolist() == [[2] * 3] * 2


def test_in_another_process(folder: Path, toys: DataSet) -> None:
    """Look-ups go to another process as the name of their folder, not as its pictures."""
    norb = SmallNorb(folder, data_set=toys)
    norb.picture(0)
    sent = pickle.dumps((norb, norb))
    assert b"\x64" * 6 not in sent
    assert pickle.loads(sent)[1].picture(5).tolist() == [[5] * 3] * 2  # noqa: S301 - our own bytes


def test_missing_combination(
    folder: Path, toys: DataSet, tables_of: TablesOf, write: Write
) -> None:
    """Fewer items than combinations leave one out, which is named."""
    files = tuple(
        replace(file, shape=(23, *file.shape[1:])) if file.part == "test" else file
        for file in toys.files
    )
    categories, factors = tables_of((5,), 2, 2, 3, 2)
    write(folder, test_cat=categories[:-1], test_info=factors[:-1])
    with pytest.raises(
        UsageError, match=r"found category 1, instance 5, .*, lighting 1 0 times; ne"
    ):
        SmallNorb(folder, data_set=replace(toys, files=files))
