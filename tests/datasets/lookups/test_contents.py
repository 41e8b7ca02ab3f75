"""Files that are read whole are compared with what the registry knows them as."""

import gzip
import lzma
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import idxcheck
from idxcheck.datasets.contents import read_array
from idxcheck.datasets.loading import load
from idxcheck.datasets.packing import pack
from idxcheck.errors import FormatError, LimitError
from idxcheck.registry import DataFile, DataSet, data_set

Register = Callable[..., tuple[DataSet, ...]]

CATEGORIES = struct.pack("<24305i", 0x1E3D4C54, 1, 24300, 1, 1, *[0, 1, 2, 3, 4] * 4860)
LABELS = bytes.fromhex("00000801 00000003 020102")
TEST_LABELS = bytes.fromhex("00000801 00000002 0101")
IMAGES = struct.pack(">4I12B", 0x803, 3, 2, 2, *range(1, 13))
TEST_IMAGES = struct.pack(">4I8B", 0x803, 2, 2, 2, *range(21, 29))
CONTENTS = {
    "train-images": IMAGES,
    "train-labels": LABELS,
    "t10k-images": TEST_IMAGES,
    "t10k-labels": TEST_LABELS,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the four files, their images compressed."""
    home = tmp_path / "data"
    home.mkdir()
    for name, data in CONTENTS.items():
        images = name.endswith("images")
        path = home / f"tiny-{name}{'.gz' if images else ''}"
        path.write_bytes(gzip.compress(data) if images else data)
    return home


def file_of(name: str, file: str) -> DataFile:
    """Return a file of the registry."""
    return next(each for each in data_set(name).files if each.name == file)


@pytest.mark.parametrize("name", ["train-cat", "test-cat"])
def test_right_file(tmp_path: Path, name: str) -> None:
    """The categories of both parts are the same, and each is right for either."""
    path = tmp_path / "cat.mat"
    path.write_bytes(CATEGORIES)
    values = read_array(file_of("smallnorb", name), str(path))
    assert values[:6].tolist() == [0, 1, 2, 3, 4, 0]
    assert (values.dtype.name, values.dtype.isnative, values.flags.writeable) == (
        "int32",
        True,
        True,
    )


def test_another_set(tmp_path: Path) -> None:
    """A file of another set is told though it has another shape and format."""
    path = tmp_path / "cat.mat.xz"
    path.write_bytes(lzma.compress(CATEGORIES))
    with pytest.raises(FormatError) as caught:
        read_array(file_of("mnist", "t10k-labels"), str(path))
    finding = caught.value.finding
    assert (finding.expected, finding.actual) == (
        "MNIST's test labels",
        "sha256 591ed90c... is smallnorb/train-cat",
    )


def test_converted_copy(folder: Path, digits: DataSet, register: Register) -> None:
    """Values tell what they are in a NORB file too."""
    (path,) = folder.glob("*-t10k-labels")
    idxcheck.save(path, np.array([1, 1], np.uint8), "norb")
    shirt, figure = register(digits, shirt={}, figure={"t10k-labels": TEST_LABELS})
    assert load(figure, folder).test.labels.tolist() == [1, 1]
    with pytest.raises(FormatError, match="PRF005"):
        load(shirt, folder)


def test_file_that_is_not_the_registrys(tmp_path: Path) -> None:
    """A file somebody describes for himself may be anything, whatever it is called."""
    path = tmp_path / "cat.mat"
    path.write_bytes(CATEGORIES)
    own = replace(file_of("mnist", "t10k-labels"), shape=(24300,))
    assert read_array(own, str(path))[3] == 3


def test_faults_of_the_format(tmp_path: Path, digits: DataSet) -> None:
    """A damaged file is told by its damage."""
    path = tmp_path / "labels"
    path.write_bytes(LABELS[:-1])
    with pytest.raises(FormatError, match="IDX201"):
        read_array(digits.files[1], str(path))


def test_no_memory(tmp_path: Path, digits: DataSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """An array for which there is no memory is a limit."""
    path = tmp_path / "labels"
    path.write_bytes(LABELS)
    real: Any = np.empty

    def without_memory(shape: object, dtype: object) -> object:
        if shape == 3:
            raise MemoryError
        return real(shape, dtype)

    monkeypatch.setattr(np, "empty", without_memory)
    with pytest.raises(LimitError) as caught:
        read_array(digits.files[1], str(path))
    assert str(caught.value) == f"{path}: an array of 3 bytes does not fit in memory"


@pytest.mark.parametrize(
    ("known", "what"),
    [
        ("train-labels", "training labels"),
        ("train-images", "training images"),
        ("t10k-labels", "test labels"),
        ("t10k-images", "test images"),
    ],
)
@pytest.mark.parametrize("use", ["load", "pack"])
def test_files_of_another_set(  # noqa: PLR0913, PLR0917 - a case has these parts
    folder: Path, digits: DataSet, register: Register, known: str, what: str, use: str
) -> None:
    """Each file that is read is refused where it is known as the other set's."""
    shirt, figure = register(digits, shirt={}, figure={known: CONTENTS[known]})
    target = folder.parent / "all.npz"

    def run(wanted: DataSet) -> object:
        return load(wanted, folder) if use == "load" else pack(folder, target, wanted)

    with pytest.raises(FormatError) as caught:
        run(shirt)
    path = str(folder / f"tiny-{known}") + (".gz" if known.endswith("images") else "")
    finding = caught.value.finding
    assert (caught.value.path, finding.code, finding.severity.value) == (path, "PRF005", "error")
    assert finding.message == f"valid, but these are Figure's {what}"
    assert finding.expected == f"Shirt's {what}"
    part = "train" if known.startswith("train") else "test"
    assert finding.hint == f"idxcheck fetch shirt --part {part}"
    assert not target.exists()
    run(figure)
    run(replace(digits, name="shirt"))  # nobody's registry has these files


def test_advice_for_the_folder(folder: Path, digits: DataSet, register: Register) -> None:
    """In a folder that fetch knows the command replaces the file."""
    shirt, _ = register(digits, shirt={}, figure={"t10k-labels": TEST_LABELS})
    folder.rename(folder.with_name("shirt"))
    with pytest.raises(FormatError) as caught:
        load(shirt, folder.parent)
    assert caught.value.finding.hint == (
        f"idxcheck fetch shirt --part test --dir {folder.parent} --force"
    )


def test_mapped_images_are_not_read(folder: Path, digits: DataSet, register: Register) -> None:
    """Uncompressed images are mapped unread by load; packing reads them and refuses."""
    for name in ("train-images", "t10k-images"):
        (folder / f"tiny-{name}").write_bytes(CONTENTS[name])
    shirt, _ = register(digits, shirt={}, figure={"train-images": IMAGES})
    assert load(shirt, folder).train.images[0].tolist() == [[1, 2], [3, 4]]
    with pytest.raises(FormatError, match="tiny-train-images: PRF005"):
        pack(folder, folder.parent / "all.npz", shirt)


def test_groups_of_images(tmp_path: Path, groups: DataSet, register: Register) -> None:
    """A compressed group of images is compared when it is asked for."""
    pairs = struct.pack(">5I12B", 0x804, 2, 2, 1, 3, *range(12))
    own, _ = register(groups, own={}, others={"train-02-dat": pairs})
    for file in groups.files:
        shape = file.shape
        header = struct.pack(
            f">HBB{len(shape)}I", 0, 0xC if file.role == "info" else 8, len(shape), *shape
        )
        size = int(np.prod(shape)) * (4 if file.role == "info" else 1)
        data = pairs if file.name == "train-02-dat" else header + bytes(size)
        (tmp_path / f"tiny-{file.name}.gz").write_bytes(gzip.compress(data))
    images = load(own, tmp_path).train.images
    assert images[0].tolist() == np.zeros((2, 2, 1, 3)).tolist()
    with pytest.raises(FormatError, match=r"tiny-train-02-dat\.gz: PRF005"):
        images[1]
