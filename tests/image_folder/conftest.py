"""Image files to make folders of."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

Paint = Callable[..., Path]


@pytest.fixture
def paint(tmp_path: Path) -> Paint:
    """`paint(name, mode, size, content, **options)` writes an image below `photos`.

    `size` is height and width; `content` are the pixels as bytes, or one colour for all.
    """

    def write(name: str, mode: str, size: tuple[int, int], content: Any, **options: Any) -> Path:  # noqa: ANN401 - as pillow takes them
        path = tmp_path / "photos" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        height, width = size
        if isinstance(content, bytes):
            image = Image.frombytes(mode, (width, height), content)
        else:
            image = Image.new(mode, (width, height), content)
        image.save(path, **options)
        return path

    return write


@pytest.fixture
def photos(paint: Paint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two images of the class cat, one of dog; the folder above is the current one."""
    paint("dog/1.png", "L", (2, 3), bytes.fromhex("f0f1f2f3f4f5"))
    paint("cat/2.bmp", "L", (2, 3), bytes([7, 8, 9, 10, 11, 12]))
    paint("cat/1.png", "L", (2, 3), bytes([1, 2, 3, 4, 5, 6]))
    (tmp_path / "photos" / "cat" / "Thumbs.db").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "photos"
