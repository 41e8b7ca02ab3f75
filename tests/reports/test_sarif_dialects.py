"""Both dialects of SARIF: against the published schema, and by what it does not say."""

import base64
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped] # it ships no types
import pytest

import idxcheck
from idxcheck.findings import Finding, Report, Severity
from idxcheck.reports import sarif

ROOT = Path(__file__).parents[2]
SCHEMA = Path(__file__).parent / "sarif-2.1.0-rtm.5.json"
TEXT_REGION = {"startLine", "startColumn", "endLine", "endColumn", "charOffset", "charLength"}
BYTE_REGION = {"byteOffset", "byteLength"}
DIALECTS: tuple[sarif.Target, ...] = ("oasis", "github")


@pytest.fixture(scope="module")
def validator() -> Any:  # noqa: ANN401 - jsonschema ships no types
    """A validator of the published schema."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft4Validator.check_schema(schema)
    return jsonschema.Draft4Validator(schema)


@pytest.fixture
def fixtures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the fixtures in the current folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures")
    return tmp_path / "fixtures"


def log_of(report: Report, target: sarif.Target, exit_code: int = 1) -> Any:  # noqa: ANN401 - JSON
    """Return the log, parsed again."""
    return json.loads(sarif.render(report, exit_code, target=target))


def regions(tree: object) -> Iterator[dict[str, Any]]:
    """Yield every region, wherever it stands."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            if name in ("region", "deletedRegion", "contextRegion"):
                yield value
            yield from regions(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from regions(value)


@pytest.mark.parametrize("target", DIALECTS)
def test_the_schema(  # noqa: PLR0913 - the reports
    *,
    validator: Any,  # noqa: ANN401 - jsonschema ships no types
    target: sarif.Target,
    mixed: Report,
    broken: Report,
    hostile: Report,
    open_ended: Report,
) -> None:
    """Every report obeys the schema, and the schema refuses what it should."""
    remarked = replace(mixed, files=mixed.files * 2, remarks=("x", "x"))
    for report in (mixed, broken, hostile, open_ended, remarked, Report(())):
        validator.validate(log_of(report, target))
    log = log_of(mixed, target)
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert [error.validator for error in validator.iter_errors(log)] == ["enum"]


@pytest.mark.parametrize("target", DIALECTS)
def test_real_files(
    validator: Any,  # noqa: ANN401 - jsonschema ships no types
    fixtures: Path,
    target: sarif.Target,
) -> None:
    """What check says of the fixtures obeys the schema, a result for every finding."""
    for folder in ("idx", "norb"):
        report = idxcheck.check(fixtures / folder)
        log = log_of(report, target)
        validator.validate(log)
        (run,) = log["runs"]
        assert len(run["results"]) == len(report.findings) > 10
        uris = {
            result["locations"][0]["physicalLocation"]["artifactLocation"].get("uri", "inside")
            for result in run["results"]
        }
        assert all(uri == "inside" or uri.startswith(f"fixtures/{folder}/") for uri in uris)


def test_no_text_region(fixtures: Path, mixed: Report) -> None:
    """In the standard's dialect a region counts bytes, and bytes that are there."""
    for report in (mixed, idxcheck.check(fixtures / "idx"), idxcheck.check(fixtures / "norb")):
        found = [*regions(log_of(report, "oasis"))]
        assert len(found) >= 2
        for region in found:
            assert set(region) <= BYTE_REGION
            assert region["byteOffset"] >= 0
    (run,) = log_of(idxcheck.check(fixtures / "idx"), "oasis")["runs"]
    sizes = [artifact.get("length") for artifact in run["artifacts"]]
    names = [artifact["location"]["uri"] for artifact in run["artifacts"]]
    cut = names.index("fixtures/idx/n_5.1_gzip-cut-in-length.idx.gz")
    assert sizes[cut] == (fixtures / "idx" / "n_5.1_gzip-cut-in-length.idx.gz").stat().st_size
    checked = 0
    for result in run["results"]:
        physical = result["locations"][0]["physicalLocation"]
        size = sizes[physical["artifactLocation"]["index"]]
        region = physical.get("region")
        if region is not None and size is not None:
            assert region["byteOffset"] + region.get("byteLength", 0) <= size
            checked += 1
    assert checked > 20


def test_fixes_mend(fixtures: Path) -> None:
    """Each fix, applied to its file, makes it valid, but where a second fault stands behind it."""
    two_faults = {
        "n_2.3_big-endian-unknown-magic.mat",
        "n_2.3_big-endian-without-padding.mat",
        "n_4.2_padding-7-9-one-byte-short.mat",
        "n_4.2_slots-taken-for-sizes.mat",
        "n_4.3_rank-1-with-one-unused-slot.mat",
    }
    (run,) = log_of(idxcheck.check(fixtures), "oasis")["runs"]
    applied = set()
    for result in run["results"]:
        for fix in result.get("fixes", []):
            (change,) = fix["artifactChanges"]
            (edit,) = change["replacements"]
            file = Path(change["artifactLocation"]["uri"])
            data = file.read_bytes()
            start, old = edit["deletedRegion"]["byteOffset"], edit["deletedRegion"]["byteLength"]
            new = base64.b64decode(edit.get("insertedContent", {}).get("binary", ""))
            mended = data[:start] + new + data[start + old :]
            assert idxcheck.check(mended).ok is (file.name not in two_faults), fix
            applied.add(result["ruleId"])
    idx = {"IDX001", "IDX002", "IDX003", "IDX102", "IDX201", "IDX202"}
    assert applied == idx | {"NRB001", "NRB104", "NRB105", "NRB201", "NRB202"}


def test_github_counts_lines(mixed: Report) -> None:
    """For GitHub a finding stands on line 1, its offset in the message and beside the region."""
    (run,) = log_of(mixed, "github", 4)["runs"]
    assert sorted(run) == ["columnKind", "invocations", "results", "tool"]
    assert [result["level"] for result in run["results"]] == ["error", "error", "warning", "note"]
    first, second, *_ = run["results"]
    line = {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
    assert first.pop("message")["text"].startswith("0x2cdc300: 784 bytes short. expected 60000 ")
    assert first == {
        "ruleId": "IDX201",
        "ruleIndex": 1,
        "level": "error",
        "properties": {"clause": "IDX-4.3"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "data/raw/images"},
                    "region": {**line, "properties": {"byteOffset": 47039232, "byteLength": 0}},
                }
            }
        ],
        "partialFingerprints": {"primaryLocationLineHash": "de22c0aba67f984320b5c8839f67ac60:1"},
    }
    assert second["message"]["text"] == "undetermined: Permission denied"
    assert "kind" not in second
    assert second["locations"][0]["physicalLocation"]["region"] == {**line, "properties": {}}
    levels = {
        rule["id"]: rule["defaultConfiguration"]["level"] for rule in run["tool"]["driver"]["rules"]
    }
    assert levels["TRN107"] == "error"
    for region in regions(run):
        assert set(region) == (TEXT_REGION - {"charOffset", "charLength"}) | {"properties"}


