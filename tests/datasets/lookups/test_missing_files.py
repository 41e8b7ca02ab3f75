"""What a folder lacks of a data set: the files by name, and the command that brings them there."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from idxcheck.datasets.loading import load
from idxcheck.registry import DataSet, Download, Layout

Write = Callable[..., None]

TRAIN = {"train_images": [[[1, 2], [3, 4]]] * 3, "train_labels": [2, 1, 2]}
TEST_IMAGES = {"t10k_images": [[[21, 22], [23, 24]]] * 2}


def message(data_set: DataSet, folder: Path, **choice: str) -> str:
    """Return what is said of the files that are missing in `folder`."""
    with pytest.raises(FileNotFoundError) as caught:
        load(data_set, folder, **choice)  # type: ignore[arg-type] # parts by name
    return str(caught.value)


def test_one_file(tmp_path: Path, digits: DataSet, write: Write) -> None:
    """What is missing is named, with the command that fetches it to where it is found."""
    write(tmp_path / "digits", **TRAIN, **TEST_IMAGES)
    assert message(digits, tmp_path) == (
        f"missing in {tmp_path / 'digits'}: tiny-t10k-labels;"
        f" next: idxcheck fetch digits --part test --dir {tmp_path}"
    )
    write(tmp_path / "digits", t10k_labels=[1, 1])
    assert load(digits, tmp_path).test.labels.tolist() == [1, 1]


def test_folder_that_fetch_does_not_fill(tmp_path: Path, digits: DataSet, write: Write) -> None:
    """What is fetched beside a folder's own files is all that was wanted, to be found alone."""
    write(tmp_path, **TRAIN, **TEST_IMAGES)
    assert message(digits, tmp_path) == (
        f"missing in {tmp_path}: tiny-t10k-labels; next: idxcheck fetch digits --dir {tmp_path}"
    )
    assert message(digits, tmp_path, part="test") == (
        f"missing in {tmp_path}: tiny-t10k-labels;"
        f" next: idxcheck fetch digits --part test --dir {tmp_path}"
    )
    write(tmp_path / "digits", t10k_images=[[[31, 32], [33, 34]]] * 2, t10k_labels=[1, 1])
    assert load(digits, tmp_path, part="test").test.images[0].tolist() == [[31, 32], [33, 34]]


def test_form_of_a_library(tmp_path: Path, digits: DataSet) -> None:
    """Where Keras keeps the set in a form of its own, that file is said to be no help here."""
    own = Layout("datasets", downloads=(Download("digits.npz", (), ()),))
    digits = replace(digits, layouts={"keras": own, **digits.layouts})
    (tmp_path / "datasets").mkdir()
    path = tmp_path / "datasets" / "digits.npz"
    path.touch()
    for folder in (tmp_path, tmp_path / "datasets"):
        assert message(digits, folder, part="test") == (
            f"missing in {folder}: tiny-t10k-images, tiny-t10k-labels; {path} is keras's own"
            " form of them, which is not read here;"
            f" next: idxcheck fetch digits --part test --dir {folder}"
        )


def test_files_of_both_parts(tmp_path: Path, digits: DataSet, write: Write) -> None:
    """What is missing of both parts is one error, and one command."""
    write(tmp_path, train_labels=[2, 1, 2], **TEST_IMAGES)
    assert message(digits, tmp_path) == (
        f"missing in {tmp_path}: tiny-train-images, tiny-t10k-labels;"
        f" next: idxcheck fetch digits --dir {tmp_path}"
    )


def test_many_files(tmp_path: Path, groups: DataSet) -> None:
    """Of many missing files some are named and the rest counted."""
    assert message(groups, tmp_path, part="train") == (
        f"missing in {tmp_path}: tiny-train-01-dat, tiny-train-01-cat, tiny-train-01-info,"
        " tiny-train-02-dat and 2 more;"
        f" next: idxcheck fetch groups --part train --dir {tmp_path}"
    )


def test_third_part_is_fetched_with_the_others(tmp_path: Path, writers: DataSet) -> None:
    """The advice for the part that holds all asks for no part, which fetch would not know."""
    said = message(writers, tmp_path, part="all")
    assert said.endswith(f"; next: idxcheck fetch writers --dir {tmp_path}")


@pytest.mark.parametrize(
    ("place", "asked", "options"),
    [
        ("digits", "digits", "--dir {root}"),
        ("digits", "", "--dir {root}"),
        ("a b/digits", "a b/digits", "--dir '{root}/a b'"),
        ("digits/raw", "digits/raw", "--layout torchvision --dir {root}"),
        ("digits/raw", "digits", "--layout torchvision --dir {root}"),
        ("digits/raw", "", "--layout torchvision --dir {root}"),
    ],
)
def test_layouts(  # noqa: PLR0913, PLR0917 - a case has these parts
    tmp_path: Path, digits: DataSet, write: Write, place: str, asked: str, options: str
) -> None:
    """Files are fetched beside those that are there, where some are, in the same layout."""
    own = Layout("datasets", downloads=(Download("digits.npz", (), ()),))
    digits = replace(digits, layouts={"keras": own, **digits.layouts})
    write(tmp_path / place, **TRAIN, **TEST_IMAGES)
    command = f"idxcheck fetch digits --part test {options.format(root=tmp_path)}"
    assert message(digits, tmp_path / asked).endswith(f"; next: {command}")


@pytest.mark.parametrize(("place", "asked"), [("raw", ""), ("datasets", "datasets")])
def test_no_layout(tmp_path: Path, digits: DataSet, write: Write, place: str, asked: str) -> None:
    """Beside files that no layout puts there the whole set is fetched, to its own folder."""
    own = Layout("datasets", downloads=(Download("digits.npz", (), ()),))
    digits = replace(digits, layouts={"keras": own, **digits.layouts})
    write(tmp_path / place, **TRAIN, **TEST_IMAGES)
    said = message(digits, tmp_path / asked)
    assert said == (
        f"missing in {tmp_path / place}: tiny-t10k-labels;"
        f" next: idxcheck fetch digits --dir {tmp_path / asked}"
    )


def test_empty_folder_of_a_layout(tmp_path: Path, digits: DataSet) -> None:
    """An empty folder with a layout's name, or the set's, is filled by the command."""
    (tmp_path / "digits" / "raw").mkdir(parents=True)
    said = message(digits, tmp_path / "digits" / "raw")
    assert said.endswith(f"idxcheck fetch digits --layout torchvision --dir {tmp_path}")
    said = message(digits, tmp_path / "digits")
    assert said.endswith(f"idxcheck fetch digits --dir {tmp_path}")


def test_current_folder(tmp_path: Path, digits: DataSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the folder where fetch puts things there is nothing to say of it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "digits").mkdir()
    assert message(digits, Path("digits")).startswith("missing in digits: tiny-train-images, ")
    assert message(digits, Path("digits")).endswith("; next: idxcheck fetch digits")
    assert message(digits, Path()).endswith("; next: idxcheck fetch digits")


def test_missing_folder(tmp_path: Path, digits: DataSet) -> None:
    """A folder that does not exist is what the error names."""
    name = re.escape(str(tmp_path / "nowhere"))
    with pytest.raises(FileNotFoundError, match=f"No such file or directory: '{name}'"):
        load(digits, tmp_path / "nowhere")
