"""`idxcheck conform matrix`: the page and the abilities from a folder of result files."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from idxcheck.conformance.adapter import Implementation
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result
from idxcheck.conformance.reports.json import render

Command = Callable[..., Any]
MARK = b"<!-- made by: idxcheck conform matrix -->\n"


def result(name: str, outcome: Outcome) -> str:
    """Return the result file of a run of one case."""
    case = Result("read IDX-4.1_uint8-rank-1", outcome, "IDX-4.1", "valid")
    platform = {"date": "2026-11-20T18:00:00+00:00", "idxcheck": "0.5.0"}
    return render(ConformanceReport(Implementation(name, "1.0"), "idx", (case,), platform=platform))


@pytest.fixture
def matrix(folder: Path) -> Path:
    """The folder `m` with three result files."""
    place = folder / "m"
    place.mkdir()
    for name, outcome in (
        ("good", Outcome.PASS),
        ("bad", Outcome.FALSE_REJECT),
        ("other", Outcome.UNSUPPORTED),
    ):
        (place / f"{name}.json").write_text(result(name, outcome), encoding="ascii")
    return place


def test_the_page(idxcheck: Command, matrix: Path) -> None:
    """It is written beside the results; a second run has nothing to do."""
    run = idxcheck("conform", "matrix", "m")
    assert (run.status, run.err) == (0, "")
    assert run.out == "m/README.md: written, 3 result files\n"
    page = (matrix / "README.md").read_bytes()
    assert page.startswith(MARK)
    assert b"\n| [bad 1.0](bad.json) |  | idx | 0/1 | 1 | false-reject | 2026-11-20 |\n" in page
    assert page.index(b"[bad 1.0]") < page.index(b"[good 1.0]") < page.index(b"[other 1.0]")
    run = idxcheck("conform", "matrix", "m")
    assert (run.status, run.out) == (0, "m/README.md: up to date, 3 result files\n")
    assert (matrix / "README.md").read_bytes() == page


def test_an_older_page(idxcheck: Command, matrix: Path) -> None:
    """The page of other results is replaced."""
    assert idxcheck("conform", "matrix", "m").status == 0
    (matrix / "bad.json").unlink()
    assert idxcheck("conform", "matrix", "m").out == "m/README.md: written, 2 result files\n"
    assert b"bad" not in (matrix / "README.md").read_bytes()


def test_check(idxcheck: Command, matrix: Path) -> None:
    """With --check nothing is written, and the status says whether the page is right."""
    run = idxcheck("conform", "matrix", "m", "--check")
    assert (run.status, run.out) == (1, "m/README.md: differs, 3 result files\n")
    assert not (matrix / "README.md").exists()
    assert idxcheck("conform", "matrix", "m").status == 0
    run = idxcheck("conform", "matrix", "m", "--check")
    assert (run.status, run.out) == (0, "m/README.md: up to date, 3 result files\n")
    (matrix / "README.md").write_bytes(b"mine")
    assert idxcheck("conform", "matrix", "m", "--check").status == 1
    assert (matrix / "README.md").read_bytes() == b"mine"


def test_abilities(idxcheck: Command, matrix: Path) -> None:
    """They are written to a file of their own, which is no result where it lies beside them."""
    run = idxcheck("conform", "matrix", "m", "--abilities", "m/abilities.json")
    assert (run.status, run.err) == (0, "")
    assert run.out == (
        "m/README.md: written, 3 result files\nm/abilities.json: written, 3 result files\n"
    )
    found = json.loads((matrix / "abilities.json").read_bytes())
    assert found["schema_version"] == 1
    assert list(found["readers"]) == ["bad", "good", "other"]
    assert found["readers"]["bad"] == {
        "name": "bad",
        "version": "1.0",
        "idx": {
            "element types": {"uint8": "false-reject"},
            "ranks": {"1": "false-reject"},
            "together": {"uint8": {"1": "false-reject"}},
        },
        "norb": {},
    }
    run = idxcheck("conform", "matrix", "m", "--abilities", "m/abilities.json", "--check")
    assert run.status == 0
    assert "m/abilities.json: up to date, 3 result files\n" in run.out
    (matrix / "bad.json").unlink()
    run = idxcheck("conform", "matrix", "m", "--abilities", "m/abilities.json")
    assert run.out.endswith("m/abilities.json: written, 2 result files\n")


def test_outside_the_scope(idxcheck: Command, matrix: Path) -> None:
    """The files of the folder `beyond` have a section of their own, and add to the abilities."""
    (matrix / "beyond").mkdir()
    case = Result("read IDX-4.1_int8-rank-1", Outcome.WRONG_ELEMENT, "IDX-4.1", "valid")
    report = ConformanceReport(Implementation("good", "1.0"), "idx", (case,))
    (matrix / "beyond" / "good.json").write_text(render(report), encoding="ascii")
    run = idxcheck("conform", "matrix", "m", "--abilities", "m/beyond/abilities.json")
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith("m/README.md: written, 3 result files\n")
    page = (matrix / "README.md").read_text(encoding="utf-8")
    section = page.partition("## Outside what they claim\n")[2]
    assert "### good 1.0\n\n- 1 case asked, [all results](beyond/good.json)\n" in section
    assert "- **wrong-element**, 1 case, e.g. `read IDX-4.1_int8-rank-1`\n" in section
    assert "bad" not in section
    readers = json.loads((matrix / "beyond" / "abilities.json").read_bytes())["readers"]
    types = {name: found["idx"].get("element types") for name, found in readers.items()}
    assert types == {
        "bad": {"uint8": "false-reject"},
        "good": {"uint8": "pass", "int8": "wrong-element"},
        "other": {"uint8": "unsupported"},
    }


def test_outside_the_scope_alone(idxcheck: Command, matrix: Path) -> None:
    """A file in the folder `beyond` needs the one of what is claimed."""
    (matrix / "beyond").mkdir()
    (matrix / "good.json").rename(matrix / "beyond" / "good.json")
    run = idxcheck("conform", "matrix", "m")
    assert (run.status, run.err) == (
        2,
        "Error: m/beyond/good.json: expected m/good.json too, which is not there\n",
    )
    assert not (matrix / "README.md").exists()


def test_nothing_else_is_replaced(idxcheck: Command, matrix: Path) -> None:
    """A file that is not of this command stays, unless --force is given; and then all is done."""
    (matrix / "README.md").write_bytes(b"mine")
    run = idxcheck("conform", "matrix", "m", "--abilities", "new.json")
    assert (run.status, run.out) == (2, "")
    assert run.err == ("Error: m/README.md was not written by this command; --force replaces it\n")
    assert (matrix / "README.md").read_bytes() == b"mine"
    assert not (matrix.parent / "new.json").exists()
    assert idxcheck("conform", "matrix", "m", "--force").status == 0
    assert (matrix / "README.md").read_bytes().startswith(MARK)
    (matrix.parent / "new.json").write_bytes(b"{}")
    run = idxcheck("conform", "matrix", "m", "--abilities", "new.json")
    assert run.err == "Error: new.json was not written by this command; --force replaces it\n"
    assert (matrix.parent / "new.json").read_bytes() == b"{}"


def test_what_is_no_result(idxcheck: Command, matrix: Path) -> None:
    """A folder without results, none at all, or one with another file is told of."""
    run = idxcheck("conform", "matrix", "nowhere")
    assert (run.status, run.err) == (2, "Error: nowhere: expected a folder with result files\n")
    (matrix / "a.json").write_bytes(b"[]")
    run = idxcheck("conform", "matrix", "m")
    assert run.status == 2
    assert run.err.startswith("Error: m/a.json: the file: expected an object, found []; expected")
    for path in matrix.iterdir():
        path.unlink()
    run = idxcheck("conform", "matrix", "m")
    assert (run.status, run.err) == (
        2,
        (
            "Error: m: expected result files *.json, found none;"
            " next: idxcheck conform run NAME --format json=FILE\n"
        ),
    )


def test_nobody_to_write_to(idxcheck: Command, matrix: Path) -> None:
    """Where a file cannot be written, the message names it."""
    run = idxcheck("conform", "matrix", "m", "--abilities", "no/such/folder.json")
    assert (run.status, matrix.is_dir()) == (4, True)
    assert run.err == ("Error: no/such/folder.json: not written: No such file or directory\n")


def test_help(idxcheck: Command) -> None:
    """The command is listed, and says what it does."""
    assert "Write the page of all result files of a folder." in idxcheck("conform", "-h").out
    run = idxcheck("conform", "matrix", "-h")
    assert "Write DIR/README.md, the matrix of the result files DIR/*.json." in run.out
