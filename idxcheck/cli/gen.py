"""`idxcheck gen`: synthetic files by shape, by data set, by the rule they must break."""

import contextlib
import math
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from idxcheck.cli.progress import Advance, progress
from idxcheck.cli.running import debug_option
from idxcheck.cli.writing import is_terminal, print_text
from idxcheck.datasets.layouts import FLAT, LAYOUTS
from idxcheck.errors import UsageError
from idxcheck.names import claimed_compression
from idxcheck.reports.escaping import escape
from idxcheck.reports.text import describe_header
from idxcheck.synth.choices import FILLS, ITEMS, RANDOM
from idxspec import ELEMENTS, Header

ALL = "ALL"  # in place of a rule
UINT8 = "uint8"
FITTING = {  # the options that go with each way to say what is made
    "--shape": ("dtype", "fill", "seed"),
    "DATASET": ("items", "full", "layout", "seed"),
    "--violate": (),
}

Tell = Callable[[str], None]


def _parse_shape(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> tuple[int, ...] | None:
    """Return the sizes in a text such as 100x28x28, none for an empty one."""
    if value is None:
        return None
    if not re.fullmatch(r"([0-9]{1,20}(x[0-9]{1,20})*)?", value, re.ASCII):
        raise click.BadParameter(f"{value!r} is no shape such as 100x28x28")
    return tuple(int(size) for size in value.split("x")) if value else ()


@click.command("gen", short_help="Generate synthetic files.")
@click.argument("name", metavar="[DATASET]", required=False)
@click.option(
    "-o",
    "output",
    metavar="OUT",
    required=True,
    help="The file to write; for a DATASET and for --violate ALL the folder.",
)
@click.option(
    "--shape",
    metavar="SIZES",
    callback=_parse_shape,
    help="Generate a file of this shape, such as 100x28x28. The name of OUT says the format.",
)
@click.option(
    "--dtype",
    type=click.Choice([element.name for element in ELEMENTS]),
    help=f"Its element type; {UINT8} if not given.",
)
@click.option(
    "--fill",
    type=click.Choice(FILLS),
    help=f"Its values; {RANDOM} if not given. ramp: the number of each element; checker: 0 and"
    " the maximum in turns; digits, blobs: pictures in the last two axes, number i of the digit"
    " i % 10.",
)
@click.option(
    "--items", type=int, metavar="N", help=f"At most N items in each file; {ITEMS} if not given."
)
@click.option("--full", is_flag=True, default=None, help="As many items as are published.")
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    help=f"Where the files of a DATASET go, as for fetch; {FLAT} if not given.",
)
@click.option("--seed", type=int, metavar="N", help="From 0 to 2^64 - 1; 0 if not given.")
@click.option(
    "--violate",
    metavar="RULE",
    help="Generate the smallest file that breaks this rule, such as IDX201, and no other (IDX103"
    f" comes with IDX104); {ALL} for every rule, each in a folder of its own.",
)
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.option("-q", "--quiet", is_flag=True, help="Do not print what was written.")
@debug_option
def command(  # noqa: PLR0913 - each is one option
    *,
    name: str | None,
    output: str,
    shape: tuple[int, ...] | None,
    violate: str | None,
    force: bool,
    quiet: bool,
    **options: Any,  # noqa: ANN401 - those of FITTING
) -> None:
    """Generate files whose bytes depend on the arguments alone.

    Give --shape, a DATASET or --violate. A DATASET is one of those that `idxcheck fetch
    --list` lists: its files have the right names, headers, labels and tables, and pictures
    that a small model can learn. They are no copies: a file idxcheck-synthetic.txt says so,
    and a check then only notes how they differ from the published files.

    The same arguments give the same bytes on every platform. For that a .gz is written
    without compression; of .bz2 and .xz only the content is promised.
    """
    ways = {"--shape": shape, "DATASET": name, "--violate": violate}
    chosen = [way for way, value in ways.items() if value is not None]
    if len(chosen) != 1:
        raise UsageError("give one of --shape, DATASET and --violate")
    given = {option: value for option, value in options.items() if value is not None}
    _refuse_unfitting(chosen[0], given)
    tell = _tell_nothing if quiet else _tell
    try:
        if shape is not None:
            _by_shape(output, shape, given, replace=force, tell=tell)
        elif name is not None:
            _by_data_set(name, output, given, replace=force, tell=tell)
        elif violate is not None:  # pragma: no branch - one of the three is given
            _by_rule(violate, output, replace=force, tell=tell)
    except FileExistsError as error:
        raise UsageError(f"{error.filename or output} exists; --force replaces it") from None


