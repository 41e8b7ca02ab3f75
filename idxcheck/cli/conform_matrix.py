"""`idxcheck conform matrix`: the page of all result files of a folder."""

import contextlib
from pathlib import Path
from typing import Any

import click

from idxcheck.cli.options import Output
from idxcheck.cli.running import debug_option
from idxcheck.cli.writing import print_text, write_outputs
from idxcheck.conformance.matrix.abilities import abilities
from idxcheck.conformance.matrix.page import MARK, page
from idxcheck.conformance.matrix.results import read_results
from idxcheck.errors import UsageError
from idxcheck.reports.escaping import escape
from idxcheck.reports.outcome import FINDINGS, SUCCESS

PAGE = "README.md"
BEYOND = "beyond"  # the folder of what came of files outside the scope that is claimed
MADE_BY = "idxcheck conform matrix --abilities"

Results = dict[str, dict[str, Any]]


@click.command("matrix", short_help="Write the page of all result files of a folder.")
@click.argument("folder", metavar="DIR")
@click.option(
    "--abilities",
    "abilities_file",
    metavar="FILE",
    help="Write also what each reader can do with valid files, as JSON.",
)
@click.option("--check", is_flag=True, help="Write nothing; status 1 where a file would change.")
@click.option("--force", is_flag=True, help="Replace also files that this command did not write.")
@debug_option
def command(*, folder: str, abilities_file: str | None, check: bool, force: bool) -> int:
    """Write DIR/README.md, the matrix of the result files DIR/*.json.

    A result file is what `idxcheck conform run ... --format json=FILE` writes. What came of
    files outside the scope that an implementation claims is in DIR/beyond/*.json, each under
    the same name; it is told apart.
    """
    place = Path(folder)
    own = None if abilities_file is None else Path(abilities_file)
    results, beyond = _results(place, own)
    wanted = [(place / PAGE, page(results, beyond), MARK)]
    if own is not None:
        wanted.append((own, _condensed(results, beyond), f'"made_by": "{MADE_BY}"'))
    changed = [each for each in wanted if not _holds(each[0], each[1])]
    if not check and not force:
        for path, _, mark in changed:
            _refuse_to_replace(path, mark)
    if not check:
        texts = {str(path): text for path, text, _ in changed}
        outputs = [Output("text", path) for path in texts]
        write_outputs(outputs, lambda output: texts[str(output.file)], force=True)
    for path, _, _ in wanted:
        is_new = any(path == each[0] for each in changed)
        state = ("differs" if check else "written") if is_new else "up to date"
        print_text(f"{escape(str(path))}: {state}, {len(results)} result files\n")
    return FINDINGS if check and changed else SUCCESS


def _results(place: Path, own: Path | None) -> tuple[Results, Results]:
    """Return the content of the result files in a folder, and of those in its folder `beyond`.

    The file of the abilities is none of them.
    """
    if not place.is_dir():
        raise UsageError(f"{place}: expected a folder with result files")
    found, beyond = (
        {
            path.stem: read_results(path)
            for path in sorted(folder.glob("*.json"))
            if own is None or path.resolve() != own.resolve()
        }
        for folder in (place, place / BEYOND)
    )
    if not found:
        raise UsageError(
            f"{place}: expected result files *.json, found none;"
            " next: idxcheck conform run NAME --format json=FILE"
        )
    for name in beyond.keys() - found.keys():
        alone = place / BEYOND / f"{name}.json"
        raise UsageError(f"{alone}: expected {place / name}.json too, which is not there")
    return found, beyond


def _condensed(results: Results, beyond: Results) -> str:
    import json  # noqa: PLC0415 - only where it is asked for

    document = {
        "schema_version": 1,
        "made_by": MADE_BY,
        "readers": {name: abilities(found, beyond.get(name)) for name, found in results.items()},
    }
    return json.dumps(document, indent=1) + "\n"


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def _refuse_to_replace(path: Path, mark: str) -> None:
    """Raise UsageError where a file stands that this command did not write."""
    with contextlib.suppress(FileNotFoundError):
        if mark.encode() not in path.read_bytes()[:4096]:
            raise UsageError(f"{path} was not written by this command; --force replaces it")
