"""convert_folder where it refuses or fails: the files are as they were."""

import os
from pathlib import Path

import pytest

from idxcheck.errors import UsageError
from idxcheck.image_folder.converting import convert_folder
from idxcheck.image_folder.opening import PictureError

NAMES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "train-classes.txt")
IMAGES_SIZE, LABELS_SIZE = 34, 11


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("target", ["train-images-idx3-ubyte", "all.npz"])
def test_damaged_image(photos: Path, tmp_path: Path, target: str) -> None:
    """An image that breaks off half way leaves every old file as it was, and no new one."""
    old = dict.fromkeys((target, "train-labels-idx1-ubyte"), b"old")
    for name, content in old.items():
        (tmp_path / name).write_bytes(content)
    cut = photos / "dog" / "1.png"
    cut.write_bytes(cut.read_bytes()[:50])
    with pytest.raises(PictureError, match=r"/dog/1\.png: pillow cannot read the image: "):
        convert_folder(photos, target)
    assert contents(tmp_path) == old


@pytest.mark.parametrize("existing", NAMES)
def test_existing_files(photos: Path, tmp_path: Path, existing: str) -> None:
    """Without `replace` any of the three that exists keeps all from being written."""
    (tmp_path / existing).write_bytes(b"old")
    with pytest.raises(FileExistsError) as raised:
        convert_folder(photos, NAMES[0], replace=False)
    assert raised.value.filename == existing
    assert contents(tmp_path) == {existing: b"old"}
    convert_folder(photos, NAMES[0])
    assert contents(tmp_path)[NAMES[1]] == bytes.fromhex("00000801 00000003 000001")


def test_existing_npz(photos: Path, tmp_path: Path) -> None:
    """Without `replace` an .npz file is left alone, before any image is looked at."""
    (tmp_path / "all.npz").write_bytes(b"old")
    (photos / "cat" / "0.png").write_bytes(b"no image")
    with pytest.raises(FileExistsError):
        convert_folder(photos, "all.npz", replace=False)
    assert contents(tmp_path) == {"all.npz": b"old"}


def test_unwritable_images(photos: Path, tmp_path: Path) -> None:
    """Where the images cannot take their name, labels and classes do not either."""
    (tmp_path / NAMES[0]).mkdir()
    (tmp_path / NAMES[1]).write_bytes(b"old")
    with pytest.raises(IsADirectoryError):
        convert_folder(photos, NAMES[0])
    assert contents(tmp_path) == {NAMES[1]: b"old"}


@pytest.mark.parametrize(
    ("size", "written"), [(IMAGES_SIZE, []), (LABELS_SIZE, ["train-images-idx3-ubyte"])]
)
def test_full_disk(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, written: list[str]
) -> None:
    """Images get their name first, the labels next: where that of the images fails, none does."""
    assert photos.is_dir()

    def fail(descriptor: int) -> None:
        if os.fstat(descriptor).st_size == size:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        convert_folder(photos, NAMES[0])
    assert list(contents(tmp_path)) == written


def test_images_that_go_away(photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that changes while it is read gives no file."""

    def lose(path: str) -> None:
        (photos / "cat" / "2.bmp").unlink()
        assert path == "images.idx"

    monkeypatch.setattr("idxcheck.image_folder.converting.check_claims", lambda *a: lose(a[0]))
    with pytest.raises(OSError, match="images came or went while they were read") as raised:
        convert_folder(photos, "images.idx")
    assert raised.value.filename == f"{photos}/cat"
    assert not Path("images.idx").exists()


@pytest.mark.parametrize(
    ("folder", "target", "message"),
    [
        ("photos", "all.npy", "images and labels become IDX, NORB (.mat) or one .npz file, no .n"),
        ("photos", "-", "the name '-' tells no format; "),
        ("photos", "train.idx", "train.idx: nothing in the name says images"),
        ("nowhere", "images.idx", "nowhere is no folder"),
        ("photos/cat", "images.idx", "photos/cat has no sub-folder; "),
    ],
)
def test_wrong_usage(photos: Path, folder: str, target: str, message: str) -> None:
    """Names and folders that make no sense are refused before anything is opened."""
    assert photos.is_dir()
    with pytest.raises(UsageError) as raised:
        convert_folder(folder, target)
    assert str(raised.value).startswith(message)
    assert [path.name for path in Path().iterdir()] == ["photos"]
