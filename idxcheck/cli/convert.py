"""`idxcheck convert`: a matrix from one file to another, a data set or images into files."""

import os

import click

from idxcheck.cli.convert_images import convert_images, means_images, parse_size
from idxcheck.cli.running import debug_option, say
from idxcheck.cli.writing import print_text
from idxcheck.errors import UsageError
from idxcheck.names import claimed_compression
from idxcheck.reports.escaping import escape
from idxcheck.reports.outcome import FINDINGS, SUCCESS
from idxcheck.sizes import describe_shape
from idxcheck.source import display_name
from idxcheck.walking import STANDARD_INPUT

WORDS = {"idx": "IDX", "norb": "NORB", "npy": "npy", "npz": "npz"}


@click.command("convert", short_help="Write a matrix in another format.")
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@click.option("--dataset", metavar="NAME", help="The data set that the folder IN holds.")
@click.option(
    "--size",
    metavar="HxW",
    callback=parse_size,
    help="Resize each image of a folder to this height and width, such as 28x28.",
)
@click.option("--grey", is_flag=True, help="Make the coloured images of a folder grey.")
@click.option("--force", is_flag=True, help="Replace OUT, and what goes beside it, if it exists.")
@click.option("--lenient", is_flag=True, help="Accept what many readers accept; see the spec.")
@click.option("-q", "--quiet", is_flag=True, help="Do not print what was done.")
@debug_option
def command(  # noqa: PLR0913 - one for each option
    *,
    source: str,
    target: str,
    dataset: str | None,
    size: tuple[int, int] | None,
    grey: bool,
    force: bool,
    lenient: bool,
    quiet: bool,
) -> int:
    """Write the matrix of IN as OUT: IDX, NORB, .npy or .npz, compressed or not.

    IN is a file of any of these formats, found by its bytes, or - for standard input. The
    name of OUT says what is written: .idx or a name like train-images-idx3-ubyte, .mat,
    .npy, .npz, and .gz, .xz or .bz2 behind each but the last. Values and shape are kept
    exactly, or nothing is written.

    Where IN is a folder of a known data set, OUT is an .npz file of the whole set in it:
    inputs, targets, info where the set has one, the training part first, train_count of
    each; classes are the names of the classes, from the label first_label on. The names in
    the folder say which data set it is, else the digests of its labels, or --dataset does. A
    file that is known as another one is refused.

    Any other folder is one of images, one sub-folder a class (pip install 'idxcheck[images]'
    first). The classes get the labels 0, 1, 2, ... in the order of their names, or, where
    all names are numbers, these. OUT is called like train-images-idx3-ubyte or
    train-images.mat; the labels go beside it as train-labels-idx1-ubyte and the names of the
    classes as train-classes.txt. Or OUT is an .npz file of inputs, targets, classes and
    class_labels. Images that differ in size or kind are refused, but for --size and --grey.
    """
    if source != STANDARD_INPUT and os.path.isdir(source):  # noqa: PTH112 - a name as given
        if lenient:
            raise UsageError("--lenient reads a file; those of a data set are read strictly")
        changed = size is not None or grey
        if changed and dataset is not None:
            raise UsageError("--size and --grey change images, not a known data set")
        if dataset is None and (changed or means_images(source)):
            return convert_images(source, target, size, grey=grey, force=force, quiet=quiet)
        return _pack_folder(source, target, dataset, force=force, quiet=quiet)
    if dataset is not None:
        raise UsageError("--dataset says what a folder holds; IN is none")
    if size is not None or grey:
        raise UsageError("--size and --grey change the images in a folder; IN is none")
    from idxcheck.convert import convert, target_format  # noqa: PLC0415 - needs numpy

    wanted = target_format(target)
    try:
        done = convert(source, target, strict=not lenient, replace=force)
    except FileExistsError:
        raise UsageError(f"{target} exists; --force replaces it") from None
    except UsageError as error:
        say(f"Error: {escape(display_name(source))}: {escape(str(error))}")
        return FINDINGS
    if not quiet:
        matrix = f"{WORDS[done.format]} {done.dtype.name} {describe_shape(done.shape)}"
        before = " > ".join([*done.layers, matrix])
        around = claimed_compression(target)
        after = " > ".join([*([around] if around else []), WORDS[wanted]])
        name = display_name(source)
        print_text(f"{escape(name)}: {before} -> {escape(target)}: {after}\n")
    return SUCCESS


def _pack_folder(folder: str, target: str, name: str | None, *, force: bool, quiet: bool) -> int:
    """Write the data set in `folder`; `name` is what --dataset says."""
    from idxcheck.convert import target_format  # noqa: PLC0415 - needs numpy
    from idxcheck.datasets.files import recognise  # noqa: PLC0415 - needs numpy
    from idxcheck.datasets.packing import pack  # noqa: PLC0415 - needs numpy
    from idxcheck.registry import data_set as of_registry  # noqa: PLC0415 - reads the registry

    if target_format(target) != "npz":
        raise UsageError("a data set becomes an .npz file; let OUT end in .npz")
    data_set = recognise(folder) if name is None else of_registry(name)
    try:
        done = pack(folder, target, data_set, replace=force)
    except FileExistsError:
        raise UsageError(f"{target} exists; --force replaces it") from None
    except UsageError as error:
        say(f"Error: {escape(str(error))}")
        return FINDINGS
    if not quiet:
        parts = f"{done.title}, {done.train_count} train and {done.test_count} test"
        arrays = ", ".join(
            f"{name} {dtype.name} {describe_shape(shape)}"
            for name, (dtype, shape) in done.arrays.items()
        )
        print_text(f"{escape(folder)}: {parts} -> {escape(target)}: npz, {arrays}\n")
    return SUCCESS
