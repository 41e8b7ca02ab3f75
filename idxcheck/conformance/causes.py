"""From many failures to their few causes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from idxcheck.conformance.diagnosis import named
from idxcheck.conformance.generation.details import without_search
from idxcheck.conformance.outcomes import WORST_FIRST, Outcome
from idxcheck.conformance.report import Result

WRONG_DATA = (Outcome.WRONG_VALUES, Outcome.WRONG_SHAPE, Outcome.WRONG_ELEMENT)
# Of these the flags of the files tell the cause; of the others what was answered.
TOLD_BY_FLAGS = (*WRONG_DATA, Outcome.FALSE_ACCEPT, Outcome.MEMORY, Outcome.HANG, Outcome.CRASH)
# Of these the elements tell, which had their say before.
TOLD_BY_ELEMENTS = frozenset(
    {
        *("payload-not-swapped", "axes-reversed", "nan-changed"),
        *("signed-for-unsigned", "unsigned-for-signed", "label-sign-extended"),
    }
)
# How a refusal is written, and what cannot be written, explains no answer that holds data.
OF_OTHERS = frozenset({"refusal-by-assertion", "leaky-refusal", "unswapped-rewrite"})
NUMBER = re.compile(r"-?(?:0[xX][0-9a-fA-F]+|[0-9a-fA-F]*[0-9][0-9a-fA-F]*)")
COMPARED = 300  # characters of a message, which may have millions
SIZES = re.compile(r"#(?:(?:, ?| x )#)+")


@dataclass(frozen=True, slots=True)
class Cause:
    """Results of one outcome that have one reason.

    `words` name it: what the wrong elements tell, a flag of the vectors, a section of a
    specification such as IDX-4, or nothing where what was answered tells more. They are
    `certain` but for a flag, which is only known to be that of such files. `results` are as
    they were asked.
    """

    outcome: Outcome
    words: str
    results: tuple[Result, ...]
    certain: bool = True

    @property
    def phrase(self) -> str:
        """The words as they stand behind the number of cases: ` (perhaps end-unread)`."""
        return f" ({'' if self.certain else 'perhaps '}{self.words})" if self.words else ""

    @property
    def example(self) -> Result:
        """The plainest: no file that may be read or refused at will, elements, few flags, small."""
        return min(self.results, key=_plainness)


def causes(found: Sequence[Result], asked: Sequence[Result]) -> tuple[Cause, ...]:
    """Return the causes of `found`, the worst outcome first, then those of most cases.

    What the wrong elements tell is the cause. Of the others a flag may be, where at least
    half of the cases of `asked` that have it fail: the one that explains most, then the next
    for the rest.
    """
    every: list[Cause] = []
    for outcome in WORST_FIRST:
        same = [each for each in found if each.outcome is outcome]
        groups = _grouped(outcome, same, asked)
        every += sorted(groups, key=lambda cause: -len(cause.results))
    return tuple(every)


def section(clause: str) -> str:
    """Return the section of a clause: IDX-4 of IDX-4.3."""
    return clause.partition(".")[0]


def _grouped(outcome: Outcome, same: Sequence[Result], asked: Sequence[Result]) -> Iterator[Cause]:
    diagnosed: dict[str, list[Result]] = {}
    by_flags: list[Result] = []
    messages: dict[tuple[str, str], list[Result]] = {}
    for each in same:
        if words := _diagnosis(each):
            diagnosed.setdefault(words, []).append(each)
        elif _told_by_flags(each):
            by_flags.append(each)
        else:
            direction = each.case.partition(" ")[0]
            messages.setdefault((direction, _without_numbers(each.detail)), []).append(each)
    yield from (Cause(outcome, words, tuple(members)) for words, members in diagnosed.items())
    yield from _by_flags(outcome, by_flags, asked)
    yield from (Cause(outcome, "", tuple(members)) for members in messages.values())


def _diagnosis(result: Result) -> str:
    """Return what the wrong elements tell, "" where they do not, or other data is not the matter."""
    return named(without_search(result.detail)) if result.outcome in WRONG_DATA else ""


def _told_by_flags(result: Result) -> bool:
    read = result.case.startswith("read ") and result.clause
    return bool(read) and result.outcome in TOLD_BY_FLAGS


def _by_flags(
    outcome: Outcome, results: Sequence[Result], asked: Sequence[Result]
) -> Iterator[Cause]:
    # What the elements have told the cause of says nothing of another one.
    alike = [each for each in asked if _could_come_out(outcome, each) and not _diagnosis(each)]
    total, failing = Counter[str](), Counter[str]()
    for each in alike:
        total.update(each.flags)
        if each.outcome.fails():
            failing.update(each.flags)
    ruled_out = OF_OTHERS | TOLD_BY_ELEMENTS if outcome in WRONG_DATA else OF_OTHERS
    suspects = [
        flag
        for flag in sorted(failing)
        if 2 * failing[flag] >= total[flag] and flag not in ruled_out
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
        yield Cause(outcome, best, tuple(explained[best]), certain=False)
        left = [each for each in left if best not in each.flags]
    sections = dict.fromkeys(section(each.clause) for each in left)
    for name in sections:
        members = tuple(each for each in left if section(each.clause) == name)
        yield Cause(outcome, name, members)


def _could_come_out(outcome: Outcome, result: Result) -> bool:
    """Whether a file that was asked about lets an implementation fail this way."""
    if not result.case.startswith("read "):
        return False
    if outcome is Outcome.FALSE_ACCEPT:
        return result.verdict == "invalid"
    return outcome not in WRONG_DATA or result.verdict != "invalid"


def _without_numbers(text: str) -> str:
    return SIZES.sub("#", NUMBER.sub("#", text[:COMPARED]))


def _plainness(result: Result) -> tuple[bool, bool, int, float]:
    size = float("inf") if result.data is None else len(result.data)
    no_element = result.detail.endswith("[]")  # so ends what tells of an array
    return result.verdict == "acceptable", no_element, len(result.flags), size
