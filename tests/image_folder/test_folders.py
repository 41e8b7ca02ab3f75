"""Which sub-folders are classes, their labels, and the order of the files in them."""

import os
from pathlib import Path

import pytest

from idxcheck.errors import UsageError
from idxcheck.image_folder.folders import ClassFolder, entries_of, find_classes


def make(folder: Path, *names: str) -> str:
    """Make sub-folders, and files where a name has a dot inside; return the folder's path."""
    for name in names:
        path = folder / name
        if "." in path.name[1:]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        else:
            path.mkdir(parents=True, exist_ok=True)
    return str(folder)


def labels(folder: str) -> list[tuple[str, int]]:
    """Return name and label of each class."""
    return [(each.name, each.label) for each in find_classes(folder).folders]


def test_names_as_text(tmp_path: Path) -> None:
    """Classes are sorted by name as text: capitals first, 10 before 9."""
    folder = make(tmp_path, "class 9", "class 10", "dog", "Cat", "ähre")
    assert labels(folder) == [("Cat", 0), ("class 10", 1), ("class 9", 2), ("dog", 3), ("ähre", 4)]


def test_numbers_are_labels(tmp_path: Path) -> None:
    """Where all names are whole numbers, each is its label, also where one is missing."""
    folder = make(tmp_path, "10", "9", "0", "007", "1990", "999999999")
    assert labels(folder) == [
        ("0", 0),
        ("007", 7),
        ("9", 9),
        ("10", 10),
        ("1990", 1990),
        ("999999999", 999999999),
    ]


@pytest.mark.parametrize("name", ["1000000000", "-1", "1.0", "٣", "x"])
def test_names_that_are_no_numbers(tmp_path: Path, name: str) -> None:
    """One name of another form, or of ten digits, makes all names text."""
    (tmp_path / name).mkdir()
    (tmp_path / "5").mkdir()
    assert sorted(label for _, label in labels(str(tmp_path))) == [0, 1]


def test_numbers_that_are_the_same(tmp_path: Path) -> None:
    """Two names of one number are refused."""
    folder = make(tmp_path, "1", "01", "2")
    with pytest.raises(UsageError) as raised:
        find_classes(folder)
    assert str(raised.value) == (
        f"{folder}: the sub-folders 01 and 1 are the same number, and numbers are the labels;"
        " next: put their images into one"
    )


def test_what_is_passed_over(tmp_path: Path) -> None:
    """Hidden names and folders of systems are passed over, files beside the classes kept apart."""
    folder = make(tmp_path, "a", ".git", ".hidden.png", "__MACOSX", "@eaDir", "readme.txt")
    found = find_classes(folder)
    assert found.folders == (ClassFolder("a", 0, f"{folder}/a"),)
    assert found.loose == (f"{folder}/readme.txt",)
    assert found.passed_over == 4


def test_no_sub_folder(tmp_path: Path) -> None:
    """A folder without sub-folders says where the images belong."""
    folder = make(tmp_path, "1.png", ".git")
    with pytest.raises(UsageError) as raised:
        find_classes(folder)
    assert str(raised.value) == (
        f"{folder} has no sub-folder; next: put the images of each class into one, such as"
        f" {folder}/cat"
    )


def test_parts_are_no_classes(tmp_path: Path) -> None:
    """Folders called train and test that hold folders are parts, each converted by itself."""
    folder = make(tmp_path / "my data", "Train/cat/1.png", "test/cat/1.png", "test/.DS_Store.x")
    with pytest.raises(UsageError) as raised:
        find_classes(folder)
    assert str(raised.value) == (
        f"the sub-folders of {folder} are parts of a data set (Train, test), not classes; next:"
        f" convert each by itself: idxcheck convert '{folder}/Train' OUT"
    )


@pytest.mark.parametrize("name", ["train/1.png", "bus/1.png"])
def test_classes_called_like_parts(tmp_path: Path, name: str) -> None:
    """Files in them, or a class beside them, make classes of train and test."""
    folder = make(tmp_path, "train", "test/cat/1.png", name)
    assert labels(folder)[-1][0] == "train"


def test_order_of_files(tmp_path: Path) -> None:
    """Files come by folder, then by name, as text; each hidden name is None."""
    folder = make(
        tmp_path / "a", "b/1.png", "10.png", "9.png", "B.png", "b/c/1.png", "b-c/1.png", ".h/1.png"
    )
    make(tmp_path / "a", ".DS_Store.x", "b/@eaDir/1.png")
    found = list(entries_of(ClassFolder("a", 0, folder)))
    assert found.count(None) == 3
    assert [os.path.relpath(path, folder) for path in found if path] == [
        "10.png",
        "9.png",
        "B.png",
        "b/1.png",
        "b-c/1.png",
        "b/c/1.png",
    ]


def test_links_to_folders(tmp_path: Path) -> None:
    """A class may be a link; a link to a folder below a class is passed over, so is a circle."""
    make(tmp_path, "store/1.png", "photos/b/2.png")
    photos = tmp_path / "photos"
    (photos / "a").symlink_to(tmp_path / "store")
    (tmp_path / "store" / "round").symlink_to(tmp_path / "store")
    (photos / "b" / "3.png").symlink_to(tmp_path / "store" / "1.png")
    one, other = find_classes(str(photos)).folders
    assert list(entries_of(one)) == [None, f"{photos}/a/1.png"]
    assert list(entries_of(other)) == [f"{photos}/b/2.png", f"{photos}/b/3.png"]


def test_folders_that_cannot_be_read(tmp_path: Path) -> None:
    """A folder that goes away is an error, not a class without images."""
    with pytest.raises(FileNotFoundError):
        list(entries_of(ClassFolder("a", 0, str(tmp_path / "gone"))))
    with pytest.raises(FileNotFoundError):
        find_classes(str(tmp_path / "gone"))
