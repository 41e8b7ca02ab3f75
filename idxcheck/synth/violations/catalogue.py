"""All violations in one row."""

from functools import cache

from idxcheck.errors import UsageError
from idxcheck.synth.violations.by_itself import by_itself
from idxcheck.synth.violations.in_context import in_context
from idxcheck.synth.violations.model import Violation

ORDER = (  # that of the rules: one stands behind those it requires
    *("TRN107", "TRN106", "TRN101", "TRN102", "TRN103", "TRN104"),
    *("TRN001", "TRN002", "TRN003", "TRN004", "TRN005", "TRN201", "TRN202"),
    *("IDX003", "IDX002", "IDX101", "IDX001", "IDX102", "IDX103", "IDX104", "IDX105"),
    *("IDX201", "IDX202", "NRB001", "NRB003", "NRB004", "NRB002", "NRB005", "NRB102"),
    *("NRB105", "NRB101", "NRB103", "NRB104", "NRB106", "NRB201", "NRB202", "TRN105"),
    *("VAL001", "VAL002", "VAL003", "NAM001", "NAM002", "SET003", "PRF005", "PRF006"),
    *("PRF001", "PRF002", "PRF003", "PRF004", "SET004", "PRF007", "SET001", "SET002"),
    *("SCH001", "SCH002", "SCH003"),
)


@cache
def violations() -> tuple[Violation, ...]:
    """Return one violation of each rule, in the order in which the rules are run."""
    found = {each.rule: each for each in (*by_itself(), *in_context())}
    return tuple(found[code] for code in ORDER)


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
