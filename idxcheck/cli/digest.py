"""`idxcheck digest`: the digests of files, in the layout of sha256sum."""

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from idxcheck.claim import alternatives
from idxcheck.cli.options import Output, format_option
from idxcheck.cli.paths import files_named
from idxcheck.cli.running import debug_option, say
from idxcheck.cli.writing import is_terminal, refuse_to_overwrite, write_outputs
from idxcheck.evidence import Evidence
from idxcheck.examining import Options, examine_entry
from idxcheck.findings import Severity
from idxcheck.judging import GRAVE, READ_THROUGH
from idxcheck.reports.escaping import escape, escape_surrogates
from idxcheck.reports.json import SCHEMA_VERSION
from idxcheck.reports.outcome import FINDINGS, SUCCESS, UNCHECKED
from idxcheck.reports.text import DIGESTS
from idxcheck.view.inspection import title
from idxcheck.walking import Entry

HEADINGS = {
    "stored": "as stored",
    "content": "of the content, decompressed",
    "values": "of the values, as an IDX file",
}
ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r"})  # those of sha256sum
NO_FAULT = "it cannot be read whole"


@dataclass(frozen=True, slots=True)
class Digested:
    """The sha256 of a file by what it is of, and the known files it is by its digests.

    `left_out` are those it has not, for `reason`; `status` is the exit status that makes.
    """

    path: str
    name: str
    digests: Mapping[str, str]
    known: tuple[str, ...]
    left_out: tuple[str, ...]
    reason: str
    status: int


@click.command("digest", short_help="Print the digests of files.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--of",
    type=click.Choice(list(HEADINGS)),
    help="Print one section alone, without its heading.",
)
@format_option("text", "json")
@debug_option
def command(*, paths: Sequence[str], of: str | None, outputs: Sequence[Output], force: bool) -> int:
    """Print the sha256 of files as stored, of their content, and of their values.

    The content is the file decompressed. The digest of the values is that of the matrix as
    an IDX file, equal for raw and compressed, IDX and NORB copies. Each section has the
    layout of sha256sum: idxcheck digest --of stored PATH | sha256sum -c. PATH is a file, a
    folder, a pattern, or - for standard input.
    """
    entries = files_named(paths)
    refuse_to_overwrite(outputs, [entry.path for entry in entries], force=force)
    wanted = list(HEADINGS) if of is None else [of]
    files = [digest(entry, wanted) for entry in entries]
    for file in files:
        if file.left_out:
            which = alternatives([DIGESTS[each] for each in file.left_out])
            say(escape(f"{file.name}: no digest {which}: {file.reason}"))
    status = max(file.status for file in files)

    def render(output: Output) -> str | bytes:
        if output.format == "json":
            return _json(files, status)
        lines = _lines(files, wanted, headed=of is None)
        if output.file is None and is_terminal(sys.stdout):
            lines = map(escape, lines)
        return os.fsencode("".join(f"{line}\n" for line in lines))  # names as they are

    write_outputs(outputs, render, force=force)
    return status


def digest(entry: Entry, wanted: Iterable[str]) -> Digested:
    """Return the `wanted` digests of what a walk found."""
    examined = examine_entry(entry, Options(frozenset()))
    evidence = examined.evidence
    grave = [
        finding
        for finding in examined.judgement.findings
        if finding.severity in GRAVE and finding.code not in READ_THROUGH
    ]
    digests = {of: value for (of, name), value in evidence.digests.items() if name == "sha256"}
    digests = _of_stored_bytes(entry.path, evidence) | digests
    if grave:
        digests.pop("values", None)  # those of a damaged matrix are not its own
    left_out = tuple(of for of in wanted if of not in digests)
    unchecked = any(finding.severity is Severity.UNDETERMINED for finding in grave)
    return Digested(
        path=entry.path,
        name=evidence.name,
        digests={of: digests[of] for of in wanted if of in digests},
        known=tuple(file.key for file in evidence.known),
        left_out=left_out,
        reason=next(map(title, grave), NO_FAULT),
        status=(UNCHECKED if unchecked else FINDINGS) if left_out else SUCCESS,
    )


def _of_stored_bytes(path: str, evidence: Evidence) -> dict[str, str]:
    """Return what the stored bytes alone tell of a file that no reader gets to the end of."""
    if evidence.complete or not os.path.isfile(path):  # noqa: PTH113 - a name as given
        return {}
    with contextlib.suppress(OSError), open(path, "rb") as file:  # noqa: PTH123 - a name as given
        value = hashlib.file_digest(file, "sha256").hexdigest()
        return {"stored": value} if evidence.layers else {"stored": value, "content": value}
    return {}


def _lines(files: Sequence[Digested], wanted: Iterable[str], *, headed: bool) -> Iterator[str]:
    for of in wanted:
        if headed and any(of in file.digests for file in files):
            yield f"# {HEADINGS[of]}"
        for file in files:
            if of in file.digests:
                name = file.path.translate(ESCAPES)
                mark = "\\" if name != file.path else ""
                yield f"{mark}{file.digests[of]}  {name}"


def _json(files: Iterable[Digested], status: int) -> str:
    import json  # noqa: PLC0415 - the text does without

    members = [_object(file) for file in files]
    document = {"schema_version": SCHEMA_VERSION, "files": members, "exit_code": status}
    return json.dumps(document, indent=2) + "\n"


def _object(file: Digested) -> dict[str, Any]:
    return {
        "path": escape_surrogates(file.name),
        "digests": dict(file.digests),
        "known": list(file.known),
        "left_out": {of: escape_surrogates(file.reason) for of in file.left_out},
    }
