"""`idxcheck repair`: mend what is certain in a damaged file."""

import click

from idxcheck.cli.running import debug_option, say
from idxcheck.cli.writing import print_text
from idxcheck.errors import UsageError
from idxcheck.names import claimed_compression
from idxcheck.reports.escaping import escape
from idxcheck.reports.outcome import FINDINGS, SUCCESS
from idxcheck.reports.text import describe_header
from idxcheck.source import display_name


@click.command("repair", short_help="Mend what is certain in a damaged file.")
@click.argument("source", metavar="IN")
@click.argument("target", metavar="[OUT]", required=False)
@click.option("--drop-partial", is_flag=True, help="Shorten a cut file to its whole items.")
@click.option("--in-place", is_flag=True, help="Repair IN itself; keep the damaged file as IN.bak.")
@click.option("--force", is_flag=True, help="Replace OUT where it exists.")
@click.option("-q", "--quiet", is_flag=True, help="Do not print what was done.")
@debug_option
def command(  # noqa: PLR0913 - each is one option
    *,
    source: str,
    target: str | None,
    drop_partial: bool,
    in_place: bool,
    force: bool,
    quiet: bool,
) -> int:
    """Mend what is certain in the IDX or NORB file IN, and write it as OUT.

    It mends wrong or double compression (OUT's name says which one OUT has), padding behind
    the payload or the stream, a header or matrix in the other byte order, LF that became
    CR LF, Latin-1 that became UTF-8, missing or wrong NORB padding, and a wrong first two
    bytes. OUT is written once it checks as valid. Nothing is written where no repair is
    certain or more than one fits, unless the result has the digest that is published of a
    known data set's file. IN is a file, or - for standard input.

    A payload alone in the other byte order (VAL002) is not turned round: the file is valid,
    and nothing proves what its numbers should be. Nor does --drop-partial see bytes that
    were lost in the middle.
    """
    from idxcheck.repair import RefusalError, repair  # noqa: PLC0415 - reads every rule

    if target is not None and in_place:
        raise UsageError("give OUT or --in-place, not both")
    if target is None and not in_place:
        raise UsageError("give OUT, or --in-place, which keeps the damaged file as IN.bak")
    name = display_name(source)
    try:
        steps = repair(source, target, drop_partial=drop_partial, replace=force)
    except FileExistsError:
        if target is None:
            raise
        raise UsageError(f"{target} exists; --force replaces it") from None
    except RefusalError as error:
        first, *others = error.lines
        say(f"Error: {escape(name)}: {escape(first)}")
        for each in others:
            say(f"  {escape(each)}")
        return FINDINGS
    if not quiet:
        result = source if target is None else target
        print_text(f"{escape(name)} -> {_outcome(result)}\n")
        for step in steps:
            place = "" if step.offset is None else f" at {step.offset:#x}"
            rule = "" if step.code is None else f"{step.code} "
            print_text(f"  {rule}{step.name}{place}: {escape(step.text)}\n")
        if target is None:
            print_text(f"  the damaged file is {escape(source)}.bak\n")
    return SUCCESS


def _outcome(path: str) -> str:
    """Return what the file now is."""
    from idxcheck.soundness import info  # noqa: PLC0415 - reads every rule

    compression = claimed_compression(path)
    layers = [] if compression is None else [compression]
    return f"{escape(path)}: {' > '.join([*layers, describe_header(info(path))])}, valid"
