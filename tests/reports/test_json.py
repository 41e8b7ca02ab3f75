"""The JSON report: its keys, its values, and the schema it obeys."""

import importlib.resources
import json
from dataclasses import replace
from typing import Any

import jsonschema  # type: ignore[import-untyped] # it ships no types
import pytest

from idxcheck.findings import DataSetWord, Report
from idxcheck.reports.json import render


@pytest.fixture(scope="module")
def validator() -> Any:  # noqa: ANN401 - jsonschema ships no types
    """A validator of the published schema."""
    source = importlib.resources.files("idxcheck.reports") / "report.schema.json"
    schema = json.loads(source.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_every_key(mixed: Report) -> None:
    """The document has exactly these keys and values."""
    document = json.loads(render(Report(mixed.files[1:2], mixed.passed_over), 1))
    assert document == {
        "schema_version": 1,
        "files": [
            {
                "path": "data/raw/images",
                "layers": [],
                "format": "idx",
                "dataset": None,
                "content": "unknown",
                "verdict": "invalid",
                "header": {
                    "format": "idx",
                    "byte_order": "big",
                    "magic": 2051,
                    "element": "uint8",
                    "shape": [60000, 28, 28],
                    "padding": [],
                    "header_size": 16,
                    "payload_size": 47040000,
                },
                "digests": {"content": "ab" * 32},
                "findings": [
                    {
                        "code": "IDX201",
                        "name": "truncated-payload",
                        "severity": "error",
                        "message": "784 bytes short",
                        "offset": 47039232,
                        "length": 0,
                        "field": "payload",
                        "clause": "IDX-4.3",
                        "expected": "60000 x 28 x 28 uint8 = 47040000 bytes of payload",
                        "actual": "47039216 bytes = 59999 whole items",
                        "hint": "fetch or write the file again",
                        "hypotheses": [
                            {
                                "text": "size 0 should be 59999",
                                "offset": 4,
                                "old": "0000ea60",
                                "new": "0000ea5f",
                            },
                            {"text": "an item is missing", "offset": None, "old": "", "new": ""},
                        ],
                    }
                ],
                "rules_executed": ["TRN107", "IDX201"],
                "rules_skipped": [
                    {"code": "NRB001", "reason": "the content is not NORB"},
                    {"code": "NRB201", "reason": "the content is not NORB"},
                    {"code": "VAL001", "reason": "not selected"},
                ],
                "readers": [],
            }
        ],
        "passed_over": ["data/raw/README", "data/raw/\x1b]0;title\x07"],
        "configuration": None,
        "remarks": [],
        "totals": {
            "judged": 1,
            "valid": 0,
            "invalid": 1,
            "undetermined": 0,
            "verified": 0,
            "passed_over": 2,
        },
        "exit_code": 1,
    }


def test_what_is_not_known_is_null(mixed: Report) -> None:
    """A file without a header, with a finding that has hardly any part."""
    (file,) = json.loads(render(Report(mixed.files[3:4]), 4))["files"]
    assert (file["header"], file["format"], file["verdict"]) == (None, None, "undetermined")
    assert file["findings"] == [
        {
            "code": "TRN107",
            "name": "unreadable",
            "severity": "undetermined",
            "message": "Permission denied",
            "offset": None,
            "length": None,
            "field": None,
            "clause": None,
            "expected": None,
            "actual": None,
            "hint": None,
            "hypotheses": [],
        }
    ]


def test_norb_layers_and_content(mixed: Report) -> None:
    """Padding, byte order, wrappers and the word on the content are told."""
    first, *_, last = json.loads(render(mixed, 4))["files"]
    assert first["layers"] == ["gzip"]
    assert last["header"]["byte_order"] == "big"
    assert last["header"]["magic"] == 507333717
    assert last["header"]["padding"] == [1, 1]
    assert last["content"] == "not read"
    assert last["digests"] == {}


def test_the_schema(
    validator: Any,  # noqa: ANN401 - jsonschema ships no types
    mixed: Report,
    broken: Report,
    hostile: Report,
) -> None:
    """Every report obeys the published schema, and the schema refuses what it should."""
    for report in (mixed, broken, hostile, Report(())):
        validator.validate(json.loads(render(report, 4)))
    document = json.loads(render(mixed, 2))
    assert [list(error.path) for error in validator.iter_errors(document)] == [["exit_code"]]
    document = json.loads(render(mixed, 4))
    del document["files"][1]["findings"][0]["hint"]
    assert [error.message for error in validator.iter_errors(document)] == [
        "'hint' is a required property"
    ]


def test_any_parser_can_read_it(hostile: Report) -> None:
    """The text is ASCII without lone surrogates; names keep what JSON can hold."""
    text = render(hostile, 1)
    assert text.isascii()
    assert text.endswith("}\n")
    document = json.loads(text)
    nasty = "a\nb\x1b[31m[red]\u202e\\xff\u2028c"
    (file,) = document["files"]
    assert file["path"] == f"{nasty}/{nasty}"
    assert document["passed_over"] == [nasty]
    finding = file["findings"][0]
    assert [finding[key] for key in ("message", "expected", "actual", "hint")] == [nasty] * 4
    assert finding["hypotheses"][0]["text"] == nasty


def test_the_data_set(mixed: Report, validator: Any) -> None:  # noqa: ANN401 - jsonschema ships no types
    """What a file is said to be, on which basis, and the configuration that was followed."""
    word = DataSetWord(
        names=("mnist", "kmnist"),
        files=("mnist/t10k-images", "kmnist/t10k-images"),
        titles="MNIST or KMNIST",
        what="MNIST's test images or KMNIST's test images, by its name alone",
        basis="by its name alone",
        asserted=False,
        synthetic=True,
    )
    file = replace(mixed.files[1], data_set=word)
    report = Report((file,), configuration="a\udcff.toml", remarks=("files[0]: unused",))
    document = json.loads(render(report, 1))
    validator.validate(document)
    assert document["files"][0]["dataset"] == {
        "names": ["mnist", "kmnist"],
        "files": ["mnist/t10k-images", "kmnist/t10k-images"],
        "basis": "by its name alone",
        "asserted": False,
        "synthetic": True,
    }
    assert document["configuration"] == "a\\xff.toml"
    assert document["remarks"] == ["files[0]: unused"]