def _refuse_unfitting(way: str, given: Mapping[str, object]) -> None:
    """Raise UsageError for an option that means nothing here."""
    for option in given:
        if option not in FITTING[way]:
            ways = " or ".join(each for each, options in FITTING.items() if option in options)
            raise UsageError(f"--{option} goes with {ways}, not with {way}")
    if "items" in given and "full" in given:
        raise UsageError("give --items or --full, not both")


def _by_shape(
    output: str, shape: tuple[int, ...], given: Mapping[str, Any], *, replace: bool, tell: Tell
) -> None:
    from idxcheck.synth import generate  # noqa: PLC0415 - needs numpy

    dtype = given.get("dtype", UINT8)
    size = next(element.size for element in ELEMENTS if element.name == dtype)
    with _bar(math.prod(shape) * size, output) as advance:
        header = generate(
            output,
            shape,
            dtype,
            fill=given.get("fill", RANDOM),
            seed=given.get("seed", 0),
            replace=replace,
            progress=advance,
        )
    tell(_described(output, header))


def _by_data_set(
    name: str, output: str, given: Mapping[str, Any], *, replace: bool, tell: Tell
) -> None:
    from idxcheck.synth.data_sets import (  # noqa: PLC0415 - needs numpy
        plan_data_set,
        write_file,
        write_markers,
    )

    items = None if "full" in given else given.get("items", ITEMS)
    layout, seed = given.get("layout", FLAT), given.get("seed", 0)
    files = plan_data_set(name, output, items=items, layout=layout, seed=seed, replace=replace)
    for marker in write_markers(files, items=items, layout=layout, seed=seed, replace=replace):
        tell(f"{marker}: says that the files beside it are synthetic")
    for each in files:
        with _bar(each.header.payload_size, each.path.name) as advance:
            write_file(each, seed=seed, replace=replace, progress=advance)
        tell(_described(each.path, each.header))
    folders = list(dict.fromkeys(str(each.path.parent) for each in files))
    tell(f"next: {shlex.join(['idxcheck', 'check', *folders])}")


def _by_rule(rule: str, output: str, *, replace: bool, tell: Tell) -> None:
    from idxcheck.synth.violations import (  # noqa: PLC0415 - reads every vector
        plan_violation,
        violation,
        violations,
    )

    if rule.upper() == ALL:
        wanted = {os.path.join(output, each.rule, ""): each for each in violations()}  # noqa: PTH118 - it ends in a separator
    else:
        wanted = {output: violation(rule)}
    # All are planned before the first is written: none is where one cannot be.
    plans = [plan_violation(each, target, replace=replace) for target, each in wanted.items()]
    for each, planned in zip(wanted.values(), plans, strict=True):
        written = planned.write(replace=replace)
        for path in written.paths:
            tell(f"{path}: breaks {each.rule}")
        tell(f"next: {written.check_command}")


@contextlib.contextmanager
def _bar(total: int, label: str) -> Iterator[Advance | None]:
    """Give what advances a bar towards `total` bytes, where there is a terminal to show it."""
    if not is_terminal(sys.stderr):
        yield None
        return
    with progress(total, escape(label)) as advance:
        yield advance


def _described(path: str | Path, header: Header) -> str:
    compression = claimed_compression(os.fspath(path))
    return f"{path}: {f'{compression} > ' if compression else ''}{describe_header(header)}"


def _tell(line: str) -> None:
    print_text(escape(line) + "\n")


def _tell_nothing(_line: str) -> None:
    pass
