"""The pixels of one image: kept exactly, changed as asked for, or refused."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from idxcheck.image_folder.opening import PictureError, opened, pillow_quiet
from idxcheck.image_folder.pictures import Changes, Look, look_of, pixels_of

Paint = Callable[..., Path]

SIX = bytes([1, 2, 3, 4, 5, 6])
NONE = Changes()
GREY = Changes(grey=True)


def read(path: Path, changes: Changes = NONE) -> tuple[str, list[int]]:
    """Return what an image looks like, and its pixels as numbers."""
    with pillow_quiet(), opened(str(path)) as image:
        assert image is not None
        look = look_of(image, str(path), changes)
        pixels = pixels_of(image, str(path), look, changes)
    size = len(pixels) // 4
    deep = look.kind == "16-bit grey"
    return str(look), list(struct.unpack(f"={size}i", pixels) if deep else pixels)


def refusal(path: Path, changes: Changes = NONE) -> str:
    """Return why an image is refused, without its name."""
    with pytest.raises(PictureError) as raised:
        read(path, changes)
    return str(raised.value).removeprefix(f"{path}: ")


def png(width: int, height: int, depth: int, colour: int, rows: bytes, *extra: bytes) -> bytes:
    """Return a PNG file of these rows, each with its filter byte."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    chunks = (head, *extra, b"IDAT" + zlib.compress(rows), b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(each) - 4) + each + struct.pack(">I", zlib.crc32(each))
        for each in chunks
    )


@pytest.mark.parametrize("suffix", [".png", ".bmp", ".gif", ".tif", ".pgm"])
def test_grey(paint: Paint, suffix: str) -> None:
    """Grey is kept as it is, row by row, from every lossless format."""
    assert read(paint(f"a{suffix}", "L", (2, 3), SIX)) == ("grey 2 x 3", [1, 2, 3, 4, 5, 6])


def test_jpeg(paint: Paint) -> None:
    """JPEG of one grey keeps it."""
    assert read(paint("a.jpg", "L", (1, 2), 77)) == ("grey 1 x 2", [77, 77])


def test_colour(paint: Paint) -> None:
    """The three values of a pixel follow each other; grey is pillow's L."""
    path = paint("a.png", "RGB", (1, 3), bytes([255, 0, 0, 0, 255, 0, 0, 0, 255]))
    assert read(path) == ("RGB 1 x 3", [255, 0, 0, 0, 255, 0, 0, 0, 255])
    assert read(path, GREY) == ("grey 1 x 3", [76, 150, 29])


def test_one_bit(paint: Paint) -> None:
    """Black and white are 0 and 255."""
    path = paint("a.png", "1", (1, 3), bytes([0b01000000]))
    assert read(path) == ("grey 1 x 3", [0, 255, 0])


def test_few_bits(tmp_path: Path) -> None:
    """Grey of 4 bits is scaled to the full range, as it is shown."""
    path = tmp_path / "a.png"
    path.write_bytes(png(2, 1, 4, 0, b"\0\x0f"))
    assert read(path) == ("grey 1 x 2", [0, 255])


def test_palette(tmp_path: Path) -> None:
    """A palette is what it shows: grey where all its colours are, else RGB."""
    path, rows = tmp_path / "a.png", b"\0\1\0"
    path.write_bytes(png(2, 1, 8, 3, rows, b"PLTE" + bytes([9, 9, 9, 200, 200, 200])))
    assert read(path) == ("grey 1 x 2", [200, 9])
    path.write_bytes(png(2, 1, 8, 3, rows, b"PLTE" + bytes([9, 9, 9, 200, 0, 0])))
    assert read(path) == ("RGB 1 x 2", [200, 0, 0, 9, 9, 9])
    assert read(path, GREY) == ("grey 1 x 2", [60, 9])