def test_github_texts(mixed: Report, broken: Report) -> None:
    """Braces stay, links do not; a file is named by its URI; what fails is a notification."""
    finding = Finding("TRN002", "html-page", Severity.ERROR, "[a](http://b) {0}", field="f")
    report = Report((replace(mixed.files[0], path="<stdin>", findings=(finding, finding)),))
    (run,) = log_of(report, "github")["runs"]
    assert run["results"][0]["message"]["text"] == "[a] (http://b) {0}"
    location = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "%3Cstdin%3E"}
    hashes = [each["partialFingerprints"]["primaryLocationLineHash"] for each in run["results"]]
    assert [text[-2:] for text in hashes] == [":1", ":2"]
    (run,) = log_of(broken, "github", 3)["runs"]
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "x"}}}]


def test_github_takes_so_many(mixed: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond 25,000 results the least grave are left out, and a notification says how many."""
    assert sarif.MOST_RESULTS == 25_000
    monkeypatch.setattr(sarif, "MOST_RESULTS", 3)
    noted, short = mixed.files[2], mixed.files[1]
    report = Report((replace(noted, findings=noted.findings * 2), short))
    (run,) = log_of(report, "github")["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["IDX201", "NRB005", "NRB005"]
    assert run["invocations"][0]["toolExecutionNotifications"] == [
        {
            "level": "warning",
            "message": {"text": "2 results are left out: GitHub takes 3 of a run"},
        }
    ]
    (whole,) = log_of(report, "oasis")["runs"]
    assert len(whole["results"]) == 5
