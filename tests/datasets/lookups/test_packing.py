"""A data set in one .npz file: its arrays, its bytes, and what is refused."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import idxcheck
from idxcheck.datasets.packing import pack
from idxcheck.errors import FormatError, UsageError
from idxcheck.registry import DataSet

Write = Callable[..., None]

IMAGES = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]
OTHERS = [[[11, 12], [13, 14]], [[15, 16], [17, 18]]]


@pytest.fixture
def folder(tmp_path: Path, write: Write) -> Path:
    """A folder `digits` with the files of that set, one of them compressed."""
    home = tmp_path / "digits"
    write(home, train_images=[*IMAGES, [[9, 9], [9, 9]]], train_labels=[2, 1, 2])
    write(home, ".xz", t10k_images=OTHERS)
    write(home, t10k_labels=[1, 1])
    return home


def arrays(path: Path) -> dict[str, Any]:
    """Return what numpy reads from an .npz file, each with its element type."""
    with np.load(path) as archive:
        return {name: (archive[name].dtype.str, archive[name].tolist()) for name in archive.files}


def test_training_part_and_test_part(folder: Path, digits: DataSet, tmp_path: Path) -> None:
    """Inputs and targets are those of both parts, and train_count is where they meet."""
    packed = pack(folder, tmp_path / "a.npz", digits)
    assert arrays(tmp_path / "a.npz") == {
        "inputs": ("|u1", [*IMAGES, [[9, 9], [9, 9]], *OTHERS]),
        "targets": ("|u1", [2, 1, 2, 1, 1]),
        "train_count": ("<i8", 3),
        "classes": ("<U3", ["cat", "dog"]),
        "first_label": ("<i8", 1),
    }
    assert (packed.title, packed.train_count, packed.test_count) == ("Digits", 3, 2)
    assert packed.arrays == {
        "inputs": (np.dtype("u1"), (5, 2, 2)),
        "targets": (np.dtype("u1"), (5,)),
    }


def test_table(tmp_path: Path, writers: DataSet, write: Write) -> None:
    """A table of both parts is `info`, little-endian; without one part's there is none."""
    write(tmp_path, train_images=IMAGES, test_images=OTHERS, train_info=[[1, 70000], [0, -8]])
    write(tmp_path, test_info=[[1, 5], [1, 6]])
    pack(tmp_path, tmp_path / "a.npz", writers)
    found = arrays(tmp_path / "a.npz")
    assert found["info"] == ("<i4", [[1, 70000], [0, -8], [1, 5], [1, 6]])
    assert found["targets"] == ("<i4", [1, 0, 1, 1])
    write(tmp_path, test_labels=[0, 1])
    (tmp_path / "tiny-test-info").unlink()
    pack(tmp_path, tmp_path / "a.npz", writers)
    found = arrays(tmp_path / "a.npz")
    assert list(found) == ["inputs", "targets", "train_count", "classes", "first_label"]
    assert found["targets"] == ("<i4", [1, 0, 0, 1])


def test_groups_of_files(tmp_path: Path, groups: DataSet, write: Write) -> None:
    """The groups of a part follow one another, without an axis of their own."""
    for number, part in enumerate(("train_01", "train_02", "test_01", "test_02")):
        pairs = np.arange(12).reshape(2, 2, 1, 3) + 20 * number
        write(tmp_path, **{f"{part}_dat": pairs, f"{part}_cat": [number, 9]})
        write(tmp_path, **{f"{part}_info": [[number, 0, 0, 0], [9, 8, 7, 6]]})
    packed = pack(tmp_path, tmp_path / "a.npz", groups)
    found = arrays(tmp_path / "a.npz")
    assert [each[0][0][0] for each in found["inputs"][1]] == [0, 6, 20, 26, 40, 46, 60, 66]
    assert found["targets"][1] == [0, 9, 1, 9, 2, 9, 3, 9]
    assert found["info"][1][4:6] == [[2, 0, 0, 0], [9, 8, 7, 6]]
    assert (packed.train_count, packed.test_count) == (4, 4)


def test_same_files_same_bytes(folder: Path, digits: DataSet, tmp_path: Path) -> None:
    """Nothing in the file tells when it was made, and nothing is compressed."""
    pack(folder, tmp_path / "a.npz", digits)
    pack(folder, tmp_path / "b.npz", digits)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.npz") as archive:
        assert archive.testzip() is None
        assert {each.compress_type for each in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_byte_order_of_the_images(folder: Path, digits: DataSet, tmp_path: Path) -> None:
    """Wider elements come out little-endian from an IDX and from a NORB file alike."""
    wide = tuple(
        replace(file, element="int16") if file.role == "images" else file for file in digits.files
    )
    images = np.array([[[1, 2], [3, 4]], [[5, 6], [7, 8]], [[258, -2], [0, 9]]], np.int16)
    (folder / "tiny-t10k-images.xz").unlink()
    idxcheck.save(folder / "tiny-train-images", images, "idx")
    idxcheck.save(folder / "tiny-t10k-images", images[1:], "norb")
    pack(folder, tmp_path / "a.npz", replace(digits, files=wide))
    assert arrays(tmp_path / "a.npz")["inputs"] == (
        "<i2",
        [*IMAGES, [[258, -2], [0, 9]], IMAGES[1], [[258, -2], [0, 9]]],
    )


def test_existing_file(folder: Path, digits: DataSet, tmp_path: Path) -> None:
    """A file that exists is left alone where it is not to be replaced."""
    target = tmp_path / "a.npz"
    target.write_bytes(b"old")
    with pytest.raises(FileExistsError):
        pack(folder, target, digits, replace=False)
    assert target.read_bytes() == b"old"
    pack(folder, target, digits)
    assert target.read_bytes()[:4] == b"PK\3\4"


def test_damaged_images_leave_nothing(folder: Path, digits: DataSet, tmp_path: Path) -> None:
    """A fault that is met in the middle leaves no file behind, and an old one as it was."""
    path = folder / "tiny-t10k-images.xz"
    path.write_bytes(path.read_bytes()[:-4])
    (tmp_path / "old.npz").write_bytes(b"old")
    for name in ("new.npz", "old.npz"):
        with pytest.raises(FormatError, match="TRN101"):
            pack(folder, tmp_path / name, digits)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["digits", "old.npz"]
    assert (tmp_path / "old.npz").read_bytes() == b"old"


def test_images_and_labels_of_different_count(
    folder: Path, digits: DataSet, tmp_path: Path, write: Write
) -> None:
    """Where images are not as many as the registry says, nothing is begun."""
    write(folder, train_images=IMAGES)
    with pytest.raises(UsageError, match=r"expected uint8 3 x 2 x 2, .*; found uint8 2 x 2 x 2;"):
        pack(folder, tmp_path / "a.npz", digits)
    assert [each.name for each in tmp_path.iterdir()] == ["digits"]
