"""What is an image by its bytes, what only by its suffix, and what pillow's errors become."""

import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from idxcheck.errors import LimitError, UsageError
from idxcheck.image_folder.opening import PictureError, opened, pillow_quiet, told_of

TGA = bytes.fromhex("00 00 03 0000 0000 00 0000 0000 0200 0100 08 20") + b"\x05\x06"


def format_of(path: Path) -> str | None:
    """Return pillow's word for the format of a file, None for one that is no image."""
    with opened(str(path)) as image:
        return None if image is None else image.format


@pytest.mark.parametrize(
    ("suffix", "found"),
    [
        (".png", "PNG"),
        (".jpg", "JPEG"),
        (".bmp", "BMP"),
        (".gif", "GIF"),
        (".tif", "TIFF"),
        (".webp", "WEBP"),
        (".pgm", "PPM"),
    ],
)
def test_bytes_tell(tmp_path: Path, suffix: str, found: str) -> None:
    """An image is one under any name."""
    path = tmp_path / f"a{suffix}"
    Image.new("L", (3, 2), 5).save(path)
    assert format_of(path) == found
    assert format_of(path.rename(tmp_path / "a.txt")) == found
    assert format_of((tmp_path / "a.txt").rename(tmp_path / "a")) == found


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Thumbs.db", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)),
        ("labels.csv", b"file,label\n1.png,0\n"),
        ("empty", b""),
        ("zeros", bytes(600)),
        ("a.pdf", b"%PDF-1.4\n"),
        ("a.h5", b"\x89HDF\r\n\x1a\n" + bytes(64)),
        ("a", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n"),
        ("train-images-idx3-ubyte", bytes.fromhex("00000803 00000001 00000001 00000001 07")),
        ("no suffix of a Targa file", TGA),
    ],
)
def test_no_images(tmp_path: Path, name: str, content: bytes) -> None:
    """Other files are no images, nor are programs such as EPS or a Targa file of another name."""
    (tmp_path / name).write_bytes(content)
    assert format_of(tmp_path / name) is None


def test_format_without_signature(tmp_path: Path) -> None:
    """A format that anything might be taken for is known by its suffix."""
    (tmp_path / "a.TGA").write_bytes(TGA)
    assert format_of(tmp_path / "a.TGA") == "TGA"


@pytest.mark.parametrize("name", ["a.png", "a.JPG", "a.heic", "a.svg", "a.eps", "a.tga"])
def test_false_suffix(tmp_path: Path, name: str) -> None:
    """A file that only its suffix calls an image is an error that names it."""
    path = tmp_path / name
    path.write_bytes(b"<html>no image</html>")
    with pytest.raises(PictureError) as raised, opened(str(path)):
        pass
    assert str(raised.value) == (
        f"{path}: pillow finds no image in it, whatever its suffix says; next: write it again, as"
        " PNG say, or take it out of the folder"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_what_is_no_regular_file(tmp_path: Path) -> None:
    """A pipe is not waited for, a link to nothing is not followed; a suffix makes them errors."""
    for name in ("pipe", "pipe.png"):
        os.mkfifo(tmp_path / name)
    for name in ("link", "link.png"):
        (tmp_path / name).symlink_to("nowhere")
    assert format_of(tmp_path / "pipe") is None
    assert format_of(tmp_path / "link") is None
    for name in ("pipe.png", "link.png"):
        with pytest.raises(PictureError) as raised, opened(str(tmp_path / name)):
            pass
        assert str(raised.value) == (
            f"{tmp_path / name}: there is no regular file; next: take it out of the folder"
        )


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the system stays one, and names the file."""
    path = tmp_path / "a.png"
    path.touch()

    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Image, "open", fail)
    with pytest.raises(OSError, match="Input/output error") as raised, opened(str(path)):
        pass
    assert raised.value.filename == str(path)


def claiming(width: int, height: int) -> bytes:
    """Return a PNG file whose header claims this size."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = b"IDAT" + zlib.compress(b"\0\0")
    chunks = (head, body, b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(each) - 4) + each + struct.pack(">I", zlib.crc32(each))
        for each in chunks
    )


@pytest.mark.parametrize("width", [10000, 20000])
def test_decompression_bomb(tmp_path: Path, width: int) -> None:
    """More pixels than pillow takes are one error, whether it would warn or raise."""
    path = tmp_path / "a.png"
    path.write_bytes(claiming(width, 10000))
    with pillow_quiet(), pytest.raises(PictureError) as raised, opened(str(path)):
        pass
    assert str(raised.value) == (
        f"{path}: it claims more than 89478485 pixels, where pillow suspects an attack; next:"
        " scale it down, or take it out of the folder"
    )


def test_errors_of_pillow() -> None:
    """Whatever pillow raises becomes one error that names the file, but for our own."""
    with pytest.raises(PictureError) as raised, told_of("a.png"):
        raise ZeroDivisionError("division by zero")
    assert str(raised.value) == (
        "a.png: pillow cannot read the image: division by zero; next: write it again, or take it"
        " out of the folder"
    )
    memory = r"^a\.png: the image does not fit in memory$"
    with pytest.raises(LimitError, match=memory), told_of("a.png"):
        raise MemoryError
    with pytest.raises(UsageError, match=r"^our own$"), told_of("a.png"):
        raise UsageError("our own")
