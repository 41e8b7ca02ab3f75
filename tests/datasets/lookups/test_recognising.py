"""Which data set a folder holds: the names of its files say it, its own, and digests."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from idxcheck.datasets.files import recognise
from idxcheck.errors import UsageError
from idxcheck.registry import DataSet

MNIST = tuple(
    f"{part}-{kind}-ubyte" for part in ("train", "t10k") for kind in ("images-idx3", "labels-idx1")
)
LETTERS = tuple(
    f"emnist-letters-{part}-{kind}-ubyte.gz"
    for part in ("train", "test")
    for kind in ("images-idx3", "labels-idx1")
)
DIGITS = tuple(name.replace("letters", "digits") for name in LETTERS)


def fill(folder: Path, *names: str) -> Path:
    """Make empty files of these names in a folder: the names alone are looked at."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).touch()
    return folder


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("FashionMNIST/raw", "fashion-mnist"),
        ("fashion-mnist", "fashion-mnist"),
        ("KMNIST/raw", "kmnist"),
        ("mnist", "mnist"),
    ],
)
def test_folder_tells_sets_of_the_same_names_apart(tmp_path: Path, place: str, name: str) -> None:
    """Where several sets have these files, it is the one that the folder is called after."""
    assert recognise(fill(tmp_path / place, *MNIST)).name == name


def test_folder_above(tmp_path: Path) -> None:
    """A folder in which another library keeps one set is that set's, whatever its name."""
    fill(tmp_path / "FashionMNIST" / "raw", *MNIST)
    assert recognise(tmp_path).name == "fashion-mnist"
    assert recognise(str(tmp_path / "FashionMNIST")).name == "fashion-mnist"


def test_relative_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The current folder has a name too."""
    monkeypatch.chdir(fill(tmp_path / "KMNIST", *MNIST))
    assert recognise(".").name == "kmnist"


def test_names_of_one_set_alone(tmp_path: Path) -> None:
    """Names that one set alone has need no folder's."""
    assert recognise(fill(tmp_path / "mnist", *LETTERS)).name == "emnist-letters"


def test_incomplete_set(tmp_path: Path) -> None:
    """The folder's name says which set a folder is to hold that holds none whole."""
    assert recognise(fill(tmp_path / "kmnist", *MNIST[:3])).name == "kmnist"


def test_several_sets(tmp_path: Path) -> None:
    """What may be several sets is asked, with their names."""
    folder = fill(tmp_path / "data", *MNIST)
    with pytest.raises(UsageError) as caught:
        recognise(folder)
    assert str(caught.value) == (
        f"{folder} may be any of several data sets; say which with --dataset:"
        " fashion-mnist, kmnist, mnist"
    )


def test_several_sets_of_a_family(tmp_path: Path) -> None:
    """A family's name leaves those of its sets that are there."""
    folder = fill(tmp_path / "emnist", *LETTERS, *DIGITS)
    with pytest.raises(UsageError, match=r"--dataset: emnist-digits, emnist-letters$"):
        recognise(folder)


def test_some_files(tmp_path: Path) -> None:
    """Where no set is whole, it is one of those that some files are of."""
    assert recognise(fill(tmp_path / "here", *LETTERS[:1])).name == "emnist-letters"
    with pytest.raises(UsageError, match=r"--dataset: fashion-mnist, kmnist, mnist$"):
        recognise(fill(tmp_path / "data", *MNIST[:3]))


def test_no_set(tmp_path: Path) -> None:
    """A folder that nothing tells of gets the names to choose from."""
    with pytest.raises(UsageError, match=r" is no known data set; say which .*: emnist-balanced, "):
        recognise(fill(tmp_path / "data", "train.idx"))


LABELS = bytes.fromhex("00000801 00000003 020102")
OTHERS = bytes.fromhex("00000801 00000003 010102")
LAST = bytes.fromhex("00000801 00000002 0202")
IMAGES = bytes.fromhex("00000803 00000003 00000002 00000002 000000000000000000000000")


@pytest.mark.parametrize(
    ("train", "test", "name"),
    [
        (LABELS, LAST, "dogs"),
        (LABELS, b"damaged", "dogs"),
        (b"", LAST, "dogs"),
        (OTHERS, b"", "cats"),
        (OTHERS, LAST, "cats, dogs"),
        (b"", b"", "cats, birds, dogs"),
    ],
)
def test_digests_of_labels(  # noqa: PLR0913, PLR0917 - a case has these parts
    tmp_path: Path,
    digits: DataSet,
    register: Callable[..., object],
    train: bytes,
    test: bytes,
    name: str,
) -> None:
    """What names leave open, most digests of labels tell; those of images are not asked."""
    dogs = {"train-labels": LABELS, "t10k-labels": LAST}
    register(
        digits,
        cats={"train-labels": OTHERS, "train-images": IMAGES},
        birds={"train-images": IMAGES},
        dogs=dogs,
    )
    fill(tmp_path, *(f"tiny-{file.name}" for file in digits.files))
    (tmp_path / "tiny-train-images").write_bytes(IMAGES)
    (tmp_path / "tiny-train-labels").write_bytes(train)
    (tmp_path / "tiny-t10k-labels").write_bytes(test)
    if ", " not in name:
        assert recognise(tmp_path).name == name
    else:
        with pytest.raises(UsageError, match=f" may be any of .* --dataset: {name}$"):
            recognise(tmp_path)


def test_genuine_labels(real_data: Path, tmp_path: Path) -> None:
    """Genuine labels tell Fashion-MNIST from MNIST, whose names they have."""
    for name in ("mnist", "fashion-mnist"):
        (tmp_path / "dl").mkdir(exist_ok=True)
        for labels in (real_data / name).glob("*-labels-*"):
            shutil.copy(labels, tmp_path / "dl")
        assert recognise(tmp_path / "dl").name == name


def test_no_folder(tmp_path: Path) -> None:
    """A folder that is not there is an error of the system."""
    with pytest.raises(FileNotFoundError):
        recognise(tmp_path / "mnist")
