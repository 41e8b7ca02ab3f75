"""`idxcheck check --format`: where reports go, and that files are written whole or not."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]

TEXT = "ok  good.idx  IDX uint8 2 x 3\n1 judged: 1 valid, 0 invalid, 0 undetermined\n"


def test_json_alone_on_standard_output(idxcheck: Command) -> None:
    """Nothing but the document is printed."""
    run = idxcheck("check", "good.idx", "--format", "json")
    document = json.loads(run.out)
    assert list(document) == [
        "schema_version",
        "files",
        "passed_over",
        "configuration",
        "remarks",
        "totals",
        "exit_code",
    ]
    assert (run.status, run.err) == (0, "")


def test_several_formats(idxcheck: Command, folder: Path) -> None:
    """One goes to standard output, the others to their files; colours stay out of files."""
    run = idxcheck(
        *("check", "good.idx", "--format", "json=r.json", "--format", "text"),
        *("--format", "text=r.txt", "--color", "always"),
    )
    assert run.out == TEXT.replace("ok", "\x1b[32mok\x1b[0m", 1)
    assert (folder / "r.txt").read_text(encoding="utf-8") == TEXT
    assert json.loads((folder / "r.json").read_text(encoding="ascii"))["exit_code"] == 0


def test_a_file_alone(idxcheck: Command, folder: Path) -> None:
    """Where only files are asked for, nothing is printed; the status is the same."""
    run = idxcheck("check", "short.idx", "--format", "json=r.json")
    assert (run.status, run.out, run.err) == (1, "", "")
    assert json.loads((folder / "r.json").read_bytes())["exit_code"] == 1


def test_a_dash_is_standard_output(idxcheck: Command) -> None:
    """`--format text=-` is `--format text`."""
    assert idxcheck("check", "good.idx", "--format", "text=-").out == TEXT


@pytest.mark.parametrize(
    ("formats", "message"),
    [
        (["text", "json"], "standard output can hold only one format"),
        (["text", "json=-"], "standard output can hold only one format"),
        (["json", "json"], "standard output can hold only one format"),
        (["text=r", "json=r"], "'r' can hold only one format"),
        (["xml"], "'xml' is no format; choose from: text, json, github, junit, sarif"),
        (["json="], "'json=' names no file behind the '='"),
        (["=r"], "'' is no format; choose from: text, json, github, junit, sarif"),
    ],
)
def test_outputs_that_make_no_sense(
    idxcheck: Command, folder: Path, formats: list[str], message: str
) -> None:
    """They are a wrong use, and nothing is written."""
    before = sorted(folder.iterdir())
    run = idxcheck("check", "good.idx", *(f"--format={each}" for each in formats))
    assert (run.status, run.out) == (2, "")
    assert run.err.splitlines()[-1] == f"Error: Invalid value for '--format': {message}"
    assert sorted(folder.iterdir()) == before


def test_an_existing_report_is_replaced(idxcheck: Command, folder: Path) -> None:
    """With --force alone, by a complete one, with the mode it had."""
    report = folder / "r.txt"
    report.write_text("old" * 1000, encoding="utf-8")
    report.chmod(0o640)
    for command in (["check", "good.idx"], ["info", "good.idx"], ["explain", "IDX201"]):
        run = idxcheck(*command, "--format", "text=r.txt")
        assert (run.status, run.out) == (2, "")
        assert run.err == "Error: r.txt exists; --force replaces it\n"
    assert report.read_text(encoding="utf-8") == "old" * 1000
    idxcheck("check", "good.idx", "--format", "text=r.txt", "--force")
    assert report.read_text(encoding="utf-8") == TEXT
    assert report.stat().st_mode & 0o777 == 0o640


def test_a_report_never_replaces_what_it_is_about(idxcheck: Command, folder: Path) -> None:
    """Not even under another name of the same file."""
    data = (folder / "good.idx").read_bytes()
    (folder / "link").symlink_to("good.idx")
    for name in ("good.idx", "./good.idx", "link"):
        run = idxcheck("check", "short.idx", "good.idx", "--format", f"json={name}", "--force")
        assert (run.status, run.out) == (2, "")
        assert run.err == "Error: the report would replace 'good.idx', which it is about\n"
    assert (folder / "good.idx").read_bytes() == data


def test_a_report_that_cannot_be_written(idxcheck: Command, folder: Path) -> None:
    """Status 4 and the reason; what goes to standard output is printed all the same."""
    run = idxcheck("check", "good.idx", "--format", "json=no/r.json", "--format", "text")
    assert (run.status, run.out) == (4, TEXT)
    assert run.err == "Error: no/r.json: not written: No such file or directory\n"
    assert not (folder / "no").exists()


def test_a_report_that_fails_half_way(
    idxcheck: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old report stays whole and nothing else is left."""
    (folder / "r.txt").write_text("old", encoding="utf-8")
    before = sorted(folder.iterdir())

    def refuse(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    run = idxcheck("check", "good.idx", "--format", "text=r.txt", "--force")
    assert (run.status, run.err) == (4, "Error: r.txt: not written: No space left on device\n")
    assert (folder / "r.txt").read_text(encoding="utf-8") == "old"
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("target", ["a pipe", "/dev/full"])
def test_a_standard_output_that_fails(
    idxcheck: Command, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    """A reader that has gone is no error, a full device is one; neither fails once more."""
    if target == "a pipe":
        reader, writer = os.pipe()
        os.close(reader)
    elif Path(target).exists():
        writer = os.open(target, os.O_WRONLY)
    else:
        pytest.skip("only Linux has /dev/full")
    with os.fdopen(writer, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        run = idxcheck("check", "good.idx")
    expected = (0, "") if target == "a pipe" else (4, "Error: No space left on device\n")
    assert (run.status, run.err) == expected


def test_sarif_dialects(idxcheck: Command) -> None:
    """Bytes by the standard, lines for GitHub."""
    arguments = ("check", "short.idx", "--format", "sarif")
    regions = [
        json.loads(run.out)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
        for run in (idxcheck(*arguments), idxcheck(*arguments, "--sarif-target", "github"))
    ]
    assert "byteOffset" in regions[0]
    assert "startLine" not in regions[0]
    assert regions[1]["startLine"] == 1


def test_the_step_summary(idxcheck: Command, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the github format it is appended where GitHub asks for it, and only then."""
    page = folder / "summary.md"
    page.write_text("before")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    assert idxcheck("check", "short.idx").status == 1
    assert page.read_text() == "before"
    run = idxcheck("check", "short.idx", "--format", "github")
    assert run.status == 1
    assert run.out.startswith("::error file=short.idx,line=1,title=IDX201 truncated-payload::")
    assert page.read_text().startswith("before\n")
    assert "IDX201" in page.read_text()
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder))
    run = idxcheck("check", "short.idx", "--format", "github")
    assert (run.status, run.err) == (4, f"Error: {folder}: not written: Is a directory\n")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY")
    assert idxcheck("check", "good.idx", "--format", "github").status == 0
