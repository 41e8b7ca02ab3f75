"""What `idxcheck convert` does where IN is a folder of images."""

import re
from typing import TYPE_CHECKING

import click

from idxcheck.cli.running import say
from idxcheck.cli.writing import print_text
from idxcheck.errors import UsageError
from idxcheck.names import claimed_compression
from idxcheck.reports.escaping import escape
from idxcheck.reports.outcome import FINDINGS, SUCCESS
from idxcheck.sizes import counted, describe_shape

if TYPE_CHECKING:
    from idxcheck.image_folder.converting import Converted, Written

INSTALL = "pip install 'idxcheck[images]'"
WORDS = {"idx": "IDX", "norb": "NORB", "npz": "npz"}
NAMES_SHOWN = 4  # of classes without an image


def parse_size(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> tuple[int, int] | None:
    """Return height and width in a text such as 28x28."""
    if value is None:
        return None
    match = re.fullmatch(r"([0-9]{1,9})x([0-9]{1,9})", value)
    if match is None:
        raise click.BadParameter(f"{value!r} is no height and width such as 28x28")
    return int(match[1]), int(match[2])


def means_images(folder: str) -> bool:
    """Whether `folder` is one of images rather than a known data set."""
    from idxcheck.image_folder.choosing import holds_images  # noqa: PLC0415 - reads the registry

    return holds_images(folder)


def convert_images(  # noqa: PLR0913 - the options
    folder: str,
    target: str,
    size: tuple[int, int] | None,
    *,
    grey: bool,
    force: bool,
    quiet: bool,
) -> int:
    """Write the images in the sub-folders of `folder`, and their labels; return the status."""
    try:
        from idxcheck.image_folder.converting import convert_folder  # noqa: PLC0415 - an extra
        from idxcheck.image_folder.opening import PictureError  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise UsageError(f"converting images needs pillow; next: {INSTALL}") from error
    try:
        done = convert_folder(folder, target, size=size, grey=grey, replace=force)
    except FileExistsError as error:
        raise UsageError(f"{error.filename} exists; --force replaces it") from None
    except PictureError as error:
        say(f"Error: {escape(str(error))}")
        return FINDINGS
    if not quiet:
        _tell(folder, done)
    return SUCCESS


def _tell(folder: str, done: "Converted") -> None:
    """Print a line for each file, and what is worth knowing of them."""
    images, classes = sum(done.counts), len(done.classes)
    of_classes = f"{classes} class{'es' * (classes != 1)}"
    parts = (
        f"{counted(images, 'image')}, {of_classes}, {done.passed_over} passed over",
        "their labels",
        "names of the classes",
    )
    for part, file in zip(parts, done.files, strict=False):  # an .npz file holds them all
        _print(f"{folder}: {part} -> {file.path}: {_described(file)}")
    empty = [each.name for each, count in zip(done.classes, done.counts, strict=True) if not count]
    if empty:
        more = f" and {len(empty) - NAMES_SHOWN} more" if len(empty) > NAMES_SHOWN else ""
        _print(f"note: without an image: {', '.join(empty[:NAMES_SHOWN])}{more}")
    if done.look.kind == "RGB" and done.files[0].format != "npz":
        _print("note: colour has rank 4, and many readers stop at 3; --grey writes rank 3")


def _described(file: "Written") -> str:
    if file.format == "text":
        return "text"
    compression = claimed_compression(file.path)
    around = "" if compression is None else f"{compression} > "
    return f"{around}{WORDS[file.format]} {file.element} {describe_shape(file.shape)}"


def _print(line: str) -> None:
    print_text(escape(line) + "\n")
