"""`idxcheck conform diff`: what came out otherwise in a later run."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from idxcheck.cli.running import debug_option
from idxcheck.cli.writing import print_text
from idxcheck.conformance.matrix.comparing import CHANGES, Difference, differences
from idxcheck.conformance.matrix.results import read_results
from idxcheck.conformance.outcomes import Outcome
from idxcheck.reports.escaping import escape
from idxcheck.reports.outcome import FINDINGS, SUCCESS


@click.command(
    "diff",
    short_help="Compare the results of two runs.",
    epilog="Exit status: 0 every case came out the same; 1 some did not; 2 wrong usage, or no"
    " result files; 4 a file could not be read.",
)
@click.argument("old", metavar="A.json")
@click.argument("new", metavar="B.json")
@debug_option
def command(*, old: str, new: str) -> int:
    """Compare two results of `conform run --format json=FILE`, the older one first.

    Names each case that came out otherwise, what is worse first. What differs in words alone
    is the same.
    """
    documents = read_results(old), read_results(new)
    found = differences(*documents)
    lines = [
        *(_heading(*each) for each in zip((old, new), documents, strict=True)),
        *_lines(found),
        ", ".join(f"{sum(each.change == change for each in found)} {change}" for change in CHANGES),
    ]
    print_text("".join(f"{escape(line)}\n" for line in lines))
    return FINDINGS if found else SUCCESS


def _heading(path: str, document: dict[str, Any]) -> str:
    who, totals = document["implementation"], document["totals"]
    name = f"{who['name']} {who['version']}".strip()
    score = f"{totals['passed']}/{totals['executed']}"
    return f"{path}: {name}, {document['date']}, scope {document['scope']}: {score}"


def _lines(found: Sequence[Difference]) -> Iterator[str]:
    width = max(map(len, CHANGES))
    for each in found:
        yield f"{each.change:{width}}  {each.case}: {_word(each.old)} -> {_word(each.new)}"


def _word(outcome: Outcome | None) -> str:
    return "not asked" if outcome is None else outcome.value
