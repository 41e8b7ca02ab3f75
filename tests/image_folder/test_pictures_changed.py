"""What is changed in an image: turned upright, and the size and colour that were asked for."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from idxcheck.errors import UsageError
from idxcheck.image_folder.opening import opened, pillow_quiet
from idxcheck.image_folder.pictures import Changes, check_size, look_of, pixels_of

Paint = Callable[..., Path]

SIX = bytes([1, 2, 3, 4, 5, 6])
NONE = Changes()


def read(path: Path, changes: Changes = NONE) -> tuple[str, list[int]]:
    """Return what an image looks like, and its pixels as numbers."""
    with pillow_quiet(), opened(str(path)) as image:
        assert image is not None
        look = look_of(image, str(path), changes)
        pixels = pixels_of(image, str(path), look, changes)
    size = len(pixels) // 4
    deep = look.kind == "16-bit grey"
    return str(look), list(struct.unpack(f"={size}i", pixels) if deep else pixels)


TURNED = {
    1: [1, 2, 3, 4, 5, 6],
    2: [3, 2, 1, 6, 5, 4],
    3: [6, 5, 4, 3, 2, 1],
    4: [4, 5, 6, 1, 2, 3],
    5: [1, 4, 2, 5, 3, 6],
    6: [4, 1, 5, 2, 6, 3],
    7: [6, 3, 5, 2, 4, 1],
    8: [3, 6, 2, 5, 1, 4],
    9: [1, 2, 3, 4, 5, 6],
}


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp"])
@pytest.mark.parametrize("orientation", TURNED)
def test_orientation(paint: Paint, orientation: int, suffix: str) -> None:
    """Images are turned upright as Exif says, whoever does it, pillow or we."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    pixels = bytes(each for each in SIX for _ in "RGB")
    options = {"lossless": True} if suffix == ".webp" else {}
    path = paint(f"a{suffix}", "RGB", (2, 3), pixels, exif=exif, **options)
    shape = "3 x 2" if orientation in range(5, 9) else "2 x 3"
    shown, values = read(path)
    assert (shown, values[::3]) == (f"RGB {shape}", TURNED[orientation])


def test_damaged_exif(paint: Paint) -> None:
    """Exif data that cannot be read leave the image as it is."""
    path = paint("a.png", "L", (2, 3), SIX, exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    assert read(path) == ("grey 2 x 3", [1, 2, 3, 4, 5, 6])
    path = paint("b.png", "L", (2, 3), SIX, exif=b"Exif\0\0nothing")
    assert read(path) == ("grey 2 x 3", [1, 2, 3, 4, 5, 6])


def test_size(paint: Paint) -> None:
    """One colour stays one; where it gets smaller, pixels are averaged."""
    path = paint("a.png", "L", (5, 4), 77)
    assert read(path, Changes(size=(2, 3))) == ("grey 2 x 3", [77] * 6)
    path = paint("d.png", "L", (2, 1), bytes([10, 20]))
    assert read(path, Changes(size=(2, 3))) == ("grey 2 x 3", [10, 10, 10, 20, 20, 20])
    path = paint("b.png", "L", (2, 2), bytes([0, 100, 100, 200]))
    assert read(path, Changes(size=(1, 1))) == ("grey 1 x 1", [100])
    path = paint("c.png", "RGB", (1, 2), bytes([0, 10, 20, 100, 110, 120]))
    assert read(path, Changes((1, 1), grey=False)) == ("RGB 1 x 1", [50, 60, 70])
    assert read(path, Changes((1, 1), grey=True)) == ("grey 1 x 1", [58])  # of 8 and 108


def test_size_of_deep_grey(paint: Paint) -> None:
    """Grey of 16 bits keeps them when it is resized."""
    path = paint("a.tif", "I;16", (1, 2), bytes.fromhex("0000 f0ff"))
    assert read(path, Changes(size=(1, 1))) == ("16-bit grey 1 x 1", [32760])


@pytest.mark.parametrize("size", [(0, 1), (1, 0), (-1, -1), (9460, 9460)])
def test_impossible_sizes(size: tuple[int, int]) -> None:
    """A size below 1, or of too many pixels, is wrong usage."""
    with pytest.raises(UsageError) as raised:
        check_size(size)
    assert str(raised.value) == (
        f"an image has from 1 to 89478485 pixels, not {size[0]} x {size[1]}"
    )
    check_size((1, 89478485))
