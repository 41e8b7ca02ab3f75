"""All violations in one row."""

from functools import cache

from idxcheck.errors import UsageError
from idxcheck.rules import RULES
from idxcheck.synth.violations.by_itself import by_itself
from idxcheck.synth.violations.in_context import in_context
from idxcheck.synth.violations.model import Violation


@cache
def violations() -> tuple[Violation, ...]:
    """Return one violation of each rule, in the order in which the rules are run."""
    found = {each.rule: each for each in (*by_itself(), *in_context())}
    return tuple(found[rule.code] for rule in RULES)


def violation(code: str) -> Violation:
    """Return the violation of the rule with this code, upper or lower case.

    Raises UsageError where no rule has it.
    """
    found = next((each for each in violations() if each.rule == code.upper()), None)
    if found is None:
        raise UsageError(
            f"unknown rule {code!r}: expected a code such as IDX201;"
            " idxcheck explain --all lists the rules"
        )
    return found
