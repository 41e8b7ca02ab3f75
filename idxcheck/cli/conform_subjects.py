"""Who `idxcheck conform run` asks: libraries by name, a command, a Python function."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from idxcheck.conformance.adapter import Adapter, Implementation
from idxcheck.conformance.cases import Scope
from idxcheck.conformance.libraries.named import NamedReader, named_reader
from idxcheck.conformance.protocols.json_lines import JsonLines
from idxcheck.conformance.protocols.one_shot import OneShot
from idxcheck.conformance.protocols.python_server import python_command
from idxcheck.conformance.supervision.starting import find_command
from idxcheck.errors import UsageError

Say = Callable[[str], None]
# What the process of a function says where it cannot serve one, in the words around it.
NOT_SERVED = re.compile(
    r"ended with status 2 without an answer; its standard error ends: (?:.* / )?error: (.+)"
    r"; next: see what comes of "
)


class NoFunctionError(UsageError):
    """There is no such function in that file or module."""


class FunctionServer(JsonLines):
    """A process that serves functions of Python."""

    def __enter__(self) -> Self:
        """Start. Raises UsageError in the words of the process alone, where it says what is wrong.

        NoFunctionError where that is the name of a function.
        """
        try:
            return super().__enter__()
        except UsageError as error:
            said = NOT_SERVED.search(str(error))
            if said is None:
                raise
            imported = " cannot be imported: " not in said[1]
            raise (NoFunctionError if imported else UsageError)(said[1]) from None


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is asked: the name to show, what makes the adapter, and the scope by default."""

    name: str
    adapter: Callable[[], Adapter]
    scope: Scope = "all"
    implementation: Implementation | None = None


def subjects(  # noqa: PLR0913 - the ways to say who is asked
    names: Sequence[str],
    command: Sequence[str] | None,
    function: str | None,
    *,
    writer: str | None,
    protocol: str | None,
    tell: Say,
) -> list[Subject]:
    """Return who is asked; `tell` is called with a line before something is installed.

    Raises UsageError unless that is said in exactly one way, and for a name, a command or a
    file that there is not.
    """
    if [bool(names), command is not None, function is not None].count(True) != 1:
        raise UsageError("give one of NAME..., -- CMD ARG... and --python FILE:FUNC")
    if writer is not None and function is None:
        raise UsageError("--write goes with --python; CMD is asked with --write by itself")
    if protocol is not None and command is None:
        raise UsageError("--protocol goes with -- CMD ARG... alone")
    if function is not None:
        return [_of_function(function, writer)]
    if command is not None:
        return [_of_command(command, protocol)]
    return [_named(name, tell) for name in dict.fromkeys(names)]


def _of_command(command: Sequence[str], protocol: str | None) -> Subject:
    find_command(command)
    return Subject(
        command[0], lambda: JsonLines(command) if protocol == "idxp" else OneShot(command)
    )


def _of_function(function: str, writer: str | None) -> Subject:
    for each in (function, writer):
        _check_function(each)
    return Subject(function, lambda: FunctionServer(python_command(function, writer)))


def _check_function(target: str | None) -> None:
    """Raise UsageError where `target` names no function of a file that there is."""
    if target is None:
        return
    place, _, name = target.rpartition(":")
    if not place or not name:
        raise UsageError(f"{target}: expected FILE:FUNC, such as reader.py:read")
    if place.endswith(".py") and not Path(place).is_file():
        raise UsageError(f"{place}: no such file; next: name the one that defines {name}")


def _named(name: str, tell: Say) -> Subject:
    try:
        reader = named_reader(name)
    except UsageError as error:
        raise UsageError(f"{error}; for a command of your own write -- before it") from None
    who = None
    if reader.protocol == "one-shot":  # a command does not say who it is
        who = Implementation(reader.name, reader.version, reader.language, reader.homepage)
    return Subject(name, lambda: _adapter_of(reader, tell), reader.scope, who)


def _adapter_of(reader: NamedReader, tell: Say) -> Adapter:
    prepared = reader.command(tell)
    # What is shown works on every machine; the command itself names folders of this one.
    shown = ("python", "-m", "idxcheck.conformance.libraries.named", reader.name)
    if reader.protocol == "idxp":
        return JsonLines(prepared, shown=shown)
    return OneShot(prepared, shown=shown)
