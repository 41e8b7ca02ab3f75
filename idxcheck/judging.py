"""Running the rules on the evidence of one file."""

from collections.abc import Iterable, Sequence

from idxcheck.errors import UsageError
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity, SkippedRule, Verdict
from idxcheck.rule import Rule
from idxcheck.rules import RULES

Judgement = tuple[tuple[Finding, ...], tuple[str, ...], tuple[SkippedRule, ...]]


def judge(evidence: Evidence, selected: frozenset[str]) -> Judgement:
    """Return the findings of the selected rules, the codes executed and those skipped.

    Every rule that can be run is run, selected or not, so that leaving one out does not
    bring up the consequences it stands for.
    """
    findings: list[Finding] = []
    executed: list[str] = []
    skipped: list[SkippedRule] = []
    found: set[str] = set()
    blocked: dict[str, str] = {}
    for rule in RULES:
        reason = rule.reason_to_skip(evidence) or _cause(rule, found, blocked)
        if rule.code not in selected:
            skipped.append(SkippedRule(rule.code, "not selected"))
        elif reason is not None:
            skipped.append(SkippedRule(rule.code, reason))
        else:
            executed.append(rule.code)
        finding = None if reason is not None else rule.judge(evidence)
        if finding is not None and finding.severity in (Severity.ERROR, Severity.UNDETERMINED):
            found.add(rule.code)
        if finding is not None and rule.code in selected:
            findings.append(finding)
    return tuple(findings), tuple(executed), tuple(skipped)


def _cause(rule: Rule, found: set[str], blocked: dict[str, str]) -> str | None:
    """Return the finding this one would only repeat, also through a rule it blocked."""
    for code in rule.requires:
        cause = code if code in found else blocked.get(code)
        if cause is not None:
            blocked[rule.code] = cause
            return f"{cause} was found"
    return None


def verdict_of(evidence: Evidence, findings: Iterable[Finding], executed: Sequence[str]) -> Verdict:
    """Return the word on a file: an error is certain, whatever could not be judged.

    Without a rule that was executed, a header, its length, or all that a limit left
    unread, no file is valid, even where the rules that say so are not selected.
    """
    severities = {finding.severity for finding in findings}
    if Severity.ERROR in severities:
        return Verdict.INVALID
    unknown = not evidence.length_is_settled or evidence.limit is not None
    if Severity.UNDETERMINED in severities or unknown or not executed:
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
