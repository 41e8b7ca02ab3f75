"""From which folder a set is taken, all of it, and which copy of a file in it."""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from idxcheck.datasets.files import recognise
from idxcheck.datasets.loading import load
from idxcheck.datasets.places import copies
from idxcheck.datasets.smallnorb import SmallNorb
from idxcheck.errors import UsageError
from idxcheck.registry import DataSet

Write = Callable[..., None]

NAMES = ("train_images", "train_labels", "t10k_images", "t10k_labels")


def files(value: int, *names: str) -> dict[str, Any]:
    """Return files of `digits`, every element `value`."""
    shapes = {"train_images": (3, 2, 2), "t10k_images": (2, 2, 2), "train_labels": (3,)}
    filled = {}
    for name in names:
        each: Any = value
        for size in reversed(shapes.get(name, (2,))):
            each = [each] * size
        filled[name] = each
    return filled


def values(data_set: DataSet, folder: Path) -> list[int]:
    """Return the first element of each of the four files."""
    data = load(data_set, folder)
    arrays = (data.train.images, data.train.labels, data.test.images, data.test.labels)
    return [int(each.flat[0]) for each in arrays]


@pytest.mark.parametrize("inner", ["digits", "raw", "gzip", "digits/raw"])
@pytest.mark.parametrize("beside", [NAMES[:1], NAMES[1:2], NAMES[:3]])
def test_whole_set_is_taken(
    tmp_path: Path, digits: DataSet, write: Write, inner: str, beside: tuple[str, ...]
) -> None:
    """Some files beside the folder that holds all four are of another set, and left alone."""
    write(tmp_path, **files(9, *beside))
    write(tmp_path / inner, ".gz", **files(1, *NAMES))
    assert values(digits, tmp_path) == [1, 1, 1, 1]


def test_first_whole_set(tmp_path: Path, digits: DataSet, write: Write) -> None:
    """Of several folders that hold all the first is taken: the one that was asked for."""
    write(tmp_path, ".xz", **files(1, *NAMES))
    write(tmp_path / "digits", **files(2, *NAMES))
    assert values(digits, tmp_path) == [1, 1, 1, 1]
    (tmp_path / "tiny-t10k-labels.xz").unlink()
    assert values(digits, tmp_path) == [2, 2, 2, 2]
    data = load(digits, tmp_path, part="train")
    assert data.train.labels.tolist() == [1, 1, 1]


def test_no_whole_set(tmp_path: Path, digits: DataSet, write: Write) -> None:
    """Files of two folders are no set; what is missing is told of the one with the most."""
    write(tmp_path, **files(1, *NAMES[:1]))
    write(tmp_path / "digits", **files(1, *NAMES[1:]))
    with pytest.raises(FileNotFoundError) as caught:
        load(digits, tmp_path)
    assert str(caught.value) == (
        f"missing in {tmp_path / 'digits'}: tiny-train-images;"
        f" next: idxcheck fetch digits --part train --dir {tmp_path}"
    )
    write(tmp_path, **files(1, *NAMES[1:3]))
    with pytest.raises(FileNotFoundError, match=f"^missing in {re.escape(str(tmp_path))}: tiny-t1"):
        load(digits, tmp_path)


def test_groups_of_one_folder(tmp_path: Path, writers: DataSet, write: Write) -> None:
    """A table that stands for the labels stands in the folder of the images."""
    images = [[[1, 2], [3, 4]]] * 2
    write(tmp_path, test_images=images, train_images=images, train_info=[[1, 5], [0, 6]])
    write(tmp_path / "writers", test_info=[[1, 5], [1, 6]])
    with pytest.raises(FileNotFoundError, match=": tiny-test-info, tiny-test-labels; next"):
        load(writers, tmp_path)
    write(tmp_path / "writers", test_images=images)
    assert load(writers, tmp_path, part="test").test.labels.tolist() == [1, 1]


def test_recognised_by_one_folder(
    tmp_path: Path, digits: DataSet, write: Write, register: Callable[..., object]
) -> None:
    """Files beside a folder that holds a whole set do not make it another's."""
    register(digits, cats={}, dogs={})
    write(tmp_path / "dogs", **files(1, *NAMES))
    write(tmp_path, **files(1, *NAMES[:1]))
    assert recognise(tmp_path).name == "dogs"


