"""What to do about failures that come in masses: notes of the report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from idxcheck.conformance.adapter import Capabilities, Implementation
from idxcheck.conformance.answers import Answer, Read, Rejected, Unsupported
from idxcheck.conformance.cases import STREAM_MAGICS, Scope
from idxcheck.conformance.hints import hints
from idxcheck.conformance.known import Known
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result
from idxcheck.conformance.runner import run

if TYPE_CHECKING:
    from tests.conformance.conftest import Fake

NORB = "every NORB file is refused: choose --scope idx, or answer unsupported"
STREAMS = (
    "every compressed file is refused: answer unsupported where the library takes no compression"
)
NUMPY = "numpy stops at rank 64 and at its sizes: raise NotImplementedError (say unsupported) there"
IMAGES = "the plain file is of 2 x 3 x 4: one that takes 28 x 28 alone needs --scope mnist"


def asked(
    clause: str, outcome: Outcome, *flags: str, data: bytes = b"\0", verdict: str = "valid"
) -> Result:
    """A file of this clause that was asked to be read."""
    return Result(f"read {clause}", outcome, clause, verdict, flags, data=data)


def told(*results: Result) -> list[str]:
    """The hints of a run with these results."""
    return list(hints(ConformanceReport(Implementation("mini"), "all", results)))


def test_a_reader_of_plain_idx(fake: type[Fake]) -> None:
    """One that refuses all else than plain IDX is told of both; a right one of nothing."""

    def plain_idx(data: bytes) -> Answer:
        foreign = data.startswith(STREAM_MAGICS) or data[1:4] == b"\x4c\x3d\x1e"
        return Rejected("no IDX") if foreign else fake.right(data)

    assert run(fake(plain_idx)).notes == (NORB, STREAMS)
    assert run(fake(plain_idx), scope="idx").notes == (STREAMS,)
    assert run(fake(plain_idx), scope="uint8").notes == ()
    assert run(fake()).notes == ()
    known = [Known("read *", Outcome.FALSE_REJECT, "r")]
    assert run(fake(plain_idx), known=known).notes == ()


def test_a_reader_by_numpy(fake: type[Fake]) -> None:
    """One that refuses only what numpy cannot hold is told how to say so."""

    def by_numpy(data: bytes) -> Answer:
        answer = fake.right(data)
        beyond = isinstance(answer, Read) and len(answer.reading.shape) > 64
        return Rejected("rank") if beyond else answer

    assert run(fake(by_numpy), scope="idx").notes == (NUMPY,)


def test_all_of_them() -> None:
    """One that was read, or said to be unsupported, is enough to say nothing."""
    refused, other = Outcome.FALSE_REJECT, Outcome.UNSUPPORTED
    assert told(asked("NORB-1", refused), asked("NORB-1", refused)) == [NORB]
    assert told(asked("NORB-1", refused), asked("NORB-1", other)) == []
    packed = asked("IDX-1", refused, data=b"\x1f\x8b\x08")
    assert told(packed, asked("IDX-1", Outcome.PASS)) == [STREAMS]
    assert told(packed, replace(packed, outcome=Outcome.PASS)) == []
    # Neither what may be refused or must be, nor what is written, counts.
    passed = asked("NORB-1", Outcome.PASS, verdict="acceptable")
    written = Result("write NORB-1", Outcome.PASS, "NORB-1", "valid")
    assert told(asked("NORB-1", refused), passed, written) == [NORB]


def test_beyond_numpy() -> None:
    """Of either format, where nothing else of it is refused."""
    beyond = asked("IDX-1", Outcome.FALSE_REJECT, "beyond-numpy", "rank-limited")
    assert told(beyond, asked("NORB-1", Outcome.FALSE_REJECT)) == [NORB, NUMPY]
    assert told(beyond, asked("IDX-1", Outcome.FALSE_REJECT)) == []
    assert told(asked("IDX-1", Outcome.PASS, "beyond-numpy")) == []


@pytest.mark.parametrize("answer", [Rejected("28 x 28 alone"), Unsupported("28 x 28 alone")])
@pytest.mark.parametrize(
    ("scope", "notes"), [("all", (IMAGES,)), ("uint8", (IMAGES,)), ("mnist", ()), ("norb", ())]
)
def test_the_plain_file(
    fake: type[Fake], answer: Answer, scope: Scope, notes: tuple[str, ...]
) -> None:
    """A reader of MNIST's images that is asked for more is told which scope is its own."""
    assert run(fake(lambda _data: answer), scope=scope).notes == notes


def test_no_claim(fake: type[Fake]) -> None:
    """Where no file was asked about, nothing is said of it."""
    assert run(fake(capabilities=Capabilities(())), scope="idx").notes == ()
