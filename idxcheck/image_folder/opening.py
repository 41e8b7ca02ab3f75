"""Opening image files with pillow: what is an image, and what is told of one that fails."""

import contextlib
import os
import warnings
from collections.abc import Iterator
from functools import cache

from PIL import Image, ImageFile, UnidentifiedImageError

from idxcheck.errors import LimitError, UsageError

# No pixels of their own: programs to be run, and formats that pillow knows by name alone.
NOT_READ = frozenset({"BUFR", "EPS", "GRIB", "HDF5", "MPEG", "WMF"})
NO_PICTURES = frozenset({"BUFR", "GRIB", "HDF5", "MPEG", "PDF"})
# Suffixes of pictures that pillow cannot read, or not everywhere.
FOREIGN = (".arw", ".avif", ".cr2", ".dng", ".exr", ".heic", ".heif", ".jxl", ".nef", ".svg")


class PictureError(UsageError):
    """An image, or several together, cannot be converted; the message names it."""


@contextlib.contextmanager
def pillow_quiet() -> Iterator[None]:
    """Keep pillow's warnings from the user; one of too many pixels is raised."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


@contextlib.contextmanager
def opened(path: str) -> Iterator[ImageFile.ImageFile | None]:
    """Give the image in a file, its pixels not read yet; None for a file that is no image.

    The bytes say whether it is one. Raises PictureError for a file that is none by its bytes
    but by its suffix, and OSError.
    """
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122 - a name
    formats, suffixes = _formats()
    if not os.path.isfile(path):  # noqa: PTH113 - a pipe would wait for ever
        if suffix in suffixes:
            raise PictureError(f"{path}: there is no regular file; next: take it out of the folder")
        yield None
        return
    # The others have no signature, and might take anything for theirs.
    likely = (*formats, *({suffixes.get(suffix, "")} & set(Image.OPEN) - {*formats, *NOT_READ}))
    with open(path, "rb") as file:  # noqa: PTH123 - a name
        image = None
        with told_of(path):
            try:
                image = Image.open(file, formats=likely)
            except UnidentifiedImageError:
                if suffix in suffixes:
                    raise PictureError(
                        f"{path}: pillow finds no image in it, whatever its suffix says; next:"
                        " write it again, as PNG say, or take it out of the folder"
                    ) from None
        yield image


@cache
def _formats() -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the formats that pillow knows by their first bytes, and the suffixes of pictures."""
    Image.init()
    signed = [name for name, (_, accept) in Image.OPEN.items() if accept is not None]
    suffixes = {
        suffix: name
        for suffix, name in Image.registered_extensions().items()
        if name not in NO_PICTURES
    }
    return tuple(name for name in signed if name not in NOT_READ), {
        **dict.fromkeys(FOREIGN, ""),
        **suffixes,
    }


@contextlib.contextmanager
def told_of(path: str) -> Iterator[None]:
    """Turn whatever pillow raises at bad bytes into one error that names the file."""
    try:
        yield
    except UsageError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError(
            f"{path}: it claims more than {Image.MAX_IMAGE_PIXELS} pixels, where pillow suspects"
            " an attack; next: scale it down, or take it out of the folder"
        ) from None
    except MemoryError:
        raise LimitError(f"{path}: the image does not fit in memory") from None
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            error.filename = path
            raise
        raise PictureError(
            f"{path}: pillow cannot read the image: {error}; next: write it again, or take it out"
            " of the folder"
        ) from error
