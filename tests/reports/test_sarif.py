"""The SARIF report in the standard's dialect, member by member."""

import json
from dataclasses import replace
from importlib.metadata import version
from typing import Any

from idxcheck.findings import Finding, Report, Severity, Verdict
from idxcheck.reports.sarif import render
from idxcheck.rules import RULES

DIGEST = "ab" * 32
OCTETS = "application/octet-stream"


def run_of(report: Report, exit_code: int = 1) -> dict[str, Any]:
    """Return the run of the log."""
    log = json.loads(render(report, exit_code))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_a_whole_run(mixed: Report) -> None:
    """One file with one finding, member by member but for the rules."""
    short = replace(mixed.files[1], stored_length=47039232, content_length=47039232)
    run = run_of(Report((short,)))
    rules = run["tool"]["driver"].pop("rules")
    assert [rule["id"] for rule in rules] == ["TRN107", "IDX201"]
    location = {"uri": "data/raw/images", "uriBaseId": "WORKING_DIRECTORY"}
    assert run == {
        "tool": {"driver": {"name": "idxcheck", "version": version("idxcheck")}},
        "invocations": [
            {
                "executionSuccessful": True,
                "exitCode": 1,
                "exitCodeDescription": "there are findings that fail",
                "toolExecutionNotifications": [],
                "toolConfigurationNotifications": [],
            }
        ],
        "originalUriBaseIds": {
            "WORKING_DIRECTORY": {"description": {"text": "the working directory"}}
        },
        "artifacts": [
            {
                "location": location,
                "roles": ["analysisTarget"],
                "mimeType": OCTETS,
                "length": 47039232,
                "hashes": {"sha-256": DIGEST},
            }
        ],
        "results": [
            {
                "ruleId": "IDX201",
                "ruleIndex": 1,
                "level": "error",
                "message": {
                    "text": "0x2cdc300: 784 bytes short. expected 60000 x 28 x 28 uint8 ="
                    " 47040000 bytes of payload; found 47039216 bytes = 59999 whole items;"
                    " likely: size 0 should be 59999; or: an item is missing;"
                    " next: fetch or write the file again"
                },
                "properties": {"clause": "IDX-4.3"},
                "locations": [
                    {
                        "physicalLocation": {
                            "artifactLocation": {**location, "index": 0},
                            "region": {"byteOffset": 47039232, "byteLength": 0},
                        },
                        "logicalLocations": [{"fullyQualifiedName": "payload"}],
                    }
                ],
                "partialFingerprints": {"idxcheck/v1": "de22c0aba67f984320b5c8839f67ac60"},
                "fixes": [
                    {
                        "description": {"text": "size 0 should be 59999"},
                        "artifactChanges": [
                            {
                                "artifactLocation": {**location, "index": 0},
                                "replacements": [
                                    {
                                        "deletedRegion": {"byteOffset": 4, "byteLength": 4},
                                        "insertedContent": {"binary": "AADqXw=="},
                                    }
                                ],
                            }
                        ],
                    }
                ],
            }
        ],
    }


def test_hardly_any_part(mixed: Report) -> None:
    """A finding without a place stands for the whole file; what is open has no level."""
    run = run_of(Report(mixed.files[3:4]), 4)
    (result,) = run["results"]
    location = {"uri": "data/raw/secret", "uriBaseId": "WORKING_DIRECTORY", "index": 0}
    del result["partialFingerprints"]
    assert result == {
        "ruleId": "TRN107",
        "ruleIndex": 0,
        "kind": "open",
        "level": "none",
        "message": {"text": "undetermined: Permission denied"},
        "locations": [{"physicalLocation": {"artifactLocation": location}}],
    }
    rules = {rule["id"]: rule["defaultConfiguration"] for rule in run["tool"]["driver"]["rules"]}
    assert rules == {"TRN107": {"level": "none"}, "IDX201": {"level": "error"}}


def test_no_file_at_all() -> None:
    """A report on nothing is a run without results."""
    run = run_of(Report(()), 0)
    assert (run["artifacts"], run["results"], run["tool"]["driver"]["rules"]) == ([], [], [])
    assert run["invocations"][0]["exitCodeDescription"] == "all was checked and nothing fails"


def test_rules(mixed: Report) -> None:
    """Each rule brings its text, which any reader shows as it is."""
    every = replace(mixed.files[0], rules_executed=tuple(rule.code for rule in RULES))
    rules = run_of(Report((every,)))["tool"]["driver"]["rules"]
    assert len(rules) == len(RULES)
    for rule in rules:
        assert 20 < len(rule["fullDescription"]["text"]) <= 1024, rule["id"]
        assert 10 < len(rule["shortDescription"]["text"]) <= 1024, rule["id"]
        assert rule["help"]["text"].startswith(f"{rule['id']} {rule['name']}\n\nWhat it does\n")
    (payload,) = [rule for rule in rules if rule["id"] == "IDX201"]
    assert payload.pop("help")["text"].splitlines()[3:8] == [
        "Reports an IDX file that ends before the last element its header promises.",
        "",
        "Why it matters",
        "Readers that do not compare lengths return a short last image, zeros, or memory they",
        "never wrote, without an error.",
    ]
    assert payload == {
        "id": "IDX201",
        "name": "truncated-payload",
        "shortDescription": {"text": "the payload is shorter than the header promises"},
        "fullDescription": {
            "text": "Reports an IDX file that ends before the last element its header promises."
        },
        "defaultConfiguration": {"level": "error"},
        "properties": {"clause": "IDX-4.3"},
    }


def test_what_no_finding_tells(mixed: Report, broken: Report, open_ended: Report) -> None:
    """A fault of idxcheck makes the run a failure; what stays open and remarks are warnings."""
    report = Report(broken.files + open_ended.files + mixed.files[:1], remarks=("unused\n",))
    run = run_of(report, 3)
    base = {"uriBaseId": "WORKING_DIRECTORY"}
    places = [{"uri": "x", **base, "index": 0}, {"uri": "x.gz", **base, "index": 1}]
    locations = [[{"physicalLocation": {"artifactLocation": place}}] for place in places]
    failed = {"text": "idxcheck itself failed: ValueError: no"}
    left_open = {"text": "the selected rules leave it open"}
    assert run["results"] == []
    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "exitCode": 3,
            "exitCodeDescription": "idxcheck itself failed",
            "toolExecutionNotifications": [
                {"level": "error", "message": failed, "locations": locations[0]},
                {"level": "warning", "message": left_open, "locations": locations[1]},
            ],
            "toolConfigurationNotifications": [
                {"level": "warning", "message": {"text": "unused\\x0a"}}
            ],
        }
    ]


def test_hostile_texts(hostile: Report) -> None:
    """The log is ASCII; names become URIs, and no text is a link or a placeholder."""
    assert render(hostile, 1).isascii()
    (artifact,) = run_of(hostile)["artifacts"]
    name = "a%0Ab%1B%5B31m%5Bred%5D%E2%80%AE%FF%E2%80%A8c"
    assert artifact["location"]["uri"] == f"{name}/{name}"
    finding = Finding("TRN002", "html-page", Severity.ERROR, "[a](http://b) {0}")
    report = Report((replace(hostile.files[0], findings=(finding,), verdict=Verdict.INVALID),))
    (result,) = run_of(report)["results"]
    assert result["message"]["text"] == "[a] (http://b) {{0}}"
