"""The smoke test of one that claims little, or nothing, or to write alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from idxcheck.conformance.adapter import Capabilities
from idxcheck.conformance.answers import Rejected, Written
from idxcheck.conformance.cases import Direction, Scope
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import Result
from idxcheck.conformance.smoke import smoke, stops_the_run

if TYPE_CHECKING:
    from tests.conformance.conftest import Fake


def steps(adapter: Any, scope: Scope = "all") -> tuple[Result, ...]:  # noqa: ANN401 - a fake
    """What came of the steps."""
    with adapter:
        return smoke(adapter, scope)


def told(results: tuple[Result, ...]) -> list[tuple[str, str, str]]:
    """Case, outcome and detail of each."""
    return [(each.case, each.outcome.value, each.detail) for each in results]


def test_claims_choose_the_files(fake: type[Fake]) -> None:
    """Who claims NORB alone is asked for NORB, who claims odd types for those."""
    adapter = fake(capabilities=Capabilities(formats=("norb",)))
    assert len(steps(adapter)) == 4
    assert {each[1:4].hex() for each in adapter.asked} == {"4c3d1e"}
    adapter = fake(capabilities=Capabilities(elements=("int8",)))
    assert [each.case for each in steps(adapter)] == [
        "smoke plain-file",
        "smoke broken-file",
        "smoke wrong-expectation",
    ]
    plain, broken, _ = adapter.asked
    assert plain[2] == 9
    assert broken == plain[:-1]
    adapter = fake(capabilities=Capabilities(highest_rank=1))
    assert len(steps(adapter)) == 4
    assert adapter.asked[0][:4].hex() == "00000801"


@pytest.mark.parametrize(
    ("claims", "scope", "detail"),
    [
        (
            Capabilities(elements=("int64",), highest_rank=0),
            "all",
            (
                "claims to read nothing of scope all, but only read; int64; rank up to 0;"
                " next: choose another --scope, or claim more"
            ),
        ),
        (
            Capabilities(("write",), formats=("norb",)),
            "mnist",
            (
                "claims to write nothing of scope mnist, but only write; NORB;"
                " next: choose another --scope, or claim more"
            ),
        ),
        (
            Capabilities(()),
            "idx",
            (
                "claims to read nothing of scope idx, but only no direction;"
                " next: choose another --scope, or claim more"
            ),
        ),
    ],
)
def test_claims_of_nothing(
    fake: type[Fake], claims: Capabilities, scope: Scope, detail: str
) -> None:
    """Who claims nothing of what can be asked is told so, and the run ends."""
    adapter = fake(capabilities=claims)
    found = steps(adapter, scope)
    assert told(found) == [("smoke plain-file", "error", detail)]
    assert stops_the_run(found)
    assert adapter.asked == []


@pytest.mark.parametrize("direction", ["write", "round-trip", "rewrite"])
def test_without_reading(fake: type[Fake], direction: Direction) -> None:
    """Who does not claim to read writes the plain file, and takes no other step."""
    found = steps(fake(capabilities=Capabilities((direction,))))
    assert told(found) == [("smoke plain-file", "pass", "")]


def test_plain_file_written(fake: type[Fake]) -> None:
    """A writer that writes something may be asked more, one that writes nothing not."""
    claims = Capabilities(("write",))
    [step] = steps(fake(write=lambda _reading, _ending: Written(b"\0\0"), capabilities=claims))
    assert step.outcome is Outcome.WRONG_ELEMENT
    assert not stops_the_run([step])
    [step] = steps(fake(write=lambda _reading, _ending: Rejected("no"), capabilities=claims))
    assert step.outcome is Outcome.FALSE_REJECT
    assert stops_the_run([step])
