"""Files that break one rule each, for every rule: what a test of a checker needs.

violations()        all of them, in the order in which the rules are run
violation(code)     that of one rule
write_violation()   its files, with the command that checks them
plan_violation()    the same without writing yet
"""

from idxcheck.synth.violations.catalogue import violation, violations
from idxcheck.synth.violations.model import Expected, Violation
from idxcheck.synth.violations.writing import (
    Planned,
    Written,
    plan_violation,
    write_violation,
)

__all__ = [
    "Expected",
    "Planned",
    "Violation",
    "Written",
    "plan_violation",
    "violation",
    "violations",
    "write_violation",
]
