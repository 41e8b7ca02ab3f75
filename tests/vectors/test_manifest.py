"""The manifests: every column, and the schema."""

import json
from typing import Any

import jsonschema  # type: ignore[import-untyped] # it ships no types
import pytest

from idxcheck.vectors import Vector
from idxcheck.vectors.manifest import manifest, schema, table

Three = tuple[Vector, Vector, Vector]
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.fixture
def validator() -> Any:  # noqa: ANN401 - jsonschema ships no types
    """A validator of the manifest's schema."""
    loaded = json.loads(schema())
    jsonschema.Draft202012Validator.check_schema(loaded)
    return jsonschema.Draft202012Validator(loaded)


def test_the_document(three: Three, validator: Any) -> None:  # noqa: ANN401 - jsonschema ships no types
    """The head, the counts, and an entry with every member."""
    text = manifest(three)
    assert text.isascii()
    assert text.endswith(b"}\n")
    document = json.loads(text)
    validator.validate(document)
    assert list(document) == ["schema_version", "formats", "notes", "totals", "vectors"]
    assert document["schema_version"] == 1
    assert list(document["formats"]) == ["idx", "norb"]
    assert document["notes"]["leaky-refusal"]["readers"] == ["mnist 0.2.2"]
    assert document["totals"] == {
        "vectors": 3,
        "valid": 1,
        "invalid": 1,
        "acceptable": 1,
        "bytes": 30,
    }
    assert [each["id"] for each in document["vectors"]] == [
        "IDX-2.4_four-dimensions",
        "NORB-1.1_empty",
        "IDX-2.3_scalar",
    ]
    assert document["vectors"][1] == {
        "id": "NORB-1.1_empty",
        "file": "norb/n_1.1_empty.mat.gz",
        "clause": "NORB-1.1",
        "verdict": "invalid",
        "why": "no byte at all",
        "reason": None,
        "flags": ["header-not-measured", "huge-claim"],
        "findings": [{"rule": "TRN001", "offset": None}, {"rule": "NRB201", "offset": 20}],
        "expected": None,
        "size": 0,
        "sha256": EMPTY,
    }
    scalar = document["vectors"][2]
    assert (scalar["reason"], scalar["expected"], scalar["size"]) == (
        "the documents do not mention rank 0",
        "idx/i_2.3_scalar.idx.expected",
        8,
    )


def test_the_table(three: Three) -> None:
    """The same as lines: what there is not is empty, lists are joined by commas."""
    head, first, second, third = table(three).decode().splitlines()
    assert head == (
        "id\tfile\tclause\tverdict\twhy\treason\tflags\tfindings\texpected\tsize\tsha256"
    )
    assert first.split("\t")[:10] == [
        "IDX-2.4_four-dimensions",
        "idx/y_2.4_four-dimensions.idx",
        "IDX-2.4",
        "valid",
        "rank 4, and both elements are negative",
        "",
        "unsigned-for-signed",
        "IDX105@3",
        "idx/y_2.4_four-dimensions.idx.expected",
        "22",
    ]
    assert second == (
        "NORB-1.1_empty\tnorb/n_1.1_empty.mat.gz\tNORB-1.1\tinvalid\tno byte at all\t"
        f"\theader-not-measured,huge-claim\tTRN001,NRB201@20\t\t0\t{EMPTY}"
    )
    assert third.split("\t")[5] == "the documents do not mention rank 0"
    assert table(three).endswith(b"\n")


@pytest.mark.parametrize(
    ("number", "changes"),
    [
        (0, {"verdict": "maybe"}),
        (0, {"reason": "readers differ"}),
        (0, {"expected": None}),
        (0, {"file": "idx/n_2.4_four-dimensions.idx"}),
        (0, {"why": "a\ttab"}),
        (0, {"why": ""}),
        (0, {"flags": ["Not-Kebab"]}),
        (0, {"flags": ["twice", "twice"]}),
        (0, {"clause": "IDX-2"}),
        (0, {"id": "IDX-2.4 four"}),
        (0, {"size": -1}),
        (0, {"sha256": "00"}),
        (0, {"more": 1}),
        (1, {"findings": []}),
        (1, {"findings": [{"rule": "TRN1", "offset": 0}]}),
        (1, {"findings": [{"rule": "TRN001", "offset": -1}]}),
        (1, {"findings": [{"rule": "TRN001"}]}),
        (1, {"expected": "idx/n_x.expected"}),
        (1, {"file": "../n_x.idx"}),
        (2, {"reason": None}),
        (2, {"expected": None}),
        (2, {"file": "idx/y_2.3_scalar.idx"}),
    ],
)
def test_the_schema_refuses(
    three: Three,
    validator: Any,  # noqa: ANN401 - jsonschema ships no types
    number: int,
    changes: dict[str, Any],
) -> None:
    """A member that does not fit its verdict or its pattern is no manifest."""
    document = json.loads(manifest(three))
    validator.validate(document)
    document["vectors"][number].update(changes)
    assert not validator.is_valid(document)


def test_the_schema_is_for_people(validator: Any) -> None:  # noqa: ANN401 - jsonschema ships no types
    """Every member of the document and of a vector has a description; no other is allowed."""
    tree = validator.schema
    for part in (tree, tree["$defs"]["vector"], tree["$defs"]["note"]):
        assert part["additionalProperties"] is False
        assert sorted(part["required"]) == sorted(part["properties"])
        assert all("description" in member for member in part["properties"].values())
