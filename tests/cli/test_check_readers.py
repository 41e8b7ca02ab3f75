"""`idxcheck check --readers`: what measured readers do with files such as these."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from idxcheck.conformance.matrix import measured

Command = Callable[..., Any]
ABILITIES = {
    "schema_version": 1,
    "readers": {
        "fine": {
            "name": "fine",
            "version": "2",
            "idx": {
                "element types": {"uint8": "pass"},
                "ranks": {"1": "pass", "2": "pass", "4": "pass"},
                "together": {"uint8": {"1": "pass", "2": "pass", "4": "pass"}},
            },
            "norb": {},
        },
        "narrow": {
            "name": "narrow",
            "version": "",
            "idx": {
                "element types": {"uint8": "pass"},
                "ranks": {"1": "pass", "2": "pass", "4": "wrong-values"},
                "zero size": "crash",
                "together": {"uint8": {"1": "pass", "2": "pass", "4": "wrong-values"}},
            },
            "norb": {},
        },
    },
}


@pytest.fixture(autouse=True)
def readers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two readers were measured."""
    path = folder / "measured" / "abilities.json"
    path.parent.mkdir()
    path.write_text(json.dumps(ABILITIES), encoding="utf-8")
    monkeypatch.setattr(measured, "ABILITIES", path)


def test_text(idxcheck: Command) -> None:
    """Each valid file is followed by what each reader does, in the order they were asked for."""
    run = idxcheck("check", "good.idx", "note.idx", "--readers", "narrow, fine")
    assert run.status == 0
    assert run.out.splitlines()[:3] == [
        "ok  good.idx  IDX uint8 2 x 3",
        "    narrow reads such files",
        "    fine 2 reads such files",
    ]
    assert run.out.splitlines()[-3:-1] == [
        "    narrow returns wrong values for rank 4",
        "    fine 2 reads such files",
    ]


def test_what_is_not_valid(idxcheck: Command) -> None:
    """Nothing is said of a broken file, and the status is that of the check."""
    run = idxcheck("check", "short.idx", "--readers", "fine", "--readers", "narrow")
    assert run.status == 1
    assert "fine" not in run.out


def test_quiet(idxcheck: Command) -> None:
    """-q leaves it out, for it bears on nothing."""
    run = idxcheck("check", "-q", "--fail-on", "note", "note.idx", "--readers", "narrow")
    assert run.status == 1
    assert "narrow" not in run.out


def test_the_json_report(idxcheck: Command) -> None:
    """Each reader by name and version, with its trouble; none where it reads such files."""
    run = idxcheck("check", "warn.idx", "--readers", "fine,narrow", "--format", "json")
    (file,) = json.loads(run.out)["files"]
    assert file["readers"] == [
        {"reader": "fine 2", "trouble": ["fine 2 was not asked about a size of 0"]},
        {"reader": "narrow", "trouble": ["narrow crashes on a size of 0"]},
    ]


def test_unknown(idxcheck: Command) -> None:
    """A reader that was not measured ends with status 2, and those that were are named."""
    run = idxcheck("check", "good.idx", "--readers", "nobody")
    assert (run.status, run.out) == (2, "")
    assert run.err == "Error: no reader 'nobody' was measured; choose from: fine, narrow\n"