def test_smallnorb_of_one_folder(
    tmp_path: Path, toys: DataSet, write: Write, tables_of: Callable[..., Any]
) -> None:
    """Tables of one folder get no pictures of another: smallNORB too is taken from one."""
    inner = tmp_path / "toys"
    for part, toy_numbers, count in (("train", (4, 6), 48), ("test", (5,), 24)):
        categories, factors = tables_of(toy_numbers, 2, 2, 3, 2)
        write(inner, **{f"{part}_cat": categories, f"{part}_info": factors})
        write(inner, **{f"{part}_dat": [[[[count] * 3] * 2] * 2] * count})
    write(tmp_path, test_cat=categories, test_info=factors[::-1], test_dat=[[[[9]]]])
    norb = SmallNorb(tmp_path, data_set=toys)
    assert norb.factors(48) == (0, 5, 0, 0, 0)
    assert norb.picture(48).tolist() == [[24] * 3] * 2
    (inner / "tiny-train-dat").unlink()
    norb = SmallNorb(tmp_path, data_set=toys)
    assert norb.picture(48).tolist() == [[24] * 3] * 2
    with pytest.raises(FileNotFoundError) as caught:
        norb.picture(0)
    assert str(caught.value) == (
        f"missing in {inner}: tiny-train-dat;"
        f" next: idxcheck fetch toys --part train --dir {tmp_path}"
    )


def test_folders_that_are_not_needed(
    tmp_path: Path, digits: DataSet, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where all is there, a folder further down need not be readable; else it is an error."""
    write(tmp_path, **files(1, *NAMES))
    (tmp_path / "raw").mkdir()
    real = os.listdir

    def listed(folder: str) -> list[str]:
        if folder.endswith("raw"):
            raise PermissionError(13, "Permission denied", folder)
        return real(folder)

    monkeypatch.setattr(os, "listdir", listed)
    assert values(digits, tmp_path) == [1, 1, 1, 1]
    (tmp_path / "tiny-t10k-labels").unlink()
    with pytest.raises(PermissionError, match="raw"):
        load(digits, tmp_path)


@pytest.mark.parametrize("suffix", ["", ".GZ"])
def test_case_of_names(tmp_path: Path, digits: DataSet, write: Write, suffix: str) -> None:
    """Names of another case are those of the set, compressed or not."""
    write(tmp_path, suffix.lower(), **files(1, *NAMES))
    for path in list(tmp_path.iterdir()):
        path.rename(path.with_name(path.name.upper()))
    assert values(digits, tmp_path) == [1, 1, 1, 1]


def test_usual_name_in_capitals(tmp_path: Path, digits: DataSet) -> None:
    """A registry whose usual name has capitals finds that file in lower case too."""
    known = replace(digits, files=(replace(digits.files[0], file_names=("Train.IDX",)),))
    (tmp_path / "train.idx.gz").touch()
    found = copies(known, str(tmp_path))
    assert found["train-images"].path == str(tmp_path / "train.idx.gz")


def test_order_of_copies(tmp_path: Path, digits: DataSet) -> None:
    """Raw comes before packed, the usual name before others, the usual case before others."""
    order = [
        "tiny-train-labels",
        "TINY-TRAIN-LABELS",
        "Tiny-train-labels",
        "tiny.train-labels",
        "TINY.train-labels",
        "tiny-train-labels.gz",
        "TINY-TRAIN-LABELS.GZ",
        "tiny.train-labels.gz",
        "tiny-train-labels.xz",
        "tiny-train-labels.bz2",
    ]
    for name in order:
        (tmp_path / name).touch()
    (tmp_path / "TINY-train-labels").mkdir()
    (tmp_path / "tiny-train-labels.gz.gz").touch()
    found = []
    while each := copies(digits, str(tmp_path)).get("train-labels"):
        found.append(Path(each.path).name)
        Path(each.path).unlink()
    assert found == order


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        (None, "a folder is given by its path, not None"),
        (5, "a folder is given by its path, not 5"),
        (b"data", "a path is text; decode it with os.fsdecode(path)"),
        ("a\0b", "no folder can have the name 'a\\x00b': embedded null byte"),
    ],
)
def test_what_is_no_folder(digits: DataSet, folder: Any, message: str) -> None:  # noqa: ANN401 - any kind of wrong
    """What is no path of a folder is refused for what it is."""
    with pytest.raises(UsageError) as caught:
        load(digits, folder)
    assert str(caught.value) == message


def test_file_for_a_folder(tmp_path: Path, digits: DataSet) -> None:
    """A file is no folder, nor is one with a layout's name a place to look into."""
    (tmp_path / "raw").touch()
    with pytest.raises(FileNotFoundError, match=f"^missing in {re.escape(str(tmp_path))}: tiny-tr"):
        load(digits, tmp_path)
    with pytest.raises(NotADirectoryError):
        load(digits, tmp_path / "raw")
