"""Damaged files: each breaks the rule it comes with, and no other."""

from functools import partial

import pytest
from hypothesis import Phase, event, find, given, settings

import idxcheck
from idxcheck import Severity
from idxcheck.mutations import MUTATIONS
from idxcheck.strategies import damaged, damaged_files
from idxspec import Format

RULES = [
    *["TRN001", "TRN002", "TRN003", "TRN004", "TRN005", "TRN101", "TRN102", "TRN103", "TRN104"],
    *["TRN201", "TRN202"],
    *["IDX001", "IDX002", "IDX003", "IDX101", "IDX102", "IDX201", "IDX202"],
    *["NRB001", "NRB002", "NRB003", "NRB004", "NRB101", "NRB102", "NRB103", "NRB104", "NRB105"],
    *["NRB201", "NRB202"],
]

# Without the phase that explains, whose variations would take the place of what is smallest.
SMALLEST = settings(database=None, max_examples=2000, phases=[Phase.generate, Phase.shrink])
smallest = partial(find, settings=SMALLEST)
reached = partial(find, settings=settings(SMALLEST, phases=[Phase.generate]))


def errors(data: bytes) -> list[str]:
    """Return the codes of the errors idxcheck finds."""
    findings = idxcheck.check(data).findings
    return [each.code for each in findings if each.severity is Severity.ERROR]


@given(damaged_files())
def test_one_error(file: tuple[bytes, str]) -> None:
    """The rule declared is the only error, and nothing is loaded."""
    data, rule = file
    event(rule)
    assert errors(data) == [rule]
    if rule != "TRN104":  # which load reads through
        with pytest.raises(idxcheck.FormatError) as caught:
            idxcheck.load(data)
        assert caught.value.finding.code == rule


@pytest.mark.parametrize("rule", RULES)
def test_every_rule(rule: str) -> None:
    """Each rule can be asked for."""
    data, found = reached(damaged_files(rules=[rule]), lambda _: True)
    assert found == rule
    assert errors(data) == [rule]


def test_many_rules() -> None:
    """Unasked they come up mixed, of both formats and of none."""
    seen = []

    @settings(database=None, derandomize=True, max_examples=300)
    @given(damaged_files())
    def collect(file: tuple[bytes, str]) -> None:
        seen.append(file[1])

    collect()
    assert set(seen) <= set(RULES)
    assert len(set(seen)) >= 20


@pytest.mark.parametrize("form", ["idx", "norb"])
def test_every_mutation(form: Format) -> None:
    """Whatever is drawn, there is a file that a mutation can be made of."""
    for each in MUTATIONS:
        if form in each.formats:
            assert any(each.apply(data) is not None for data in damaged._damageable(form))  # noqa: SLF001 - what is drawn cannot show it


def test_the_simplest() -> None:
    """They shrink to the empty file, or to the first mutation of the rules asked for."""
    assert smallest(damaged_files(), lambda _: True) == (b"", "TRN001")
    assert smallest(damaged_files(rules=["IDX201"]), lambda _: True) == (
        bytes.fromhex("00000801 00000001"),
        "IDX201",
    )
    assert smallest(damaged_files(rules=["NRB104"]), lambda _: True) == (
        bytes.fromhex("554C3D1E 01000000 01000000 00000000 00000000 00"),
        "NRB104",
    )
    assert smallest(damaged_files(rules=["IDX202", "NRB202"]), lambda _: True) == (
        bytes.fromhex("00000801 00000001 00 00"),
        "IDX202",
    )


@given(damaged_files(format="idx"))
def test_of_idx_alone(file: tuple[bytes, str]) -> None:
    """A reader of one format is not asked about the other."""
    assert file[1][:3] in ("TRN", "IDX")


@given(damaged_files(format="norb", rules=["NRB201", "TRN202"]))
def test_of_norb_alone(file: tuple[bytes, str]) -> None:
    """Rules and format hold together."""
    assert file[1] in ("NRB201", "TRN202")
