"""The JSON report, by the schema beside this file: everything that a run found.

The order is that of the run, so that two runs of one implementation differ in the date alone.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from idxcheck.conformance.outcomes import WORST_FIRST, Outcome
from idxcheck.conformance.report import ConformanceReport, Result
from idxcheck.reports.escaping import escape_surrogates

SCHEMA_VERSION = 1
LARGEST_HEX = 4096  # bytes; of more, length and digest are told
APART = ("date", "idxcheck")  # of the platform: they stand at the top


def render(report: ConformanceReport) -> str:
    """Return `report` as one JSON object on lines of ASCII, one for each result."""
    members = ",\n".join(f"{json.dumps(name)}: {_lines(x)}" for name, x in document(report).items())
    return f"{{\n{members}\n}}\n"


def _lines(member: object) -> str:
    """Return a member of the document; of a list, every element on a line of its own."""
    if not isinstance(member, list) or not member:
        return json.dumps(member)
    return "[\n" + ",\n".join(f" {json.dumps(each)}" for each in member) + "\n]"


def document(report: ConformanceReport) -> dict[str, Any]:
    """Return `report` as `report.schema.json` describes it, dated now unless it says when.

    Code points that no encoding can hold are written as escapes, so that every parser reads
    it.
    """
    counts, platform = report.counts, report.platform
    return {
        "schema_version": SCHEMA_VERSION,
        "date": platform.get("date") or datetime.now(UTC).isoformat(timespec="seconds"),
        "idxcheck": platform.get("idxcheck") or version("idxcheck"),
        "implementation": {
            name: escape_surrogates(value) for name, value in asdict(report.implementation).items()
        },
        "scope": report.scope,
        "strict": report.strict,
        "platform": {
            escape_surrogates(name): escape_surrogates(value)
            for name, value in sorted(platform.items())
            if name not in APART
        },
        "notes": [escape_surrogates(note) for note in report.notes],
        "totals": {
            "asked": len(report.results),
            "executed": report.executed,
            "min_executed": report.min_executed,
            "passed": report.passed,
            "failures": len(report.failures),
        },
        "ok": report.ok,
        "counts": {each.value: counts.get(each, 0) for each in WORST_FIRST},
        "smoke": [_result(each) for each in report.smoke],
        "results": [_result(each) for each in report.results],
        "generated": [_result(each) for each in report.generated],
        "stale": [_result(each) for each in report.stale],
        "skipped": [
            {
                "what": escape_surrogates(each.what),
                "count": each.count,
                "reason": escape_surrogates(each.reason),
            }
            for each in report.skipped
        ],
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "case": escape_surrogates(result.case),
        "outcome": result.outcome.value,
        "clause": result.clause,
        "verdict": result.verdict,
        "flags": [escape_surrogates(flag) for flag in result.flags],
        "detail": escape_surrogates(result.detail),
        "data": _data(result),
        "reproducer": escape_surrogates(result.reproducer),
        "known": _text(result.known),
        "stale": _text(result.stale),
    }


def _data(result: Result) -> dict[str, Any] | None:
    """Return the bytes asked about; of what passed, its vector has them."""
    data = result.data
    if data is None or result.outcome is Outcome.PASS:
        return None
    if len(data) <= LARGEST_HEX:
        return {"hex": data.hex()}
    return {"length": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _text(text: str | None) -> str | None:
    return None if text is None else escape_surrogates(text)
