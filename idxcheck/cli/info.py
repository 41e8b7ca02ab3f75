"""`idxcheck info`: what a file is, by its header, and which one by its digest."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from idxcheck.claim import Claim
from idxcheck.cli.options import Output, format_option
from idxcheck.cli.paths import files_named
from idxcheck.cli.running import debug_option
from idxcheck.cli.writing import refuse_to_overwrite, write_outputs
from idxcheck.errors import FormatError
from idxcheck.reports.escaping import escape, escape_surrogates
from idxcheck.reports.json import SCHEMA_VERSION, header_object
from idxcheck.reports.outcome import FINDINGS, SUCCESS, UNCHECKED
from idxcheck.view.hexdump import Row, render
from idxcheck.view.inspection import Inspection, describe, inspect

LABEL_WIDTH = 14


@click.command("info", short_help="Show what a file's header says.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--hex", "with_hex", is_flag=True, help="Show the header byte by byte, annotated.")
@format_option("text", "json")
@debug_option
def command(*, paths: Sequence[str], with_hex: bool, outputs: Sequence[Output], force: bool) -> int:
    """Show layers, format, magic, element type, shape and sizes of IDX and NORB files.

    The header is read leniently. Where a file of a known data set has such a header, the
    whole file is read: its digest says which one it is, whatever it is called. PATH is a
    file, a folder, a pattern, or - for standard input.
    """
    entries = files_named(paths)
    refuse_to_overwrite(outputs, [entry.path for entry in entries], force=force)
    inspections = [inspect(entry.path) for entry in entries]
    status = max(_status(inspection.error) for inspection in inspections)

    def rendered(output: Output) -> str:
        if output.format == "text":
            return "".join(f"{line}\n" for line in _lines(inspections, with_hex=with_hex))
        return _json(inspections, status, with_hex=with_hex)

    write_outputs(outputs, rendered, force=force)
    return status


def _status(error: Exception | None) -> int:
    if error is None:
        return SUCCESS
    return FINDINGS if isinstance(error, FormatError) else UNCHECKED


def _lines(inspections: Sequence[Inspection], *, with_hex: bool) -> Iterator[str]:
    for number, inspection in enumerate(inspections):
        if number:
            yield ""
        yield escape(inspection.path)
        for label, text in describe(inspection):
            yield escape(f"  {label:{LABEL_WIDTH}}{text}")
        if with_hex and inspection.rows:
            yield ""
            yield from (f"  {escape(line)}" for line in render(inspection.rows))


def _json(inspections: Sequence[Inspection], status: int, *, with_hex: bool) -> str:
    import json  # noqa: PLC0415 - the text does without

    files = [_object(inspection, with_hex=with_hex) for inspection in inspections]
    document = {"schema_version": SCHEMA_VERSION, "files": files, "exit_code": status}
    return json.dumps(document, indent=2) + "\n"


def _object(inspection: Inspection, *, with_hex: bool) -> dict[str, Any]:
    header, error, claim = inspection.header, inspection.error, inspection.claim
    members: dict[str, Any] = {
        "path": escape_surrogates(inspection.path),
        "layers": list(inspection.layers),
        "dataset": None if claim is None else _data_set(claim),
        "header": None if header is None else header_object(header),
        "stored_size": inspection.stored_size,
        "content_size": inspection.content_size,
        "findings": [
            {"code": each.code, "severity": each.severity.value, "message": each.message}
            for each in inspection.findings
        ],
        "error": None if error is None else escape_surrogates(str(error)),
    }
    if with_hex:
        members["fields"] = [_field(row) for row in inspection.rows]
    return members


def _data_set(claim: Claim) -> dict[str, Any]:
    """Return the members that `check` reports of a claim."""
    return {
        "names": [each.name for each in claim.data_sets],
        "files": [file.key for file in claim.files],
        "basis": claim.basis.value,
        "asserted": claim.asserted,
        "synthetic": claim.synthetic,
    }


def _field(row: Row) -> dict[str, Any]:
    return {
        "offset": row.offset,
        "bytes": row.data.hex(),
        "field": row.field or None,
        "value": row.value,
        "meaning": row.meaning,
        "clause": row.clause,
        "faults": list(row.faults),
    }
