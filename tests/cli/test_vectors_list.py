"""`idxcheck vectors list`: the table, its filters, the other formats."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from idxcheck.vectors import files, vectors

Command = Callable[..., Any]
EMPTY = "idx/n_1.1_empty-file.idx"


def test_list(idxcheck: Command) -> None:
    """A line for each, its columns below each other, and the count."""
    run = idxcheck("vectors", "list")
    assert (run.status, run.err) == (0, "")
    head, *lines, count = run.out.splitlines()
    assert head.split() == ["id", "verdict", "rules", "file"]
    assert count == f"{len(vectors())} of {len(vectors())} vectors"
    assert len(lines) == len(vectors())
    (empty,) = [line for line in lines if line.endswith(EMPTY)]
    assert empty.split() == ["IDX-1.1_empty-file", "invalid", "TRN001", EMPTY]
    starts = {line.index(" idx/") for line in lines if " idx/" in line}
    assert starts == {head.index("file") - 1}
    plain = [line.split()[2] for line in lines if " valid " in line]
    assert "-" in plain


def listed(run: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a run of the command
    """Return the vectors of a list in JSON."""
    assert (run.status, run.err) == (0, "")
    entries: list[dict[str, Any]] = json.loads(run.out)["vectors"]
    return entries


@pytest.mark.parametrize(
    ("clause", "clauses"),
    [
        ("IDX-2.1", {"IDX-2.1"}),
        ("IDX-2", {"IDX-2.1", "IDX-2.2", "IDX-2.3", "IDX-2.4"}),
        ("NORB-1,IDX-2.1", {"NORB-1.1", "IDX-2.1"}),
    ],
)
def test_by_clause(idxcheck: Command, clause: str, clauses: set[str]) -> None:
    """A clause, a chapter, or several."""
    found = listed(idxcheck("vectors", "list", "--format", "json", "--clause", clause))
    assert {each["clause"] for each in found} == clauses


def test_by_format(idxcheck: Command) -> None:
    """IDX and NORB together are all."""
    arguments = ("vectors", "list", "--format", "json", "--clause")
    idx = listed(idxcheck(*arguments, "IDX"))
    norb = listed(idxcheck(*arguments, "NORB"))
    assert {each["file"][:4] for each in idx} == {"idx/"}
    assert {each["file"][:5] for each in norb} == {"norb/"}
    assert len(idx) + len(norb) == len(vectors())


@pytest.mark.parametrize("rule", ["IDX201", "truncated-payload", "IDX20"])
def test_by_rule(idxcheck: Command, rule: str) -> None:
    """A code, a name or the beginning of codes; findings beside it do not matter."""
    found = listed(idxcheck("vectors", "list", "--format", "json", "--rule", rule))
    rules = [[finding["rule"] for finding in each["findings"]] for each in found]
    assert any("IDX201" in each for each in rules)
    assert any("IDX202" in each for each in rules) == (rule == "IDX20")
    assert any("NRB201" in each for each in rules) == (rule == "truncated-payload")
    assert all({"IDX201", "IDX202", "NRB201"} & set(each) for each in rules)


def test_by_verdict_and_flag(idxcheck: Command) -> None:
    """Options together let through what each of them does; totals count what is listed."""
    run = idxcheck(
        "vectors", "list", "--format=json", "--verdict=valid", "--flag=signed-for-unsigned,x"
    )
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("Error: no flag is called 'x'; choose from: axes-reversed, ")
    run = idxcheck(
        "vectors", "list", "--format=json", "--verdict=valid", "--flag=signed-for-unsigned"
    )
    found = listed(run)
    assert {each["verdict"] for each in found} == {"valid"}
    assert all("signed-for-unsigned" in each["flags"] for each in found)
    totals = json.loads(run.out)["totals"]
    assert totals["vectors"] == totals["valid"] == len(found) > 0
    both = listed(
        idxcheck("vectors", "list", "--format=json", "--verdict=valid", "--verdict=acceptable")
    )
    assert {each["verdict"] for each in both} == {"valid", "acceptable"}


def test_no_vector_is_left(idxcheck: Command) -> None:
    """Filters that leave nothing are no error."""
    run = idxcheck("vectors", "list", "--rule", "IDX201", "--verdict", "valid")
    assert (run.status, run.err) == (0, "")
    assert run.out == f"id  verdict  rules  file\n0 of {len(vectors())} vectors\n"


def test_tsv(idxcheck: Command, folder: Path) -> None:
    """The lines of the manifest; with a file name, to the file."""
    assert idxcheck("vectors", "list", "--format", "tsv").out.encode() == files()["manifest.tsv"]
    run = idxcheck("vectors", "list", "--rule", "TRN001", "--format", "tsv=found.tsv")
    assert (run.status, run.out) == (0, "")
    lines = (folder / "found.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("id\tfile\t")
    assert any(line.startswith(f"IDX-1.1_empty-file\t{EMPTY}\t") for line in lines)
    run = idxcheck("vectors", "list", "--format", "tsv=found.tsv")
    assert (run.status, run.err) == (2, "Error: found.tsv exists; --force replaces it\n")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            ["list", "--clause", "IDX-9"],
            "Error: no vector is about a clause 'IDX-9'; clauses are such as IDX-4.3\n",
        ),
        (
            ["list", "--clause", "IDX-2."],
            "Error: no vector is about a clause 'IDX-2.'; clauses are such as IDX-4.3\n",
        ),
        (
            ["list", "--rule", "NOPE"],
            "Error: no rule is called 'NOPE'; list them with: idxcheck explain --all\n",
        ),
    ],
)
def test_wrong_values(idxcheck: Command, arguments: list[str], error: str) -> None:
    """What no vector can have is wrong usage."""
    run = idxcheck("vectors", *arguments)
    assert (run.status, run.out, run.err) == (2, "", error)
