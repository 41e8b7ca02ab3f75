"""`idxcheck check`: verdicts, options and exit statuses."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]

GOOD_LINE = "good.idx  IDX uint8 2 x 3\n"
ONE_VALID = "1 judged: 1 valid, 0 invalid, 0 undetermined\n"
SHORT_REPORT = (
    "invalid  short.idx  IDX uint8 2 x 3\n"
    "         error IDX201 truncated-payload at 0x11: 1 byte short\n"
    "               expected 2 x 3 uint8 = 6 bytes of payload\n"
    "               found    5 bytes = 1 whole item and 2 bytes\n"
    "               next: fetch or write the file again\n"
    "1 judged: 0 valid, 1 invalid, 0 undetermined\n"
)


def codes(out: str) -> list[list[str]]:
    """Return the codes of the findings of each file of a JSON report."""
    return [[each["code"] for each in file["findings"]] for file in json.loads(out)["files"]]


def test_a_valid_file(idxcheck: Command) -> None:
    """A valid file is one line; status 0."""
    run = idxcheck("check", "good.idx")
    assert (run.status, run.out, run.err) == (0, f"ok  {GOOD_LINE}{ONE_VALID}", "")


def test_an_invalid_file(idxcheck: Command) -> None:
    """An error tells place, arithmetic and the next step; status 1."""
    run = idxcheck("check", "short.idx")
    assert (run.status, run.out, run.err) == (1, SHORT_REPORT, "")


def test_a_missing_file(idxcheck: Command) -> None:
    """What cannot be read is undetermined; status 4, before any finding."""
    run = idxcheck("check", "short.idx", "missing")
    assert run.status == 4
    assert "undetermined TRN107 unreadable: the file could not be read: No such file" in run.out
    assert "2 judged: 0 valid, 1 invalid, 1 undetermined\n" in run.out


def test_a_missing_file_whose_rule_is_not_selected(idxcheck: Command) -> None:
    """Nothing that could not be read is ever called valid."""
    for arguments in (["--select", "IDX"], ["--ignore", "TRN107"]):
        run = idxcheck("check", "missing", *arguments)
        assert (run.status, run.out) == (
            4,
            (
                "undetermined  missing\n"
                "              the selected rules leave it open (-v lists them)\n"
                "1 judged: 0 valid, 0 invalid, 1 undetermined\n"
            ),
        )


def test_several_files_and_a_folder(idxcheck: Command, folder: Path) -> None:
    """Paths are judged in the order given, folders walked, the rest passed over."""
    (folder / "d").mkdir()
    (folder / "d" / "labels").write_bytes(bytes.fromhex("00000801 00000001 07"))
    (folder / "d" / "README").write_bytes(b"text")
    run = idxcheck("check", "good.idx", "d", "short.idx", "--format", "json")
    document = json.loads(run.out)
    assert [file["path"] for file in document["files"]] == ["good.idx", "d/labels", "short.idx"]
    assert document["passed_over"] == ["d/README"]
    assert (run.status, document["exit_code"]) == (1, 1)


def test_the_current_folder_is_the_default(idxcheck: Command) -> None:
    """Without a path, what is in the current folder is judged."""
    run = idxcheck("check", "--format", "json")
    paths = [file["path"] for file in json.loads(run.out)["files"]]
    assert paths == ["good.idx", "note.idx", "short.idx", "warn.idx"]


def test_a_pattern(idxcheck: Command) -> None:
    """A pattern in quotes is expanded."""
    run = idxcheck("check", "g*.idx", "--format", "json")
    assert (run.status, [file["path"] for file in json.loads(run.out)["files"]]) == (
        0,
        ["good.idx"],
    )


def test_nothing_to_judge(idxcheck: Command, folder: Path) -> None:
    """A folder without a matrix is a wrong use, not a success; -v lists what is in it."""
    (folder / "d").mkdir()
    (folder / "d" / "a\nb").write_bytes(b"text")
    run = idxcheck("check", "d", "--format", "json")
    assert (run.status, run.out) == (2, "")
    assert run.err == "Error: nothing to judge in d; 1 passed over\n"
    run = idxcheck("check", "d", "-v")
    assert run.err == "passed over: d/a\\x0ab\nError: nothing to judge in d; 1 passed over\n"


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], [["IDX201"], ["IDX103"]]),
        (["--select", "IDX201"], [["IDX201"], []]),
        (["--select", "truncated-payload"], [["IDX201"], []]),
        (["--select", "IDX1,IDX201"], [["IDX201"], ["IDX103"]]),
        (["--select", "IDX1", "--select", "IDX201"], [["IDX201"], ["IDX103"]]),
        (["--select", "ALL", "--ignore", "IDX2, zero-size-dimension"], [[], []]),
        (["--ignore", "IDX201", "--ignore", "NRB"], [[], ["IDX103"]]),
    ],
)
def test_select_and_ignore(idxcheck: Command, arguments: list[str], found: list[list[str]]) -> None:
    """Codes, names and beginnings of codes, with commas or repeated."""
    run = idxcheck("check", "short.idx", "warn.idx", *arguments, "--format", "json")
    assert codes(run.out) == found
    assert run.status == (1 if ["IDX201"] in found else 0)


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize("selector", ["IDX999", "", "IDX201,", "no such\nrule"])
def test_unknown_rules(idxcheck: Command, option: str, selector: str) -> None:
    """A selector that means no rule is a wrong use."""
    run = idxcheck("check", "good.idx", option, selector)
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("Error: no rule is called ")
    assert run.err.count("\n") == 1


def test_no_rule_left(idxcheck: Command) -> None:
    """To judge by nothing is a wrong use."""
    run = idxcheck("check", "good.idx", "--select", "IDX", "--ignore", "IDX")
    assert (run.status, run.err) == (
        2,
        "Error: no rule is left to judge by; select more or ignore less\n",
    )
