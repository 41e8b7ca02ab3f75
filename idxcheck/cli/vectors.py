"""`idxcheck vectors`: write, compare and list the conformance vectors."""

import os
import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from idxcheck.cli.options import Output, format_option, split_commas
from idxcheck.cli.running import debug_option
from idxcheck.cli.writing import print_text, refuse_to_overwrite, write_outputs
from idxcheck.errors import UsageError
from idxcheck.reports.escaping import escape
from idxcheck.reports.outcome import FINDINGS, SUCCESS
from idxcheck.vectors import Vector, files, flags, vectors
from idxcheck.vectors.manifest import document, table
from idxcheck.vectors.vector import LETTERS
from idxcheck.vectors.verifying import FOLDERS, Comparison, Difference, compare
from idxcheck.vectors.writing import obstacle, write

USUAL_FOLDER = "fixtures"


@click.group("vectors", short_help="Write the conformance vectors.", no_args_is_help=False)
@debug_option
def command() -> None:
    """Write, compare and list the conformance vectors: small files to test any reader with.

    Their names start with y_ where a reader must read the file, n_ where it must refuse it,
    i_ where it may do either.
    """


@command.command("export", short_help="Write all files to a folder.")
@click.argument("folder", metavar="DIR")
@click.option("--force", is_flag=True, help="Write also where DIR holds other or changed files.")
@debug_option
def export(*, folder: str, force: bool) -> int:
    """Write the vectors, their answers and their manifest to DIR.

    A DIR that holds anything else needs --force: what has been changed is written again,
    what does not belong here is left alone, and nothing is ever deleted.
    """
    place, wanted = Path(folder), files()
    place.mkdir(parents=True, exist_ok=True)
    in_the_way = obstacle(place, wanted)
    if in_the_way is not None:
        name = os.path.join(folder, in_the_way)  # noqa: PTH118 - shown as given
        kind = "file of its own" if in_the_way in wanted else "folder of its own"
        raise UsageError(f"{name} is no {kind}; move it away, and nothing was written so far")
    found = compare(place, wanted)
    if not force:
        _refuse_to_touch(folder, found)
    write(place, {path: wanted[path] for path in found.missing}, replace=False)
    changed = [each.path for each in found.different]
    write(place, {path: wanted[path] for path in changed}, replace=True)
    written = len(found.missing) + len(changed)
    print_text(f"{escape(folder)}: {written} files written, {found.identical} were there\n")
    return SUCCESS


def _refuse_to_touch(folder: str, found: Comparison) -> None:
    """Raise UsageError where `folder` holds what `export` did not write."""
    if found.different:
        first, others = found.different[0].path, len(found.different) - 1
        what, advice = "differs from what belongs there", "replaces what differs"
    elif found.unknown:
        first, others = found.unknown[0], len(found.unknown) - 1
        what, advice = "is no file of the vectors", "writes beside it and leaves it alone"
    else:
        return
    more = f" (and {others} more)" if others else ""
    raise UsageError(f"{os.path.join(folder, first)} {what}{more}; --force {advice}")  # noqa: PTH118 - shown as given


@command.command("verify", short_help="Compare a folder with what belongs there.")
@click.argument("folder", metavar="[DIR]", required=False)
@debug_option
def verify(*, folder: str | None) -> int:
    """Compare the files of DIR with those that export writes.

    Tells which are missing, different, and unknown below idx and norb. Without DIR it is the
    folder "fixtures" where there is one, else the current folder.
    """
    if folder is None:
        folder = USUAL_FOLDER if Path(USUAL_FOLDER).is_dir() else os.curdir
    wanted = files()
    found, in_the_way = compare(Path(folder), wanted), obstacle(Path(folder), wanted)
    strangers = _strangers(found)
    faulty = found.different or found.missing or strangers
    lines = [folder, *_faults(folder, found, strangers, in_the_way)]
    print_text("".join(f"{escape(line)}\n" for line in lines))
    print_text(
        f"{found.identical} identical, {len(found.different)} different,"
        f" {len(found.missing)} missing, {len(strangers)} unknown\n"
    )
    return FINDINGS if faulty else SUCCESS


