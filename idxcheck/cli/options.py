"""The options that several commands share, one meaning each."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click

UNITS = {"": 0, "K": 10, "M": 20, "G": 30}


@dataclass(frozen=True, slots=True)
class Output:
    """A format, and the file it goes to; None is standard output."""

    format: str
    file: str | None = None


def format_option(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add --format, text on standard output where it is not given, and --force for its files."""

    def parse(
        _context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
    ) -> list[Output]:
        outputs = [_output(value, formats) for value in values]
        files = [output.file for output in outputs]
        for file in files:
            if files.count(file) > 1:
                place = "standard output" if file is None else repr(file)
                raise click.BadParameter(f"{place} can hold only one format")
        return outputs

    add_format = click.option(
        "--format",
        "outputs",
        metavar="FMT[=FILE]",
        multiple=True,
        default=("text",),
        callback=parse,
        help=f"Print as FMT ({' or '.join(formats)}), or write it to FILE. Repeatable; one of"
        " them may go to standard output.",
    )
    add_force = click.option("--force", is_flag=True, help="Replace a FILE that exists.")
    return lambda command: add_format(add_force(command))


def _output(value: str, formats: tuple[str, ...]) -> Output:
    name, separator, file = value.partition("=")
    if name not in formats:
        raise click.BadParameter(f"{name!r} is no format; choose from: {', '.join(formats)}")
    if separator and not file:
        raise click.BadParameter(f"{value!r} names no file behind the '='")
    return Output(name, file if file not in ("", "-") else None)


def parse_bytes(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> int | None:
    """Return the number of bytes that `value` says, with K, M or G for powers of 1024."""
    if value is None:
        return None
    match = re.fullmatch(r"([0-9]{1,18})([KMG]?)(?:i?B)?", value, re.ASCII | re.IGNORECASE)
    if match is None:
        raise click.BadParameter(f"{value!r} is no number of bytes such as 4096, 64K, 100M or 2G")
    return int(match[1]) << UNITS[match[2].upper()]


def split_commas(
    _context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> list[str]:
    """Return the parts of repeated, comma-separated values."""
    return [part.strip() for value in values for part in value.split(",")]
