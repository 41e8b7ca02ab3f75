"""The search for the smallest file that fails."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Self

import pytest
from hypothesis import strategies as st

from idxcheck.conformance.adapter import Capabilities, Implementation
from idxcheck.conformance.answers import Answer, Fault, Leaked, Read, Rejected, Unsupported
from idxcheck.conformance.cases import Case
from idxcheck.conformance.generation import searching
from idxcheck.conformance.generation.searching import search
from idxcheck.conformance.outcomes import Outcome
from idxcheck.vectors import Reading, Vector


class Stub:
    """Answers by a function of the bytes, and counts what it was asked."""

    implementation = Implementation("stub")
    notes = ()
    fault_at_stop = None

    def __init__(self, answer: Callable[[bytes], Answer], *, measures_memory: bool = True) -> None:
        self.answer, self.measures_memory = answer, measures_memory
        self.capabilities = Capabilities()
        self.asked: list[bytes] = []

    def __enter__(self) -> Self:
        raise NotImplementedError

    def __exit__(self, *_: object) -> None:
        raise NotImplementedError

    def read(self, data: bytes, ending: str, *, heavy: bool = False) -> Answer:
        """Answer."""
        del ending, heavy
        self.asked.append(data)
        return self.answer(data)

    def write(self, reading: Reading, ending: str) -> Answer:
        """Not asked."""
        raise NotImplementedError

    def rewrite(self, data: bytes, ending: str) -> Answer:
        """Not asked."""
        raise NotImplementedError

    def reproducer(self, data: bytes, ending: str) -> str:
        """Return the bytes."""
        return f"read {data.hex()}{ending}"


def case(data: bytes, *, valid: bool = True, heavy: bool = False) -> Case:
    """Return the case of a file that holds its bytes behind the first 8, or none."""
    reading = Reading("uint8", (len(data),), tuple(data)) if valid else None
    flags = ("huge-claim",) if heavy else ()
    verdict: Any = "valid" if valid else "invalid"
    return Case("read", Vector("IDX", "generated", verdict, data, "", reading, flags=flags))


def right(data: bytes) -> Answer:
    """Read such a file rightly."""
    return Read(Reading("uint8", (len(data),), tuple(data)))


BYTES = st.binary(max_size=6)
FILES = BYTES.map(case)


def test_nothing_fails() -> None:
    """As many as planned at most are asked, each once, the same ones every time."""
    first, second = Stub(right), Stub(right)
    found = search(first, [(FILES, 50)])
    search(second, [(FILES, 50)])
    assert (found.failed, found.failing, found.ended) == (None, 0, "")
    assert found.asked == len(first.asked) == len(set(first.asked))
    assert 25 < found.asked <= 50
    assert first.asked == second.asked


def test_the_smallest_failure() -> None:
    """A reader that loses a byte over 4 fails on one such byte alone."""
    stub = Stub(lambda data: right(bytes(min(each, 4) for each in data)))
    found = search(stub, [(FILES, 200)])
    assert found.failed is not None
    smallest, result = found.failed
    assert smallest.vector.data == b"\x05"
    assert result.outcome is Outcome.WRONG_VALUES
    assert result.reproducer == "read 05.idx"
    assert found.failing > 1


def test_the_smallest_is_ours() -> None:
    """What was smaller by chance is kept, though it is not what Hypothesis ends with."""
    # Of the files that fail the shortest has the largest number.
    pairs = st.integers(0, 20).map(lambda number: case(bytes(30 - number)))
    found = search(Stub(lambda _: Rejected("no")), [(pairs, 30)])
    assert found.failed is not None
    assert len(found.failed[0].vector.data) == min(map(len, _asked(found.adapter)))


def _asked(adapter: object) -> list[bytes]:
    assert isinstance(adapter, Stub)
    return adapter.asked


def test_a_flaky_reader() -> None:
    """One that fails once only harms nobody: it failed."""
    answers = iter([Fault("crash", "once")])
    stub = Stub(lambda data: next(answers, right(data)))
    found = search(stub, [(FILES, 50)])
    assert found.failed is not None
    assert found.failed[1].outcome is Outcome.CRASH
    assert found.failed[0].vector.data == b""


@pytest.mark.parametrize("kind", ["hang", "memory"])
def test_costly_faults(kind: Any) -> None:  # noqa: ANN401 - a word of Fault's
    """The first hang or memory fault is the last question."""
    stub = Stub(lambda data: Fault(kind, "too much") if 0 in data else right(data))
    found = search(stub, [(FILES, 200), (FILES, 200)])
    assert found.failed is not None
    assert 0 in stub.asked[-1]
    assert [each for each in stub.asked[:-1] if 0 in each] == []
    assert found.ended == f"it ends with the first {kind}"


def test_the_time_is_over() -> None:
    """One question at least is asked, and it says that it ended early."""
    stub = Stub(right)
    found = search(stub, [(FILES, 200)], seconds=0)
    assert (found.asked, found.ended) == (1, "the time of 0 s was over")


def test_the_time_is_over_while_shrinking(monkeypatch: pytest.MonkeyPatch) -> None:
    """What failed until then is the result."""
    now = [0.0]
    monkeypatch.setattr(searching, "time", SimpleNamespace(monotonic=lambda: now[0]))

    def late(data: bytes) -> Answer:
        now[0] += 100 * (len(data) > 2)
        return Rejected("no") if len(data) > 2 else right(data)

    stub = Stub(late)
    found = search(stub, [(FILES, 200)], seconds=60)
    assert found.failed is not None
    assert found.failed[0].vector.data == stub.asked[-1]
    assert len(stub.asked[-1]) > 2
    assert found.ended == "the time of 60 s was over"


def test_unmeasured_memory() -> None:
    """Heavy files are counted, not asked, where memory is not measured."""
    heavy = BYTES.map(lambda data: case(data, heavy=len(data) > 2))
    stub = Stub(right, measures_memory=False)
    found = search(stub, [(heavy, 100)])
    assert max(map(len, stub.asked)) == 2
    assert found.unmeasured > 0
    measured = search(Stub(right), [(heavy, 100)])
    assert (measured.unmeasured, measured.asked) == (0, found.asked + found.unmeasured)


def test_other_outcomes() -> None:
    """Unsupported ones and leaky errors are counted; neither is a failure."""
    unsupported = search(Stub(lambda _: Unsupported("no")), [(FILES, 20)])
    assert unsupported.unsupported == unsupported.asked > 1
    assert unsupported.failed is unsupported.leaked is None
    broken = BYTES.map(lambda data: case(data, valid=False))
    leaky = search(Stub(lambda _: Leaked("KeyError", "10")), [(broken, 20)])
    assert leaky.leaked is not None
    assert leaky.leaked[0].vector.data == b""
    assert leaky.leaking == leaky.asked > 1
    assert leaky.failed is None


def test_nothing_to_draw() -> None:
    """A strategy without an example is passed over."""
    none = FILES.filter(lambda _: False)
    found = search(Stub(right), [(none, 5), (st.just(case(b"\x07")), 5)])
    assert found.asked == 1


def test_what_the_adapter_raises() -> None:
    """An exception passes through at once, and as it is."""
    stub = Stub(lambda data: right(data) if len(data) < 2 else _raise())
    with pytest.raises(LookupError, match=r"^the adapter$") as caught:
        search(stub, [(FILES, 200)])
    assert len([each for each in stub.asked if len(each) > 1]) == 1
    assert not getattr(caught.value, "__notes__", [])


def _raise() -> Answer:
    raise LookupError("the adapter")
