"""The smoke test: each step, on a right implementation and on faulty ones."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from idxcheck.conformance import smoke as module
from idxcheck.conformance.adapter import Capabilities
from idxcheck.conformance.answers import (
    Answer,
    Fault,
    Leaked,
    Read,
    Rejected,
    Unsupported,
    Written,
)
from idxcheck.conformance.cases import Scope
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import Result
from idxcheck.conformance.smoke import smoke, stops_the_run
from idxcheck.vectors import Reading, vectors

if TYPE_CHECKING:
    from tests.conformance.conftest import Fake

READINGS = {vector.data: vector.reading for vector in vectors()}


def steps(adapter: Any, scope: Scope = "all") -> tuple[Result, ...]:  # noqa: ANN401 - a fake
    """What came of the steps."""
    with adapter:
        return smoke(adapter, scope)


def told(results: tuple[Result, ...]) -> list[tuple[str, str, str]]:
    """Case, outcome and detail of each."""
    return [(each.case, each.outcome.value, each.detail) for each in results]


def unswapped(data: bytes) -> Answer:
    """The answer of a reader that takes the bytes of IDX as they are."""
    reading = READINGS.get(data)
    if reading is None:
        return Rejected("broken")
    if reading.element in ("int32", "float32"):
        code = "I" if reading.element == "float32" else "i"
        values = struct.unpack(f"<{len(reading.values)}{code}", reading.payload(">"))
        reading = replace(reading, values=values)
    return Read(reading)


@pytest.mark.parametrize("scope", ["all", "idx", "norb"])
def test_right(fake: type[Fake], scope: Scope) -> None:
    """Four steps, each passed."""
    assert told(steps(fake(), scope)) == [
        ("smoke plain-file", "pass", ""),
        ("smoke broken-file", "pass", ""),
        ("smoke wrong-expectation", "pass", ""),
        ("smoke byte-order", "pass", ""),
    ]


@pytest.mark.parametrize("scope", ["mnist", "uint8"])
def test_no_byte_order_of_bytes(fake: type[Fake], scope: Scope) -> None:
    """Where all elements are bytes, the last step is not taken."""
    assert [each.case for each in steps(fake(), scope)] == [
        "smoke plain-file",
        "smoke broken-file",
        "smoke wrong-expectation",
    ]


def test_the_files(fake: type[Fake]) -> None:
    """A small file, for MNIST one of its size; the same cut; one of int32."""
    for scope in ("all", "idx", "uint8"):
        adapter = fake()
        steps(adapter, scope)
        plain, broken, again, *multi_byte = adapter.asked
        assert (plain[:16].hex(), len(plain)) == ("00000803000000020000000300000004", 40)
        assert broken == plain[:39]
        assert again == plain
        shown = [each[:8].hex() for each in multi_byte]
        assert shown == ([] if scope == "uint8" else ["00000c0100000005"])
    adapter = fake()
    steps(adapter, "mnist")
    plain, broken, again = adapter.asked
    assert (plain[:16].hex(), len(plain)) == ("00000803000000020000001c0000001c", 1584)
    assert (broken, again) == (plain[:1583], plain)
    adapter = fake()
    steps(adapter, "norb")
    assert [each[:4].hex() for each in adapter.asked] == [
        "554c3d1e",
        "554c3d1e",
        "554c3d1e",
        "544c3d1e",
    ]


def test_results_are_of_no_clause(fake: type[Fake]) -> None:
    """A step is no case, but what it is about is there to be tried again."""
    [result, *_] = steps(fake(lambda _data: Unsupported("all of it")))
    assert (result.clause, result.verdict, result.flags) == ("", "", ())
    assert result.data is not None
    assert result.reproducer == "fake 00000803 .idx"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Rejected("no"), "false-reject"),
        (Unsupported("no"), "unsupported"),
        (Leaked("KeyError", "no"), "false-reject"),
        (Fault("crash", "no"), "crash"),
        (Fault("hang", "no"), "hang"),
        (Fault("memory", "no"), "memory"),
        (Fault("error", "no"), "error"),
        (Written(b""), "error"),
    ],
)
def test_plain_file_not_read(fake: type[Fake], answer: Answer, outcome: str) -> None:
    """Nothing follows: nothing can be learned of such a reader."""
    [step] = steps(fake(lambda _data: answer))
    assert (step.case, step.outcome.value) == ("smoke plain-file", outcome)
    assert stops_the_run([step])


def test_plain_file_read_wrongly(fake: type[Fake]) -> None:
    """Data came, and more can be learned; there is no right answer to judge wrongly."""
    zero = Read(Reading("uint8", (1,), (0,)))
    found = steps(fake(lambda _data: zero))
    assert [(each.case, each.outcome.value) for each in found] == [
        ("smoke plain-file", "wrong-shape"),
        ("smoke broken-file", "false-accept"),
        ("smoke byte-order", "wrong-element"),
    ]
    assert not stops_the_run(found)


def test_broken_file_read(fake: type[Fake]) -> None:
    """One that reads anything is told so, and goes on."""
    zeros = Read(Reading("uint8", (2, 28, 28), (0,) * 1568))
    found = steps(fake(lambda data: fake.right(data) if data in READINGS else zeros))
    assert told(found)[1] == (
        "smoke broken-file",
        "false-accept",
        "must be refused, returned uint8 2 x 28 x 28 [0, 0, 0, 0, ...]",
    )
    assert len(found) == 4
    assert not stops_the_run(found)


@pytest.mark.parametrize(
    ("answer", "outcome", "detail"),
    [
        (Rejected("short"), "pass", ""),
        (Leaked("KeyError", "7"), "leaky-error", "KeyError: 7"),
        (
            Unsupported("odd"),
            "error",
            "expected a refusal of a broken file, said unsupported: odd",
        ),
    ],
)
def test_broken_file_refused(fake: type[Fake], answer: Answer, outcome: str, detail: str) -> None:
    """A refusal it must be, of any kind: the same file, whole, was read."""
    found = steps(fake(lambda data: fake.right(data) if data in READINGS else answer))
    assert told(found)[1] == ("smoke broken-file", outcome, detail)
    assert found[1].reproducer == ("" if outcome == "pass" else "fake 00000803 .idx")
    assert len(found) == 4


def test_unswapped(fake: type[Fake]) -> None:
    """A reader that does not swap is told so in words."""
    assert told(steps(fake(unswapped), "idx"))[3] == (
        "smoke byte-order",
        "wrong-values",
        "returns the bytes unswapped: 50463104 for -2147417597",
    )


def test_unswapped_floats(fake: type[Fake]) -> None:
    """Where int32 is not claimed another type is taken; floats are shown by their bits."""
    claims = Capabilities(elements=("uint8", "float32"))
    assert told(steps(fake(unswapped, capabilities=claims), "idx"))[3] == (
        "smoke byte-order",
        "wrong-values",
        "returns the bytes unswapped: 4523c13f for 3fc12345",
    )


def test_swapped_norb(fake: type[Fake]) -> None:
    """NORB is little-endian; who swaps it is wrong."""
    assert told(steps(fake(unswapped), "norb"))[3] == (
        "smoke byte-order",
        "wrong-values",
        "returns the bytes swapped: 84083201 for 16909061",
    )


def test_wrong_otherwise(fake: type[Fake]) -> None:
    """Values that are wrong, but not swapped, are told as they are."""

    def read(data: bytes) -> Answer:
        answer = fake.right(data)
        if isinstance(answer, Read) and answer.reading.element == "int32":
            return Read(replace(answer.reading, values=(7, *answer.reading.values[1:])))
        return answer

    assert told(steps(fake(read), "idx"))[3] == (
        "smoke byte-order",
        "wrong-values",
        "1 of 5 elements differ; element 0: expected -2147417597, found 7",
    )


def test_broken_judge(fake: type[Fake], monkeypatch: pytest.MonkeyPatch) -> None:
    """A judge that passes everything is found out: else no run could fail."""
    passes = Result("", Outcome.PASS)
    monkeypatch.setattr(module, "ask", lambda _adapter, _case: passes)
    assert told(steps(fake()))[2] == (
        "smoke wrong-expectation",
        "error",
        (
            "the judge is broken: an expectation that is wrong on purpose came out as pass, not as"
            " wrong-values"
        ),
    )
