"""`idxcheck conform`: prove an implementation, start a new adapter, compare two runs."""

import importlib

import click

from idxcheck.cli.running import debug_option

COMMANDS = {
    "run": "idxcheck.cli.conform_run",
    "new": "idxcheck.cli.conform_new",
    "diff": "idxcheck.cli.conform_diff",
    "matrix": "idxcheck.cli.conform_matrix",
}
"""The commands by name, in the order of the help, each with its module."""


class Commands(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command called `cmd_name`; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return found


@click.group(
    "conform",
    cls=Commands,
    short_help="Prove that a library reads and writes the formats right.",
    no_args_is_help=False,
)
@debug_option
def command() -> None:
    """Prove that an implementation, in any language, reads and writes IDX and NORB right.

    An adapter of a dozen lines lets it answer; `idxcheck conform new` writes one to begin with.
    """
