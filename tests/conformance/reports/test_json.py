"""The JSON report: its members, the schema it obeys, and that it is the same every time."""

import importlib.resources
import json
import re
from dataclasses import replace
from typing import Any

import jsonschema  # type: ignore[import-untyped] # it ships no types
import pytest

from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result
from idxcheck.conformance.reports.json import document, render


@pytest.fixture(scope="module")
def validator() -> Any:  # noqa: ANN401 - jsonschema ships no types
    """A validator of the published schema."""
    source = importlib.resources.files("idxcheck.conformance.reports") / "report.schema.json"
    schema = json.loads(source.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_every_member(mixed: ConformanceReport) -> None:
    """The document has exactly these members and values."""
    passed: dict[str, Any] = {
        "case": "read IDX-1.1_header-and-payload",
        "outcome": "pass",
        "clause": "IDX-1.1",
        "verdict": "valid",
        "flags": [],
        "detail": "",
        "data": None,
        "reproducer": "",
        "known": None,
        "stale": None,
    }
    smoke = {**passed, "case": "smoke plain-file", "clause": "", "verdict": ""}
    report = replace(
        mixed, results=mixed.results[:2], smoke=mixed.smoke[:1], generated=mixed.generated
    )
    assert json.loads(render(report)) == {
        "schema_version": 1,
        "date": "2026-11-20T18:00:00+00:00",
        "idxcheck": "0.5.0",
        "implementation": {
            "name": "mini",
            "version": "1.2",
            "language": "C",
            "homepage": "https://example.org/mini",
        },
        "scope": "idx",
        "strict": False,
        "platform": {"system": "Linux"},
        "notes": ["memory was not measured"],
        "totals": {"asked": 2, "executed": 2, "min_executed": 4, "passed": 1, "failures": 3},
        "ok": False,
        "counts": {
            "wrong-values": 1,
            "wrong-shape": 0,
            "wrong-element": 0,
            "false-accept": 0,
            "memory": 0,
            "hang": 0,
            "crash": 0,
            "error": 0,
            "false-reject": 0,
            "leaky-error": 0,
            "unsupported": 0,
            "pass": 1,
        },
        "smoke": [smoke],
        "results": [
            passed,
            {
                "case": "read IDX-4.1_int16-rank-1",
                "outcome": "wrong-values",
                "clause": "IDX-4.1",
                "verdict": "valid",
                "flags": ["header-unread"],
                "detail": "2 of 2 elements differ; element 0: expected 1, found 256",
                "data": {"hex": "00000b010000000200010002"},
                "reproducer": "./mini int16.idx",
                "known": None,
                "stale": None,
            },
        ],
        "generated": [
            {
                **smoke,
                "case": "generated read",
                "outcome": "crash",
                "detail": "signal 11; saved as c.idx",
            }
        ],
        "stale": [{**smoke, "case": "read IDX-9.9_gone", "stale": "there is no such case"}],
        "skipped": [{"what": "write", "count": 155, "reason": "not claimed: write"}],
    }


def test_schema(
    mixed: ConformanceReport,
    fine: ConformanceReport,
    hostile: ConformanceReport,
    validator: Any,  # noqa: ANN401 - jsonschema ships no types
) -> None:
    """Every report obeys the schema, also one that says nothing of its date."""
    for report in (mixed, fine, hostile):
        validator.validate(json.loads(render(report)))
    document = json.loads(render(fine))
    for name in document:
        assert not validator.is_valid({key: document[key] for key in document if key != name})
    assert not validator.is_valid({**document, "scope": "everything"})
    assert not validator.is_valid({**document, "counts": {"fine": 1}})


def test_the_bytes(fine: ConformanceReport) -> None:
    """Up to 4096 bytes are in hexadecimal, of more there are length and digest."""
    sizes = (0, 4096, 4097)
    results = tuple(Result(f"read {n}", Outcome.HANG, data=bytes(n)) for n in sizes)
    found = [each["data"] for each in document(replace(fine, results=results))["results"]]
    assert found == [
        {"hex": ""},
        {"hex": "00" * 4096},
        {
            "length": 4097,
            "sha256": "b587fa297299ce9c602e58292b51379402bf7b1074f6b18679c2fb871c917ca8",
        },
    ]


def test_two_runs(mixed: ConformanceReport) -> None:
    """They differ in the date alone, whatever the order of what is said of the platform."""
    earlier = {"a": "b", **mixed.platform}
    later = {"date": "2026-11-21T00:00:00+00:00", "idxcheck": "0.5.0", "system": "Linux", "a": "b"}
    mixed = replace(mixed, platform=earlier)
    first, second = render(mixed), render(replace(mixed, platform=later))
    assert second == first.replace("2026-11-20T18:00:00", "2026-11-21T00:00:00")
    assert first == render(mixed)


def test_lines(mixed: ConformanceReport) -> None:
    """Each result is a line, so that a comparison of two files shows what has changed."""
    lines = render(mixed).splitlines()
    assert sum(line.startswith(' {"case": "read ') for line in lines) == 9
    assert '"notes": [' in lines


def test_without_a_date(fine: ConformanceReport) -> None:
    """Where the run does not say when and by what, it is now and this."""
    found = document(fine)
    assert re.fullmatch(r"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", found["date"])
    assert re.fullmatch(r"\d+\.\d+.*", found["idxcheck"])
    assert found["platform"] == {}


def test_hostile_texts(hostile: ConformanceReport) -> None:
    """What no encoding can hold is escaped, all else is kept, and the text is ASCII."""
    text = render(hostile)
    assert text.isascii()
    shown = "a|b`c<script>&]]>\n\x1b[31m\u202e\\xff\\ud800@me*_[x](y)"
    found = json.loads(text)
    assert found["implementation"] == {
        "name": shown,
        "version": shown,
        "language": shown,
        "homepage": shown,
    }
    assert found["platform"] == {shown: shown}
    assert found["notes"] == [shown]
    assert found["skipped"] == [{"what": shown, "count": 1, "reason": shown}]
    assert found["results"][0]["case"] == f"read {shown}"
    assert found["results"][0]["flags"] == [shown]
    assert found["results"][0]["reproducer"] == shown
    assert (found["results"][2]["known"], found["results"][3]["stale"]) == (shown, shown)
