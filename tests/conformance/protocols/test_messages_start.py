"""Lines of IDXP/1: who answers, what is claimed, and what of that has changed."""

import json
from typing import Any

import pytest

from idxcheck.conformance.adapter import Capabilities, Implementation
from idxcheck.conformance.protocols.messages import (
    changes,
    started,
)
from idxcheck.conformance.protocols.strict_json import BadMessage

WHO = {"name": "lib", "version": "1.2", "language": "C", "homepage": "https://example.org"}


def introduced(**changed: Any) -> bytes:  # noqa: ANN401 - any JSON
    """Return the answer 7 to start."""
    whole = {"seq": 7, "version": 1, "implementation": WHO, "capabilities": {}}
    return json.dumps({**whole, **changed}).encode()


def test_starting() -> None:
    """Who answers, and what is claimed: nothing, or all there is."""
    implementation = Implementation("lib", "1.2", "C", "https://example.org")
    assert started(introduced(), 7) == (implementation, Capabilities(("read",)))
    claims = {
        "directions": ["rewrite", "write", "read"],
        "formats": ["idx"],
        "elements": ["uint8", "float64"],
        "highest_rank": 0,
    }
    assert started(introduced(capabilities=claims), 7)[1] == Capabilities(
        ("read", "write", "rewrite"), ("idx",), ("uint8", "float64"), 0
    )


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"seq": 6}, "answered the request 6 when 7 was asked"),
        ({"version": 2}, "speaks version 2 of IDXP, expected 1"),
        ({"version": True}, "version is true, expected an integer in 0..9223372036854775807"),
        ({"author": ""}, "the unknown member 'author' in the answer to start"),
        ({"implementation": "lib"}, "implementation is 'lib', expected an object"),
        ({"implementation": {"name": "lib"}}, "the member version is missing in implementation"),
        (
            {"implementation": {**WHO, "name": ""}},
            "implementation.name is '', expected a string that is not empty",
        ),
        (
            {"implementation": {**WHO, "version": 1.2}},
            "implementation.version is 1.2, expected a string",
        ),
        ({"capabilities": []}, "capabilities is an array, expected an object"),
        ({"capabilities": {"types": []}}, "the unknown member 'types' in capabilities"),
        (
            {"capabilities": {"directions": "read"}},
            "capabilities.directions is 'read', expected an array",
        ),
        (
            {"capabilities": {"directions": []}},
            "capabilities.directions is empty; leave it out to claim nothing",
        ),
        (
            {"capabilities": {"formats": ["png"]}},
            "capabilities.formats has 'png', expected each of idx, norb at most once",
        ),
        (
            {"capabilities": {"formats": ["idx", "idx"]}},
            "capabilities.formats has 'idx', expected each of idx, norb at most once",
        ),
        (
            {"capabilities": {"elements": [8]}},
            (
                "capabilities.elements has 8, expected each of"
                " uint8, int8, int16, int32, float32, float64 at most once"
            ),
        ),
        (
            {"capabilities": {"highest_rank": 256}},
            "capabilities.highest_rank is 256, expected an integer in 0..255",
        ),
        (
            {"capabilities": {"highest_rank": None}},
            "capabilities.highest_rank is null, expected an integer in 0..255",
        ),
    ],
)
def test_what_is_no_start(changed: dict[str, Any], found: str) -> None:
    """It says what was found."""
    with pytest.raises(BadMessage) as caught:
        started(introduced(**changed), 7)
    assert str(caught.value) == found


def test_a_start_without_claims() -> None:
    """Each member must be there."""
    with pytest.raises(BadMessage, match="the member version is missing in the answer to start"):
        started(b'{"seq": 7}', 7)


WHOLE = Implementation("lib", "1", "C", "")
CLAIMS = Capabilities(("read", "write"), ("idx",), None, None)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ((WHOLE, CLAIMS), ""),
        ((Implementation("lib", "2", "C", ""), CLAIMS), "version '2' (at first '1')"),
        (
            (Implementation("lib", "", "C", "https://example.org"), CLAIMS),
            ("version not said (at first '1'); homepage 'https://example.org' (at first not said)"),
        ),
        (
            (WHOLE, Capabilities(("read",), None, ("int8", "int16"), 0)),
            (
                "directions read (at first read, write); formats not said (at first idx);"
                " elements int8, int16 (at first not said); highest rank 0 (at first not said)"
            ),
        ),
    ],
)
def test_changes(now: tuple[Implementation, Capabilities], told: str) -> None:
    """What is said otherwise than at first is told in words, and nothing else."""
    assert changes((WHOLE, CLAIMS), now) == told
