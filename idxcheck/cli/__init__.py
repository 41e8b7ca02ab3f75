"""The command line: one file a command, imported when it is called."""

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from idxcheck.cli.groups import LazyGroup
from idxcheck.cli.running import Invocation, debug_option, run

COMMANDS = {
    "check": "idxcheck.cli.check",
    "info": "idxcheck.cli.info",
    "explain": "idxcheck.cli.explain",
    "convert": "idxcheck.cli.convert",
    "digest": "idxcheck.cli.digest",
    "repair": "idxcheck.cli.repair",
    "fetch": "idxcheck.cli.fetch",
    "gen": "idxcheck.cli.gen",
    "vectors": "idxcheck.cli.vectors",
    "conform": "idxcheck.cli.conform",
}
"""The commands by name, in the order of the help, each with its module."""


class Commands(LazyGroup):
    """The group of all commands; errors become messages and exit statuses here."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 - what click passes on
        """Run the command that `args` name and exit with its status."""
        invocation = Invocation()
        sys.exit(
            run(
                lambda: super(Commands, self).main(
                    args,
                    "idxcheck",
                    standalone_mode=False,
                    windows_expand_args=False,  # `check` expands patterns itself, everywhere
                    obj=invocation,
                ),
                invocation,
            )
        )


@click.group(
    cls=Commands,
    modules=COMMANDS,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 all checked and nothing found; 1 findings, or not the file the command"
    " needs; 2 wrong usage; 3 a bug in idxcheck; 4 something could not be checked.",
)
@click.version_option(package_name="idxcheck", message="%(prog)s %(version)s")
@debug_option
def commands() -> None:
    """Check IDX (MNIST) and NORB matrix files and say what is wrong with them."""


def main() -> NoReturn:
    """Run the command line."""
    commands.main()