def _faults(
    folder: str, found: Comparison, strangers: Sequence[str], in_the_way: str | None
) -> Iterator[str]:
    export = shlex.join(["idxcheck", "vectors", "export", folder])
    if in_the_way is not None:
        # A file cannot be written there, with --force or without.
        export = f"move {os.path.join(folder, in_the_way)} away, then {export}"  # noqa: PTH118 - shown as given
    if not found.identical and not found.different and not strangers:
        yield f"  holds no file of the vectors; next: {export}"
        return
    for difference in found.different:
        yield f"  different  {difference.path} at {difference.offset:#x}: {_bytes(difference)}"
    if found.identical or found.different:
        for path in found.missing:
            yield f"  missing    {path}"
    for path in strangers:
        yield f"  unknown    {path}"
    if found.different or found.missing:
        yield f"  next: {export} --force"
    elif strangers:
        yield "  next: delete what is unknown; a later version may have other vectors"


def _strangers(found: Comparison) -> list[str]:
    """Return what stands among the vectors and is none; what stands beside them is no fault."""
    return [
        path for path in found.unknown if path.startswith(tuple(f"{each}/" for each in FOLDERS))
    ]


def _bytes(difference: Difference) -> str:
    expected, found = (
        "the end" if each is None else f"{each:02X}"
        for each in (difference.expected, difference.found)
    )
    return f"expected {expected}, found {found}"


@command.command("list", short_help="List the vectors.")
@click.option(
    "--clause",
    "clauses",
    multiple=True,
    callback=split_commas,
    help="Those about a clause: IDX-4.3, all of IDX-4, or IDX.",
)
@click.option(
    "--rule",
    "rules",
    multiple=True,
    callback=split_commas,
    help="Those that a rule has a finding on: IDX201, its name, or the beginning of codes.",
)
@click.option(
    "--verdict",
    "verdicts",
    multiple=True,
    type=click.Choice(list(LETTERS)),
    help="Those with a verdict.",
)
@click.option(
    "--flag",
    "names",
    multiple=True,
    callback=split_commas,
    help="Those that expose a known fault of readers.",
)
@format_option("text", "tsv", "json")
@debug_option
def list_(  # noqa: PLR0913 - each is one option
    *,
    clauses: list[str],
    rules: list[str],
    verdicts: Sequence[str],
    names: list[str],
    outputs: Sequence[Output],
    force: bool,
) -> int:
    """List the vectors, all of them or those that every option given lets through.

    An option given several times, or with commas, lets through what any of its values does.
    tsv and json have the members of the manifests.
    """
    refuse_to_overwrite(outputs, [], force=force)
    chosen = vectors()
    if clauses:
        chosen = _about(chosen, clauses)
    if rules:
        chosen = _with_findings(chosen, rules)
    if verdicts:
        chosen = tuple(each for each in chosen if each.verdict in verdicts)
    if names:
        chosen = _with_flags(chosen, names)

    def render(output: Output) -> str | bytes:
        if output.format == "json":
            return _json(document(chosen))
        return table(chosen) if output.format == "tsv" else "".join(_lines(chosen))

    write_outputs(outputs, render, force=force)
    return SUCCESS


def _about(chosen: Iterable[Vector], clauses: Iterable[str]) -> tuple[Vector, ...]:
    known = {vector.clause for vector in vectors()}
    for each in clauses:
        if not any(_within(clause, each) for clause in known):
            raise UsageError(f"no vector is about a clause {each!r}; clauses are such as IDX-4.3")
    return tuple(v for v in chosen if any(_within(v.clause, each) for each in clauses))


def _within(clause: str, part: str) -> bool:
    """Whether `clause` is `part`, or of its chapter or format."""
    return clause == part or clause.startswith((f"{part}.", f"{part}-"))


def _with_findings(chosen: Iterable[Vector], rules: list[str]) -> tuple[Vector, ...]:
    from idxcheck.judging import select_rules  # noqa: PLC0415 - reads every rule

    codes = select_rules(rules, None)
    return tuple(v for v in chosen if any(promise.rule in codes for promise in v.findings))


def _with_flags(chosen: Iterable[Vector], names: Iterable[str]) -> tuple[Vector, ...]:
    known = flags()
    for each in names:
        if each not in known:
            raise UsageError(f"no flag is called {each!r}; choose from: {', '.join(known)}")
    return tuple(v for v in chosen if not set(names).isdisjoint(v.flags))


def _lines(chosen: Sequence[Vector]) -> Iterator[str]:
    rows = [("id", "verdict", "rules", "file")]
    rows += [
        (v.identifier, v.verdict, ",".join(each.rule for each in v.findings) or "-", v.file)
        for v in chosen
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip() + "\n"
    yield f"{len(chosen)} of {len(vectors())} vectors\n"


def _json(content: dict[str, Any]) -> str:
    import json  # noqa: PLC0415 - the text does without

    return json.dumps(content, indent=2) + "\n"
