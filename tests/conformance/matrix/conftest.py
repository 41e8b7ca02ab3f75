"""Readers as the tests of the matrix want them: what each does with files that hold data."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from idxcheck.conformance.adapter import Implementation
from idxcheck.conformance.matrix.abilities import abilities
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result
from idxcheck.conformance.reports.json import document
from idxcheck.vectors import Reading, Vector, vectors

PASS, REJECT, NOT = Outcome.PASS, Outcome.FALSE_REJECT, Outcome.UNSUPPORTED
VALUES = Outcome.WRONG_VALUES
Rule = Callable[[Vector, Reading], Outcome | None]


def results(rule: Rule, name: str = "mini", version: str = "1.2") -> dict[str, Any]:
    """Return the result file of a reader that does with files that hold data as `rule` says."""
    answers = [(v, rule(v, v.reading)) for v in vectors() if v.reading is not None]
    found = tuple(
        Result(f"read {v.identifier}", outcome, v.clause, v.verdict)
        for v, outcome in answers
        if outcome is not None
    )
    report = ConformanceReport(Implementation(name, version), "all", found)
    content: dict[str, Any] = json.loads(json.dumps(document(report)))
    return content


def is_idx(vector: Vector) -> bool:
    """Whether it is no NORB file."""
    return vector.clause.startswith("IDX")


def stream(vector: Vector) -> str:
    """Return the compression of a file by the end of its name."""
    return {".gz": "gzip", ".xz": "xz", ".bz2": "bzip2"}.get(vector.ending[4:], "")


def to_rank_3(vector: Vector, reading: Reading) -> Outcome | None:
    """IDX to rank 3, all element types, as torchvision does; nothing of size 0, no streams."""
    if not is_idx(vector):
        return None
    if stream(vector) or 0 in reading.shape:
        return REJECT
    return PASS if len(reading.shape) <= 3 else REJECT


def mnist(vector: Vector, reading: Reading) -> Outcome | None:
    """Labels, and images of 28 x 28, of uint8 alone."""
    if not is_idx(vector):
        return None
    fits = len(reading.shape) == 1 or reading.shape[1:] == (28, 28)
    return PASS if fits and reading.element == "uint8" and not stream(vector) else REJECT


def bytes_only(vector: Vector, reading: Reading) -> Outcome | None:
    """Every element is taken for a byte: wrong values for the larger ones, silently."""
    if not is_idx(vector):
        return NOT
    return PASS if reading.element in ("uint8", "int8") else VALUES


def by_number(vector: Vector, reading: Reading) -> Outcome | None:
    """NORB alone: images of rank 4 in uint8, tables in int32, all else as rubbish."""
    if is_idx(vector) or stream(vector):
        return None
    wanted = "uint8" if len(reading.shape) == 4 else "int32"
    return PASS if reading.element == wanted else VALUES


@pytest.fixture(name="results")
def results_fixture() -> Callable[..., dict[str, Any]]:
    """`results(rule, name, version)`: the result file of such a reader."""
    return results


@pytest.fixture
def reader() -> Callable[..., dict[str, Any]]:
    """`reader(rule, name, version)`: the abilities of such a reader; a rule by name or itself."""

    def made(rule: str | Rule, name: str = "mini", version: str = "1.2") -> dict[str, Any]:
        return abilities(results(RULES[rule] if isinstance(rule, str) else rule, name, version))

    return made


RULES: dict[str, Rule] = {
    "to rank 3": to_rank_3,
    "mnist": mnist,
    "bytes only": bytes_only,
    "by number": by_number,
}
