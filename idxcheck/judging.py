"""Running the rules on the evidence of one file."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from idxcheck.errors import UsageError
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity, SkippedRule, Verdict
from idxcheck.rule import NO_CONTEXT, Rule
from idxcheck.rules import RULES

NOT_SELECTED = "not selected"
GRAVE = (Severity.ERROR, Severity.UNDETERMINED)
READ_THROUGH = ("TRN104", "TRN105")  # errors of the wrapping, not of the matrix inside


@dataclass(frozen=True, slots=True)
class Judgement:
    """What rules said of one file: findings, the codes executed, the reasons for the others.

    `found` are the rules that keep those requiring them from running, `blocked` those that
    were kept, by code, with the cause.
    """

    findings: tuple[Finding, ...] = ()
    executed: tuple[str, ...] = ()
    skipped: tuple[SkippedRule, ...] = ()
    found: frozenset[str] = frozenset()
    blocked: Mapping[str, str] = field(default_factory=dict)

    @property
    def answers(self) -> bool:
        """Whether a rule was executed, or none that is selected has to do with the file."""
        return bool(self.executed) or all(
            each.reason in (NOT_SELECTED, *NO_CONTEXT) for each in self.skipped
        )

    def only(self, selected: Container[str], reasons: Mapping[str, str] | None = None) -> Self:
        """Leave out the rules that are not selected, each with its reason or none."""
        told = reasons or {}
        left_out = [each for each in self.executed if each not in selected]
        skipped = [
            each if each.code in selected else SkippedRule(each.code, NOT_SELECTED)
            for each in (*self.skipped, *(SkippedRule(code, "") for code in left_out))
        ]
        order = [rule.code for rule in RULES]
        return replace(
            self,
            findings=tuple(each for each in self.findings if each.code in selected),
            executed=tuple(each for each in self.executed if each in selected),
            skipped=tuple(
                replace(each, reason=told.get(each.code, each.reason))
                for each in sorted(skipped, key=lambda each: order.index(each.code))
            ),
        )


def judge(evidence: Evidence) -> Judgement:
    """Run the rules that judge a file by itself."""
    return _run([rule for rule in RULES if not rule.in_context], evidence, Judgement())


def judge_in_context(evidence: Evidence, before: Judgement) -> Judgement:
    """Run the rules that judge a file by its data set, siblings and user, after the others."""
    return _run([rule for rule in RULES if rule.in_context], evidence, before)


def _run(rules: Iterable[Rule], evidence: Evidence, before: Judgement) -> Judgement:
    """Run `rules`, selected or not, so that leaving one out brings up no consequences of it."""
    findings = [*before.findings]
    executed = [*before.executed]
    skipped = [*before.skipped]
    found = {*before.found}
    blocked = {**before.blocked}
    for rule in rules:
        # A damaged matrix is not judged in its context, whether or not it has one.
        reason = _damage(rule, before) if evidence.header is not None else None
        reason = reason or rule.reason_to_skip(evidence) or _cause(rule, found, blocked)
        if reason is not None:
            skipped.append(SkippedRule(rule.code, reason))
            continue
        executed.append(rule.code)
        finding = rule.judge(evidence)
        if finding is None:
            continue
        findings.append(finding)
        # A guess makes a note of what is an error otherwise; it is the cause all the same.
        if finding.severity in GRAVE or rule.in_context:
            found.add(rule.code)
    return Judgement(tuple(findings), tuple(executed), tuple(skipped), frozenset(found), blocked)


def _damage(rule: Rule, before: Judgement) -> str | None:
    """Return what is wrong with the matrix itself: it is no file of a data set yet."""
    if rule.in_context:
        for finding in before.findings:
            if finding.code in before.found and finding.code not in READ_THROUGH:
                return f"{finding.code} was found"
    return None


def _cause(rule: Rule, found: Collection[str], blocked: dict[str, str]) -> str | None:
    """Return the finding this one would only repeat, also through a rule it blocked."""
    for code in rule.requires:
        cause = code if code in found else blocked.get(code)
        if cause is not None:
            blocked[rule.code] = cause
            return f"{cause} was found"
    return None


def verdict_of(evidence: Evidence, findings: Iterable[Finding], judgement: Judgement) -> Verdict:
    """Return the word on a file: an error is certain, whatever could not be judged.

    Without a rule that was executed, a header, its length, or all that a limit left
    unread, no file is valid, even where the rules that say so are not selected.
    """
    severities = {finding.severity for finding in findings}
    if Severity.ERROR in severities:
        return Verdict.INVALID
    unknown = not evidence.length_is_settled or evidence.limit is not None
    if Severity.UNDETERMINED in severities or unknown or not judgement.answers:
        return Verdict.UNDETERMINED
    return Verdict.VALID


def select_rules(select: Sequence[str] | None, ignore: Sequence[str] | None) -> frozenset[str]:
    """Return the codes meant by `select` (None for all) without those meant by `ignore`.

    Each is a code, a name, the beginning of a code, or ALL, in any case. Raises UsageError
    for one that means no rule, and where no rule is left.
    """
    chosen = _meant(["ALL"] if select is None else select) - _meant(ignore or [])
    if not chosen:
        raise UsageError("no rule is left to judge by; select more or ignore less")
    return chosen


def _meant(selectors: Sequence[str]) -> frozenset[str]:
    if isinstance(selectors, str):
        raise UsageError(f"rules are a list of selectors, such as [{selectors!r}]")
    codes: set[str] = set()
    for selector in selectors:
        upper, lower = selector.upper(), selector.lower()
        meant = {
            rule.code
            for rule in RULES
            if upper and (upper == "ALL" or rule.code.startswith(upper) or rule.name == lower)
        }
        if not meant:
            raise UsageError(
                f"no rule is called {selector!r}; list them with: idxcheck explain --all"
            )
        codes |= meant
    return frozenset(codes)
