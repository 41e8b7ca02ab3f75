"""The prose has the clauses that schemas and rules name, each with its rules and examples."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.spec.conftest import Example

CLAUSES = {
    "idx.md": [
        *("IDX-1.1", "IDX-2.1", "IDX-2.2", "IDX-2.3", "IDX-2.4"),
        *("IDX-3.1", "IDX-3.2", "IDX-3.3", "IDX-3.4"),
        *("IDX-4.1", "IDX-4.2", "IDX-4.3", "IDX-4.4", "IDX-4.5", "IDX-5.1", "IDX-5.2"),
    ],
    "norb.md": [
        *("NORB-1.1", "NORB-2.1", "NORB-2.2", "NORB-2.3", "NORB-2.4", "NORB-2.5", "NORB-2.6"),
        *("NORB-3.1", "NORB-3.2", "NORB-3.3", "NORB-4.1", "NORB-4.2", "NORB-4.3"),
        *("NORB-5.1", "NORB-5.2", "NORB-5.3", "NORB-5.4", "NORB-5.5", "NORB-6.1", "NORB-6.2"),
    ],
}
RULES = {
    "idx.md": {
        *("IDX001", "IDX002", "IDX003", "IDX101", "IDX102", "IDX103", "IDX104", "IDX105"),
        *("IDX201", "IDX202", "NAM001", "NAM002", "TRN001", "TRN101", "TRN104", "TRN105"),
        *("TRN106", "VAL001", "VAL002"),
    },
    "norb.md": {
        *("NRB001", "NRB002", "NRB003", "NRB004", "NRB005", "NRB101", "NRB102", "NRB103"),
        *("NRB104", "NRB105", "NRB106", "NRB201", "NRB202"),
        *("TRN001", "TRN004", "TRN101", "TRN104", "TRN105", "TRN106", "VAL001", "VAL002"),
    },
}
UNBREAKABLE = {
    *("IDX-2.4", "IDX-3.2", "IDX-3.3", "IDX-4.1", "IDX-4.2", "IDX-4.5", "IDX-5.2"),
    *("NORB-2.4", "NORB-3.3", "NORB-5.1", "NORB-5.2", "NORB-5.5", "NORB-6.2"),
}
UNOBEYABLE = {"NORB-3.2"}  # rank 0: the clause defines no valid file


def test_clause_numbers(document: tuple[str, str]) -> None:
    """The headings carry the fixed clause numbers in order."""
    name, text = document
    assert re.findall(r"^### (\S+) ", text, re.MULTILINE) == CLAUSES[name]


def test_every_clause_names_its_rules(document: tuple[str, str]) -> None:
    """Each clause has one `Rules:` line, and together they name every rule of the format."""
    name, text = document
    lines = re.findall(r"^Rules: (?:.+\n)+", text, re.MULTILINE)
    assert len(lines) == len(CLAUSES[name])
    assert {code for line in lines for code in re.findall(r"[A-Z]{3}\d{3}", line)} == RULES[name]


def test_every_clause_is_obeyed_and_broken(
    document: tuple[str, str], examples: list[Example]
) -> None:
    """Each clause has an example that obeys it, and one that breaks it where bytes can."""
    clauses = set(CLAUSES[document[0]])
    assert {example.clause for example in examples if example.valid} == clauses - UNOBEYABLE
    assert {example.clause for example in examples if not example.valid} == clauses - UNBREAKABLE


def test_a_broken_clause_names_the_rule(document: tuple[str, str], examples: list[Example]) -> None:
    """The rules an invalid example trips are named in the `Rules:` of its clause."""
    clauses = re.split(r"^### ", document[1], flags=re.MULTILINE)[1:]
    guards = {each.partition(" ")[0]: each.partition("\nRules: ")[2] for each in clauses}
    for example in examples:
        if not example.valid and example.clause not in {"IDX-1.1", "NORB-1.1"}:
            named = guards[example.clause].partition("\n\n")[0]
            assert [code for code in example.codes if code not in named] == []


def test_sources_are_listed_and_cited(document: tuple[str, str]) -> None:
    """Every key cited is in the list of sources and every source listed is cited."""
    prose, _, sources = document[1].partition("## Sources")
    cited = re.findall(r"\[([A-Z][A-Z0-9]+)\]", prose)
    listed = re.findall(r"^- \[([A-Z][A-Z0-9]+)\]", sources, re.MULTILINE)
    assert sorted(set(cited)) == sorted(listed)
