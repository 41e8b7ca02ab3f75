"""The JSON report, by the schema beside this file.

Names that are not UTF-8 are shown with escapes, so that every parser reads the report.
"""

from typing import Any

from idxcheck.findings import DataSetWord, FileReport, Finding, Hypothesis, Report
from idxcheck.reports.escaping import escape_surrogates
from idxcheck.reports.outcome import totals
from idxspec import Header

SCHEMA_VERSION = 1


def render(report: Report, exit_code: int) -> str:
    """Return `report` as one JSON object on lines of ASCII."""
    import json  # noqa: PLC0415 - the text report does without

    document = {
        "schema_version": SCHEMA_VERSION,
        "files": [_file(file) for file in report.files],
        "passed_over": [escape_surrogates(path) for path in report.passed_over],
        "configuration": None
        if report.configuration is None
        else escape_surrogates(report.configuration),
        "remarks": [escape_surrogates(remark) for remark in report.remarks],
        "totals": totals(report),
        "exit_code": exit_code,
    }
    return json.dumps(document, indent=2) + "\n"


def header_object(header: Header) -> dict[str, Any]:
    """Return the members that describe a header."""
    return {
        "format": header.format,
        "byte_order": header.byte_order,
        "magic": header.magic,
        "element": header.element.name,
        "shape": list(header.shape),
        "padding": list(header.padding),
        "header_size": header.header_size,
        "payload_size": header.payload_size,
    }


def _file(file: FileReport) -> dict[str, Any]:
    return {
        "path": escape_surrogates(file.path),
        "layers": list(file.layers),
        "format": file.format,
        "dataset": None if file.data_set is None else _data_set(file.data_set),
        "content": file.content.value,
        "verdict": file.verdict.value,
        "header": None if file.header is None else header_object(file.header),
        "digests": dict(file.digests),
        "findings": [_finding(finding) for finding in file.findings],
        "rules_executed": list(file.rules_executed),
        "rules_skipped": [
            {"code": rule.code, "reason": escape_surrogates(rule.reason)}
            for rule in file.rules_skipped
        ],
        "readers": [
            {"reader": word.reader, "trouble": list(word.trouble)} for word in file.readers
        ],
    }


def _data_set(word: DataSetWord) -> dict[str, Any]:
    return {
        "names": list(word.names),
        "files": list(word.files),
        "basis": word.basis,
        "asserted": word.asserted,
        "synthetic": word.synthetic,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": escape_surrogates(finding.message),
        "offset": finding.offset,
        "length": finding.length,
        "field": finding.field,
        "clause": finding.clause,
        "expected": _text(finding.expected),
        "actual": _text(finding.actual),
        "hint": _text(finding.hint),
        "hypotheses": [_hypothesis(hypothesis) for hypothesis in finding.hypotheses],
    }


def _text(text: str | None) -> str | None:
    return None if text is None else escape_surrogates(text)


def _hypothesis(hypothesis: Hypothesis) -> dict[str, Any]:
    return {
        "text": escape_surrogates(hypothesis.text),
        "offset": hypothesis.offset,
        "old": hypothesis.old.hex(),
        "new": hypothesis.new.hex(),
    }
