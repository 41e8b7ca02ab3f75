"""`idxcheck conform diff`: what came out otherwise in a later run."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from idxcheck.cli.running import debug_option
from idxcheck.cli.writing import print_text
from idxcheck.conformance.matrix.comparing import CHANGES, Difference, asked_once, differences
from idxcheck.conformance.matrix.results import read_results
from idxcheck.reports.escaping import escape
from idxcheck.reports.outcome import FINDINGS, SUCCESS
from idxcheck.sizes import counted


@click.command(
    "diff",
    short_help="Compare the results of two runs.",
    epilog="Exit status: 0 every case that both asked came out the same or better; 1 some came"
    " out worse, or failed otherwise; 2 wrong usage, or no result files; 4 a file could not be"
    " read.",
)
@click.argument("old", metavar="A.json")
@click.argument("new", metavar="B.json")
@debug_option
def command(*, old: str, new: str) -> int:
    """Compare two results of `conform run --format json=FILE`, the older one first.

    Names each case that came out otherwise, what is worse first: `changed` are those that fail
    in both, in another way. What differs in words alone is the same. Cases that one of the
    two did not ask are counted, and do not matter for the exit status: nothing became worse,
    and it is 0.
    """
    documents = read_results(old), read_results(new)
    found = differences(*documents)
    lines = [
        *(_heading(*each) for each in zip((old, new), documents, strict=True)),
        *_scopes(*documents),
        *_lines(found),
        *_asked_once(*asked_once(*documents)),
        ", ".join(f"{sum(each.change == change for each in found)} {change}" for change in CHANGES),
    ]
    print_text("".join(f"{escape(line)}\n" for line in lines))
    return FINDINGS if any(each.change != "better" for each in found) else SUCCESS


def _heading(path: str, document: dict[str, Any]) -> str:
    who, totals = document["implementation"], document["totals"]
    name = f"{who['name']} {who['version']}".strip()
    score = f"{totals['passed']}/{totals['executed']}"
    return f"{path}: {name}, {document['date']}, scope {document['scope']}: {score}"


def _scopes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    if old["scope"] != new["scope"]:
        yield (
            f"the scopes differ, {old['scope']} and {new['scope']}:"
            " only what both asked is compared"
        )


def _asked_once(old: int, new: int) -> Iterator[str]:
    if old or new:
        yield f"not compared: {counted(old, 'case')} asked before alone, {new} now alone"


def _lines(found: Sequence[Difference]) -> Iterator[str]:
    width = max(map(len, CHANGES))
    for each in found:
        yield f"{each.change:{width}}  {each.case}: {each.old.value} -> {each.new.value}"
