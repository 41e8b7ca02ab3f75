"""The first look at all images of a folder: how many there are, and what they have in common."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import ImageFile

from idxcheck.errors import UsageError
from idxcheck.image_folder.folders import Classes, ClassFolder, entries_of
from idxcheck.image_folder.opening import PictureError, opened
from idxcheck.image_folder.pictures import Changes, Look, look_of
from idxcheck.numpy_files import DType, Shape


@dataclass(frozen=True, slots=True)
class Survey:
    """What the beginnings of the files say of all images."""

    look: Look
    counts: tuple[int, ...]
    passed_over: int

    @property
    def dtype(self) -> DType:
        """The element type of the images."""
        return np.dtype(np.int32 if self.look.kind == "16-bit grey" else np.uint8)

    @property
    def shape(self) -> Shape:
        """The shape of all images together."""
        shape = sum(self.counts), self.look.height, self.look.width
        return (*shape, 3) if self.look.kind == "RGB" else shape

    @property
    def rank(self) -> int:
        """The rank of that shape."""
        return len(self.shape)


def survey(folder: str, classes: Classes, changes: Changes) -> Survey:
    """Look at every image of a folder, but for its pixels.

    Raises PictureError where one cannot be converted, where two differ in kind or size, and
    for one that lies in no class; UsageError where there is none; OSError.
    """
    passed_over = classes.passed_over
    for path in classes.loose:
        with opened(path) as image:
            if image is not None:
                raise PictureError(
                    f"{path}: the image lies in no sub-folder, and so in no class; next: move it"
                    " into one"
                )
        passed_over += 1
    first: tuple[str, Look] | None = None
    counts = []
    for each in classes.folders:
        count = 0
        for picture in pictures(each):
            if picture is None:
                passed_over += 1
                continue
            path, image = picture
            look = look_of(image, path, changes)
            count += 1
            first = first or (path, look)
            if look != first[1]:
                raise _differing(*first, path, look)
        counts.append(count)
    if first is None:
        raise UsageError(f"{folder}: the sub-folders hold no image")
    return Survey(first[1], tuple(counts), passed_over)


def pictures(each: ClassFolder) -> Iterator[tuple[str, ImageFile.ImageFile] | None]:
    """Yield the images of a class, each open until the next is asked for; None for the rest."""
    for path in entries_of(each):
        if path is None:
            yield None
            continue
        with opened(path) as image:
            yield None if image is None else (path, image)


def _differing(one: str, its: Look, other: str, others: Look) -> PictureError:
    """Return the error for two images that do not go into one matrix, and what to ask for."""
    steps = []
    if its.kind != others.kind:
        deep = "16-bit grey" in (its.kind, others.kind)
        steps.append("convert them to one kind" if deep else "make all grey with --grey")
    if (its.height, its.width) != (others.height, others.width):
        steps.append(f"make all one size with --size {its.height}x{its.width}")
    return PictureError(
        f"{other} is {others} (height x width), {one} is {its}; next: {' and '.join(steps)}"
    )
