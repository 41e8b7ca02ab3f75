"""`idxcheck explain`: what a rule does, why it matters and what to do."""

from collections.abc import Sequence

import click

from idxcheck.cli.options import Output, format_option, split_commas
from idxcheck.cli.running import debug_option
from idxcheck.cli.writing import refuse_to_overwrite, write_outputs
from idxcheck.errors import UsageError
from idxcheck.judging import select_rules
from idxcheck.rule import Rule
from idxcheck.rules import RULES


@click.command("explain", short_help="Explain the rules.")
@click.argument("selectors", metavar="RULE...", nargs=-1, callback=split_commas)
@click.option("--all", "everything", is_flag=True, help="Explain every rule.")
@format_option("text", "json")
@debug_option
def command(
    *, selectors: list[str], everything: bool, outputs: Sequence[Output], force: bool
) -> int:
    """Explain rules: RULE is a code, a name, or the beginning of codes (IDX, NRB1)."""
    if not selectors and not everything:
        raise UsageError("name a rule, as in: idxcheck explain IDX201; or give --all")
    refuse_to_overwrite(outputs, [], force=force)
    codes = select_rules(["ALL"] if everything else selectors, None)
    rules = sorted((rule for rule in RULES if rule.code in codes), key=lambda rule: rule.code)

    def render(output: Output) -> str:
        return "\n".join(map(_page, rules)) if output.format == "text" else _json(rules)

    write_outputs(outputs, render, force=force)
    return 0


def _page(rule: Rule) -> str:
    heading, _, rest = rule.documentation.partition("\n")
    clause = f", clause {rule.clause}" if rule.clause else ""
    return f"{heading} ({rule.severity.value}{clause})\n{rest}\n"


def _json(rules: Sequence[Rule]) -> str:
    import json  # noqa: PLC0415 - the text does without

    document = [
        {
            "code": rule.code,
            "name": rule.name,
            "severity": rule.severity.value,
            "summary": rule.summary,
            "clause": rule.clause,
            "requires": list(rule.requires),
            "documentation": rule.documentation,
        }
        for rule in rules
    ]
    return json.dumps(document, indent=2) + "\n"
