"""From many failures to their few causes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from idxcheck.conformance.outcomes import WORST_FIRST, Outcome
from idxcheck.conformance.report import Result

WRONG_DATA = (Outcome.WRONG_VALUES, Outcome.WRONG_SHAPE, Outcome.WRONG_ELEMENT)
# Of these the flags of the files tell the cause; of the others what was answered.
TOLD_BY_FLAGS = (*WRONG_DATA, Outcome.FALSE_ACCEPT, Outcome.MEMORY, Outcome.HANG, Outcome.CRASH)
# How a refusal is written, and what cannot be written, explains no answer that holds data.
OF_OTHERS = frozenset({"refusal-by-assertion", "leaky-refusal", "unswapped-rewrite"})
NUMBER = re.compile(r"-?(?:0[xX][0-9a-fA-F]+|[0-9a-fA-F]*[0-9][0-9a-fA-F]*)")
COMPARED = 300  # characters of a message, which may have millions
SIZES = re.compile(r"#(?:(?:, ?| x )#)+")


@dataclass(frozen=True, slots=True)
class Cause:
    """Results of one outcome that probably have one reason.

    `words` name it: a flag of the vectors, a section of a specification such as IDX-4, or
    nothing where what was answered tells more. `results` are as they were asked.
    """

    outcome: Outcome
    words: str
    results: tuple[Result, ...]

    @property
    def example(self) -> Result:
        """The plainest: of a file that may not be read or refused at will, few flags, small."""
        return min(self.results, key=_plainness)


def causes(found: Sequence[Result], asked: Sequence[Result]) -> tuple[Cause, ...]:
    """Return the causes of `found`, the worst outcome first, then those of most cases.

    A flag is taken for the cause where at least half of the cases of `asked` that have it
    fail: the one that explains most, then the next for the rest.
    """
    every: list[Cause] = []
    for outcome in WORST_FIRST:
        same = [each for each in found if each.outcome is outcome]
        groups = [Cause(outcome, words, members) for words, members in _grouped(same, asked)]
        every += sorted(groups, key=lambda cause: -len(cause.results))
    return tuple(every)


def section(clause: str) -> str:
    """Return the section of a clause: IDX-4 of IDX-4.3."""
    return clause.partition(".")[0]


def _grouped(
    same: Sequence[Result], asked: Sequence[Result]
) -> Iterator[tuple[str, tuple[Result, ...]]]:
    by_flags = [each for each in same if _told_by_flags(each)]
    if by_flags:
        yield from _by_flags(by_flags, asked)
    messages: dict[tuple[str, str], list[Result]] = {}
    for each in same:
        if not _told_by_flags(each):
            direction = each.case.partition(" ")[0]
            messages.setdefault((direction, _without_numbers(each.detail)), []).append(each)
    yield from (("", tuple(members)) for members in messages.values())


def _told_by_flags(result: Result) -> bool:
    read = result.case.startswith("read ") and result.clause
    return bool(read) and result.outcome in TOLD_BY_FLAGS


def _by_flags(
    results: Sequence[Result], asked: Sequence[Result]
) -> Iterator[tuple[str, tuple[Result, ...]]]:
    alike = [each for each in asked if _could_come_out(results[0].outcome, each)]
    total, failing = Counter[str](), Counter[str]()
    for each in alike:
        total.update(each.flags)
        if each.outcome.fails():
            failing.update(each.flags)
    suspects = [
        flag
        for flag in sorted(failing)
        if 2 * failing[flag] >= total[flag] and flag not in OF_OTHERS
    ]
    left = list(results)
    while left:
        explained = {flag: [each for each in left if flag in each.flags] for flag in suspects}
        best = max(
            suspects,
            key=lambda flag: len(explained[flag]) * failing[flag] / total[flag],
            default=None,
        )
        if best is None or not explained[best]:
            break
        yield best, tuple(explained[best])
        left = [each for each in left if best not in each.flags]
    sections = dict.fromkeys(section(each.clause) for each in left)
    for name in sections:
        yield name, tuple(each for each in left if section(each.clause) == name)


def _could_come_out(outcome: Outcome, result: Result) -> bool:
    """Whether a file that was asked about lets an implementation fail this way."""
    if not result.case.startswith("read "):
        return False
    if outcome is Outcome.FALSE_ACCEPT:
        return result.verdict == "invalid"
    return outcome not in WRONG_DATA or result.verdict != "invalid"


def _without_numbers(text: str) -> str:
    return SIZES.sub("#", NUMBER.sub("#", text[:COMPARED]))


def _plainness(result: Result) -> tuple[bool, int, float]:
    size = float("inf") if result.data is None else len(result.data)
    return result.verdict == "acceptable", len(result.flags), size
