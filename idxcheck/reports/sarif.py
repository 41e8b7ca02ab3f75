"""The SARIF 2.1.0 report, in the standard's dialect and in GitHub's.

The standard counts in bytes: a region of a binary file is a byte region and nothing else.
GitHub reads lines alone: there every finding stands on line 1, and its message begins with
the offset.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from idxcheck.findings import FileReport, Finding, Report, Severity
from idxcheck.reports.escaping import escape
from idxcheck.reports.outcome import BUG, FINDINGS, SUCCESS, UNCHECKED
from idxcheck.reports.places import fingerprint, uri_of
from idxcheck.reports.sarif_places import (
    BASE,
    Object,
    Place,
    artifacts,
    change,
    file_location,
    github_location,
    standard_location,
)
from idxcheck.reports.wording import GRAVITY, placed_details, unjudged
from idxcheck.rule import Rule
from idxcheck.rules import RULES

Target = Literal["oasis", "github"]

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
MOST_RESULTS = 25_000  # that GitHub takes of one run
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
MEANINGS = {
    SUCCESS: "all was checked and nothing fails",
    FINDINGS: "there are findings that fail",
    BUG: "idxcheck itself failed",
    UNCHECKED: "something could not be checked",
}


def render(report: Report, exit_code: int, *, target: Target = "oasis") -> str:
    """Return `report` as one SARIF log of one run, on lines of ASCII."""
    import json  # noqa: PLC0415 - the text report does without

    run = _github_run(report, exit_code) if target == "github" else _oasis_run(report, exit_code)
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _oasis_run(report: Report, exit_code: int) -> Object:
    found, places = artifacts(report.files)
    rules = _rules(report)
    indexes = {rule.code: index for index, rule in enumerate(rules)}
    results = []
    for file, finding in _placed(report):
        place = places[uri_of(file.path)]
        result = _result(finding, indexes, "oasis")
        result["locations"] = [standard_location(file, finding, place)]
        result["partialFingerprints"] = {"idxcheck/v1": fingerprint(file.path, finding)}
        if fixes := _fixes(file, finding, place):
            result["fixes"] = fixes
        results.append(result)
    return {
        "tool": _tool(rules, "oasis"),
        "invocations": [_invocation(report, exit_code, [*_unjudged(report, places)])],
        "originalUriBaseIds": {BASE: {"description": {"text": "the working directory"}}},
        "artifacts": found,
        "results": results,
    }


def _github_run(report: Report, exit_code: int) -> Object:
    placed = sorted(_placed(report), key=lambda each: GRAVITY.index(each[1].severity))
    notifications = [*_unjudged(report, {})]
    if left_out := len(placed[MOST_RESULTS:]):
        message = f"{left_out} results are left out: GitHub takes {MOST_RESULTS} of a run"
        notifications.append(_notification("warning", message))
    rules = _rules(report)
    indexes = {rule.code: index for index, rule in enumerate(rules)}
    results = []
    seen: Counter[str] = Counter()
    for file, finding in placed[:MOST_RESULTS]:
        hashed = fingerprint(file.path, finding)
        seen[hashed] += 1
        result = _result(finding, indexes, "github")
        result["locations"] = [github_location(file, finding)]
        result["partialFingerprints"] = {"primaryLocationLineHash": f"{hashed}:{seen[hashed]}"}
        results.append(result)
    return {
        "tool": _tool(rules, "github"),
        "invocations": [_invocation(report, exit_code, notifications)],
        "columnKind": "utf16CodeUnits",
        "results": results,
    }


def _placed(report: Report) -> list[tuple[FileReport, Finding]]:
    return [(file, finding) for file in report.files for finding in file.findings]


def _result(finding: Finding, indexes: Mapping[str, int], target: Target) -> Object:
    first, *others = placed_details(finding)
    result: Object = {"ruleId": finding.code, "ruleIndex": indexes[finding.code]}
    if target == "oasis" and finding.severity is Severity.UNDETERMINED:
        result["kind"] = "open"
    result["level"] = _level(finding.severity, target)
    # What stands up to the first full stop is all that is shown where room is short.
    result["message"] = _message(f"{first}. {'; '.join(others)}" if others else first, target)
    if finding.clause is not None:
        result["properties"] = {"clause": finding.clause}
    return result


def _level(severity: Severity, target: Target) -> str:
    """Return the level; in the standard, what is open has none, and GitHub would hide it."""
    return LEVELS.get(severity, "error" if target == "github" else "none")


def _message(text: str, target: Target = "oasis") -> Object:
    """Return a message in which nothing from outside is a link or a placeholder."""
    plain = text.replace("](", "] (")
    if target == "oasis":
        plain = plain.replace("{", "{{").replace("}", "}}")
    return {"text": plain}


def _fixes(file: FileReport, finding: Finding, place: Place) -> list[Object]:
    changes = [(each, change(file, each, place)) for each in finding.hypotheses]
    return [
        {"description": _message(escape(hypothesis.text)), "artifactChanges": [made]}
        for hypothesis, made in changes
        if made is not None
    ]


def _rules(report: Report) -> list[Rule]:
    """Return the rules that were run on any file or found anything."""
    run = {code for file in report.files for code in file.rules_executed}
    used = run | {finding.code for finding in report.findings}
    return [rule for rule in RULES if rule.code in used]


def _tool(rules: Iterable[Rule], target: Target) -> Object:
    from importlib.metadata import version  # noqa: PLC0415 - the other reports do without

    driver = {
        "name": "idxcheck",
        "version": version("idxcheck"),
        "rules": [_descriptor(rule, target) for rule in rules],
    }
    return {"driver": driver}


def _descriptor(rule: Rule, target: Target) -> Object:
    lines = [line.strip() for line in rule.documentation.splitlines()]
    _heading, what_it_does, *_ = "\n".join(lines).split("\n\n")
    descriptor: Object = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": _message(rule.summary, target),
        "fullDescription": _message(" ".join(what_it_does.splitlines()[1:]), target),
        "help": _message("\n".join(lines), target),
        "defaultConfiguration": {"level": _level(rule.severity, target)},
    }
    if rule.clause is not None:
        descriptor["properties"] = {"clause": rule.clause}
    return descriptor


def _invocation(report: Report, exit_code: int, notifications: Sequence[Object]) -> Object:
    return {
        # A notification that is an error says that the run failed.
        "executionSuccessful": all(file.internal_error is None for file in report.files),
        "exitCode": exit_code,
        "exitCodeDescription": MEANINGS[exit_code],
        "toolExecutionNotifications": list(notifications),
        "toolConfigurationNotifications": [
            _notification("warning", escape(remark)) for remark in report.remarks
        ],
    }


def _unjudged(report: Report, places: Mapping[str, Place]) -> Iterator[Object]:
    for file in report.files:
        reason = unjudged(file)
        if reason is not None:
            level = "warning" if file.internal_error is None else "error"
            location = file_location(file, places.get(uri_of(file.path)))
            yield {**_notification(level, reason), "locations": [location]}


def _notification(level: str, text: str) -> Object:
    return {"level": level, "message": _message(text)}
