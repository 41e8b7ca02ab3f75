"""Where SARIF puts things: nested artifacts, byte regions that end with the file, fixes."""

import json
from dataclasses import replace
from typing import Any

import pytest

from idxcheck.findings import FileReport, Finding, Hypothesis, Report, Severity
from idxcheck.reports.sarif import render

DIGEST = "ab" * 32
STORED = "cd" * 32
OCTETS = "application/octet-stream"


def run_of(report: Report) -> dict[str, Any]:
    """Return the run of the log."""
    (run,) = json.loads(render(report, 1))["runs"]
    assert isinstance(run, dict)
    return run


def located(file: FileReport, finding: Finding) -> dict[str, Any]:
    """Return the physical location of the only result."""
    (result,) = run_of(Report((replace(file, findings=(finding,)),)))["results"]
    (location,) = result["locations"]
    physical = location["physicalLocation"]
    assert isinstance(physical, dict)
    return physical


@pytest.fixture
def wrapped(mixed: Report) -> FileReport:
    """A gzip file of 100 bytes with 200 inside."""
    digests = {"stored": STORED, "content": DIGEST, "values": "ef" * 32}
    return replace(mixed.files[0], stored_length=100, content_length=200, digests=digests)


def test_nested_artifacts(wrapped: FileReport) -> None:
    """What is inside a compressed file is an artifact within its artifact."""
    double = replace(wrapped, layers=("gzip", "xz"), path="x.gz", stored_length=None, digests={})
    artifacts = run_of(Report((wrapped, double, wrapped)))["artifacts"]
    facts = {"roles": ["analysisTarget"], "mimeType": OCTETS}
    base = {"uriBaseId": "WORKING_DIRECTORY"}
    hashes = {"hashes": {"sha-256": DIGEST}}
    assert artifacts == [
        {
            "location": {"uri": "data/raw/labels.gz", **base},
            **facts,
            "length": 100,
            "hashes": {"sha-256": STORED},
        },
        {"location": {"uri": "/labels"}, "parentIndex": 0, **facts, "length": 200, **hashes},
        {"location": {"uri": "x.gz", **base}, **facts},
        {"location": {"uri": "/x"}, "parentIndex": 2, **facts},
        {"location": {"uri": "/x"}, "parentIndex": 3, **facts, "length": 200},
    ]


def test_places_in_compressed_files(wrapped: FileReport) -> None:
    """Content counts in the innermost artifact, the stream in the outer one."""
    content = Finding("IDX103", "zero-size-dimension", Severity.WARNING, "0", offset=4, length=4)
    stream = Finding("TRN102", "corrupt-stream", Severity.ERROR, "crc", offset=92)
    outer = {"uri": "data/raw/labels.gz", "uriBaseId": "WORKING_DIRECTORY", "index": 0}
    assert located(wrapped, content) == {
        "artifactLocation": {"index": 1},
        "region": {"byteOffset": 4, "byteLength": 4},
    }
    assert located(wrapped, stream) == {
        "artifactLocation": outer,
        "region": {"byteOffset": 92},
    }
    double = replace(wrapped, layers=("gzip", "gzip"))
    assert located(double, content)["artifactLocation"] == {"index": 2}
    assert located(double, stream) == {"artifactLocation": outer}
    packed = replace(stream, code="TRN104", offset=0)
    assert located(double, packed)["region"] == {"byteOffset": 0}


@pytest.mark.parametrize(
    ("offset", "length", "region"),
    [
        (190, 10, {"byteOffset": 190, "byteLength": 10}),
        (190, 11, {"byteOffset": 190, "byteLength": 10}),
        (200, 0, {"byteOffset": 200, "byteLength": 0}),
        (300, 5, {"byteOffset": 200, "byteLength": 0}),
        (300, None, {"byteOffset": 200}),
    ],
)
def test_regions_end_with_the_file(
    wrapped: FileReport, offset: int, length: int | None, region: dict[str, int]
) -> None:
    """No region reaches beyond the bytes that are there, raw or compressed."""
    finding = Finding(
        "IDX201", "truncated-payload", Severity.ERROR, "x", offset=offset, length=length
    )
    assert located(wrapped, finding)["region"] == region
    raw = replace(wrapped, layers=(), path="labels", content_length=None, stored_length=200)
    assert located(raw, finding)["region"] == region
    piped = replace(raw, path="<stdin>", content_length=200, stored_length=None)
    assert located(piped, finding) == {
        "artifactLocation": {"uri": "%3Cstdin%3E", "index": 0},
        "region": region,
    }
    stream = replace(finding, code="TRN101")
    short = located(wrapped, stream)["region"]
    assert short["byteOffset"] + short.get("byteLength", 0) == 100


def test_an_unknown_length(wrapped: FileReport) -> None:
    """Where the length is not known, the place of the finding stands."""
    finding = Finding("IDX202", "trailing-bytes", Severity.ERROR, "x", offset=300, length=5)
    endless = replace(wrapped, content_length=None)
    assert located(endless, finding)["region"] == {"byteOffset": 300, "byteLength": 5}


def test_fixes(wrapped: FileReport) -> None:
    """An edit with its bytes is a fix, of the innermost artifact; any other is but a text."""
    hypotheses = (
        Hypothesis("remove", 198, b"\n\n"),
        Hypothesis("insert {1}", 20, b"", b"\0"),
        Hypothesis("nobody knows the bytes"),
        Hypothesis("a place", 5),
        Hypothesis("beyond the end", 199, b"\n\n"),
    )
    finding = Finding("IDX202", "trailing-bytes", Severity.ERROR, "x", hypotheses=hypotheses)
    (result,) = run_of(Report((replace(wrapped, findings=(finding,)),)))["results"]
    assert [fix["description"]["text"] for fix in result["fixes"]] == ["remove", "insert {{1}}"]
    assert [fix["artifactChanges"] for fix in result["fixes"]] == [
        [
            {
                "artifactLocation": {"index": 1},
                "replacements": [{"deletedRegion": {"byteOffset": 198, "byteLength": 2}}],
            }
        ],
        [
            {
                "artifactLocation": {"index": 1},
                "replacements": [
                    {
                        "deletedRegion": {"byteOffset": 20, "byteLength": 0},
                        "insertedContent": {"binary": "AA=="},
                    }
                ],
            }
        ],
    ]
