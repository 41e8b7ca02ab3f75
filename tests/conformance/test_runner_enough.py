"""Who claims or answers too little does not pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from idxcheck.conformance.adapter import Capabilities
from idxcheck.conformance.answers import Answer, Rejected, Unsupported
from idxcheck.conformance.cases import cases
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import Shortage
from idxcheck.conformance.runner import run

if TYPE_CHECKING:
    from tests.conformance.conftest import Fake

MNIST = len(list(cases("mnist", ["read"])))
PLAIN = bytes.fromhex("00000803000000020000001c0000001c")  # the header of MNIST's plain file
SMALL = bytes.fromhex("00000803000000020000000300000004")  # and of the other one


def test_everything_unsupported(fake: type[Fake]) -> None:
    """Who takes nothing does not pass."""
    report = run(fake(lambda _data: Unsupported("never")), scope="mnist")
    assert not report.ok
    assert (report.executed, report.failures) == (0, ())


def test_min_executed(fake: type[Fake]) -> None:
    """Half of what is asked must be executed, of each kind, or as many as the caller says."""

    def reads_images_alone(data: bytes) -> Answer:
        return fake.right(data) if data.startswith(PLAIN) else Unsupported("not 28 x 28")

    report = run(fake(reads_images_alone), scope="mnist")
    assert report.executed == 1
    assert report.min_executed == (MNIST + 1) // 2 == 67
    assert report.failures == ()
    assert not report.ok
    assert report.shortages == (
        Shortage(1, 67),
        Shortage(1, 11, "valid"),
        Shortage(0, 55, "invalid"),
    )
    assert report.notes == (
        "too few cases were executed: choose a smaller --scope, or fewer by --min-executed",
        (
            "too few of the files that must be read were executed: choose a smaller --scope,"
            " or say by --min-executed how many cases are enough"
        ),
        (
            "too few of the files that must be refused were executed: let it reject what is"
            " broken, or say by --min-executed how many cases are enough"
        ),
    )
    assert run(fake(reads_images_alone), scope="mnist", min_executed=1).ok
    assert not run(fake(reads_images_alone), scope="mnist", min_executed=2).ok


def test_half_of_what_must_be_refused(fake: type[Fake]) -> None:
    """Who says "unsupported" to broken files, and writes much, is short of refusals alone."""
    right = fake().right

    def shy(data: bytes) -> Answer:
        answer = right(data)
        first = data.startswith(SMALL)
        return Unsupported("odd") if isinstance(answer, Rejected) and not first else answer

    claims = Capabilities(("read", "write", "rewrite"))
    report = run(fake(shy, capabilities=claims), scope="idx")
    assert report.failures == ()
    assert [each.of for each in report.shortages] == ["invalid"]
    assert not report.ok
    assert "0 files that must be refused executed, and 112 must be" in str(report)
    assert run(fake(shy, capabilities=claims), scope="idx", min_executed=300).ok


def test_min_executed_0(fake: type[Fake]) -> None:
    """A run in which nothing was executed does not pass, whatever is enough."""
    report = run(fake(capabilities=Capabilities(formats=("norb",))), scope="mnist", min_executed=0)
    assert report.executed == 0
    assert not report.ok
    assert [each.case for each in report.failures] == ["smoke plain-file"]


@pytest.mark.parametrize(
    "claims",
    [
        Capabilities(formats=("norb",)),
        Capabilities(highest_rank=0),
        Capabilities(elements=("int64",)),
        Capabilities(("write",), highest_rank=0),
        Capabilities(()),
    ],
)
def test_claims_of_nothing(fake: type[Fake], claims: Capabilities) -> None:
    """Who claims too little to be asked for any file, and refuses everything, does not pass."""
    adapter = fake(lambda _data: Rejected("no"), capabilities=claims)
    report = run(adapter, scope="idx")
    assert not report.ok
    assert [(each.case, each.outcome) for each in report.failures] == [
        ("smoke plain-file", Outcome.ERROR)
    ]
    assert (report.results, adapter.asked) == ((), [])


def test_unsupported_to_what_is_broken(fake: type[Fake]) -> None:
    """Who never refuses fails at once, however few cases are enough."""
    right = fake().right

    def never_refuses(data: bytes) -> Answer:
        answer = right(data)
        return Unsupported("odd") if isinstance(answer, Rejected) else answer

    report = run(fake(never_refuses), scope="mnist", min_executed=1)
    assert not report.ok
    assert [(each.case, each.detail) for each in report.failures] == [
        ("smoke broken-file", "expected a refusal of a broken file, said unsupported: odd")
    ]
