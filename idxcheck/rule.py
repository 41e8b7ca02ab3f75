"""What a rule is: one judgement on the evidence, with all that is to be known about it."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Hypothesis, Severity

Scope = Literal[
    "file", "stream", "content", "idx", "norb", "matrix", "data set", "siblings", "expectation"
]
# Where IDX and NORB say the element type: field, offset, length in bytes.
ELEMENT_PLACES = {"idx": ("type", 2, 1), "norb": ("magic", 0, 4)}
NO_CLAIM = "nothing says of which data set it is"
NO_FOLDER = "it has no folder"
NO_EXPECTATION = "nothing is expected of it"
NO_CONTEXT = (NO_CLAIM, NO_FOLDER, NO_EXPECTATION)  # reasons that leave nothing open
Need = Literal["head", "end", "length", "whole", "values"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its stable code and name, its severity in the strict reading, its judgement.

    `scope` is what it judges: any file, a compressed stream, the content whatever it is, an
    IDX or a NORB matrix or either; a sound matrix against the data set it is said to be of,
    its siblings, or what the user expects. `needs` is what must be known of it: the head,
    the end of the stream, the length of the content, the whole content read, or its values
    scanned.
    `requires` names the rules that must have found no error: one root cause, one error.
    `judge` returns the finding, or None where the file obeys the rule.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    clause: str | None
    scope: Scope
    judge: Callable[[Evidence], Finding | None]
    needs: Need = "head"
    requires: tuple[str, ...] = ()

    @property
    def in_context(self) -> bool:
        """Whether it judges a file by more than the file itself."""
        return self.scope in ("data set", "siblings", "expectation")

    @property
    def documentation(self) -> str:
        """The docstring of the rule's module, under its fixed headings."""
        return (sys.modules[self.judge.__module__].__doc__ or "").strip()

    def finding(  # noqa: PLR0913 - the parts of a finding
        self,
        message: str,
        *,
        offset: int | None = None,
        length: int | None = None,
        field: str | None = None,
        expected: str | None = None,
        actual: str | None = None,
        hint: str | None = None,
        hypotheses: tuple[Hypothesis, ...] = (),
        severity: Severity | None = None,
    ) -> Finding:
        """Return a finding of this rule, at `severity` where the lenient reading differs."""
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity or self.severity,
            message=message,
            offset=offset,
            length=length,
            field=field,
            clause=self.clause,
            expected=expected,
            actual=actual,
            hint=hint,
            hypotheses=hypotheses,
        )

    def reason_to_skip(self, evidence: Evidence) -> str | None:
        """Return why this rule cannot be run on `evidence`, or None where it can."""
        if self.scope == "file":
            return None
        return (
            _unjudgeable(self, evidence) or _out_of_scope(self, evidence) or _unmet(self, evidence)
        )


def _unjudgeable(rule: Rule, evidence: Evidence) -> str | None:
    if evidence.unreadable is not None:
        return "the file could not be read"
    fault = evidence.fault
    if rule.scope != "stream" and fault is not None and fault.kind in ("corrupt", "limit"):
        return f"the compressed stream is unusable: {fault.message}"
    return None


def _out_of_scope(rule: Rule, evidence: Evidence) -> str | None:
    kind = evidence.content.kind
    if rule.scope == "stream":
        return None if evidence.layers else "the file is not compressed"
    if rule.scope in ("idx", "norb") and kind != rule.scope:
        return f"the content is not {rule.scope.upper()}"
    if (rule.scope == "matrix" or rule.in_context) and kind not in ("idx", "norb"):
        return "the content is neither IDX nor NORB"
    return _out_of_context(rule, evidence)


def _out_of_context(rule: Rule, evidence: Evidence) -> str | None:
    if rule.scope == "data set" and evidence.claim is None:
        return NO_CLAIM
    if rule.scope == "siblings" and evidence.siblings is None:
        return NO_FOLDER
    if rule.scope == "expectation" and evidence.expectation is None:
        return NO_EXPECTATION
    return None


def _unmet(rule: Rule, evidence: Evidence) -> str | None:
    unmet: dict[Need, str | None] = {
        "head": None,
        "end": None
        if evidence.complete or evidence.fault
        else "the stream was not read to its end",
        "length": None
        if evidence.length is not None or evidence.length_is_settled
        else "the length of the content is not known",
        "whole": None if evidence.complete else "the content was not read whole",
        "values": "the payload was not scanned whole" if evidence.values is None else None,
    }
    return unmet[rule.needs]