def test_deep_grey(tmp_path: Path, paint: Paint) -> None:
    """Grey of 16 bits keeps every value, as int32; there is nothing to make grey."""
    path = tmp_path / "a.png"
    path.write_bytes(png(2, 1, 16, 0, bytes.fromhex("00 0102 ffff")))
    assert read(path) == ("16-bit grey 1 x 2", [258, 65535])
    assert read(path, GREY) == ("16-bit grey 1 x 2", [258, 65535])
    stored = bytes.fromhex("0201 ffff")
    assert read(paint("a.tif", "I;16", (1, 2), stored)) == ("16-bit grey 1 x 2", [258, 65535])
    path = tmp_path / "a.pgm"
    path.write_bytes(b"P5 1 1 65535\n\x01\x02")
    assert read(path) == ("16-bit grey 1 x 1", [258])


def test_negative_values(paint: Paint) -> None:
    """What is below 0, or may have been above 2^31, is refused."""
    path = paint("a.tif", "I", (1, 1), -1)
    assert refusal(path) == "a value is negative or over 2147483647; next: scale them"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rgb.png", png(1, 1, 16, 2, bytes(7))),
        ("alpha.png", png(1, 1, 16, 6, bytes(9))),
        ("grey-alpha.png", png(1, 1, 16, 4, bytes(5))),
        ("rgb.ppm", b"P6 1 1 256\n" + bytes(6)),
    ],
)
def test_deep_colour(tmp_path: Path, name: str, content: bytes) -> None:
    """Colour of 16 bits, of which pillow would drop half, is refused."""
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name) == (
        "16 bits a colour, of which pillow keeps 8; next: convert it to 8 bits"
    )


def test_deep_sgi(paint: Paint) -> None:
    """SGI images of 16 bits are refused, grey ones too, of which pillow keeps 8."""
    for mode in ("L", "RGB"):
        path = paint("a.sgi", mode, (1, 2), 0, bpc=2)
        assert refusal(path) == (
            "16 bits a colour, of which pillow keeps 8; next: convert it to 8 bits"
        )


@pytest.mark.parametrize("suffix", [".ppm", ".sgi", ".tga", ".pcx", ".webp"])
def test_colour_of_8_bits(paint: Paint, suffix: str) -> None:
    """Ordinary colour of other formats is read."""
    options = {"lossless": True} if suffix == ".webp" else {}
    path = paint(f"a{suffix}", "RGB", (1, 2), b"\1\2\3\4\5\6", **options)
    assert read(path) == ("RGB 1 x 2", [1, 2, 3, 4, 5, 6])


def test_ppm_of_few_bits(tmp_path: Path) -> None:
    """A .ppm with a smaller maximum is scaled to the full range; text is read as well."""
    (tmp_path / "a.ppm").write_bytes(b"P6 1 1 15\n\x00\x07\x0f")
    assert read(tmp_path / "a.ppm") == ("RGB 1 x 1", [0, 119, 255])
    (tmp_path / "b.ppm").write_bytes(b"P3 1 1 255\n1 2 3\n")
    assert read(tmp_path / "b.ppm") == ("RGB 1 x 1", [1, 2, 3])
    (tmp_path / "c.pbm").write_bytes(b"P1 2 1\n1 0\n")
    assert read(tmp_path / "c.pbm") == ("grey 1 x 2", [0, 255])
    (tmp_path / "c.ppm").write_bytes(b"P3 1 1 256\n1 2 3\n")
    assert refusal(tmp_path / "c.ppm")[:7] == "16 bits"


@pytest.mark.parametrize("mode", ["CMYK", "F", "LAB"])
def test_other_modes(paint: Paint, mode: str) -> None:
    """What is neither grey, RGB nor a palette is refused, with --grey too."""
    path = paint("a.tif", mode, (1, 1), 0)
    assert refusal(path, GREY) == (
        f"pillow's mode {mode} is none of grey, RGB and a palette; next: convert it to RGB"
    )


TRANSPARENT = "it is transparent in places; next: save it on the background it shall have"


