"""`idxcheck conform`: prove an implementation, start a new adapter, compare two runs."""

import click

from idxcheck.cli.groups import LazyGroup
from idxcheck.cli.running import debug_option

COMMANDS = {
    "run": "idxcheck.cli.conform_run",
    "new": "idxcheck.cli.conform_new",
    "diff": "idxcheck.cli.conform_diff",
    "matrix": "idxcheck.cli.conform_matrix",
}
"""The commands by name, in the order of the help, each with its module."""


@click.group(
    "conform",
    cls=LazyGroup,
    modules=COMMANDS,
    short_help="Prove that a library reads and writes the formats right.",
    no_args_is_help=False,
)
@debug_option
def command() -> None:
    """Prove that an implementation, in any language, reads and writes IDX and NORB right.

    An adapter of a dozen lines lets it answer; `idxcheck conform new` writes one to begin with.
    """
