"""`idxcheck explain`: the pages of the rules."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from idxcheck.rules import RULES

Command = Callable[..., Any]


@pytest.mark.parametrize("selector", ["IDX201", "IDX201,IDX201"])
def test_one_page(idxcheck: Command, selector: str) -> None:
    """The page has severity, clause and the five headings."""
    run = idxcheck("explain", selector)
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith(
        "IDX201 truncated-payload (error, clause IDX-4.3)\n\nWhat it does\n    Reports an IDX file"
    )
    for heading in ("Why it matters", "Example", "What to do", "Reference"):
        assert f"\n\n{heading}\n    " in run.out


def test_a_rule_without_a_clause(idxcheck: Command) -> None:
    """The heading tells the severity alone."""
    assert idxcheck("explain", "TRN107").out.startswith(
        "TRN107 unreadable (undetermined)\n\nWhat it does\n"
    )


def test_prefixes_and_several(idxcheck: Command) -> None:
    """The beginning of codes means them all; pages come in the order of the codes."""
    out = idxcheck("explain", "NAM,IDX10", "NAM001").out
    headings = [line.split()[0] for line in out.splitlines() if line[:3] in ("IDX", "NAM")]
    assert headings == ["IDX101", "IDX102", "IDX103", "IDX104", "IDX105", "NAM001", "NAM002"]


def test_all(idxcheck: Command) -> None:
    """--all is every rule, also beside one that is named."""
    everything = idxcheck("explain", "--all").out
    assert idxcheck("explain", "--all", "IDX201").out == everything
    headings = [line for line in everything.splitlines() if line.endswith(")") and line[0] != " "]
    assert headings[0] == "IDX001 nonzero-prefix (error, clause IDX-2.1)"
    codes = [heading.split()[0] for heading in headings]
    assert codes == sorted(rule.code for rule in RULES)


def test_json(idxcheck: Command, folder: Path) -> None:
    """Every part of a rule as a member."""
    run = idxcheck("explain", "IDX201", "--format", "json", "--format", "text=page.txt")
    (rule,) = json.loads(run.out)
    assert list(rule) == [
        "code",
        "name",
        "severity",
        "summary",
        "clause",
        "requires",
        "documentation",
    ]
    assert (rule["code"], rule["name"], rule["severity"]) == (
        "IDX201",
        "truncated-payload",
        "error",
    )
    assert rule["clause"] == "IDX-4.3"
    assert "TRN101" in rule["requires"]
    assert rule["documentation"].startswith("IDX201 truncated-payload\n\nWhat it does\n")
    assert (
        (folder / "page.txt").read_text(encoding="utf-8").startswith("IDX201 truncated-payload (")
    )


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ([], "Error: name a rule, as in: idxcheck explain IDX201; or give --all\n"),
        (
            ["IDX999"],
            "Error: no rule is called 'IDX999'; list them with: idxcheck explain --all\n",
        ),
        (
            ["IDX201", "\x1b"],
            "Error: no rule is called '\\x1b'; list them with: idxcheck explain --all\n",
        ),
    ],
)
def test_wrong_use(idxcheck: Command, arguments: list[str], error: str) -> None:
    """No rule, or one that is none."""
    run = idxcheck("explain", *arguments)
    assert (run.status, run.out, run.err) == (2, "", error)
