"""`idxcheck convert`: a matrix from one file to another, whatever their formats."""

import click

from idxcheck.cli.running import debug_option, say
from idxcheck.cli.writing import print_text
from idxcheck.errors import UsageError
from idxcheck.names import claimed_compression
from idxcheck.reports.escaping import escape
from idxcheck.reports.outcome import FINDINGS, SUCCESS
from idxcheck.sizes import describe_shape
from idxcheck.source import display_name

WORDS = {"idx": "IDX", "norb": "NORB", "npy": "npy", "npz": "npz"}


@click.command("convert", short_help="Write a matrix in another format.")
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@click.option("--force", is_flag=True, help="Replace OUT where it exists.")
@click.option("--lenient", is_flag=True, help="Accept what many readers accept; see the spec.")
@click.option("-q", "--quiet", is_flag=True, help="Do not print what was done.")
@debug_option
def command(*, source: str, target: str, force: bool, lenient: bool, quiet: bool) -> int:
    """Write the matrix of IN as OUT: IDX, NORB, .npy or .npz, compressed or not.

    IN is a file of any of these formats, found by its bytes, or - for standard input. The
    name of OUT says what is written: .idx or a name like train-images-idx3-ubyte, .mat,
    .npy, .npz, and .gz, .xz or .bz2 behind each but the last. Values and shape are kept
    exactly, or nothing is written.
    """
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
