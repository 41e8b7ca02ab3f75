"""`idxcheck fetch`: the files of a known data set, from their mirrors, verified."""

import contextlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from idxcheck.cli.progress import Advance, progress
from idxcheck.cli.running import debug_option, say
from idxcheck.cli.signals import ended_by_signals
from idxcheck.cli.writing import is_terminal, print_text
from idxcheck.datasets.layouts import FLAT, LAYOUTS, LayoutName
from idxcheck.datasets.wording import public
from idxcheck.errors import UsageError
from idxcheck.reports.escaping import escape
from idxcheck.reports.outcome import FINDINGS, UNCHECKED
from idxcheck.sizes import counted

if TYPE_CHECKING:
    from idxcheck.datasets.events import Event, Tell
    from idxcheck.datasets.wanted import Wanted
    from idxcheck.registry import DataSet, Part


class _UnfetchedError(click.ClickException):
    """Files that could not be had; why was told when it happened."""

    exit_code = UNCHECKED

    def format_message(self) -> str:
        """Return how many, and where it was told why."""
        return f"{self.message}: the lines above say why"


class _OthersFetchedError(_UnfetchedError):
    """Files that could not be had, others are or came in their place."""

    exit_code = FINDINGS


@click.command("fetch", short_help="Download a known data set and verify it.")
@click.argument("name", metavar="[DATASET]", required=False)
@click.option(
    "--dir",
    "folder",
    metavar="DIR",
    default=".",
    help="Where the data set's folder is or will be; the current folder if not given.",
)
@click.option("--part", type=click.Choice(["train", "test"]), help="Fetch one part alone.")
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    default=FLAT,
    show_default=True,
    help="Where the files go. flat: into the folder DIR/DATASET; torchvision: where torchvision"
    " finds them when its root is DIR; keras: where Keras finds them when DIR is ~/.keras (for"
    " mnist that is a file of Keras's own, mnist.npz).",
)
@click.option(
    "--mirror",
    "mirrors",
    metavar="URL",
    multiple=True,
    help="The address of the folder that holds the files: URL/FILE is fetched, from no other"
    " mirror. Repeatable, in order.",
)
@click.option("--extract", is_flag=True, help="Write each file decompressed as well.")
@click.option("--force", is_flag=True, help="Replace files that are not the published ones.")
@click.option("--list", "listing", is_flag=True, help="Only list the files, or the data sets.")
@debug_option
def command(  # noqa: PLR0913 - one for each option
    *,
    name: str | None,
    folder: str,
    part: "Part | None",
    layout: LayoutName,
    mirrors: Sequence[str],
    extract: bool,
    force: bool,
    listing: bool,
) -> None:
    """Have the files of DATASET below DIR, each verified by its published digest.

    DATASET is a name such as mnist, fashion-mnist, kmnist, qmnist, emnist-letters, emnist
    (all six splits), smallnorb, norb; --list without it lists them. Files that are there
    and verify are kept, and nothing is asked for when all are. A file that fails does not
    keep the others from coming.

    Exit status 1 says that a file that is there, or what every mirror gave, is another
    file; 4 that a mirror could not be reached, refused (as with HTTP 404) or broke off, or
    that a file could not be read or written. 4 comes before 1.
    """
    from idxcheck.datasets.failures import FetchError, WrongFilesError  # noqa: PLC0415 - as these
    from idxcheck.datasets.fetching import fetch  # noqa: PLC0415 - reads the registry
    from idxcheck.datasets.wanted import plan  # noqa: PLC0415 - reads the registry
    from idxcheck.registry import data_sets_called  # noqa: PLC0415 - reads the registry

    bases = list(mirrors) or None
    if name is None:
        if not listing:
            raise UsageError("which data set? `idxcheck fetch --list` lists them")
        _list_sets()
    elif listing:
        sets = data_sets_called(name)
        choices = plan(sets, Path(folder), part=part, layout=layout, mirrors=bases, extract=extract)
        _list_files(sets, choices)
    else:
        try:
            with ended_by_signals(), _telling() as tell:
                fetch(
                    name,
                    folder,
                    part=part,
                    layout=layout,
                    mirrors=bases,
                    extract=extract,
                    force=force,
                    progress=tell,
                )
        except FetchError as error:
            raise _UnfetchedError(error.summary) from error
        except WrongFilesError as error:
            raise _OthersFetchedError(error.summary) from error


@contextlib.contextmanager
def _telling() -> Iterator["Tell"]:
    """Give what tells the user of each event: files that are right on standard output."""
    with contextlib.ExitStack() as bar:
        advances: list[Advance] = []  # the bar of the file that is coming, if one is shown
        shown = 0

        def tell(event: "Event") -> None:
            nonlocal shown
            if event.kind == "received":
                if not advances and event.total and is_terminal(sys.stderr):
                    advances.append(bar.enter_context(progress(event.total, event.path.name)))
                for advance in advances:
                    advance(max(0, event.count - shown))  # a server may start over
                shown = max(shown, event.count)
                return
            bar.close()
            advances.clear()
            shown = 0
            if event.kind == "passed over":
                say(escape(f"{event.path}: {event.text}; asking the next mirror"))
            elif event.kind == "failed":
                say(escape(f"failed     {event.path}: {event.text}"))
            elif event.kind != "started":
                size = counted(event.count, "byte")
                print_text(escape(f"{event.kind:9}  {event.path}  ({size}, {event.text})") + "\n")

        yield tell


def _list_sets() -> None:
    from idxcheck.registry import data_sets  # noqa: PLC0415 - reads the registry

    rows = [
        (each.name, each.title, counted(len(each.files), "file"), f"licence: {each.licence}")
        for each in data_sets()
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print_text("  ".join(cells).rstrip() + "\n")


def _list_files(sets: Iterable["DataSet"], files: Iterable["Wanted"]) -> None:
    for each in sets:
        print_text(f"{each.title} ({each.name}), {each.homepage}\n")
        print_text(f"  licence: {each.licence}\n  citation: {each.citation}\n")
    for file in files:
        size = "size not published" if file.size is None else counted(file.size, "byte")
        digests = [f"{digest.algorithm} {digest.value}" for digest in file.digests]
        print_text(f"{escape(str(file.path))}  {size}\n")
        words = "from" if file.archive is None else "out of"
        addresses = [f"{words} {public(url)}" for url in file.mirrors]
        for line in (*digests, *addresses):
            print_text(f"  {escape(line)}\n")
