"""One image file, read by pillow: what kind it is, and its pixels, without loss or refused."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import ExifTags, Image, ImageFile

from idxcheck.errors import UsageError
from idxcheck.image_folder.opening import PictureError, told_of

Kind = Literal["grey", "RGB", "16-bit grey"]

KINDS: dict[str, Kind] = {  # by pillow's word for the mode; palettes are looked into
    **dict.fromkeys(("1", "L", "LA", "La"), "grey"),
    **dict.fromkeys(("RGB", "RGBA", "RGBa"), "RGB"),
    **dict.fromkeys(("I", "I;16", "I;16B", "I;16L", "I;16N"), "16-bit grey"),
}
MODES: dict[Kind, str] = {"grey": "L", "RGB": "RGB", "16-bit grey": "I"}
PALETTES = ("P", "PA")
PPM_CODECS = ("ppm", "ppm_plain")
OPAQUE = 255
LARGEST_BYTE = 255
LARGEST_IMAGE = 89478485  # pixels, as pillow takes them
ONE_PICTURE = frozenset({"MPO", "PSD"})  # their further frames are previews and layers
UPRIGHT = {  # what undoes each value of the Exif tag Orientation
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
FIRST_ON_ITS_SIDE = 5  # from this value on, height and width change places


@dataclass(frozen=True, slots=True)
class Changes:
    """What was asked to be changed: the size, as height and width, and colour to grey."""

    size: tuple[int, int] | None = None
    grey: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What all images of a file must have in common, after the changes asked for."""

    kind: Kind
    height: int
    width: int

    def __str__(self) -> str:
        return f"{self.kind} {self.height} x {self.width}"


def check_size(size: tuple[int, int]) -> None:
    """Raise UsageError for a size that no image can have, or too large a one."""
    if min(size) < 1 or size[0] * size[1] > LARGEST_IMAGE:
        raise UsageError(
            f"an image has from 1 to {LARGEST_IMAGE} pixels, not {size[0]} x {size[1]}"
        )


def look_of(image: ImageFile.ImageFile, path: str, changes: Changes) -> Look:
    """Return what `image` will be; only a palette makes it read the pixels for that.

    Raises PictureError for one that cannot be kept as it is: more than one frame, more than
    8 bits a colour, other colours than RGB.
    """
    with told_of(path):
        frames = 1 if image.format in ONE_PICTURE else getattr(image, "n_frames", 1)
        if frames > 1:
            raise PictureError(
                f"{path}: it holds {frames} images; next: save each as a file of its own"
            )
        kind = _kind(image, path)
        if changes.grey and kind == "RGB":
            kind = "grey"
        width, height = image.size
        if _orientation(image) >= FIRST_ON_ITS_SIDE:
            width, height = height, width
        return Look(kind, *(changes.size or (height, width)))


def pixels_of(image: ImageFile.ImageFile, path: str, look: Look, changes: Changes) -> bytes:
    """Return the pixels of `image`, row by row: bytes, native int32 for 16-bit grey.

    Raises PictureError for pixels that cannot be read, for transparent ones, and where they
    are not what the beginning of the file made of it.
    """
    with told_of(path):
        image.load()
        found = look_of(image, path, changes)
        if found != look:
            raise PictureError(
                f"{path}: expected {look}, as at first sight; found {found}; next: look at the file"
            )
        _refuse_transparency(image, path)
        turn = UPRIGHT.get(_orientation(image))
        upright = image if turn is None else image.transpose(turn)
        if upright.mode in PALETTES:
            upright = upright.convert("RGB")
        plain = upright.convert(MODES[look.kind])
        if changes.size is not None:
            plain = plain.resize((look.width, look.height), Image.Resampling.BILINEAR)
        if look.kind != "16-bit grey":
            return plain.tobytes()
        values = np.asarray(plain, np.int32)
        if values.min() < 0:
            raise PictureError(f"{path}: a value is negative or over 2147483647; next: scale them")
        return values.tobytes()


def _kind(image: ImageFile.ImageFile, path: str) -> Kind:
    if image.mode in PALETTES:
        colours = image.getpalette("RGB") or []
        return "grey" if colours[::3] == colours[1::3] == colours[2::3] else "RGB"
    kind = KINDS.get(image.mode)
    if kind is None:
        raise PictureError(
            f"{path}: pillow's mode {image.mode} is none of grey, RGB and a palette;"
            " next: convert it to RGB"
        )
    if kind != "16-bit grey" and any(_is_deep(tile.codec_name, tile.args) for tile in image.tile):
        raise PictureError(
            f"{path}: 16 bits a colour, of which pillow keeps 8; next: convert it to 8 bits"
        )
    return kind


def _is_deep(codec: str, arguments: object) -> bool:
    """Whether what pillow's decoder is told of the pixels says more than 8 bits a colour."""
    values = arguments if isinstance(arguments, tuple) else (arguments,)
    first, last = values[0], values[-1]
    if codec in PPM_CODECS and isinstance(last, int):
        return last > LARGEST_BYTE  # the largest value
    return codec == "SGI16" or ";16" in str(first)


def _refuse_transparency(image: ImageFile.ImageFile, path: str) -> None:
    if not image.has_transparency_data and "transparency" not in image.info:
        return
    deep = image.mode.startswith("I")  # one value is transparent; pillow cannot tell where
    if deep or _lowest_alpha(image) < OPAQUE:
        raise PictureError(
            f"{path}: it is transparent in places; next: save it on the background it shall have"
        )


def _lowest_alpha(image: ImageFile.ImageFile) -> float:
    lowest = image.convert("RGBA").getchannel("A").getextrema()[0]
    assert not isinstance(lowest, tuple), "one channel has one range"  # noqa: S101 - for the types
    return lowest


def _orientation(image: ImageFile.ImageFile) -> int:
    """Return the Exif tag Orientation; 1, upright, where there is none that can be read."""
    if image.format == "TIFF":
        return 1  # pillow turns these itself
    try:
        # Not PngImageFile's own, which reads all pixels to look behind them.
        value = Image.Image.getexif(image).get(ExifTags.Base.Orientation, 1)
    except Exception:  # noqa: BLE001 - damaged Exif data, at which pillow raises anything
        return 1
    return value if value in UPRIGHT else 1
