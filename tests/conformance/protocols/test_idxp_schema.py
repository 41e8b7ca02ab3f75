"""The JSON Schema of IDXP/1: real traffic keeps to it, and it says what messages.py says."""

import json
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped] # it ships no types
import pytest

from idxcheck.conformance.answers import Fault
from idxcheck.conformance.asking import ask
from idxcheck.conformance.cases import DIRECTIONS, cases
from idxcheck.conformance.protocols import json_lines
from idxcheck.conformance.protocols.json_lines import JsonLines
from idxcheck.conformance.protocols.messages import answered, started
from idxcheck.conformance.protocols.python_server import python_command
from idxcheck.conformance.protocols.strict_json import BadMessage
from idxcheck.conformance.supervision.child import Child
from idxcheck.conformance.supervision.deadline import Deadline

ADAPTER = Path(__file__).with_name("json_fakes") / "functions.py"
WHO = {"name": "lib", "version": "", "language": "", "homepage": ""}


def validator(name: str) -> Any:  # noqa: ANN401 - jsonschema ships no types
    """Return a validator of one definition of the schema, or of the whole."""
    text = (
        resources.files("idxcheck.conformance.protocols")
        .joinpath("idxp.schema.json")
        .read_text("utf-8")
    )
    schema = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(schema)
    if name:
        schema = {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": f"#/$defs/{name}"}
    return jsonschema.Draft202012Validator(schema)


def test_everything_is_described() -> None:
    """Every definition says what it is, and so does every line of the protocol."""
    schema = validator("").schema
    assert [name for name, each in schema["$defs"].items() if "description" not in each] == []
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.slow
def test_real_traffic(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is said over idxcheck's own functions, in both directions, keeps to the schema."""
    requests: list[bytes] = []
    answers: list[bytes] = []

    class Recording(Child):
        def write(self, data: bytes) -> None:
            requests.append(data)
            super().write(data)

        def read_line(self, deadline: Deadline) -> bytes:
            answers.append(super().read_line(deadline))
            return answers[-1]

        def read_all(self, deadline: Deadline) -> bytes:
            answers.append(super().read_all(deadline))
            return answers[-1]

    monkeypatch.setattr(json_lines, "Child", Recording)
    command = python_command("idxcheck:load", "idxcheck:save")
    with JsonLines(command, seconds=60.0) as adapter:
        for direction in DIRECTIONS:
            for case in list(cases("all", [direction]))[::4]:
                ask(adapter, case)
    with JsonLines(python_command(f"{ADAPTER}:read"), seconds=60.0) as adapter:
        adapter.read(b"type", ".idx")
    for lines, name in ((requests, "request"), (answers, "answer")):
        one, whole = validator(name), validator("")
        for line in lines:
            one.validate(json.loads(line))
        whole.validate(json.loads(lines[0]))
    assert {json.loads(line)["op"] for line in requests} == {
        *("start", "read", "write", "rewrite", "stop")
    }
    kinds = {key for line in answers for key in json.loads(line)}
    assert kinds == {
        *("seq", "ok", "rejected", "unsupported", "leaked", "stopped"),
        *("version", "implementation", "capabilities"),
    }
    assert len(requests) == len(answers)


def array(element: object, shape: object, values: object) -> dict[str, object]:
    """Return the answer to a reading."""
    return {"seq": 7, "ok": {"element": element, "shape": shape, "values": values}}


RIGHT: list[dict[str, Any]] = [
    array("uint8", [2], [0, 255]),
    array("int8", [2], [-128, 127]),
    array("int16", [2], [-32768, 32767]),
    array("int32", [2], [-(2**31), 2**31 - 1]),
    array("int64", [2], [-(2**63), 2**64 - 1]),
    array("float32", [], ["7fa00000"]),
    array("float64", [1], ["fff0000000000001"]),
    array("uint8", [60000, 28, 28], None),
    array("uint8", [1] * 255, [1]),
    {"seq": 7, "ok": {}},
    {"seq": 7, "rejected": {"message": ""}},
    {"seq": 7, "unsupported": {"reason": "rank"}},
    {"seq": 7, "leaked": {"type": "KeyError", "message": ""}},
]
WRONG: list[dict[str, Any]] = [
    array("uint8", [1], [256]),
    array("int8", [1], [-129]),
    array("int16", [1], [32768]),
    array("int32", [1], [2**31]),
    array("int64", [1], [2**64]),
    array("uint8", [1], ["1"]),
    array("uint8", [1], [True]),
    array("uint8", [1], [1.5]),
    array("float32", [1], [1]),
    array("float32", [1], ["3F800000"]),
    array("float64", [1], ["3f800000"]),
    array("UINT8", [1], [1]),
    array("", [1], [1]),
    array("u" * 33, [1], [1]),
    array(8, [1], [1]),
    array("uint8", [-1], []),
    array("uint8", [2**63], []),
    array("uint8", [1] * 256, [1]),
    array("uint8", 1, [1]),
    array("uint8", [1], "1"),
    {"seq": 7, "ok": {"element": "uint8", "shape": []}},
    {"seq": 7, "ok": {"order": "C"}},
    {"seq": 7, "ok": None},
    {"seq": -7, "ok": {}},
    {"seq": "7", "ok": {}},
    {"ok": {}},
    {"seq": 7},
    {"seq": 7, "ok": {}, "rejected": {"message": ""}},
    {"seq": 7, "ok": {}, "time": 1},
    {"seq": 7, "rejected": "no"},
    {"seq": 7, "rejected": {}},
    {"seq": 7, "rejected": {"message": 1}},
    {"seq": 7, "rejected": {"message": "", "code": 1}},
    {"seq": 7, "unsupported": {"message": ""}},
    {"seq": 7, "leaked": {"type": "", "message": ""}},
    {"seq": 7, "leaked": {"message": ""}},
]


@pytest.mark.parametrize("answer", [*RIGHT, *WRONG])
def test_answers(answer: dict[str, Any]) -> None:
    """The schema and the product take the same answers."""
    right = answer in RIGHT
    assert validator("answer").is_valid(answer) is right
    assert isinstance(answered(json.dumps(answer).encode(), 7), Fault) is not right


@pytest.mark.parametrize(
    ("changed", "right"),
    [
        ({}, True),
        ({"capabilities": {"directions": ["write", "read"], "highest_rank": 0}}, True),
        ({"capabilities": {"formats": ["norb"], "elements": ["int16"]}}, True),
        ({"capabilities": {"directions": ["read", "write", "round-trip", "rewrite"]}}, True),
        ({"version": 2}, False),
        ({"version": "1"}, False),
        ({"implementation": {**WHO, "name": ""}}, False),
        ({"implementation": {**WHO, "author": ""}}, False),
        ({"implementation": {"name": "lib"}}, False),
        ({"implementation": {**WHO, "version": 1}}, False),
        ({"capabilities": None}, False),
        ({"capabilities": {"directions": []}}, False),
        ({"capabilities": {"directions": ["read", "read"]}}, False),
        ({"capabilities": {"formats": ["png"]}}, False),
        ({"capabilities": {"elements": ["int64"]}}, False),
        ({"capabilities": {"highest_rank": 256}}, False),
        ({"capabilities": {"highest_rank": -1}}, False),
        ({"capabilities": {"ranks": [1]}}, False),
        ({"more": 1}, False),
    ],
)
def test_starts(changed: dict[str, Any], right: bool) -> None:  # noqa: FBT001 - an expectation
    """The schema and the product take the same answers to start."""
    answer = {"seq": 7, "version": 1, "implementation": WHO, "capabilities": {}, **changed}
    assert validator("answer").is_valid(answer) is right
    line = json.dumps(answer).encode()
    if right:
        assert started(line, 7)[0].name == "lib"
    else:
        with pytest.raises(BadMessage):
            started(line, 7)


@pytest.mark.parametrize(
    ("request_", "right"),
    [
        ({"op": "start", "seq": 0, "version": 1, "scratch": "/s"}, True),
        ({"op": "start", "seq": 0, "version": 1}, False),
        ({"op": "read", "seq": 1, "path": "/s/case.idx"}, True),
        ({"op": "read", "seq": 1, "path": ""}, False),
        ({"op": "write", "seq": 1, "path": "/s/a", "array": array("int8", [1], [1])["ok"]}, True),
        ({"op": "write", "seq": 1, "path": "/s/a", "array": array("int64", [1], [1])["ok"]}, False),
        ({"op": "write", "seq": 1, "path": "/s/a", "array": array("int8", [9], None)["ok"]}, False),
        ({"op": "rewrite", "seq": 1, "path": "/s/a", "to": "/s/b"}, True),
        ({"op": "rewrite", "seq": 1, "path": "/s/a"}, False),
        ({"op": "stop", "seq": 1}, True),
        ({"op": "stop", "seq": 1, "path": "/s/a"}, False),
        ({"op": "pause", "seq": 1}, False),
    ],
)
def test_requests(request_: dict[str, Any], right: bool) -> None:  # noqa: FBT001 - an expectation
    """Each request has its members and no other, and is no answer."""
    assert validator("request").is_valid(request_) is right
    assert validator("").is_valid(request_) is right
    assert not validator("answer").is_valid(request_)


def test_an_answer_is_no_request() -> None:
    """The whole schema takes either."""
    assert validator("").is_valid({"seq": 1, "stopped": True})
    assert not validator("").is_valid({"seq": 1, "stopped": False})
    assert not validator("request").is_valid({"seq": 1, "stopped": True})
