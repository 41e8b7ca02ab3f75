"""The first look at a folder: numbers, kind and size, and which images go together."""

from collections.abc import Callable
from pathlib import Path

import pytest

from idxcheck.errors import UsageError
from idxcheck.image_folder.folders import find_classes
from idxcheck.image_folder.opening import PictureError
from idxcheck.image_folder.pictures import Changes, Look
from idxcheck.image_folder.surveying import Survey, survey

Paint = Callable[..., Path]


@pytest.fixture
def photos(paint: Paint, tmp_path: Path) -> str:
    """A folder of a grey image of 2 x 3 in the class `a`, and an empty class `b`."""
    paint("a/1.png", "L", (2, 3), 0)
    (tmp_path / "photos" / "b").mkdir()
    return str(tmp_path / "photos")


def look(folder: str, changes: Changes | None = None) -> Survey:
    """Look at a folder."""
    return survey(folder, find_classes(folder), changes or Changes())


def refusal(folder: str, changes: Changes | None = None) -> str:
    """Return why a folder is refused."""
    with pytest.raises(PictureError) as raised:
        look(folder, changes)
    return str(raised.value)


def test_numbers(photos: str, paint: Paint) -> None:
    """Images are counted by class, all else together."""
    paint("a/deep/2.png", "L", (2, 3), 0)
    for name in ("a/Thumbs.db", "a/.hidden", "b/notes.txt", "readme.md", ".git"):
        Path(photos, name).touch()
    found = look(photos)
    assert found == Survey(Look("grey", 2, 3), (2, 0), 5)
    assert (found.dtype.name, found.shape, found.rank) == ("uint8", (2, 2, 3), 3)


def test_kinds(tmp_path: Path, paint: Paint) -> None:
    """Colour has a fourth axis of 3, 16-bit grey is int32."""
    paint("a/1.png", "RGB", (2, 3), 0)
    found = look(str(tmp_path / "photos"))
    assert (found.dtype.name, found.shape, found.rank) == ("uint8", (1, 2, 3, 3), 4)
    paint("a/1.png", "I;16", (2, 3), 0)
    found = look(str(tmp_path / "photos"))
    assert (found.dtype.name, found.shape, found.rank) == ("int32", (1, 2, 3), 3)


def test_other_size(photos: str, paint: Paint) -> None:
    """Two sizes are refused, with --size, which makes them one."""
    other = paint("b/2.png", "L", (3, 2), 0)
    assert refusal(photos) == (
        f"{other} is grey 3 x 2 (height x width), {photos}/a/1.png is grey 2 x 3; next: make all"
        " one size with --size 2x3"
    )
    assert look(photos, Changes(size=(7, 5))).shape == (2, 7, 5)


def test_other_kind(photos: str, paint: Paint) -> None:
    """Grey among colour is refused, with --grey, which makes them one."""
    other = paint("b/2.png", "RGB", (2, 3), 0)
    assert refusal(photos) == (
        f"{other} is RGB 2 x 3 (height x width), {photos}/a/1.png is grey 2 x 3; next: make all"
        " grey with --grey"
    )
    assert look(photos, Changes(grey=True)).shape == (2, 2, 3)


def test_other_depth_and_size(photos: str, paint: Paint) -> None:
    """16 bits among 8 have no option; the size has one."""
    paint("b/2.png", "I;16", (1, 1), 0)
    assert refusal(photos, Changes(grey=True)).endswith(
        "; next: convert them to one kind and make all one size with --size 2x3"
    )


def test_image_in_no_class(photos: str, paint: Paint) -> None:
    """An image beside the classes is refused: it would be lost."""
    loose = paint("0.png", "L", (2, 3), 0)
    assert refusal(photos) == (
        f"{loose}: the image lies in no sub-folder, and so in no class; next: move it into one"
    )


def test_no_image(photos: str) -> None:
    """A folder without an image is wrong usage."""
    Path(photos, "a", "1.png").unlink()
    with pytest.raises(UsageError) as raised:
        look(photos)
    assert str(raised.value) == f"{photos}: the sub-folders hold no image"
