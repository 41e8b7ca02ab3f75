"""A run: what is asked and what not, what ends it, and what its report says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from idxcheck.conformance.adapter import Capabilities, Implementation
from idxcheck.conformance.answers import Answer, Leaked, Read, Written
from idxcheck.conformance.cases import cases
from idxcheck.conformance.known import Known
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Skipped
from idxcheck.conformance.runner import run
from idxcheck.vectors import Reading, vectors

if TYPE_CHECKING:
    from tests.conformance.conftest import Fake

NORB = len([vector for vector in vectors() if vector.clause.startswith("NORB")])
MNIST = len(list(cases("mnist", ["read"])))
WRITTEN = len(list(cases("mnist", ["write"])))
READINGS = {vector.data: vector.reading for vector in vectors()}
SHORT = "read IDX-4.3_count-one-too-large"
PLAIN = bytes.fromhex("00000803000000020000001c0000001c")  # the header of the plain file


def test_right(fake: type[Fake]) -> None:
    """A right reader passes all; what it does not claim is counted with the reason."""
    adapter = fake()
    report = run(adapter, scope="mnist")
    assert report.ok
    assert (report.passed, report.executed, len(report.results)) == (MNIST, MNIST, MNIST)
    assert report.counts == {Outcome.PASS: MNIST}
    assert report.implementation == Implementation("fake", "1.0")
    assert report.scope == "mnist"
    assert len(report.smoke) == 3
    assert report.skipped == (
        Skipped("write", WRITTEN, "not claimed: write"),
        Skipped("round-trip", WRITTEN, "not claimed: round-trip"),
        Skipped("rewrite", WRITTEN, "not claimed: rewrite"),
    )
    assert (report.generated, report.stale, report.notes, report.strict) == ((), (), (), False)
    assert not adapter.alive


def test_platform(fake: type[Fake]) -> None:
    """Where and when it ran, and by which limits."""
    platform = run(fake(), scope="mnist").platform
    assert list(platform) == [
        "system",
        "machine",
        "python",
        "idxcheck",
        "date",
        "memory limit",
        "seconds a case",
    ]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", platform["date"])
    assert platform["memory limit"] == "256 MiB more than at its start"
    assert platform["seconds a case"] == "5"
    assert re.match(r"3\.\d+\.\d+", platform["python"])


def test_writer_and_reader(fake: type[Fake]) -> None:
    """Who writes too is asked for the round trip, and for rewriting only if that is claimed."""
    report = run(fake(capabilities=Capabilities(("read", "write"))), scope="mnist")
    assert report.ok
    directions = [each.case.partition(" ")[0] for each in report.results]
    assert list(dict.fromkeys(directions)) == ["read", "write", "round-trip"]
    assert [each.what for each in report.skipped] == ["rewrite"]
    report = run(fake(capabilities=Capabilities(("read", "write", "rewrite"))), scope="norb")
    assert report.ok
    assert report.skipped == ()


def test_writer_alone(fake: type[Fake]) -> None:
    """One that only writes has the plain file to write, and is asked to write alone."""
    report = run(fake(capabilities=Capabilities(("write",))), scope="mnist")
    assert report.ok
    assert [(each.case, each.outcome.value) for each in report.smoke] == [
        ("smoke plain-file", "pass")
    ]
    assert report.executed == WRITTEN
    assert [(each.what, each.reason) for each in report.skipped] == [
        ("read", "not claimed: read"),
        ("round-trip", "not claimed: round-trip"),
        ("rewrite", "not claimed: rewrite"),
    ]


def test_claims(fake: type[Fake]) -> None:
    """Formats, types and ranks that are not claimed are not asked; broken files are."""
    claims = Capabilities(formats=("idx",), elements=("uint8", "int8"), highest_rank=3)
    adapter = fake(capabilities=claims)
    report = run(adapter)
    assert report.ok
    reasons = {each.reason: each.count for each in report.skipped if each.what == "read"}
    assert reasons.pop("not claimed: NORB") == NORB
    assert sorted(reasons) == [
        "not claimed: float32",
        "not claimed: float64",
        "not claimed: int16",
        "not claimed: int32",
        "not claimed: rank over 3",
    ]
    asked = {each.case for each in report.results}
    assert "read IDX-4.1_uint8-rank-3" in asked
    assert "read IDX-4.1_uint8-rank-4" not in asked
    assert "read IDX-4.1_float32-rank-1" not in asked
    assert "read IDX-4.3_float32-half" in asked


def test_memory_not_measured(fake: type[Fake]) -> None:
    """What could exhaust memory is left out, and the report says so twice."""
    report = run(fake(measures_memory=False), scope="mnist")
    assert report.ok
    assert report.skipped[0] == Skipped(
        "read", 53, "memory cannot be measured, and a faulty implementation may take all of it"
    )
    assert len(report.results) == MNIST - 53
    assert report.notes == (
        "memory was not measured; where psutil is missing: pip install 'idxcheck[test]'",
    )
    assert report.platform["memory limit"] == "not measured"


def test_notes_of_the_adapter(fake: type[Fake]) -> None:
    """What an adapter has to say about itself is told."""
    adapter = fake()
    adapter.notes = ("it does not write",)
    assert run(adapter, scope="mnist").notes == ("it does not write",)


def test_known(fake: type[Fake]) -> None:
    """A known failure that comes is none; one that does not come is stale, and so is a typo."""

    def accepts(data: bytes) -> Answer:
        if data.startswith(bytes.fromhex("00000803 00000004 00000004")):
            return Read(Reading("uint8", (4, 4, 5), (0,) * 80))
        if data.startswith(PLAIN) and len(data) == 1583:
            return Read(Reading("uint8", (2, 28, 28), (0,) * 1568))
        return fake.right(data)

    known = [
        Known(SHORT, Outcome.FALSE_ACCEPT, "not looked at"),
        Known("smoke broken-file", Outcome.FALSE_ACCEPT, "not looked at"),
    ]
    assert [each.case for each in run(fake(accepts), scope="mnist").failures] == [
        "smoke broken-file",
        SHORT,
    ]
    report = run(fake(accepts), scope="mnist", known=known)
    assert report.ok
    assert report.passed == report.executed - 1
    # What is outside the scope, or not claimed, may stand there.
    outside = [Known("read NORB-*", Outcome.CRASH, "r"), Known("write IDX-*", Outcome.CRASH, "r")]
    assert run(fake(accepts), scope="mnist", known=[*known, *outside]).ok
    report = run(fake(), scope="mnist", known=[*known, Known("read x", Outcome.CRASH, "r")])
    assert [(each.case, each.stale) for each in report.failures] == [
        ("smoke broken-file", "known as false-accept; remove the entry"),
        (SHORT, "known as false-accept; remove the entry"),
        ("read x", "known as crash, but there was no such case; remove the entry"),
    ]


def test_strict(fake: type[Fake]) -> None:
    """A leaky error fails only where it is asked to."""

    def leaks(data: bytes) -> Answer:
        return Leaked("KeyError", "7") if READINGS.get(data) is None else fake.right(data)

    report = run(fake(leaks), scope="mnist")
    assert report.ok
    assert report.counts[Outcome.LEAKY_ERROR] > 50
    report = run(fake(leaks), scope="mnist", strict=True)
    assert not report.ok
    assert {each.outcome.value for each in report.failures} == {"leaky-error"}


def test_progress(fake: type[Fake]) -> None:
    """It is told after every case, with the number of all that are asked."""
    told: list[tuple[int, int]] = []
    run(fake(), scope="mnist", progress=lambda done, total: told.append((done, total)))
    assert told == [(done, MNIST) for done in range(1, MNIST + 1)]


def test_written_wrongly(fake: type[Fake]) -> None:
    """A writer that swaps sizes fails in writing, and its files are read again as they are."""

    def empties(_reading: object, _ending: str) -> Answer:
        return Written(b"")

    claims = Capabilities(("read", "write"))
    report: ConformanceReport = run(fake(write=empties, capabilities=claims), scope="mnist")
    assert report.counts == {
        Outcome.WRONG_ELEMENT: WRITTEN,
        Outcome.FALSE_REJECT: WRITTEN,
        Outcome.PASS: MNIST,
    }
    assert not report.ok
