"""`idxcheck conform new`: a working adapter to begin with."""

import shlex

import click

from idxcheck.cli.running import debug_option
from idxcheck.cli.writing import print_text
from idxcheck.conformance.scaffolding import LANGUAGES, write_scaffold
from idxcheck.reports.escaping import escape
from idxcheck.reports.outcome import SUCCESS


@click.command("new", short_help="Write a working adapter to begin with.")
@click.argument("language", metavar="LANGUAGE", type=click.Choice(LANGUAGES))
@click.argument("folder", metavar="DIR")
@click.option("--force", is_flag=True, help="Write also to a DIR that holds other files.")
@debug_option
def command(*, language: str, folder: str, force: bool) -> int:
    """Write an adapter in LANGUAGE to DIR: c, rust, node, go or python.

    It works as it stands; your library takes the place of the small reader and writer that
    it asks. --force replaces files of the same names, and nothing else.
    """
    scaffold = write_scaffold(language, folder, replace=force)
    lines = [
        f"{folder}: {len(scaffold.files)} files written; next:",
        f"  {shlex.join(['cd', folder])}",
        *(f"  {each}" for each in scaffold.commands),
    ]
    print_text("".join(f"{escape(line)}\n" for line in lines))
    return SUCCESS
