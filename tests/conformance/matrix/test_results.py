"""Result files: what is written is read again, and anything else is refused in one line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from idxcheck.conformance.adapter import Implementation
from idxcheck.conformance.matrix import results
from idxcheck.conformance.matrix.results import read_results, results_of
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result, Skipped
from idxcheck.conformance.reports.json import document, render
from idxcheck.errors import UsageError

NEXT = "; expected the result of a run, made by: idxcheck conform run ... --format json=FILE"
OUTCOMES = (
    "wrong-values, wrong-shape, wrong-element, false-accept, memory, hang, crash, error,"
    " false-reject, leaky-error, unsupported, pass"
)
SMALL = Result(
    "read IDX-4.1_a",
    Outcome.WRONG_VALUES,
    "IDX-4.1",
    "valid",
    ("payload-not-swapped",),
    "1 of 1 elements differ",
    b"\x00\xff",
    "./mini",
    "known",
    "stale",
)
REPORT = ConformanceReport(
    Implementation("mini", "1.2", "C", "https://example.org"),
    "idx",
    (SMALL, Result("read IDX-4.1_b", Outcome.HANG, data=bytes(5000))),
    smoke=(Result("smoke plain-file", Outcome.PASS),),
    generated=(Result("generated read", Outcome.CRASH),),
    stale=(Result("read IDX-9.9_gone", Outcome.PASS, stale="gone"),),
    skipped=(Skipped("write", 155, "not claimed"),),
    notes=("a note",),
    platform={"system": "Linux", "date": "2026-11-20T18:00:00+00:00", "idxcheck": "0.5.0"},
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of the results of a run."""
    path = tmp_path / "mini.json"
    path.write_text(render(REPORT), encoding="ascii")
    return path


def refused(path: Path) -> str:
    """Return why the file is refused, without its name and the next step."""
    with pytest.raises(UsageError) as caught:
        read_results(path)
    text = str(caught.value)
    assert text.startswith(f"{path}: ")
    assert text.endswith(NEXT)
    return text.removeprefix(f"{path}: ").removesuffix(NEXT)


def changed(path: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """Change the document in the file at `path`."""
    content = document(REPORT)
    change(content)
    path.write_text(json.dumps(content), encoding="ascii")
    return path


def test_what_was_written(file: Path) -> None:
    """Everything comes back, and the results as they were; of a large file not its bytes."""
    found = read_results(file)
    assert found == document(REPORT)
    assert found["implementation"]["version"] == "1.2"
    assert results_of(found, "results") == (
        SMALL,
        Result("read IDX-4.1_b", Outcome.HANG, data=None),
    )
    assert [each.case for each in results_of(found, "smoke", "generated", "stale")] == [
        "smoke plain-file",
        "generated read",
        "read IDX-9.9_gone",
    ]
    assert read_results(str(file)) == found


def test_later_members(file: Path) -> None:
    """Members that a later version adds are kept."""
    changed(file, lambda content: content.update(more=1))
    assert read_results(file)["more"] == 1


def test_no_file(tmp_path: Path) -> None:
    """What cannot be read is an OSError."""
    with pytest.raises(FileNotFoundError):
        read_results(tmp_path / "no.json")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no valid JSON: Expecting value: line 1 column 1 (char 0)"),
        (
            b"\xff",
            "no valid JSON: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
        ),
        (b"[" * 100_000, "no valid JSON: nested too deeply"),
        (b"NaN", "no valid JSON: NaN is no number of JSON"),
        (b"[]", "the file: expected an object, found []"),
        (b"{}", "schema_version: expected, but missing"),
        (
            b'{"schema_version": 2}',
            "schema_version: expected 1, the one that this idxcheck knows, found 2",
        ),
        (
            b'{"schema_version": true}',
            "schema_version: expected 1, the one that this idxcheck knows, found True",
        ),
    ],
)
def test_other_files(file: Path, content: bytes, reason: str) -> None:
    """A file that is no such document is told by what it is."""
    file.write_bytes(content)
    assert refused(file) == reason


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("date", 1, "date: expected text, found 1"),
        ("scope", ["all"], "scope: expected one of mnist, uint8, idx, norb, all, found ['all']"),
        ("strict", 0, "strict: expected true or false, found 0"),
        ("platform", [], "platform: expected an object, found []"),
        ("platform", {"a\nb": 1}, "platform.a\\x0ab: expected text, found 1"),
        ("notes", "x", "notes: expected a list, found 'x'"),
        ("notes", ["x", None], "notes[1]: expected text, found None"),
        ("totals passed", -1, "totals.passed: expected a count, found -1"),
        ("totals executed", True, "totals.executed: expected a count, found True"),
        ("implementation", {}, "implementation.name: expected, but missing"),
        ("counts pass", 1.5, "counts.pass: expected a count, found 1.5"),
        ("skipped 0 count", None, "skipped[0].count: expected a count, found None"),
        (
            "results 0 outcome",
            "fine",
            f"results[0].outcome: expected one of {OUTCOMES}, found 'fine'",
        ),
        (
            "smoke 0 verdict",
            {},
            "smoke[0].verdict: expected valid, invalid, acceptable or nothing, found {}",
        ),
        ("generated 0 flags", [1], "generated[0].flags[0]: expected text, found 1"),
        ("stale 0 known", 1, "stale[0].known: expected text or null, found 1"),
        ("results 1", "y" * 99, f"results[1]: expected an object, found '{'y' * 59}..."),
    ],
)
def test_wrong_members(file: Path, path: str, value: object, reason: str) -> None:
    """A member that is not what it must be is told by its place."""

    def change(content: dict[str, Any]) -> None:
        *steps, last = [int(each) if each.isdecimal() else each for each in path.split()]
        place: Any = content
        for step in steps:
            place = place[step]
        place[last] = value

    assert refused(changed(file, change)) == reason


@pytest.mark.parametrize(
    "data",
    [
        0,
        "00",
        [],
        {},
        {"hex": "0"},
        {"hex": "0G"},
        {"hex": "AB"},
        {"hex": 1},
        {"hex": "00", "more": 1},
        {"length": 5000},
        {"length": -1, "sha256": "00"},
        {"length": 5000, "sha256": 1},
    ],
)
def test_wrong_bytes(file: Path, data: object) -> None:
    """Bytes are hexadecimal, or a length and a digest, and nothing else."""
    reason = refused(changed(file, lambda content: content["results"][0].update(data=data)))
    expected = 'results[0].data: expected null, {"hex": ...} or {"length": ..., "sha256": ...}'
    assert reason == f"{expected}, found {data!r}"


def test_missing_members(file: Path) -> None:
    """Every member must be there."""
    for name in document(REPORT):
        assert refused(changed(file, lambda content, name=name: content.pop(name))) == (  # type: ignore[misc] # its parameters are those of the loop
            f"{name}: expected, but missing"
        )


def test_too_long(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be one is not read to its end."""
    monkeypatch.setattr(results, "LIMIT", 10)
    assert refused(file) == "expected at most 10 bytes, found more"
    monkeypatch.setattr(results, "LIMIT", file.stat().st_size)
    assert read_results(file)["scope"] == "idx"


def test_what_is_shown(file: Path) -> None:
    """What was found is shown printable."""
    change = {"scope": "a\x1b\ud800"}
    assert refused(changed(file, lambda content: content.update(change))) == (
        "scope: expected one of mnist, uint8, idx, norb, all, found 'a\\x1b\\ud800'"
    )
