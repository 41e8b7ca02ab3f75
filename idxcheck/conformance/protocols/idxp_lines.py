"""Lines of a shell that ask an IDXP adapter once more; Python makes the JSON."""

import shlex
from collections.abc import Sequence

from idxcheck.conformance.protocols.messages import VERSION, array_members
from idxcheck.conformance.reproducing import (
    shell_line_of,
    shell_line_that_makes,
    shell_line_that_shows,
)
from idxcheck.vectors import Reading


def piped(command: Sequence[str], **question: object) -> str:
    """Return the line that asks `command` this question, if there is one, between start and stop."""
    start: dict[str, object] = {"op": "start", "version": VERSION, "scratch": "."}
    asked: list[dict[str, object]] = [start, *([question] if question else ()), {"op": "stop"}]
    lines = [{**each, "seq": seq} for seq, each in enumerate(asked)]
    script = f"import json; [print(json.dumps(each)) for each in {lines}]"
    return f"{shell_line_of(script)} | {shlex.join(command)}"


def reading_line(command: Sequence[str], data: bytes, ending: str) -> str:
    """Return the line that makes a file of `data`, and lets `command` read it."""
    name = f"case{ending}"
    return f"{shell_line_that_makes(data, name)} && {piped(command, op='read', path=name)}"


def writing_line(command: Sequence[str], reading: Reading, ending: str) -> str:
    """Return the line that lets `command` write `reading`, and prints the bytes of the file."""
    to = f"written{ending}"
    asked = piped(command, op="write", path=to, array=array_members(reading))
    return f"{asked} && {shell_line_that_shows(to)}"


def rewriting_line(command: Sequence[str], data: bytes, ending: str) -> str:
    """Return the line that lets it read a file of `data` and write it, and prints the bytes."""
    name, to = f"case{ending}", f"written{ending}"
    asked = piped(command, op="rewrite", path=name, to=to)
    return f"{shell_line_that_makes(data, name)} && {asked} && {shell_line_that_shows(to)}"
