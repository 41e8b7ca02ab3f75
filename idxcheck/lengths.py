"""A payload whose length is not what the header promises, judged alike in both formats."""

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.hypotheses import explain_length
from idxcheck.rule import Rule
from idxcheck.sizes import counted, describe_found, describe_promise


def too_short(rule: Rule, evidence: Evidence) -> Finding | None:
    """Return the finding of `rule` on a payload that ends early."""
    header, length = evidence.header, evidence.length
    if header is None or length is None or length >= header.file_size:
        return None
    return rule.finding(
        f"{counted(header.file_size - length, 'byte')} short",
        offset=length,
        length=0,
        field="payload",
        expected=describe_promise(header),
        actual=describe_found(header, length),
        hint="fetch or write the file again",
        hypotheses=explain_length(evidence),
    )


def too_long(rule: Rule, evidence: Evidence, hint: str, remark: str = "") -> Finding | None:
    """Return the finding of `rule` on bytes behind the payload, a warning leniently.

    Where reading stopped before the end, their number is a lower bound and says so.
    """
    header, length = evidence.header, evidence.length
    known = evidence.seen if length is None else length
    if header is None or known <= header.file_size:
        return None
    at_least = "at least " if length is None else ""
    trailing = known - header.file_size
    return rule.finding(
        f"{at_least}{counted(trailing, 'byte')} behind the payload{remark}",
        offset=header.file_size,
        length=None if length is None else trailing,
        field="payload",
        expected=describe_promise(header),
        actual=f"{at_least}{describe_found(header, known)}",
        hint=hint,
        hypotheses=explain_length(evidence),
        severity=None if evidence.strict else Severity.WARNING,
    )