@pytest.mark.parametrize(
    ("mode", "opaque", "shown", "values"),
    [
        ("LA", bytes([7, 255, 8, 255]), "grey 1 x 2", [7, 8]),
        ("RGBA", bytes([1, 2, 3, 255, 4, 5, 6, 255]), "RGB 1 x 2", [1, 2, 3, 4, 5, 6]),
    ],
)
def test_alpha(paint: Paint, mode: str, opaque: bytes, shown: str, values: list[int]) -> None:
    """An alpha channel is dropped where all is opaque, and refused where one pixel is not."""
    assert read(paint("a.png", mode, (1, 2), opaque)) == (shown, values)
    assert refusal(paint("b.png", mode, (1, 2), opaque[:-1] + b"\xfe")) == TRANSPARENT


@pytest.mark.parametrize("grey", [False, True])
@pytest.mark.parametrize(
    ("content", "values"),
    [
        (png(2, 1, 8, 0, b"\0\7\x08", b"tRNS\0\x09"), [7, 8]),
        (png(2, 1, 8, 0, b"\0\7\x08", b"tRNS\0\x08"), None),
        (png(2, 1, 8, 3, b"\0\0\1", b"PLTE\7\7\7\x08\x08\x08", b"tRNS\xff\xff"), [7, 8]),
        (png(2, 1, 8, 3, b"\0\0\1", b"PLTE\7\7\7\x08\x08\x08", b"tRNS\xff\x80"), None),
        (png(1, 1, 16, 0, b"\0\0\7", b"tRNS\0\x08"), None),
    ],
)
def test_transparent_values(
    tmp_path: Path, content: bytes, values: list[int] | None, *, grey: bool
) -> None:
    """A value that stands for transparency is refused where it occurs, of 16 bits anywhere."""
    path = tmp_path / "a.png"
    path.write_bytes(content)
    changes = Changes(grey=grey)
    if values is None:
        assert refusal(path, changes) == TRANSPARENT
    else:
        assert read(path, changes) == ("grey 1 x 2", values)


def test_several_images(paint: Paint) -> None:
    """An animation, or a file of several pages, is refused; one frame is not."""
    frames = [Image.new("L", (2, 1), level) for level in (1, 2)]
    for name in ("a.gif", "a.png", "a.tif"):
        path = paint(name, "L", (1, 2), 0, save_all=True, append_images=frames)
        assert refusal(path) == "it holds 3 images; next: save each as a file of its own"
    one = paint("b.gif", "L", (1, 2), 9, save_all=True)
    assert read(one) == ("grey 1 x 2", [9, 9])


def test_previews(paint: Paint) -> None:
    """The second image that a camera adds is a preview, and no reason to refuse."""
    frames = [Image.new("RGB", (1, 1), 0)]
    path = paint("a.mpo", "RGB", (1, 2), (7, 7, 7), save_all=True, append_images=frames)
    assert read(path) == ("RGB 1 x 2", [7, 7, 7, 7, 7, 7])


def test_cut_file(paint: Paint) -> None:
    """A truncated image is an error that names it."""
    path = paint("a.png", "L", (64, 64), bytes(range(256)) * 16)
    path.write_bytes(path.read_bytes()[:-40])
    message = refusal(path)
    assert message.startswith("pillow cannot read the image: ")
    assert message.endswith("; next: write it again, or take it out of the folder")


def test_file_that_changed(paint: Paint) -> None:
    """An image that is not what the first look made of it is refused."""
    path = paint("a.png", "L", (2, 3), SIX)
    with opened(str(path)) as image:
        assert image is not None
        with pytest.raises(PictureError) as raised:
            pixels_of(image, str(path), Look("RGB", 2, 3), NONE)
    assert str(raised.value) == (
        f"{path}: expected RGB 2 x 3, as at first sight; found grey 2 x 3; next: look at the file"
    )
