"""The libraries that idxcheck has adapters for: from a name to the command that runs one.

`readers/readers.toml` lists them. What a library needs is installed once, with the versions that
stand there, into a folder of its own, and used again; the user's packages are never touched.

    python -m idxcheck.conformance.libraries.named NAME [ARGUMENT...]

runs the adapter of a library, with the arguments and the standard streams that are given.
"""

import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from idxcheck.conformance.cases import Direction, Scope
from idxcheck.conformance.libraries.preparing import Announce, Kind, Recipe, prepared_command
from idxcheck.errors import UsageError

FOLDER = Path(__file__).parents[1] / "readers"

Protocol = Literal["idxp", "one-shot"]


@dataclass(frozen=True, slots=True)
class NamedReader:
    """One library with its adapter.

    `file` is the adapter, `kind` how it is run, `version` what is installed for it. `scope` is
    what the library claims to read, so what to ask of it. `needs` is what has to be there
    beside the tool of its kind, and `get` the line that brings it. `install` are the packages
    or flags.
    """

    name: str
    file: str
    kind: Kind
    version: str
    language: str
    homepage: str
    scope: Scope
    directions: tuple[Direction, ...]
    needs: str = ""
    get: str = ""
    install: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """The file of the adapter."""
        return FOLDER / self.file

    @property
    def protocol(self) -> Protocol:
        """How its adapter is asked."""
        return "one-shot" if self.kind == "c++" else "idxp"

    def command(self, announce: Announce = lambda _: None) -> tuple[str, ...]:
        """Return the command of its adapter; install first what is missing.

        `announce` is called with a line before each step that may take long. Raises UsageError
        where a tool is missing or an installation fails.
        """
        recipe = Recipe(self.name, self.path, self.kind, self.install, self.needs, self.get)
        return prepared_command(recipe, announce)


def reader_names() -> tuple[str, ...]:
    """Return the names of all libraries, in the order of the table."""
    return tuple(_table())


def named_reader(name: str) -> NamedReader:
    """Return the library of this name. Raises UsageError where there is none."""
    table = _table()
    if name not in table:
        raise UsageError(f"no reader is called {name!r}; next: choose from {', '.join(table)}")
    return table[name]


def _table() -> dict[str, NamedReader]:
    text = (FOLDER / "readers.toml").read_text(encoding="utf-8")
    return {name: _reader(name, row) for name, row in tomllib.loads(text).items()}


def _reader(name: str, row: dict[str, str | list[str]]) -> NamedReader:
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return NamedReader(name=name, **fields)  # type: ignore[arg-type] # a test looks at every row


def main(arguments: Sequence[str]) -> int:
    """Run the adapter of the first of `arguments` with the others; return its exit status."""
    try:
        command = named_reader("".join(arguments[:1])).command(_tell)
    except UsageError as error:
        _tell(str(error))
        return 2
    return subprocess.run([*command, *arguments[1:]], check=False).returncode  # noqa: S603 - ours


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
