"""Each clause of the prose: the fields of the schemas, the rules and the vectors it has."""

import inspect
import re
from collections import Counter
from collections.abc import Callable, Mapping
from types import ModuleType

import pytest

from idxcheck.rules import RULES
from idxcheck.vectors import Verdict, vectors
from idxspec import idx, norb

# Every clause: the fields of the header, by their names in the schema, that it is
# about, or in brackets why there is none.
FIELDS = {
    "IDX-1.1": "(the whole file)",
    "IDX-2.1": "prefix",
    "IDX-2.2": "type",
    "IDX-2.3": "rank",
    "IDX-2.4": "rank",
    "IDX-3.1": "shape",
    "IDX-3.2": "shape",
    "IDX-3.3": "shape",
    "IDX-3.4": "prefix, type, rank, shape",
    "IDX-4.1": "(the payload)",
    "IDX-4.2": "(the payload)",
    "IDX-4.3": "type, rank, shape",
    "IDX-4.4": "type, rank, shape",
    "IDX-4.5": "(the payload)",
    "IDX-5.1": "(around the file)",
    "IDX-5.2": "(around the file)",
    "NORB-1.1": "(the whole file)",
    "NORB-2.1": "magic",
    "NORB-2.2": "magic",
    "NORB-2.3": "magic, rank, shape, padding",
    "NORB-2.4": "magic",
    "NORB-2.5": "magic",
    "NORB-2.6": "(another format)",
    "NORB-3.1": "rank",
    "NORB-3.2": "rank, padding",
    "NORB-3.3": "rank",
    "NORB-4.1": "shape",
    "NORB-4.2": "padding",
    "NORB-4.3": "magic, rank, shape, padding",
    "NORB-5.1": "(the payload)",
    "NORB-5.2": "(the payload)",
    "NORB-5.3": "magic, rank, shape",
    "NORB-5.4": "magic, rank, shape",
    "NORB-5.5": "(the payload)",
    "NORB-6.1": "(around the file)",
    "NORB-6.2": "(around the file)",
}
NO_RULE = {"IDX-4.2", "NORB-5.2"}  # every order of the elements is a valid file
VERDICTS: tuple[Verdict, ...] = ("valid", "invalid", "acceptable")


def fields_of(clause: str) -> list[str]:
    """Return the fields that a clause is about."""
    fields = FIELDS[clause]
    return [] if fields.startswith("(") else fields.split(", ")


def test_the_clauses(guards: Mapping[str, tuple[str, ...]]) -> None:
    """The prose has these clauses, in this order, each with its `Rules:` line."""
    assert list(guards) == list(FIELDS)


def test_the_rules_of_the_clauses(guards: Mapping[str, tuple[str, ...]]) -> None:
    """Every clause is guarded by rules there are, but those that no bytes can break."""
    known = {rule.code for rule in RULES}
    assert [clause for clause, codes in guards.items() if set(codes) - known] == []
    assert {clause for clause, codes in guards.items() if not codes} == NO_RULE


@pytest.mark.parametrize("module", [idx, norb], ids=["idx", "norb"])
def test_the_fields(module: ModuleType) -> None:
    """The clauses name every field of the schema; the comment at a field names its clauses."""
    lines = re.findall(
        r'^ +"(\w+)" / .*# (.+)$', inspect.getsource(module.make_schema), re.MULTILINE
    )
    commented = {field: re.findall(r"[A-Z]+-\d\.\d", comment) for field, comment in lines}
    kind = module.__name__.rpartition(".")[2].upper()
    named = {field for clause in FIELDS if clause.startswith(kind) for field in fields_of(clause)}
    assert named == set(commented)
    for field, clauses in commented.items():
        assert clauses
        assert [clause for clause in clauses if field not in fields_of(clause)] == []


def test_the_vectors() -> None:
    """Every clause has a vector that must be read and one that must be refused."""
    counts = Counter((vector.clause, vector.verdict) for vector in vectors())
    assert {clause for clause, _ in counts} == set(FIELDS)
    for verdict in VERDICTS[:2]:
        assert [clause for clause in FIELDS if not counts[clause, verdict]] == []


def test_the_table(guards: Mapping[str, tuple[str, ...]], printed: Callable[[str], str]) -> None:
    """docs/completeness.md says it of each clause; the failure shows the lines to paste."""
    counts = Counter((vector.clause, vector.verdict) for vector in vectors())
    rows = [
        (
            clause,
            FIELDS[clause].strip("()"),
            ", ".join(guards[clause]) or "none: no bytes break it",
            *(str(counts[clause, verdict]) for verdict in VERDICTS),
        )
        for clause in FIELDS
    ]
    head = "| clause | fields of the header | rules | `y_` | `n_` | `i_` |\n|---|---|---|--:|--:|--:|\n"
    table = head + "".join(f"| {' | '.join(row)} |\n" for row in rows)
    assert printed("clauses") == table, f"the table should be:\n{table}"
